"""A list of answers to choose one from, or to tick several of, by arrows, digits, Space, Enter or mouse.

Short answers stand in two columns where there is room for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType

from tutor.activity.answerable import SEPARATOR
from tutor.ui.widgets.answer import AnswerChanged, AnswerGiven
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line, Run
from tutor.ui.widgets.typed_number import TypedNumber, digit_bindings

_LEAST_OPTIONS: Final = 4
_SHORT: Final = 33
"""Cells of an answer that may stand beside another one."""
_LEAST_FOR_TWO: Final = 64
"""Cells of a list that has room for two columns."""
_GAP: Final = 4


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its id, its text laid out for a width, and the mark that a verdict put on it (`right`, `wrong`)."""

    id: str
    draw: Callable[[int], Sequence[Line]]
    mark: str = ""


def headed(option: Option, head: Sequence[Run], width: int) -> list[Line]:
    """Return the lines of `option` behind `head`, all of them indented by its length."""
    indent = sum(len(text) for text, _ in head)
    lines = option.draw(width - indent) or [[]]
    return [[*(head if number == 0 else [(" " * indent, "")]), *line] for number, line in enumerate(lines)]


def mark_run(mark: str) -> Run:
    """Return the sign of `mark`, as wide as none, so that a verdict moves no text."""
    return ({"right": "✓ ", "wrong": "✗ "}.get(mark, "  "), mark)


class ChoiceList(Menu):
    """Options with a cursor; `several` makes it a list of ticks. It judges nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", show=False),
        Binding("left", "side(-1)", show=False),
        Binding("right", "side(1)", show=False),
        *digit_bindings(),
    ]

    def __init__(
        self,
        options: Sequence[Option],
        clock: Callable[[], float] = monotonic,
        *,
        several: bool = False,
        chosen: Sequence[str] = (),
        at: str = "",
    ) -> None:
        """Put the cursor `at` an option where several are chosen, else on the chosen one.

        The `clock` tells whether a digit goes on with a number.
        """
        self._typed = TypedNumber(clock)
        self.options = tuple(options)
        self.several = several
        self.ticked = set(chosen) if several else set()
        self._second = 0
        """Where the second column begins, if there is one."""
        rows = [Row(option.id, partial(self._row, index)) for index, option in enumerate(self.options)]
        super().__init__(rows, at=at if several and at else next(iter(chosen), ""))

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return what Enter would submit, in the order of the list."""
        if self.several:
            return tuple(option.id for option in self.options if option.id in self.ticked)
        return (self.here,)

    def move(self, index: int) -> None:
        """Put the cursor on an option."""
        super().move(index)
        self.post_message(AnswerChanged(SEPARATOR.join(self.chosen)))

    def action_digit(self, digit: int) -> None:
        """Move the cursor to the option with the number that is typed, and tick it where several can be ticked."""
        number = self._typed.after(digit, lambda number: 1 <= number <= len(self.options))
        if number:
            self.move(number - 1)
            self.action_tick()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the arrows to both sides to the screen where there are no columns to go between."""
        return self._second > 0 if action == "side" else super().check_action(action, parameters)

    def action_side(self, by: int) -> None:
        """Go to the option beside this one in the other column, if there is one."""
        beside = self.cursor + by * self._column_rows
        if 0 <= beside < len(self.options):
            self.move(beside)

    def action_tick(self) -> None:
        """Tick the option at the cursor, or take its tick away."""
        if self.several:
            self.ticked ^= {self.here}
            self.move(self.cursor)

    def action_choose(self) -> None:
        """Give the present choice as the answer."""
        self.post_message(AnswerGiven(SEPARATOR.join(self.chosen)))

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Choose the option; a double click submits a single choice."""
        event.prevent_default()
        self.move(index)
        self.action_tick()
        if event.chain > 1 and not self.several:
            self.action_choose()

    def row_at(self, y: int, x: int = 0) -> int | None:
        """Return the index of the option that is drawn there, in the second column as well."""
        if not self._second:
            return super().row_at(y)
        index = y + self._column_rows * (x >= self._second)
        return index if 0 <= y < self._column_rows and index < len(self.rows) else None

    @property
    def indent(self) -> int:
        """Return how many cells stand before the text of an option, so that a head may stand over it."""
        return cells_of(self._head(0, here=False))

    @property
    def _column_rows(self) -> int:
        return (len(self.rows) + 1) // 2

    def _lines(self, width: int) -> list[Line]:
        self._second = self._second_column(width)
        if not self._second:
            return super()._lines(width)
        count, rest = self._column_rows, width - self._second
        self._tops = [index % count for index in range(len(self.rows))]
        drawn = [
            self._row(index, rest if index >= count else self._second, index == self.cursor)[0]
            for index in range(len(self.rows))
        ]
        padded = [[*line, (" " * (self._second - cells_of(line)), "")] for line in drawn[:count]]
        return [[*line, *drawn[count + row]] if count + row < len(drawn) else line for row, line in enumerate(padded)]

    def _second_column(self, width: int) -> int:
        """Where the second column begins; 0 where the options stand below each other."""
        if width < _LEAST_FOR_TWO or len(self.options) < _LEAST_OPTIONS:
            return 0
        drawn = [option.draw(width) for option in self.options]
        if any(len(lines) != 1 or cells_of(lines[0]) > _SHORT for lines in drawn):
            return 0
        widths = [cells_of(self._row(index, width, False)[0]) for index in range(len(self.options))]
        first, second = max(widths[: self._column_rows]), max(widths[self._column_rows :])
        return first + _GAP if first + _GAP + second <= width else 0

    def _row(self, index: int, width: int, here: bool) -> list[Line]:
        return headed(self.options[index], self._head(index, here), width)

    def _head(self, index: int, here: bool) -> list[Run]:
        option = self.options[index]
        pointer = ("▸ " if here and self.has_focus else "  ", "selected")
        digits = len(str(len(self.options)))
        number = (f"{index + 1:>{digits}} ", "key")
        if self.several and not option.mark:
            return [pointer, number, ("[x] " if option.id in self.ticked else "[ ] ", "selected")]
        return [pointer, number, *([(" ", "")] * self.several), mark_run(option.mark), *([(" ", "")] * self.several)]


def cells_of(line: Line) -> int:
    """Return how many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)
