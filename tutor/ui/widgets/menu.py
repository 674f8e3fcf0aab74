"""Rows with a cursor: moved by arrows or mouse, chosen by Enter or a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message

from tutor.ui.waiting import when_painted
from tutor.ui.widgets.sheet import Line, Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """One entry: its id and its lines at a width; `here` says whether the cursor is on it."""

    id: str
    draw: Callable[[int, bool], Sequence[Line]]


class Menu(Sheet, can_focus=True):
    """A list to move through; it knows rows and a cursor, not what they mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("home", "move(0)", show=False),
        Binding("end", "move(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor is on another row."""

        id: str

    @dataclass
    class Chosen(Message):
        """A row was chosen."""

        id: str

    def __init__(self, rows: Sequence[Row] = (), *, at: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(self._lines, id=id)
        self.rows: tuple[Row, ...] = ()
        self.cursor = 0
        self._tops: list[int] = []
        self._end = 0
        self.set_rows(rows, at)

    def set_rows(self, rows: Sequence[Row], at: str = "") -> None:
        """Show `rows` with the cursor at the row `at`, or where it was, and bring it into view."""
        self.rows = tuple(rows)
        ids = [row.id for row in self.rows]
        self.cursor = ids.index(at) if at in ids else min(self.cursor, max(0, len(ids) - 1))
        self.redraw()
        if self.is_attached:
            when_painted(self, self._bring_into_view)

    @property
    def here(self) -> str:
        """Return the id of the row at the cursor, or an empty text where there are no rows."""
        return self.rows[self.cursor].id if self.rows else ""

    def take_focus(self) -> None:
        """Let the keys come here."""
        self.focus(scroll_visible=False)

    def action_step(self, by: int) -> None:
        """Move the cursor up or down; it goes round at the ends."""
        self.move(self.cursor + by)

    def action_move(self, index: int) -> None:
        """Move the cursor to a row, counted from the end where negative."""
        self.move(index)

    def page(self, by: int, lines: int) -> None:
        """Move the cursor by about so many lines, down or up, and not past the ends."""
        there = self._tops[self.cursor] + by * lines if self._tops else 0
        index = self.row_at(max(0, there)) or 0
        self.move(index if index != self.cursor else min(max(0, self.cursor + by), len(self.rows) - 1))

    def action_choose(self) -> None:
        """Choose the row at the cursor."""
        if self.rows:
            self.post_message(self.Chosen(self.here))

    def on_click(self, event: events.Click) -> None:
        """Do what a click on the row under the mouse means."""
        index = self.row_at(event.y - self.gutter.top, event.x - self.gutter.left)
        if index is not None:
            self.row_clicked(index, event)

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Move to the row, and choose it where the cursor is there already."""
        again = index == self.cursor
        self.move(index)
        if again:
            self.action_choose()

    def on_mount(self) -> None:
        """Show the cursor as live while the keys come here, and as resting while they don't."""
        self.watch(self, "has_focus", self.redraw, init=False)

    def row_at(self, y: int, x: int = 0) -> int | None:
        """Return the index of the row that is drawn at line `y` and column `x`."""
        index = sum(top <= y for top in self._tops) - 1
        return index if 0 <= index < len(self.rows) else None

    def move(self, index: int) -> None:
        """Put the cursor on a row and bring the row into view."""
        if not self.rows:
            return
        self.cursor = index % len(self.rows)
        self.redraw()
        when_painted(self, self._bring_into_view)
        self.post_message(self.Highlighted(self.here))

    def _bring_into_view(self) -> None:
        tops = [*self._tops, self._end]
        if self.cursor + 1 >= len(tops):
            return
        top = tops[self.cursor]
        region = Region(0, top + self.virtual_region.y, self.size.width, tops[self.cursor + 1] - top)
        if self.parent is not None and hasattr(self.parent, "scroll_to_region"):
            self.parent.scroll_to_region(region, animate=False)

    def _lines(self, width: int) -> list[Line]:
        lines: list[Line] = []
        self._tops = []
        for index, row in enumerate(self.rows):
            self._tops.append(len(lines))
            lines += row.draw(width, index == self.cursor)
        self._end = len(lines)
        return lines
