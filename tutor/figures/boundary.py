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
_GAP: Final = 2


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


def plane_of(maps: Sequence[Map]) -> tuple[Array, Array]:
    """Return the lowest and the highest corner, (2,) each, of the plane that all `maps` show."""
    points = np.concatenate([one.points for one in maps])
    low, high = points.min(axis=0), points.max(axis=0)
    # Examples that all lie on one line parallel to an axis still have a plane around them.
    margin = np.where(high > low, _MARGIN * (high - low), 1.0)
    return low - margin, high + margin


def boundary_maps(maps: Sequence[Map], width: int, height: int, cells: Cells) -> list[Line]:
    """Return the maps side by side, each of `height` rows between its name and its words, all of the same plane."""
    room = (width - _GAP * (len(maps) - 1)) // len(maps)
    frame = plane_of(maps)
    columns = [_column(one, frame, room, height, cells) for one in maps]
    gap: Run = (" " * _GAP, "")
    return [
        [*first, *(run for line in others for run in (gap, *line))] for first, *others in zip(*columns, strict=True)
    ]


def marks(cells: Cells) -> tuple[str, str, str]:
    """Return the marks of an example of the first class, of the second, and of both in one cell."""
    return (*_MARKS[not cells.glyphs.unicode], _BOTH)


def _column(one: Map, frame: tuple[Array, Array], width: int, height: int, cells: Cells) -> list[Line]:
    head: Line = [(cells.pad(cells.truncate(one.name, width), width), "")]
    below: list[Line] = [[(cells.pad(cells.truncate(words, width), width), "value")] for words in one.words]
    return [head, *_drawn(one, frame, width, height, cells), *below]


def _drawn(one: Map, frame: tuple[Array, Array], width: int, height: int, cells: Cells) -> list[Line]:
    low, high = frame
    across = low[0] + (np.arange(width) + 0.5) / width * (high[0] - low[0])
    up = high[1] - (np.arange(height) + 0.5) / height * (high[1] - low[1])
    places = np.stack([np.tile(across, height), np.repeat(up, width)], axis=1)
    second = one.is_second(places).reshape(height, width)
    found = _marks(one, frame, width, height, cells)
    ground = {True: (shade(cells), "positive"), False: (" ", "")}
    return [
        [found.get((column, row), ground[bool(second[row, column])]) for column in range(width)]
        for row in range(height)
    ]


def _marks(one: Map, frame: tuple[Array, Array], width: int, height: int, cells: Cells) -> dict[tuple[int, int], Run]:
    """The examples by their cells (column, row)."""
    low, high = frame
    shares = (one.points - low) / (high - low)
    signs = _MARKS[not cells.glyphs.unicode]
    found: dict[tuple[int, int], Run] = {}
    for (x, y), second in zip(shares.tolist(), one.classes.tolist(), strict=True):
        place = (min(int(x * width), width - 1), min(int((1 - y) * height), height - 1))
        mark = (signs[second], "positive" if second else "negative")
        found[place] = mark if found.get(place, mark) == mark else (_BOTH, "hint")
    return found
