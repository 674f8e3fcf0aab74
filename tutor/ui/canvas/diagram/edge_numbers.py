"""Weights and gradients on the edges: on their own edge, never on a unit or each other, off other edges if it goes."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.text import Glyphs
from tutor.ui.canvas.diagram.edges import EdgeIndex, gradients_known
from tutor.ui.canvas.diagram.layout import Layout, curves_of, strokes_of
from tutor.ui.canvas.diagram.state import GRADIENTS_ALONE, NUMBERS, Bias, DiagramState, Edge, Unit, Written
from tutor.ui.canvas.grid import Array, Colour, Grid, Integers, Palette, fitted, mix

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
_FAN: Final = 3
"""Edges from which on those that end in one unit are too near to each other in the middle."""
_SHIFTED: Final = 0.3
_COLLIDES: Final = 1e6
_WIDE: Final = 7
_NARROW: Final = 5
"""Cells of a number where there is room, and where there is less."""
_SIZES: Final[Mapping[Written, tuple[tuple[int, int], ...]]] = {
    "nothing": ((_WIDE, 1), (_NARROW, 1)),
    "weights": ((_WIDE, 1), (_NARROW, 1)),
    "gradients": ((_WIDE + 1, 1), (_NARROW + 1, 1)),
    "both": ((2 * _WIDE + 2, 1), (2 * _NARROW + 2, 1), (_WIDE + 1, 2), (_NARROW + 1, 2)),
}
"""Widths and heights that a label may have, the best first; both numbers stand beside or below each other."""


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
    sources, targets = len(layout.shown[layer]), len(layout.shown[layer + 1])
    meeting = min(sources, targets) > 1 or sources >= _FAN
    best, away = _BEFORE_CROSSING if meeting else _MIDDLE
    found: dict[tuple[int, int], float] = {}
    for shift, t in itertools.product(_SHIFTS, _POSITIONS):
        column, row = curves.cell(edge, t)
        x, y = column - width // 2 + shift, row - (height - 1) // 2
        if (x, y) in found or x < left or x + width > right or y <= layout.head or y + height > layout.height:
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


class EdgeNumbers:
    """Labels the edges of one layout: all of them, or in a dense net those of the selected unit."""

    def __init__(self, layout: Layout, index: EdgeIndex, glyphs: Glyphs) -> None:
        self._layout, self._index, self._glyphs = layout, index, glyphs
        self._number = partial(fitted, ascii_only=not glyphs.unicode)

    def paint(self, grid: Grid, state: DiagramState, palette: Palette) -> dict[Edge, Box]:
        """Put the labels on `grid` and return where they stand."""
        known = gradients_known(state, self._index)
        labels: dict[Edge, Box] = {}
        for number, box in self._boxes(state).items():
            edge = self._index.edges[number]
            labels[edge] = box
            selected = state.selected == edge
            frozen = state.layers[edge.layer + 1].is_frozen(edge.source, edge.target)
            # Brackets stand around what is selected, bars around what is frozen.
            ends = "[]" if selected else 2 * self._glyphs.column if frozen else "  "
            ground = palette.lit if selected else palette.background
            write = partial(grid.write, background=ground, bold=selected, tag=number + 1)
            texts = self._texts(edge, box, bool(known[number]), state, palette)
            for y, row in enumerate([texts] if box.height == 1 else [[text] for text in texts], box.y):
                width = sum(len(text) for text, _ in row) + len(row) - 1
                x = box.x + (box.width - width) // 2
                write(x - 1, y, ends[0] + " " * width + ends[1], palette.foreground)
                for text, colour in row:
                    write(x, y, text, mix(colour, palette.foreground, 0.25))
                    x += len(text) + 1
        return labels

    def _boxes(self, state: DiagramState) -> dict[int, Box]:
        """Labels keep their places whatever is selected, unless what is selected would have none."""
        selected, sizes = self._selected(state), _SIZES[state.written]
        if not any(NUMBERS[state.written]):
            selected = selected if isinstance(state.selected, Edge) else ()
            return label_boxes(self._layout, selected, sizes)
        if self._index.dense:
            return label_boxes(self._layout, selected, sizes)
        everything = tuple(range(len(self._index.edges)))
        boxes = label_boxes(self._layout, everything, sizes)
        if set(selected) <= boxes.keys():
            return boxes
        rest = tuple(edge for edge in everything if edge not in selected)
        return label_boxes(self._layout, (*selected, *rest), sizes)

    def _selected(self, state: DiagramState) -> tuple[int, ...]:
        match state.selected:
            case None:
                return ()
            case Edge() as edge:
                chosen = self._index.among({edge})
            case Unit() | Bias() as owner:
                chosen = self._index.touching(owner)
        return tuple(np.flatnonzero(chosen).tolist())

    def _texts(
        self, edge: Edge, box: Box, known: bool, state: DiagramState, palette: Palette
    ) -> list[tuple[str, Colour]]:
        """One or two numbers with their colours, as wide as their share of the box allows."""
        layer, at = state.layers[edge.layer + 1], (edge.source, edge.target)
        weight = 0.0 if layer.weights is None else float(layer.weights[at])
        gradient = float(layer.gradients[at]) if known and layer.gradients is not None else None
        shown = NUMBERS[state.written]
        room = min(_WIDE, (box.width - 2) // 2 if all(shown) and box.height == 1 else box.width)
        texts = []
        if shown != GRADIENTS_ALONE or gradient is None:
            texts.append((self._number(weight, room), palette.negative if weight < 0 else palette.positive))
        if shown[1] and gradient is not None:
            room = min(room, box.width - 1)
            texts.append((self._glyphs.partial + self._number(gradient, room), palette.gradient))
        return texts
