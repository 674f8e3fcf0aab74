"""The edges of a diagram as curves, and the cells that each covers: as braille dots, or as ASCII strokes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.figures.chart import BLANK_BRAILLE, BRAILLE_BITS
from tutor.ui.canvas.diagram.layout import Layout
from tutor.ui.canvas.diagram.state import Array, Edge
from tutor.ui.canvas.grid import Integers

THICKEST: Final = 3
DASHED: Final = THICKEST
"""Variants 0 to 2 of an edge are solid, one to three dots thick; `DASHED` more is the same, dashed."""
STRONG: Final = 2 * THICKEST
"""In ASCII: an edge that stands out."""
UNDRAWN: Final = STRONG + 1
"""An edge that is left out."""

_DOTS_ACROSS: Final = 2
_DOTS_DOWN: Final = 4
_DASH: Final = (6.0, 9.0)
"""Dots that are drawn, and after which a dash begins anew."""
_BEND: Final = 0.42
"""How far the ends of a curve run level, as a share of its width. Steep ones bend less: else all would meet midway."""
_LEAST_BEND: Final = 0.2


@dataclass(frozen=True, slots=True)
class Curves:
    """All edges of a diagram as curves of equally many points, in dots: (edges, points) each."""

    edges: tuple[Edge, ...]
    x: Array
    y: Array
    t: Array
    """0 where a curve starts, 1 where it ends; (points,)."""

    def cell(self, edge: int, t: float) -> tuple[int, int]:
        """Return the cell in which an edge is at `t`."""
        point = round(min(1.0, max(0.0, t)) * (len(self.t) - 1))
        return round(float(self.x[edge, point])) // _DOTS_ACROSS, round(float(self.y[edge, point])) // _DOTS_DOWN


@dataclass(frozen=True, slots=True)
class Strokes:
    """Which cells every edge covers in every variant: one long table, in which each edge has a stretch.

    `marks` are braille dots that add up in a cell (`adds`), or characters of which the last one stays.
    `starts` and `lengths` of the stretches are (variants, edges).
    """

    cells: Integers
    marks: Integers
    t: Array
    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    adds: bool

    def characters(self, marks: Integers) -> Integers:
        """Return the code points for cells with `marks`."""
        return marks + BLANK_BRAILLE if self.adds else marks

    def entries(self, variants: Integers, order: Integers) -> tuple[npt.NDArray[np.int64], Integers]:
        """Return the rows of the table of all edges, each in its variant, later ones on top; and whose each row is."""
        starts, lengths = self.starts[variants[order], order], self.lengths[variants[order], order]
        ends = np.cumsum(lengths)
        entries = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)
        return entries, np.repeat(order, lengths)


@lru_cache(8)
def curves_of(layout: Layout) -> Curves:
    """Return the curves between all shown units: cubic Béziers that leave and arrive level."""
    edges = tuple(layout.edges)
    x0, y0, x1, y1 = (np.array(values)[:, None] for values in zip(*map(_ends(layout), edges), strict=True))
    points = max(24, int(1.4 * (np.abs(x1 - x0) + np.abs(y1 - y0)).max()))
    t = np.linspace(0, 1, points)
    near, far = 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2
    start, end = (1 - t) ** 3, t**3
    across, down = np.abs(x1 - x0), np.abs(y1 - y0)
    bend = across * np.clip(_BEND * across / (down + 1e-9), _LEAST_BEND, _BEND)
    x = start * x0 + near * (x0 + bend) + far * (x1 - bend) + end * x1
    y = (start + near) * y0 + (far + end) * y1
    return Curves(edges, x, y, t)


def _ends(layout: Layout) -> Callable[[Edge], tuple[float, float, float, float]]:
    """Give both ends of an edge in dots; ends at one unit are fanned out so that they don't pile up in one dot."""
    slots = [{unit: slot for slot, unit in enumerate(units)} for units in layout.shown]
    middle = layout.unit_height // 2

    def ends(edge: Edge) -> tuple[float, float, float, float]:
        """x and y of the start of `edge`, then of its end."""
        source, target = slots[edge.layer][edge.source], slots[edge.layer + 1][edge.target]
        x0 = (layout.columns[edge.layer] + layout.unit_width) * _DOTS_ACROSS
        x1 = layout.columns[edge.layer + 1] * _DOTS_ACROSS - 1
        y0, y1 = (
            (layout.rows[layer][slot] + middle) * _DOTS_DOWN + 1.5
            for layer, slot in ((edge.layer, source), (edge.layer + 1, target))
        )
        return x0, y0 + _fan(layout, edge.layer + 1, target), x1, y1 + _fan(layout, edge.layer, source)

    return ends


def _fan(layout: Layout, layer: int, slot: int) -> float:
    """How many dots from the middle of a unit the edge ends that comes from this slot of the layer beyond."""
    count = len(layout.shown[layer])
    reach = layout.unit_height * 1.5
    return (slot - (count - 1) / 2) * min(3.0, 2 * reach / max(count - 1, 1)) if count > 1 else 0.0


@lru_cache(8)
def strokes_of(layout: Layout, dots: bool) -> Strokes:
    """Return the cells of all edges of `layout`, as braille `dots` or as ASCII characters."""
    curves = curves_of(layout)
    variants = _dotted(curves, layout) if dots else _struck(curves, layout)
    starts, lengths = np.zeros((2, UNDRAWN + 1, len(curves.edges)), np.int64)
    offset = 0
    for number, (edge, *_) in enumerate(variants):
        bounds = np.searchsorted(edge, np.arange(len(curves.edges) + 1))
        starts[number], lengths[number] = bounds[:-1] + offset, np.diff(bounds)
        offset += len(edge)
    cells, marks, t = (np.concatenate([variant[part] for variant in variants]) for part in (1, 2, 3))
    return Strokes(cells.astype(np.int32), marks.astype(np.int32), t, starts, lengths, dots)


def _dotted(curves: Curves, layout: Layout) -> list[Sequence[npt.NDArray[np.generic]]]:
    """For each variant: edge, cell, dots and t of every cell that the edge covers, sorted by edge."""
    dx, dy = np.gradient(curves.x, axis=1), np.gradient(curves.y, axis=1)
    norm = np.hypot(dx, dy) + 1e-9
    solid = np.ones(curves.x.shape, np.bool_)
    dash = np.cumsum(norm, axis=1) % _DASH[1] < _DASH[0]
    variants = []
    for drawn in (solid, dash):
        for thick in range(1, THICKEST + 1):
            offsets = np.arange(thick) - (thick - 1) / 2
            x = np.concatenate([curves.x - dy / norm * offset for offset in offsets], axis=1)
            y = np.concatenate([curves.y + dx / norm * offset for offset in offsets], axis=1)
            variants.append(_by_cell(x, y, np.tile(drawn, thick), np.tile(curves.t, thick), layout))
    return variants


def _by_cell(
    x: Array, y: Array, drawn: npt.NDArray[np.bool_], t: Array, layout: Layout
) -> Sequence[npt.NDArray[np.generic]]:
    """Gather dots (edges, points) into cells."""
    px = np.clip(np.rint(x).astype(np.int64), 0, layout.width * _DOTS_ACROSS - 1)
    py = np.clip(np.rint(y).astype(np.int64), 0, layout.height * _DOTS_DOWN - 1)
    cell = py // _DOTS_DOWN * layout.width + px // _DOTS_ACROSS
    size = layout.width * layout.height
    key = (np.arange(len(x))[:, None] * size + cell)[drawn]
    bits = BRAILLE_BITS[py % _DOTS_DOWN, px % _DOTS_ACROSS][drawn]
    order = np.argsort(key, kind="stable")
    unique, first = np.unique(key[order], return_index=True)
    count = np.diff(np.append(first, len(key)))
    mean = np.add.reduceat(np.broadcast_to(t, x.shape)[drawn][order], first) / count
    return unique // size, unique % size, np.bitwise_or.reduceat(bits[order], first), mean


def _struck(curves: Curves, layout: Layout) -> list[Sequence[npt.NDArray[np.generic]]]:
    """The same with one character for each cell, by the slope of the curve there."""
    solid = np.ones(curves.x.shape, np.bool_)
    edge, cell, _, t = _by_cell(curves.x, curves.y, solid, curves.t, layout)
    points = np.rint(t.astype(np.float64) * (len(curves.t) - 1)).astype(np.int64)
    dx = np.gradient(curves.x / _DOTS_ACROSS, axis=1)[edge, points]
    dy = np.gradient(curves.y / _DOTS_DOWN, axis=1)[edge, points]
    slope = np.abs(dy) / (np.abs(dx) + 1e-9)
    leaning = np.where(dy > 0, ord("\\"), ord("/"))
    character = np.where(slope < 0.35, ord("-"), np.where(slope > 3, ord("|"), leaning))
    stroke = (edge, cell, character, t)
    dotted = (edge, cell, np.full(len(cell), ord(".")), t)
    strong = (edge, cell, np.full(len(cell), ord("#")), t)
    return [stroke] * THICKEST + [dotted] * THICKEST + [strong]
