"""The lessons of a course with a mark, which the arrows move through the columns, or a number, or the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message

from tutor.figures.course_list import CourseList
from tutor.text import Cells
from tutor.ui.waiting import when_painted
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.ui.widgets.typed_number import DIGITS, TypedNumber, digit_bindings


class CourseMap(Sheet, can_focus=True):
    """Shows a list that is laid out; it knows ids of lessons and a mark, not what they mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "below(-1)", show=False),
        Binding("down", "below(1)", show=False),
        Binding("left", "beside(-1)", show=False),
        Binding("right", "beside(1)", show=False),
        Binding("home", "end(1)", show=False),
        Binding("end", "end(-1)", show=False),
        Binding("enter", "choose", show=False),
        *digit_bindings(),
    ]

    quick_keys: ClassVar[frozenset[str]] = frozenset({"left", "right", *DIGITS})
    """Keys that open nothing: those behind them need not wait."""

    @dataclass
    class Marked(Message):
        """The mark is on another lesson."""

        id: str

    @dataclass
    class Chosen(Message):
        """The marked lesson was chosen."""

        id: str

    def __init__(self, cells: Cells, clock: Callable[[], float] = monotonic, *, id: str | None = None) -> None:  # noqa: A002
        """Tell by the `clock` whether a digit goes on with a number."""
        super().__init__(self._lines, id=id)
        self._cells, self._typed = cells, TypedNumber(clock)
        self._list = CourseList((), 0)
        self._instead: Sequence[Line] = ()
        self.marked = ""

    def show_list(self, laid_out: CourseList, marked: str) -> None:
        """Show the lessons, with the mark on one of them."""
        self._list, self.marked, self._instead = laid_out, marked, ()
        self.redraw()
        if self.is_attached:
            when_painted(self, self._bring_into_view)

    def show_instead(self, lines: Sequence[Line]) -> None:
        """Show something else while there are no lessons."""
        self._list, self.marked, self._instead = CourseList((), 0), "", lines
        self.redraw()

    def mark(self, lesson: str) -> None:
        """Put the mark on a lesson and bring it into view."""
        if lesson and lesson != self.marked:
            self.marked = lesson
            self.redraw()
            when_painted(self, self._bring_into_view)
            self.post_message(self.Marked(lesson))

    def action_below(self, by: int) -> None:
        """Move the mark up or down in its column."""
        self.mark(self._list.below(self.marked, by))

    def action_beside(self, by: int) -> None:
        """Move the mark into the column at the left or at the right."""
        self.mark(self._list.beside(self.marked, by))

    def action_end(self, by: int) -> None:
        """Put the mark on the first lesson or on the last one."""
        self.mark(self._list.end(by))

    def action_digit(self, digit: int) -> None:
        """Mark the lesson of the number that is typed, or of the digit alone where there is no such lesson."""
        self.mark(self._list.numbered(self._typed.after(digit, lambda number: bool(self._list.numbered(number)))))

    def action_choose(self) -> None:
        """Choose the marked lesson."""
        if self.marked:
            self.post_message(self.Chosen(self.marked))

    def on_click(self, event: events.Click) -> None:
        """Mark the lesson under the mouse, or choose it where it is marked already."""
        place = event.get_content_offset(self)
        lesson = self._list.lesson_at(place.x, place.y) if place else ""
        if lesson and lesson == self.marked:
            self.action_choose()
        self.mark(lesson)

    def _bring_into_view(self) -> None:
        top = self._list.row_of(self.marked)
        # The heading above a part's first lesson is shown with it.
        first = top - 1 if top == 1 else top
        region = Region(0, first + self.virtual_region.y, self.size.width, top - first + 1)
        if self.parent is not None and hasattr(self.parent, "scroll_to_region"):
            self.parent.scroll_to_region(region, animate=False)

    def _lines(self, width: int) -> Sequence[Line]:
        return [[(" ", ""), *line] for line in self._instead] or self._list.lines(self.marked, self._cells)
