"""A page that stands on the grid: in the middle of a wide window, with a third of the free rows above it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget

from tutor.ui.grid import first_row

WIDEST: Final = 92
"""Columns that a page takes where it does not say how many."""


class Scrolling(VerticalScroll, can_focus=False, inherit_bindings=False):
    """A part of a page that may be longer than the window; the keys that scroll are the page's."""

    DEFAULT_CSS = """
    Scrolling { scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    class Measured(Message):
        """There may be something to scroll where there was not, or no more."""

    def on_mount(self) -> None:
        """Look at what tells whether there is more than the window shows."""
        for measure in ("virtual_size", "container_size"):
            self.watch(self, measure, self._tell, init=False)

    def _tell(self) -> None:
        self.post_message(self.Measured())

    def scroll_by_page(self, by: int) -> None:
        """Show what is below the window, or above it for a negative `by`."""
        self.scroll_relative(y=by * page_rows(self), animate=False)

    def has_more(self, by: int) -> bool:
        """Return whether there is more below the window, or above it for a negative `by`."""
        return self.scroll_offset.y < self.max_scroll_y if by > 0 else self.scroll_offset.y > 0


def page_rows(part: Widget) -> int:
    """Return how many rows further the next page of `part` is: two are seen on both."""
    return max(1, part.size.height - 2)


class Stand(Vertical):
    """Holds what stands between title and footer; it knows how many rows that has, not what it is."""

    DEFAULT_CSS = """
    Stand { height: 1fr; }
    """

    def __init__(self, *parts: Widget, rows: Callable[[int], int], widest: int = WIDEST) -> None:
        """Hold `parts`, which take so many `rows` in a width, and no more than `widest` columns, the free ones too."""
        super().__init__(*parts)
        self._rows, self._widest = rows, widest

    def on_resize(self) -> None:
        """Stand in the middle of the new window."""
        self.find_place()

    def find_place(self, widest: int | None = None) -> None:
        """Find the place anew for what stands here now, which takes `widest` columns if that has changed."""
        self._widest = widest or self._widest
        width, height = self.outer_size
        # In a window that is no wider than a page they all begin at its edge.
        taken = min(width, self._widest) if width > WIDEST else width
        left = (width - taken) // 2
        above = max(1, first_row(height, self._rows(taken)))
        self.styles.padding = (above, width - taken - left, 0, left)
