"""Pictures of a plane between two named axes: the decision boundary with the examples, and the heights of the loss."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.figures.boundary import Array, Classes, Plane, marks
from tutor.figures.chart import DOTS_ACROSS, DOTS_DOWN, Dots, braille, cells_of
from tutor.numerals import numeral, told_apart
from tutor.spelling import in_ascii
from tutor.text import Cells
from tutor.ui.canvas.grid import SPACE, Colour, Colours, Grid, Palette, cell_count, mix, mixtures

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

    @property
    def plane(self) -> Plane:
        """The plane between the ends of both axes."""
        low, high = np.array([self.x_range, self.y_range]).T
        return Plane(low, high)


class _Plot:
    """A grid with the axes at its left and below; the picture has the `width` by `height` cells behind `left`.

    Of one that has a legend, a row below is left for it where it is high enough.
    """

    def __init__(
        self, axes: Axes, width: int, height: int, palette: Palette, cells: Cells, *, has_legend: bool
    ) -> None:
        self.grid = Grid(width, height, palette.foreground, palette.background)
        self.palette, self.unicode, self.plane = palette, cells.glyphs.unicode, axes.plane
        self.left, self.width, self.height = 0, width, height
        self._name, self._ends = axes.x_name, ("", "")
        if width >= _LEAST_WIDTH and height >= _LEAST_HEIGHT:
            self._draw_axes(axes, 1 + (has_legend and height >= _LEGEND_FROM))
        self.inside = np.s_[: self.height, self.left :]

    def _draw_axes(self, axes: Axes, below: int) -> None:
        """Write the ends of both axes, true to half a cell, and the name of what goes up."""
        grid, dim = self.grid, self.palette.dim
        spans = ((axes.x_range, grid.width), (axes.y_range, grid.height))
        ends = [end for span, cells in spans for end in told_apart(span, [(span[1] / 2 - span[0] / 2) / cells] * 2)]
        left, right, bottom, top = ends if self.unicode else map(in_ascii, ends)
        gutter = max(cell_count(text) for text in (bottom, top, axes.y_name)) + 1
        self._ends, self.left = (left, right), gutter
        self.width, self.height = grid.width - gutter, grid.height - below
        labels = [(0, top), (self.height - 1, bottom)]
        if self.height >= _LEAST_HEIGHT:
            labels.append((self.height // 2, axes.y_name))
        for row, text in labels:
            grid.write(gutter - 1 - cell_count(text), row, text, dim)
        grid.write(gutter, self.height, left, dim)
        grid.write(grid.width - cell_count(right), self.height, right, dim)

    def mark(self, cell: tuple[int, int], sign: str, colour: Colour) -> None:
        """Put a sign on a cell of the picture (column, row), on the ground that is there."""
        x, y = cell[0] + self.left, cell[1]
        self.grid.write(x, y, sign, colour, int(self.grid.background[y, x]), bold=True)

    def write_words(self, caption: str, legend: Sequence[str]) -> None:
        """Write below the picture the name of what goes across with the caption, and what the marks mean.

        Where there is one row for all, the legend goes before the caption. A legend that is too wide loses its end.
        """
        grid, dim = self.grid, self.palette.dim
        if self.height == grid.height:
            return
        signs = ["  ".join(legend[:count]) for count in range(len(legend), 0, -1)]
        words = [f"{self._name}   {caption}" if caption else self._name, self._name]
        if self.height + 1 == grid.height:
            words = [*(f"{word}   {sign}" for word in words for sign in signs[:2]), *words]
        elif signs:
            fitting = (sign for sign in signs if cell_count(sign) <= self.width)
            grid.write(self.left, grid.height - 1, next(fitting, ""), dim)
        left, right = (cell_count(end) + 2 for end in self._ends)
        room = self.width - left - right
        shown = next((word for word in words if cell_count(word) <= room), "")
        grid.write(self.left + left + (room - cell_count(shown)) // 2, self.height, shown, dim)


# The decision boundary: how sure a network is of its class at every place of its two inputs, and the examples.

_UPPER_HALF: Final = ord("▀")
_SHADES: Final = 10
_LEAST_SHADE: Final = 0.14
_MOST_SHADE: Final = 0.6
_RAMPS: Final = (" ░▓█", " .+#")
"""How sure without colours: surely the first class, rather the first, rather the second, surely the second."""


@dataclass(frozen=True, slots=True, eq=False)
class Boundary:
    """What is drawn: `field` gives for places (n, 2) the probability of the second class, (n,).

    `points` are the examples (m, 2), `classes` says of each whether it is of the second class. The caption says in
    words what is drawn; `names` are those of the first class, of the second, and of both in one place. `unsure` says
    what shades between those of the classes mean.
    """

    axes: Axes
    field: Callable[[Array], Array]
    points: Array
    classes: Classes
    caption: str = ""
    names: tuple[str, str, str] = ("", "", "")
    unsure: str = ""


def paint_boundary(
    boundary: Boundary, width: int, height: int, palette: Palette, cells: Cells, *, colourless: bool = False
) -> Grid:
    """Return the picture; without colours, shades of characters take their place."""
    plot = _Plot(boundary.axes, width, height, palette, cells, has_legend=any(boundary.names))
    grid, inside, ramp = plot.grid, plot.inside, _RAMPS[not plot.unicode]
    if colourless or not plot.unicode:
        values = _probabilities(boundary, plot, 1)
        characters = np.array([ord(sign) for sign in ramp], np.int32)
        grid.characters[inside] = characters[np.minimum((values * len(ramp)).astype(np.int64), len(ramp) - 1)]
        grid.foreground[inside] = palette.dim
        grid.background[inside] = _shaded(values, palette)
    else:
        colours = _shaded(_probabilities(boundary, plot, 2), palette)
        upper, lower = colours[::2], colours[1::2]
        grid.characters[inside] = np.where(upper == lower, SPACE, _UPPER_HALF)
        grid.foreground[inside] = upper
        grid.background[inside] = lower
    grid.settle()
    signs, found = marks(cells), plot.plane.examples(boundary.points, boundary.classes, plot.width, plot.height)
    hues = (palette.negative, palette.positive, palette.hint)
    for cell, number in found.items():
        plot.mark(cell, signs[number], mix(hues[number], palette.foreground, 0.45))
    first, second, both = signs
    if colourless or not plot.unicode:
        second += f" {ramp[-1]}"
    named = enumerate(zip((first, second, both), boundary.names, strict=True))
    taken = set(found.values())
    legend = [f"{sign} {name}" for number, (sign, name) in named if name and number in taken]
    plot.write_words(boundary.caption, [*legend, *([boundary.unsure] if boundary.unsure else [])])
    return grid


def _probabilities(boundary: Boundary, plot: _Plot, per_cell: int) -> Array:
    """Those at the middles of a raster with `per_cell` fields in each cell, NaN as undecided."""
    down = plot.height * per_cell
    values = boundary.field(plot.plane.middles(plot.width, down)).reshape(down, plot.width)
    return np.clip(np.nan_to_num(values, nan=0.5, posinf=1.0, neginf=0.0), 0.0, 1.0)


def _shaded(values: Array, palette: Palette) -> Colours:
    sure = np.abs(2 * values - 1)
    shares = _LEAST_SHADE + (_MOST_SHADE - _LEAST_SHADE) * np.rint(sure * _SHADES) / _SHADES
    return mixtures(palette.background, np.where(values >= 0.5, palette.positive, palette.negative), shares)


# A map of the loss over two parameters: lines of equal height, spaced by ratios, and the path of the descent.

_LEVELS: Final = 10
_DEEPEST: Final = 1e-5
"""The lowest level is at least this share of the highest value."""
_SURE: Final = 0.9
_CLEAR: Final = 4
"""A level must be clear, so many times over, of the doubts about so many of the heights below it."""
_ROUNDING: Final = 1e-13
"""Heights are rounded by this share of the highest one."""
_DEEPEST_SHADE: Final = 0.34
_LINE: Final = 0.5
_MOST_MARKS: Final = 30
"""A path of at most so many points has a mark at each."""
_FOLLOWED: Final = 400
"""Steps at the end of a long path that are drawn."""
_SIGNS: Final = (("○", "•", "●"), ("o", "*", "@"))
"""Of the first point of a path, of those on the way, and of the newest one; with Unicode and without."""


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """Heights on a raster, (rows, columns) from the top left, and a path through it, (steps, 2), newest point last.

    The outermost heights lie on the edges of the map: beyond them nothing is known that could be drawn.
    `names` are those of the first point of the path, of those on the way, and of the newest one. `now` is the height
    there, which may be lower than all on the raster; `remark` says when the heights were measured, if that is long ago.
    """

    axes: Axes
    heights: Array
    path: Array
    names: tuple[str, str, str] = ("", "", "")
    now: float = math.nan
    remark: str = ""


def paint_contours(landscape: Landscape, width: int, height: int, palette: Palette, cells: Cells) -> Grid:
    """Return the map: darker where the height is low, a line wherever a level is crossed, the path on top."""
    plot = _Plot(landscape.axes, width, height, palette, cells, has_legend=any(landscape.names))
    grid, inside = plot.grid, plot.inside
    levels = _levels(landscape.heights)
    heights = _resampled(landscape.heights, plot.width * DOTS_ACROSS, plot.height * DOTS_DOWN)
    bands = np.searchsorted(levels, heights)
    shares = bands[::DOTS_DOWN, ::DOTS_ACROSS] / max(1, len(levels)) * _DEEPEST_SHADE
    grid.background[inside] = mixtures(palette.background, palette.positive, shares)
    grid.foreground[inside] = mixtures(palette.background, palette.positive, np.full_like(shares, _LINE))
    # The dots at which a level is crossed to the right or below.
    crossed = np.zeros(bands.shape, np.bool_)
    crossed[:, :-1] |= bands[:, :-1] != bands[:, 1:]
    crossed[:-1] |= bands[:-1] != bands[1:]
    lines, path = cells_of(crossed), _path_dots(landscape, plot)
    covered = np.asarray(path.any(axis=(1, 3)))
    if plot.unicode:
        grid.characters[inside] = braille(np.where(covered[:, None, :, None], path, lines))
    else:
        strokes = np.where(lines.any(axis=(1, 3)), ord("."), SPACE)
        grid.characters[inside] = np.where(covered, ord(_SIGNS[True][1]), strokes)
    grid.foreground[inside][covered] = palette.gradient
    grid.bold[inside] = covered
    grid.settle()
    legend, caption = _mark_path(landscape, plot), _caption(landscape)
    plot.write_words(caption if plot.unicode else in_ascii(caption), legend)
    return grid


def _caption(landscape: Landscape) -> str:
    """The range of the heights; of those that all look alike one."""
    heights = np.append(landscape.heights, landscape.now)
    finite = heights[np.isfinite(heights)]
    if not len(finite):
        return ""
    remark = f" {landscape.remark}" if landscape.remark else ""
    low, high = (numeral(float(end)) for end in (finite.min(), finite.max()))
    if low.text != high.text:
        return f"L {low} … {high}{remark}"
    return f"L {low.relation if low == high else '≈'} {low}{remark}"


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


def _path_dots(landscape: Landscape, plot: _Plot) -> Dots:
    """The dots on the path, as far as it lies within the map."""
    across, down = plot.width * DOTS_ACROSS, plot.height * DOTS_DOWN
    dots = np.zeros((down, across), np.bool_)
    shares = plot.plane.shares(np.asarray(landscape.path, np.float64).reshape(-1, 2))
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


def _mark_path(landscape: Landscape, plot: _Plot) -> list[str]:
    """Put marks on the path; return what those that can be seen mean."""
    points, palette = landscape.path, plot.palette
    start, point, now = signs = _SIGNS[not plot.unicode]
    seen: dict[tuple[int, int], str] = {}
    for places, sign, colour in (
        (points[1:-1] if len(points) <= _MOST_MARKS else points[:0], point, palette.gradient),
        (points[:1], start, palette.foreground),
        (points[-1:], now, palette.foreground),
    ):
        for cell in plot.plane.cells(places, plot.width, plot.height):
            plot.mark(cell, sign, colour)
            seen[cell] = sign
    named = zip(signs, landscape.names, strict=True)
    return [f"{sign} {name}" for sign, name in named if name and sign in seen.values()]
