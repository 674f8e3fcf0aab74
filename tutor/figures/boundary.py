"""Where networks put the boundary between two classes: small maps of the plane, side by side, as lines of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.figures.lines import Line, Run
from tutor.text import Cells

Array = npt.NDArray[np.float64]
Classes = npt.NDArray[np.bool_]

_MARGIN: Final = 0.08
"""Room around the examples, as a share of their range."""
_SHADES: Final = ("░", ":")
_MARKS: Final = (("○", "●"), ("o", "x"))
"""Examples of the first and of the second class, with Unicode and without."""
_BOTH: Final = "*"
"""Stands where examples of both classes fall into one cell."""
_TAGS: Final = ("negative", "positive", "hint")
_GAP: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Plane:
    """The part of a plane between its lowest and its highest corner, (2,) each."""

    low: Array
    high: Array

    def middles(self, across: int, down: int) -> Array:
        """Return the middles of a raster of `across` by `down` fields, row by row from the top, (across·down, 2)."""
        x, y = ((np.arange(count) + 0.5) / count for count in (across, down))
        xs = self.low[0] + x * (self.high[0] - self.low[0])
        ys = self.high[1] - y * (self.high[1] - self.low[1])
        return np.stack([np.tile(xs, down), np.repeat(ys, across)], axis=1)

    def shares(self, points: Array) -> Array:
        """Return where `points` (n, 2) lie, as shares of the ranges from the left and from the bottom, (n, 2)."""
        span = self.high - self.low
        with np.errstate(invalid="ignore"):
            return np.asarray((points - self.low) / np.where(span == 0, 1.0, span))

    def cells(self, points: Array, width: int, height: int) -> list[tuple[int, int]]:
        """Return column and row of each of `points` (n, 2) on a picture; those outside it are left out."""
        shares = self.shares(np.asarray(points, np.float64).reshape(-1, 2))
        with np.errstate(invalid="ignore"):
            kept = shares[((shares >= 0) & (shares <= 1)).all(axis=1)]
        columns = np.minimum(width - 1, (kept[:, 0] * width).astype(np.int64))
        rows = np.minimum(height - 1, ((1 - kept[:, 1]) * height).astype(np.int64))
        return list(zip(columns.tolist(), rows.tolist(), strict=True))

    def examples(self, points: Array, classes: Classes, width: int, height: int) -> dict[tuple[int, int], int]:
        """Return by column and row of which class the examples there are: 0 the first, 1 the second, 2 both."""
        found: dict[tuple[int, int], int] = {}
        for number in (0, 1):
            for cell in self.cells(points[np.asarray(classes) == bool(number)], width, height):
                found[cell] = number if found.get(cell, number) == number else 2
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Map:
    """One network: `is_second` says of places (n, 2) whether it puts them into the second class, (n,).

    `points` are its examples (m, 2), `classes` says of each whether it is of the second class. `words` stand below.
    """

    name: str
    is_second: Callable[[Array], Classes]
    points: Array
    classes: Classes
    words: Sequence[str] = ()


def shade(cells: Cells) -> str:
    """Return what fills the places of the second class."""
    return _SHADES[not cells.glyphs.unicode]


def marks(cells: Cells) -> tuple[str, str, str]:
    """Return the marks of an example of the first class, of the second, and of both in one cell."""
    return (*_MARKS[not cells.glyphs.unicode], _BOTH)


def plane_of(maps: Sequence[Map]) -> Plane:
    """Return the plane that all `maps` show."""
    points = np.concatenate([one.points for one in maps])
    low, high = points.min(axis=0), points.max(axis=0)
    # Examples that all lie on one line parallel to an axis still have a plane around them.
    margin = np.where(high > low, _MARGIN * (high - low), 1.0)
    return Plane(low - margin, high + margin)


def width_of_maps(words: Sequence[str], cells: Cells) -> int:
    """Return how wide maps side by side are that have these words below them, the widest one of each."""
    return len(words) * max(map(cells.width, words)) + _GAP * (len(words) - 1)


def boundary_maps(maps: Sequence[Map], width: int, height: int, cells: Cells) -> list[Line]:
    """Return the maps side by side, each of `height` rows between its name and its words, all of the same plane."""
    room = (width - _GAP * (len(maps) - 1)) // len(maps)
    columns = [_column(one, plane_of(maps), room, height, cells) for one in maps]
    gap: Run = (" " * _GAP, "")
    return [
        [*first, *(run for line in others for run in (gap, *line))] for first, *others in zip(*columns, strict=True)
    ]


def _column(one: Map, plane: Plane, width: int, height: int, cells: Cells) -> list[Line]:
    second = one.is_second(plane.middles(width, height)).reshape(height, width)
    runs = list(zip(marks(cells), _TAGS, strict=True))
    found = {cell: runs[number] for cell, number in plane.examples(one.points, one.classes, width, height).items()}
    ground = {True: (shade(cells), "positive"), False: (" ", "")}
    drawn: list[Line] = [
        [found.get((column, row), ground[bool(second[row, column])]) for column in range(width)]
        for row in range(height)
    ]
    return [[(cells.pad(one.name, width), "")], *drawn, *([(cells.pad(words, width), "value")] for words in one.words)]
