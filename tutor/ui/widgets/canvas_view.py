"""The ground of widgets that paint a grid: colours from the theme, strips that are kept until something changes."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import fields
from functools import lru_cache
from typing import ClassVar, Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tutor.ui.canvas import grid as canvas
from tutor.ui.canvas.grid import Colour, Grid, Palette

_NAMED: Final = tuple(field.name for field in fields(Palette) if field.name not in ("background", "foreground"))
"""The colours that are no style of the widget itself."""


class CanvasView(Widget):
    """Shows the grid that `painted` returns for the present size."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"canvas--{name}" for name in _NAMED}
    DEFAULT_CSS = "\n".join(
        (
            "CanvasView { width: 1fr; height: 1fr; background: $background; color: $foreground; }",
            *(f"CanvasView > .canvas--{name} {{ color: ${name}; }}" for name in _NAMED),
        )
    )

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._strips: list[Strip] = []
        self._palette: Palette | None = None

    @abstractmethod
    def painted(self, width: int, height: int, palette: Palette) -> Grid:
        """Return the picture at a size of at least one cell."""

    def repaint(self) -> None:
        """Paint anew before the next line is asked for."""
        self._strips = []
        self.refresh()

    def notify_style_update(self) -> None:
        """Take the colours of the new theme."""
        super().notify_style_update()
        self._palette = None
        self._strips = []

    def render_line(self, y: int) -> Strip:
        """Return one line of the picture."""
        width, height = self.size
        if self._strips and (len(self._strips) != height or self._strips[0].cell_length != width):
            self._strips = []
        if not self._strips and width and height:
            self._strips = strips_of(self.painted(width, height, self._colours()))
        return self._strips[y] if y < len(self._strips) else Strip.blank(width)

    def _colours(self) -> Palette:
        if self._palette is None:
            named = {name: _packed(self.get_component_styles(f"canvas--{name}").color.rgb) for name in _NAMED}
            self._palette = Palette(
                background=_packed(self.styles.background.rgb), foreground=_packed(self.styles.color.rgb), **named
            )
        return self._palette


def strips_of(grid: Grid) -> list[Strip]:
    """Return a painted grid as lines for Textual."""
    return [Strip([Segment(text, _style(look)) for text, look in row], grid.width) for row in grid.rows()]


def _packed(rgb: tuple[int, int, int]) -> Colour:
    red, green, blue = rgb
    return red << 16 | green << 8 | blue


@lru_cache(16384)
def _style(look: canvas.Look) -> Style:
    foreground, background, bold = canvas.style_of(look)
    return Style(color=_colour(foreground), bgcolor=_colour(background), bold=bold or None)


def _colour(packed: Colour) -> Color:
    return Color.from_rgb(packed >> 16, packed >> 8 & 0xFF, packed & 0xFF)
