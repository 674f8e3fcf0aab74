"""A list to put in order: Space or a click lifts an item, arrows, digits or a click carry it, Enter checks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tutor.activity.answerable import SEPARATOR
from tutor.ui.widgets.answer import AnswerChanged, AnswerGiven
from tutor.ui.widgets.choice_list import Option, headed, mark_run
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line, Run


class OrderList(Menu):
    """Items in the order in which the learner has put them; it judges nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "lift", show=False),
        *(Binding(str(digit), f"move({digit - 1})", show=False) for digit in range(1, 10)),
    ]

    def __init__(self, items: Sequence[Option], *, at: str = "") -> None:
        self._items = {item.id: item for item in items}
        self._marks = {item.id: item.mark for item in items}
        self.lifted = False
        super().__init__(self._rows(tuple(self._items)), at=at)

    @property
    def order(self) -> tuple[str, ...]:
        """Return the ids from top to bottom."""
        return tuple(row.id for row in self.rows)

    def action_step(self, by: int) -> None:
        """Move the lifted item, or the cursor, up or down."""
        if not self.lifted:
            super().action_step(by)
        elif 0 <= self.cursor + by < len(self.rows):
            self.carry(self.cursor + by)

    def action_move(self, index: int) -> None:
        """Move the lifted item, or the cursor, to a place; from the end where negative."""
        if index >= len(self.rows):
            return
        if self.lifted:
            self.carry(index % len(self.rows))
        else:
            super().action_move(index)

    def action_lift(self) -> None:
        """Lift the item at the cursor, or drop it."""
        self.lifted = not self.lifted
        self.redraw()

    def action_choose(self) -> None:
        """Give the order as it stands as the answer."""
        self.lifted = False
        self.redraw()
        self.post_message(AnswerGiven(SEPARATOR.join(self.order)))

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Lift the item, or drop the lifted one there."""
        event.prevent_default()
        self.action_move(index)
        self.action_lift()

    def carry(self, index: int) -> None:
        """Put the item at the cursor at another place; what was said about the old order no longer counts."""
        here = self.here
        others = [item for item in self.order if item != here]
        self._marks.clear()
        self.set_rows(self._rows((*others[:index], here, *others[index:])), here)
        self.move(self.cursor)
        self.post_message(AnswerChanged(SEPARATOR.join(self.order)))

    def _rows(self, order: tuple[str, ...]) -> list[Row]:
        return [Row(item, partial(self._row, index, item)) for index, item in enumerate(order)]

    def _row(self, index: int, item: str, width: int, here: bool) -> list[Line]:
        return headed(self._items[item], self._head(index, item, here and self.has_focus), width)

    def _head(self, index: int, item: str, here: bool) -> list[Run]:
        lifted = here and self.lifted
        pointer = ("↕ " if lifted else "▸ " if here else "  ", "hint" if lifted else "selected")
        step_in = [("  ", "")] if lifted else []
        return [pointer, *step_in, (f"{index + 1} ", "key"), mark_run(self._marks.get(item, ""))]
