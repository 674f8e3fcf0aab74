"""A widget that draws lines of tagged text for the size it has; the ground of charts made of text."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from tutor.ui.widgets.sheet import Line, content_of


class Figure(Widget):
    """Fills the room it is given; a sheet, in contrast, is as high as its text."""

    DEFAULT_CSS = """
    Figure { width: 1fr; height: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    @abstractmethod
    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return at most `height` lines of at most `width` cells."""

    def render(self) -> Content:
        """Return the lines at the present size."""
        width, height = self.content_size
        return content_of(self.lines(width, height)) if width and height else Content("")
