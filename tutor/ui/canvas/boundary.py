"""The decision boundary: how sure a network is of its class at every place of its two inputs, and the examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.figures.boundary import Classes, marks
from tutor.text import Cells
from tutor.ui.canvas.axes import Area, Array, Axes, draw_axes, write_words
from tutor.ui.canvas.colour import Colours, Palette, mix, mixtures
from tutor.ui.canvas.grid import SPACE, Grid

_HALVES: Final = 2
_UPPER_HALF: Final = ord("▀")
_SHADES: Final = 10
_LEAST_SHADE: Final = 0.14
_MOST_SHADE: Final = 0.6
_RAMP: Final = " .+#"
_UNICODE_RAMP: Final = " ░▓█"
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
    grid = Grid(width, height, palette.foreground, palette.background)
    unicode = cells.glyphs.unicode
    area = draw_axes(grid, boundary.axes, palette, unicode=unicode, has_legend=any(boundary.names))
    ramp = _UNICODE_RAMP if unicode else _RAMP
    if colourless or not unicode:
        _paint_ramp(grid, area, boundary, palette, ramp)
    else:
        _paint_halves(grid, area, boundary, palette)
    grid.settle()
    first, second, both = marks(cells)
    taken = _paint_points(grid, area, boundary, palette, (first, second, both))
    signs = (first, second + (f" {ramp[-1]}" if colourless or not unicode else ""), both)
    legend = [f"{sign} {name}" for sign, name in zip(signs, boundary.names, strict=True) if name and taken & set(sign)]
    legend += [boundary.unsure] if boundary.unsure else []
    write_words(grid, boundary.axes, area, palette, boundary.caption, legend, unicode=unicode)
    return grid


def _field(boundary: Boundary, area: Area, per_cell: int) -> Array:
    """The probabilities at the middles of a raster with `per_cell` fields in each cell, NaN as undecided."""
    down = area.height * per_cell
    values = boundary.field(boundary.axes.points(area.width, down)).reshape(down, area.width)
    return np.clip(np.nan_to_num(values, nan=0.5, posinf=1.0, neginf=0.0), 0.0, 1.0)


def _shaded(values: Array, palette: Palette) -> Colours:
    sure = np.abs(2 * values - 1)
    shares = _LEAST_SHADE + (_MOST_SHADE - _LEAST_SHADE) * np.rint(sure * _SHADES) / _SHADES
    return mixtures(palette.background, np.where(values >= 0.5, palette.positive, palette.negative), shares)


def _paint_halves(grid: Grid, area: Area, boundary: Boundary, palette: Palette) -> None:
    colours = _shaded(_field(boundary, area, _HALVES), palette)
    upper, lower = colours[::2], colours[1::2]
    inside = np.s_[area.y : area.y + area.height, area.x : area.x + area.width]
    grid.characters[inside] = np.where(upper == lower, SPACE, _UPPER_HALF)
    grid.foreground[inside] = upper
    grid.background[inside] = lower


def _paint_ramp(grid: Grid, area: Area, boundary: Boundary, palette: Palette, ramp: str) -> None:
    values = _field(boundary, area, 1)
    signs = np.array([ord(sign) for sign in ramp], np.int32)
    inside = np.s_[area.y : area.y + area.height, area.x : area.x + area.width]
    grid.characters[inside] = signs[np.minimum((values * len(ramp)).astype(np.int64), len(ramp) - 1)]
    grid.foreground[inside] = palette.dim
    grid.background[inside] = _shaded(values, palette)


def _paint_points(
    grid: Grid, area: Area, boundary: Boundary, palette: Palette, signs: tuple[str, str, str]
) -> set[str]:
    """Put the marks of the examples on the picture and return which they are."""
    shares = boundary.axes.shares(np.asarray(boundary.points, np.float64).reshape(-1, 2))
    taken: dict[tuple[int, int], str] = {}
    for second in (False, True):
        for x, y in area.cells_of(shares[np.asarray(boundary.classes) == second]).tolist():
            other = taken.get((x, y), signs[second])
            taken[x, y] = signs[second] if other == signs[second] else signs[2]
    for (x, y), mark in taken.items():
        base = {signs[0]: palette.negative, signs[1]: palette.positive}.get(mark, palette.hint)
        ground = int(grid.background[y, x])
        grid.write(x, y, mark, mix(base, palette.foreground, 0.45), ground, bold=True)
    return set(taken.values())
