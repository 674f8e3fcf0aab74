"""Lines of tagged text, laid out anew for every width; the ground of nearly everything that is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from textual.content import Content, Span
from textual.geometry import Size
from textual.widget import Widget

from tutor.spelling import in_ascii
from tutor.ui.narrow import SPELLED
from tutor.ui.theme import style_of

Run: TypeAlias = tuple[str, str]
"""Text and the tags of its meaning, separated by spaces (`"term:gradient emphasis"`)."""

Line: TypeAlias = Sequence[Run]
Draw: TypeAlias = Callable[[int], Sequence[Line]]
"""Lays something out for a width in cells."""


def content_of(lines: Sequence[Line], widget: Widget) -> Content:
    """Return `lines` as content of `widget`, spelled as its terminal needs it; nothing in the text is markup."""
    spelled = widget.app.has_class(SPELLED)
    plain: list[str] = []
    spans: list[Span] = []
    position = 0
    for number, line in enumerate(lines):
        if number:
            plain.append("\n")
            position += 1
        for written, tags in line:
            text = in_ascii(written) if spelled else written
            style = " ".join(filter(None, map(style_of, tags.split())))
            if style and text:
                spans.append(Span(position, position + len(text), style))
            plain.append(text)
            position += len(text)
    return Content("".join(plain), spans)


class Sheet(Widget):
    """Draws what `draw(width)` gives; its height is the number of lines."""

    DEFAULT_CSS = """
    Sheet { height: auto; width: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self, draw: Draw | None = None, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._draw: Draw = draw or (lambda width: ())
        self._drawn: tuple[int, Sequence[Line]] | None = None

    def show(self, draw: Draw) -> None:
        """Draw something else from now on."""
        self._draw = draw
        self.redraw()

    def redraw(self) -> None:
        """Lay out again what is shown; the screen around it only where there are more lines or fewer than before."""
        before, self._drawn = self._drawn, None
        same = before is not None and len(self.lines(before[0])) == len(before[1])
        if not same and self._layout_required:
            # Textual keeps a height that was asked for since, until a layout is wanted that was not wanted already.
            self._layout_updates += 1
        self.refresh(layout=not same)

    def lines(self, width: int) -> Sequence[Line]:
        """Return the lines at `width` cells."""
        if self._drawn is None or self._drawn[0] != width:
            self._drawn = (width, self._draw(width))
        return self._drawn[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines at `width` cells."""
        return len(self.lines(width))

    def render(self) -> Content:
        """Return the lines at the present width."""
        return content_of(self.lines(self.content_size.width), self)
