"""A map of the loss over two parameters: lines of equal height, spaced by ratios, and the path of the descent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.figures.chart import Dots, braille, cells_of
from tutor.numerals import numeral
from tutor.spelling import in_ascii
from tutor.text import Cells
from tutor.ui.canvas.axes import Area, Array, Axes, draw_axes, write_words
from tutor.ui.canvas.colour import Palette, mixtures
from tutor.ui.canvas.grid import Grid

_ACROSS: Final = 2
_DOWN: Final = 4
_LEVELS: Final = 10
_DEEPEST: Final = 1e-5
"""The lowest level is at least this share of the highest value."""
_SURE: Final = 0.9
_CLEAR: Final = 4
"""A level must be clear, so many times over, of the doubts about so many of the heights below it."""
_ROUNDING: Final = 1e-13
"""Heights are rounded by this share of the highest one."""
_MOST_SHADE: Final = 0.34
_LINE: Final = 0.5
_MOST_MARKS: Final = 30
"""A path of at most so many points has a mark at each."""
_FOLLOWED: Final = 400
"""Steps at the end of a long path that are drawn."""
_START, _POINT, _NOW = "○", "•", "●"
_ASCII_START, _ASCII_POINT, _ASCII_NOW = "o", "*", "@"


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """Heights on a raster, (rows, columns) from the top left, and a path through it, (steps, 2), newest point last.

    The outermost heights lie on the edges of the map: beyond them nothing is known that could be drawn.
    `names` are those of the first point of the path, of those on the way, and of the newest one.
    """

    axes: Axes
    heights: Array
    path: Array
    names: tuple[str, str, str] = ("", "", "")


def paint_contours(landscape: Landscape, width: int, height: int, palette: Palette, cells: Cells) -> Grid:
    """Return the map: darker where the height is low, a line wherever a level is crossed, the path on top."""
    grid = Grid(width, height, palette.foreground, palette.background)
    unicode = cells.glyphs.unicode
    area = draw_axes(grid, landscape.axes, palette, unicode=unicode, has_legend=any(landscape.names))
    levels = _levels(landscape.heights)
    heights = _resampled(landscape.heights, area.width * _ACROSS, area.height * _DOWN)
    bands = np.searchsorted(levels, heights)
    shares = bands[::_DOWN, ::_ACROSS] / max(1, len(levels)) * _MOST_SHADE
    inside = np.s_[area.y : area.y + area.height, area.x : area.x + area.width]
    grid.background[inside] = mixtures(palette.background, palette.positive, shares)
    grid.foreground[inside] = mixtures(palette.background, palette.positive, np.full_like(shares, _LINE))
    lines, path = cells_of(_crossings(bands)), _path_dots(landscape, area)
    covered = np.asarray(path.any(axis=(1, 3)))
    if unicode:
        grid.characters[inside] = braille(np.where(covered[:, None, :, None], path, lines))
    else:
        strokes = np.where(lines.any(axis=(1, 3)), ord("."), ord(" "))
        grid.characters[inside] = np.where(covered, ord(_ASCII_POINT), strokes)
    grid.foreground[inside][covered] = palette.gradient
    grid.bold[inside] = covered
    grid.settle()
    legend = _paint_marks(grid, area, landscape, palette, unicode=unicode)
    caption = _caption(landscape) if unicode else in_ascii(_caption(landscape))
    write_words(grid, landscape.axes, area, palette, caption, legend, unicode=unicode)
    return grid


def _caption(landscape: Landscape) -> str:
    """The range of the heights; of those that all look alike one."""
    finite = landscape.heights[np.isfinite(landscape.heights)]
    if not len(finite):
        return ""
    low, high = (numeral(float(end)) for end in (finite.min(), finite.max()))
    if low.text != high.text:
        return f"L {low} … {high}"
    return f"L {low.relation if low == high else '≈'} {low}"


def _levels(heights: Array) -> Array:
    """Levels in equal ratios between the lowest and the highest finite height, but for those that are noise."""
    finite = heights[np.isfinite(heights)]
    if not len(finite) or finite.max() <= finite.min():
        return np.zeros(0)
    low, high = float(finite.min()), float(finite.max())
    if low <= 0:
        levels = low + (high - low) * np.geomspace(_DEEPEST, 1, _LEVELS + 2)[1:-1]
    else:
        levels = np.geomspace(max(low, high * _DEEPEST), high, _LEVELS + 2)[1:-1]
    doubts = _doubts(heights)
    return np.array(
        [
            level
            for level in levels
            if level > low and level - low > _CLEAR * np.quantile(doubts[heights <= level], _SURE)
        ]
    )


def _doubts(heights: Array) -> Array:
    """By how much a height between those of the raster may be another than is drawn: how they bend, and rounding.

    A straight line between neighbours at distance 1 is off by an eighth of the second derivative at most. Where a
    valley is narrower than the raster, lower levels would be islands around the points that happen to lie in it.
    """
    known = np.where(np.isfinite(heights), heights, 0.0)
    doubts = np.full(heights.shape, _ROUNDING * np.abs(known).max())
    with np.errstate(over="ignore", invalid="ignore"):
        for axis, count in enumerate(heights.shape):
            if count > 2:
                bends = np.abs(np.diff(known, 2, axis)) / 8
                doubts += np.pad(bends, [(int(axis == side),) * 2 for side in range(2)], mode="edge")
    return doubts


def _resampled(heights: Array, across: int, down: int) -> Array:
    """Heights between the given ones at the middles of `down` by `across` dots; what is not finite is at the top."""
    finite = heights[np.isfinite(heights)]
    known = np.where(np.isfinite(heights), heights, finite.max() if len(finite) else 0.0)
    rows, columns = known.shape
    y, x = ((np.arange(dots) + 0.5) / dots * (count - 1) for dots, count in ((down, rows), (across, columns)))
    top, left = np.minimum(y.astype(int), max(0, rows - 2)), np.minimum(x.astype(int), max(0, columns - 2))
    bottom, right = np.minimum(top + 1, rows - 1), np.minimum(left + 1, columns - 1)
    fy, fx = (y - top)[:, None], (x - left)[None, :]
    upper = known[top][:, left] * (1 - fx) + known[top][:, right] * fx
    lower = known[bottom][:, left] * (1 - fx) + known[bottom][:, right] * fx
    return np.asarray(upper * (1 - fy) + lower * fy)


def _crossings(bands: npt.NDArray[np.int64]) -> Dots:
    """The dots at which a level is crossed to the right or below."""
    lines = np.zeros(bands.shape, np.bool_)
    lines[:, :-1] |= bands[:, :-1] != bands[:, 1:]
    lines[:-1] |= bands[:-1] != bands[1:]
    return lines


def _path_dots(landscape: Landscape, area: Area) -> Dots:
    """The dots on the path, as far as it lies within the map."""
    across, down = area.width * _ACROSS, area.height * _DOWN
    dots = np.zeros((down, across), np.bool_)
    shares = landscape.axes.shares(np.asarray(landscape.path, np.float64).reshape(-1, 2))
    shares = shares[np.isfinite(shares).all(axis=1)]
    # A step from far outside is followed only where it can be seen.
    shares = np.clip(shares, -2, 3)
    if len(shares) > 1:
        steps = np.linspace(0, 1, 3 * max(across, down))[:, None]
        for start, end in zip(shares[:-1][-_FOLLOWED:], shares[1:][-_FOLLOWED:], strict=True):
            line = start + (end - start) * steps
            line = line[((line >= 0) & (line < 1)).all(axis=1)]
            dots[((1 - line[:, 1]) * (down - 1e-6)).astype(int), (line[:, 0] * across).astype(int)] = True
    return cells_of(dots)


def _paint_marks(grid: Grid, area: Area, landscape: Landscape, palette: Palette, *, unicode: bool) -> list[str]:
    """Put marks on the path; return what those that can be seen mean."""
    points = np.asarray(landscape.path, np.float64).reshape(-1, 2)
    start, point, now = (_START, _POINT, _NOW) if unicode else (_ASCII_START, _ASCII_POINT, _ASCII_NOW)
    shares = landscape.axes.shares(points)
    between = shares[1:-1] if len(points) <= _MOST_MARKS else shares[:0]
    seen: dict[tuple[int, int], str] = {}
    for places, mark, colour in (
        (between, point, palette.gradient),
        (shares[:1], start, palette.foreground),
        (shares[-1:], now, palette.foreground),
    ):
        for x, y in area.cells_of(places).tolist():
            grid.write(x, y, mark, colour, int(grid.background[y, x]), bold=True)
            seen[x, y] = mark
    named = zip((start, point, now), landscape.names, strict=True)
    return [f"{mark} {name}" for mark, name in named if name and mark in seen.values()]
