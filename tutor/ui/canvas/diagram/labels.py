"""Where the numbers on edges stand: on their own edge, never on a unit or each other, off other edges if it goes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.ui.canvas.diagram.curves import curves_of, strokes_of
from tutor.ui.canvas.diagram.layout import Layout
from tutor.ui.canvas.diagram.state import Array
from tutor.ui.canvas.grid import Integers

_POSITIONS: Final = tuple(np.linspace(0.14, 0.86, 19).tolist())
"""Where on an edge its label may stand."""
_SHIFTS: Final = (0, -2, 2)
"""Cells by which it may be off the middle there; the edge still runs through it."""
_ROUNDS: Final = 4
_CROSSED: Final = 1.0
"""What it costs to cover one cell of another edge."""
_CROWDED: Final = 0.6
"""What it costs to stand right above or below another label."""
_MIDDLE: Final = (0.5, 1.5)
"""Where on an edge that crosses no other a label stands best, and what it costs to stand a whole edge away."""
_BEFORE_CROSSING: Final = (0.26, 30.0)
"""The same for edges that cross: near where they come from they have not met, so that it is clear whose label it is,
and labels keep their order, that of the units they lead to, at every size."""
_SHIFTED: Final = 0.3
_COLLIDES: Final = 1e6


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of cells."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Places:
    """The places where the label of one edge may stand, (places,) each, and what each costs by itself."""

    x: Integers
    y: Integers
    costs: Array


@lru_cache(128)
def label_boxes(layout: Layout, edges: tuple[int, ...], sizes: tuple[tuple[int, int], ...]) -> dict[int, Box]:
    """Return where the labels of `edges` (numbers in the layout's order, the most important first) stand.

    `sizes` are the widths and heights that a label may have, the best first; the first in which all labels find room is
    taken, else the one in which most do. An edge without room has no label.
    """
    best: dict[int, Box] = {}
    for size in sizes:
        placed = _placed(layout, edges, *size)
        if len(placed) > len(best):
            best = placed
        if len(best) == len(edges):
            break
    return best


def _placed(layout: Layout, edges: Sequence[int], width: int, height: int) -> dict[int, Box]:
    """Give every edge its cheapest place in turn, a few times over, then drop what still collides."""
    options = {edge: places for edge in edges if len((places := _places(layout, edge, width, height)).x)}
    chosen: dict[int, tuple[int, int]] = {}
    for _ in range(_ROUNDS):
        before = dict(chosen)
        for edge, places in options.items():
            others = np.array([place for other, place in chosen.items() if other != edge]).reshape(-1, 2)
            best = int(np.argmin(places.costs + _crowding(places, others, width, height)))
            chosen[edge] = int(places.x[best]), int(places.y[best])
        if chosen == before:
            break
    kept: dict[int, Box] = {}
    for edge, (x, y) in chosen.items():
        if not any(abs(x - box.x) <= width and abs(y - box.y) < height for box in kept.values()):
            kept[edge] = Box(x, y, width, height)
    return kept


def _crowding(places: _Places, others: npt.NDArray[np.int64], width: int, height: int) -> Array:
    """What it costs to stand at each place beside `others` (labels, 2) of the same size."""
    across = np.abs(places.x[:, None] - others[None, :, 0]) <= width
    down = np.abs(places.y[:, None] - others[None, :, 1])
    collides, crowded = across & (down < height), across & (down == height)
    costs: Array = _COLLIDES * collides.sum(axis=1) + _CROWDED * crowded.sum(axis=1)
    return costs


def _places(layout: Layout, edge: int, width: int, height: int) -> _Places:
    """The places on an edge where a label covers nothing but edges."""
    curves, coverage = curves_of(layout), _coverage(layout)
    own_rows, own_columns = np.divmod(_cells(layout, edge), layout.width)
    layer = curves.edges[edge].layer
    left = layout.columns[layer] + layout.unit_width + 1
    right = layout.columns[layer + 1] - 1
    crossing = min(len(layout.shown[layer]), len(layout.shown[layer + 1])) > 1
    best, away = _BEFORE_CROSSING if crossing else _MIDDLE
    found: dict[tuple[int, int], float] = {}
    for shift, t in itertools.product(_SHIFTS, _POSITIONS):
        column, row = curves.cell(edge, t)
        x, y = column - width // 2 + shift, row - (height - 1) // 2
        if (x, y) in found or x < left or x + width > right or y < 1 or y + height > layout.height:
            continue
        crossed = int(coverage[y : y + height, x : x + width].sum())
        own = (y <= own_rows) & (own_rows < y + height) & (x <= own_columns) & (own_columns < x + width)
        found[x, y] = _CROSSED * (crossed - int(own.sum())) + away * abs(t - best) + _SHIFTED * (shift != 0)
    places = np.array(list(found), np.int32).reshape(-1, 2)
    return _Places(places[:, 0], places[:, 1], np.array(list(found.values())))


@lru_cache(8)
def _coverage(layout: Layout) -> npt.NDArray[np.int64]:
    """How many edges cover each cell."""
    strokes = strokes_of(layout, True)
    thin = np.concatenate([_cells(layout, edge) for edge in range(strokes.starts.shape[1])])
    return np.bincount(thin, minlength=layout.width * layout.height).reshape(layout.height, layout.width)


def _cells(layout: Layout, edge: int) -> Integers:
    strokes = strokes_of(layout, True)
    start = int(strokes.starts[0, edge])
    return strokes.cells[start : start + int(strokes.lengths[0, edge])]
