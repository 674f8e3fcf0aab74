"""What the pages at the end of a lesson and of a review have in common: where they stand, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual import events
from textual.containers import Horizontal
from textual.widget import Widget

from tutor.figures.lines import labelled, wrapped
from tutor.ui.display import Display
from tutor.ui.grid import columns
from tutor.ui.screens.face import LessonFace, rows_of_figure
from tutor.ui.screens.page import Page
from tutor.ui.waiting import when_painted
from tutor.ui.widgets.sheet import Line
from tutor.wording import Sentence

_WIDTH: Final = 72
_MARGIN: Final = 3
_BELOW: Final = 1
"""Rows that stay free above the footer, where there is room for them."""
_WIDE: Final = 110
"""From so many columns on everything stands in the middle."""
DRAWN: Final = ("", "")
"""The figure is the same in all languages, and there is one."""


class EndPage(Page):
    """Draws what is told around a figure, or by itself."""

    says_when_it_waits = True
    DEFAULT_CSS = "EndPage Horizontal { height: 1fr; }"

    def __init__(self, display: Display) -> None:
        super().__init__(display)
        self.face = LessonFace()
        self._room = Horizontal(self.face)

    def body(self) -> Iterable[Widget]:
        """Put what is told around the figure."""
        yield self._room

    def on_mount(self) -> None:
        """Say everything, to which Enter is deaf until it is seen."""
        self.deafness.expect_page()
        self.show()
        when_painted(self, self.deafness.painted)

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out for the new size."""
        super().on_resize(event)
        self.show()

    def show(self) -> None:
        """Say everything for the window as it is."""
        raise NotImplementedError

    def action_to_course(self) -> None:
        """Go back to the list of the course."""
        self.app.pop_screen()

    @property
    def text_width(self) -> int:
        """Return the columns for what is told."""
        return min(_WIDTH, max(20, self.size.width - 2 * _MARGIN))

    def lay_out(self, head: Sequence[Line], foot: Sequence[Line], figure_rows: int = 0) -> None:
        """Lay everything out for the window, with a figure of so many rows: a third of the free ones is above."""
        width, words = self.text_width, len(head) + len(foot)
        height = max(self.size.height - 2 - _BELOW, words)
        free = max(0, height - words - rows_of_figure(height - words - 2, figure_rows) - 2)
        above = -(-free // 3)
        left = _MARGIN if self.size.width < _WIDE else columns(self.size.width).left
        self._room.styles.padding = (above, 0, 0, left)
        self.face.show_words(DRAWN, lambda _: head, lambda _: foot)
        self.face.place(width, height - above, figure_rows=figure_rows)
        self.refresh_footer()

    def next_lines(self, label: Sentence, title: str, question: str) -> list[Line]:
        """Return what comes next, with its question, behind a label."""
        cells, head = self.cells, self.voice(label) + "   "
        room = self.text_width - cells.width(head)
        body = [*wrapped(title, "title", cells, room), *wrapped(question, "", cells, room)]
        return labelled([(head, "accent")], body, cells)
