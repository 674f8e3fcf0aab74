"""Two named axes with their ranges around a picture, and places on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.numerals import numeral
from tutor.spelling import in_ascii
from tutor.ui.canvas.colour import Palette
from tutor.ui.canvas.grid import Grid, cell_count

Array = npt.NDArray[np.float64]

_LEAST_WIDTH: Final = 24
_LEAST_HEIGHT: Final = 3
"""A smaller picture has no room for axes beside itself."""


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


def draw_axes(grid: Grid, axes: Axes, palette: Palette, caption: str, *, unicode: bool) -> Area:
    """Write ranges and names at the left and below, `caption` between them; return what is left for the picture."""
    if grid.width < _LEAST_WIDTH or grid.height < _LEAST_HEIGHT:
        return Area(0, 0, grid.width, grid.height)
    texts = [numeral(end).text for end in (*axes.x_range, *axes.y_range)]
    if not unicode:
        texts = [in_ascii(text) for text in texts]
    left, right, bottom, top = texts
    gutter = max(cell_count(text) for text in (bottom, top, axes.y_name)) + 1
    area = Area(gutter, 0, grid.width - gutter, grid.height - 1)
    labels = [(0, top), (area.height - 1, bottom)]
    if area.height >= _LEAST_HEIGHT:
        labels.append((area.height // 2, axes.y_name))
    for row, text in labels:
        grid.write(gutter - 1 - cell_count(text), row, text, palette.dim)
    row = area.height
    grid.write(gutter, row, left, palette.dim)
    grid.write(grid.width - cell_count(right), row, right, palette.dim)
    words = f"{axes.x_name}   {caption}" if caption else axes.x_name
    start = gutter + cell_count(left) + 2
    room = grid.width - cell_count(right) - 2 - start
    words = words if cell_count(words) <= room else axes.x_name
    grid.write(start + (room - cell_count(words)) // 2, row, words, palette.dim)
    return area
