"""Two named axes with their ranges around a picture, and places on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.numerals import told_apart
from tutor.spelling import in_ascii
from tutor.ui.canvas.colour import Palette
from tutor.ui.canvas.grid import Grid, cell_count

Array = npt.NDArray[np.float64]

_LEAST_WIDTH: Final = 24
_LEAST_HEIGHT: Final = 3
"""A smaller picture has no room for axes beside itself."""
_LEGEND_FROM: Final = 8
"""Rows from which on a legend has a row of its own."""


@dataclass(frozen=True, slots=True)
class Axes:
    """Names and ranges of what goes across and what goes up."""

    x_name: str
    x_range: tuple[float, float]
    y_name: str
    y_range: tuple[float, float]

    def shares(self, points: Array) -> Array:
        """Return where `points` (n, 2) lie, as shares of the ranges from the left and from the bottom, (n, 2)."""
        low = np.array([self.x_range[0], self.y_range[0]])
        span = np.array([self.x_range[1], self.y_range[1]]) - low
        with np.errstate(invalid="ignore"):
            return np.asarray((points - low) / np.where(span == 0, 1.0, span))

    def points(self, across: int, down: int) -> Array:
        """Return the middles of a raster of `across` by `down` fields, row by row from the top, (across·down, 2)."""
        x, y = ((np.arange(count) + 0.5) / count for count in (across, down))
        xs = self.x_range[0] + x * (self.x_range[1] - self.x_range[0])
        ys = self.y_range[1] - y * (self.y_range[1] - self.y_range[0])
        return np.stack([np.tile(xs, down), np.repeat(ys, across)], axis=1)


@dataclass(frozen=True, slots=True)
class Area:
    """The cells of the picture itself."""

    x: int
    y: int
    width: int
    height: int

    def cells_of(self, shares: Array) -> npt.NDArray[np.int64]:
        """Return column and row for each pair of shares, (n, 2); those outside the picture are left out."""
        with np.errstate(invalid="ignore"):
            inside = ((shares >= 0) & (shares <= 1)).all(axis=1)
        kept = shares[inside]
        columns = self.x + np.minimum(self.width - 1, (kept[:, 0] * self.width).astype(np.int64))
        rows = self.y + np.minimum(self.height - 1, ((1 - kept[:, 1]) * self.height).astype(np.int64))
        return np.stack([columns, rows], axis=1)


def _labels(axes: Axes, grid: Grid, *, unicode: bool) -> list[str]:
    """The ends of both axes, left, right, bottom and top, true to half a cell."""
    spans = ((axes.x_range, grid.width), (axes.y_range, grid.height))
    texts = [end for span, cells in spans for end in told_apart(span, [(span[1] / 2 - span[0] / 2) / cells] * 2)]
    return texts if unicode else list(map(in_ascii, texts))


def draw_axes(grid: Grid, axes: Axes, palette: Palette, *, unicode: bool, has_legend: bool = False) -> Area:
    """Write ranges and names at the left and below; return what is left for the picture.

    A picture with a legend leaves a row for it where it is high enough.
    """
    if grid.width < _LEAST_WIDTH or grid.height < _LEAST_HEIGHT:
        return Area(0, 0, grid.width, grid.height)
    left, right, bottom, top = _labels(axes, grid, unicode=unicode)
    gutter = max(cell_count(text) for text in (bottom, top, axes.y_name)) + 1
    below = 1 + (has_legend and grid.height >= _LEGEND_FROM)
    area = Area(gutter, 0, grid.width - gutter, grid.height - below)
    labels = [(0, top), (area.height - 1, bottom)]
    if area.height >= _LEAST_HEIGHT:
        labels.append((area.height // 2, axes.y_name))
    for row, text in labels:
        grid.write(gutter - 1 - cell_count(text), row, text, palette.dim)
    grid.write(gutter, area.height, left, palette.dim)
    grid.write(grid.width - cell_count(right), area.height, right, palette.dim)
    return area


def write_words(
    grid: Grid, axes: Axes, area: Area, palette: Palette, caption: str, legend: Sequence[str], *, unicode: bool
) -> None:
    """Write below the picture in `area` the name of what goes across with the caption, and what the marks mean.

    Where there is one row for all, the legend goes before the caption. A legend that is too wide loses its end.
    """
    if area.height == grid.height:
        return
    marks = ["  ".join(legend[:count]) for count in range(len(legend), 0, -1)]
    words = [f"{axes.x_name}   {caption}" if caption else axes.x_name, axes.x_name]
    if area.height + 1 == grid.height:
        words = [*(f"{word}   {mark}" for word in words for mark in marks[:2]), *words]
    elif marks:
        fitting = (mark for mark in marks if cell_count(mark) <= area.width)
        grid.write(area.x, grid.height - 1, next(fitting, ""), palette.dim)
    left, right = (cell_count(end) + 2 for end in _labels(axes, grid, unicode=unicode)[:2])
    room = area.width - left - right
    shown = next((word for word in words if cell_count(word) <= room), "")
    grid.write(area.x + left + (room - cell_count(shown)) // 2, area.height, shown, palette.dim)
