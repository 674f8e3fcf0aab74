"""Two columns to match: take a thing on the left, give it its partner on the right, by keys or mouse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from string import ascii_lowercase
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message

from tutor.activity.arranging import paired
from tutor.ui.widgets.answer import AnswerChanged, AnswerGiven, PartnerMoved
from tutor.ui.widgets.choice_list import Option, cells_of, headed, mark_run
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line, Run

MOST_PAIRS = 6
GAP: Final = 3
"""Columns between the two sides."""


class Side(Menu):
    """One of the two columns."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "pick", show=False)]

    DEFAULT_CSS = "Side { width: 1fr; }"

    @dataclass
    class Picked(Message):
        """The row at the cursor was taken, or given."""

        side: Side

    class Finished(Message):
        """Enter was pressed."""

    def action_pick(self) -> None:
        """Take or give the row at the cursor."""
        self.post_message(self.Picked(self))

    def action_choose(self) -> None:
        """Say that everything is matched."""
        self.post_message(self.Finished())

    def row_clicked(self, index: int, event: events.Click) -> None:
        """Pick the row."""
        event.prevent_default()
        self.move(index)
        self.action_pick()


class MatchBoard(Horizontal):
    """Things with numbers on the left, partners with letters on the right; it judges nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(digit), f"take({digit - 1})", show=False) for digit in range(1, MOST_PAIRS + 1)),
        *(Binding(letter, f"give({index})", show=False) for index, letter in enumerate(ascii_lowercase[:MOST_PAIRS])),
    ]

    DEFAULT_CSS = f"""
    MatchBoard {{ height: auto; }}
    MatchBoard #partners {{ margin: 0 0 0 {GAP}; }}
    """

    def __init__(
        self, things: Sequence[Option], partners: Sequence[Option], given: Mapping[str, str], *, at: str = ""
    ) -> None:
        super().__init__()
        self._letters = {partner.id: ascii_lowercase[index] for index, partner in enumerate(partners)}
        self._marks = {thing.id: thing.mark for thing in things}
        self.given = {left: right for left, right in given.items() if right in self._letters}
        rows = [Row(item.id, partial(self._thing, i, item)) for i, item in enumerate(things)]
        self.left = Side(rows, at=at, id="things")
        self.right = Side([Row(item.id, partial(self._partner, item)) for item in partners], id="partners")

    @property
    def here(self) -> str:
        """Return the id of the thing at the cursor."""
        return self.left.here

    def compose(self) -> ComposeResult:
        """Put the columns side by side."""
        yield self.left
        yield self.right

    def on_mount(self) -> None:
        """Keep the thing marked for which a partner is looked for."""
        self.watch(self.right, "has_focus", self.left.redraw, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Give the things their columns."""
        width = event.size.width
        self.left.styles.width = things_columns(_lines(self.left, width), _lines(self.right, width), width)

    def take_focus(self) -> None:
        """Begin at the first thing without a partner."""
        self._go_to_next()
        self.left.focus(scroll_visible=False)

    def action_take(self, index: int) -> None:
        """Take the thing with this number, to give it a partner."""
        if index < len(self.left.rows):
            self.left.move(index)
            self._look_for_partner()

    def action_give(self, index: int) -> None:
        """Give the partner with this letter to the thing at the cursor, which stays there: `a ↓ b` gives two."""
        if index < len(self.right.rows):
            self._give(self.right.rows[index].id)
            self.left.focus()

    @on(Side.Picked)
    def _picked(self, event: Side.Picked) -> None:
        event.stop()
        if event.side is self.left:
            self._look_for_partner()
        else:
            self._give(self.right.here)
            self.take_focus()

    @on(Side.Finished)
    def _finished(self, event: Side.Finished) -> None:
        event.stop()
        self.post_message(AnswerGiven(paired(self.given)))

    def _look_for_partner(self) -> None:
        """Go to the partner that the thing has, or to the first that is free."""
        free = [row.id for row in self.right.rows if row.id not in self.given.values()]
        wanted = self.given.get(self.left.here) or next(iter(free), self.right.here)
        self.right.move([row.id for row in self.right.rows].index(wanted))
        self.right.focus()
        self.left.redraw()

    def _give(self, partner: str) -> None:
        """A partner that another thing had comes over; what was said about the old pairs no longer counts."""
        here = self.left.here
        left_alone = [thing for thing, other in self.given.items() if other == partner and thing != here]
        for thing in left_alone:
            del self.given[thing]
            number = [row.id for row in self.left.rows].index(thing) + 1
            self.post_message(PartnerMoved(self._letters[partner], number))
        for thing in (here, *left_alone):
            self._marks.pop(thing, None)
        self.given[here] = partner
        self.left.redraw()
        self.right.redraw()
        self.post_message(AnswerChanged(paired(self.given)))

    def _go_to_next(self) -> None:
        count = len(self.left.rows)
        following = [(self.left.cursor + step) % count for step in range(count)]
        alone = [index for index in following if self.left.rows[index].id not in self.given]
        if alone and alone[0] != self.left.cursor:
            self.left.move(alone[0])

    def _thing(self, index: int, thing: Option, width: int, here: bool) -> list[Line]:
        pointed = here and (self.left.has_focus or self.right.has_focus)
        letter = self._letters.get(self.given.get(thing.id, ""), " ")
        mark = mark_run(self._marks.get(thing.id, ""))
        return headed(thing, [_pointer(pointed), (f"{index + 1} ", "key"), (f"[{letter}] ", "selected"), mark], width)

    def _partner(self, partner: Option, width: int, here: bool) -> list[Line]:
        letter = (f"{self._letters[partner.id]}) ", "key")
        return headed(partner, [_pointer(here and self.right.has_focus), letter], width)


def _pointer(pointed: bool) -> Run:
    return ("▸ " if pointed else "  ", "selected")


def things_columns(things: Iterable[Line], partners: Iterable[Line], width: int) -> int:
    """Return how many columns of `width` the things get, by the lines of both where each has all the room.

    They get what they need, as long as their partners have theirs, or half of the room.
    """
    room = width - GAP
    needed, beside = (max(map(cells_of, lines), default=0) for lines in (things, partners))
    return min(needed, max(room // 2, room - beside))


def _lines(side: Side, width: int) -> list[Line]:
    return [line for row in side.rows for line in row.draw(width - GAP, False)]
