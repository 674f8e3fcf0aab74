"""Where the units of a diagram stand, the curves of its edges with the cells they cover, where the selection goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from tutor.figures.chart import BRAILLE_BITS, DOTS_ACROSS, DOTS_DOWN
from tutor.ui.canvas.diagram.state import Bias, DiagramState, Edge, Part, Unit
from tutor.ui.canvas.grid import Array, Integers

Form: TypeAlias = Literal["box", "pill", "dot"]

LEFT_OUT: Final = -1
"""Stands for the units that a shortened layer leaves out."""

_HEADER: Final = 1
_LEGEND: Final = 2
"""Rows of a legend and of what is left free above it."""
_BOX_WIDTHS: Final = (15, 13, 12, 10)
_BOX_HEIGHT: Final = 3
_PILL_WIDTHS: Final = (14, 12, 11, 9, 7)
_DOT_WIDTH: Final = 3
_ROOMY_GAP: Final = 20
_LEAST_GAP: Final = 8
"""Cells between two layers, with the widest units and with others; dots need none."""
_WIDEST_GAP: Final = 44
_WIDEST_PITCH: Final = 9
_SHORTENED: Final = 9
"""Rows of a layer that is too long to be shown, where the others need no more."""
FIRST = Unit(0, 0)


@dataclass(frozen=True, slots=True)
class Layout:
    """Places of all shown units on a canvas of `width` by `height` cells.

    `columns` holds the left cell of each layer, `rows` the top row of each of its slots, `shown` the number of the unit
    in each slot (`LEFT_OUT` for the dots between them).
    """

    width: int
    height: int
    form: Form
    unit_width: int
    unit_height: int
    columns: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    shown: tuple[tuple[int, ...], ...]

    def place(self, unit: Unit) -> tuple[int, int] | None:
        """Return the left cell and the top row of `unit`, None where it is not shown."""
        slots = self.shown[unit.layer]
        if unit.index not in slots:
            return None
        return self.columns[unit.layer], self.rows[unit.layer][slots.index(unit.index)]

    def units(self, layer: int) -> list[tuple[Unit, int, int]]:
        """Return the shown units of a layer with their places."""
        return [
            (Unit(layer, index), self.columns[layer], row)
            for index, row in zip(self.shown[layer], self.rows[layer], strict=True)
            if index != LEFT_OUT
        ]

    @property
    def head(self) -> int:
        """The row of the names of the layers, right above the highest unit."""
        return min(rows[0] for rows in self.rows) - _HEADER

    @property
    def end(self) -> int:
        """The row below the lowest unit."""
        return max(rows[-1] for rows in self.rows) + self.unit_height

    @property
    def edges(self) -> list[Edge]:
        """The edges between shown units, layer by layer."""
        return [
            Edge(layer, source, target)
            for layer in range(len(self.columns) - 1)
            for source in self.shown[layer]
            for target in self.shown[layer + 1]
            if LEFT_OUT not in (source, target)
        ]


def taken_rows(sizes: tuple[int, ...], width: int, height: int) -> int:
    """Return how many of `height` rows a network needs to stand as wide: from its heads on, with a legend below it."""
    layout = layout_of(sizes, width, height, (LEFT_OUT,) * len(sizes))
    return min(height, layout.end - layout.head + _LEGEND)


def spares_a_row(sizes: tuple[int, ...], width: int, height: int) -> bool:
    """Return whether one row less than `height` costs a network nothing: no unit, no row between two, no legend."""
    nobody = (LEFT_OUT,) * len(sizes)
    wide, narrow = layout_of(sizes, width, height, nobody), layout_of(sizes, width, height - 1, nobody)
    are_the_same = (wide.form, wide.unit_width, wide.shown) == (narrow.form, narrow.unit_width, narrow.shown)
    are_apart = all(below - above > narrow.unit_height for rows in narrow.rows for above, below in pairwise(rows))
    keeps_legend = wide.end == height or narrow.end < height - 1
    return are_the_same and are_apart and keeps_legend


def wanted_units(selected: Part | None, layers: int) -> tuple[int, ...]:
    """Return for each layer which unit must be shown because of what is selected, or `LEFT_OUT`."""
    wanted = [LEFT_OUT] * layers
    match selected:
        case Unit(layer, index) | Bias(layer, index):
            wanted[layer] = index
        case Edge(layer, source, target):
            wanted[layer : layer + 2] = source, target
        case None:
            pass
    return tuple(wanted)


@lru_cache(64)
def layout_of(sizes: tuple[int, ...], width: int, height: int, wanted: tuple[int, ...]) -> Layout:
    """Return the layout of layers of `sizes` units in which the units `wanted` are among those shown."""
    rows = max(1, height - _HEADER)
    form, unit_width = _form(sizes, width, rows)
    unit_height = _BOX_HEIGHT if form == "box" else 1
    most = rows // unit_height
    slots = max(min(most, _SHORTENED), max((size for size in sizes if size <= most), default=1))
    shown = tuple(_shown(size, slots, unit) for size, unit in zip(sizes, wanted, strict=True))
    counts = [len(units) for units in shown]
    return Layout(
        width,
        height,
        form,
        unit_width,
        unit_height,
        _columns(len(sizes), width, unit_width),
        _rows(counts, rows, unit_height, _WIDEST_PITCH),
        shown,
    )


def _form(sizes: tuple[int, ...], width: int, rows: int) -> tuple[Form, int]:
    candidates: list[tuple[Form, int]] = [("pill", pill) for pill in _PILL_WIDTHS]
    if max(sizes) * _BOX_HEIGHT <= rows:
        candidates = [*(("box", box) for box in _BOX_WIDTHS), *candidates]
    for form, unit_width in candidates:
        # Wider units are worth having only where their edges keep room as well.
        gap = _ROOMY_GAP if unit_width in (_BOX_WIDTHS[0], _PILL_WIDTHS[0]) else _LEAST_GAP
        if len(sizes) * unit_width + (len(sizes) - 1) * gap + 2 <= width:
            return form, unit_width
    return "dot", min(_DOT_WIDTH, max(1, width // len(sizes)))


def _columns(layers: int, width: int, unit_width: int) -> tuple[int, ...]:
    room = width - 2 - unit_width if width >= layers * (unit_width + 2) else width - unit_width
    step = min(_WIDEST_GAP + unit_width, room / (layers - 1))
    first = (width - unit_width - step * (layers - 1)) / 2
    return tuple(max(0, min(width - unit_width, round(first + step * layer))) for layer in range(layers))


def _rows(counts: list[int], rows: int, unit_height: int, widest: int) -> tuple[tuple[int, ...], ...]:
    """The longest layer is spread evenly; in a shorter one each unit has the middle of an equal share of that span.

    A third of the rows that are left is above all of them.
    """
    longest = max(counts)
    pitch = min(widest, (rows - unit_height) // (longest - 1)) if longest > 1 else 0
    span = pitch * (longest - 1)
    above = _HEADER + (rows - unit_height - span) // 3
    tops = []
    for count in counts:
        step = min(max(pitch, round(pitch * longest / count)), span // (count - 1)) if count > 1 else 0
        first = above + (span - step * (count - 1)) // 2
        tops.append(tuple(first + step * slot for slot in range(count)))
    return tuple(tops)


def _shown(size: int, slots: int, wanted: int) -> tuple[int, ...]:
    """The first units, those around the wanted one and the last, with `LEFT_OUT` between them."""
    if size <= slots:
        return tuple(range(size))
    if slots < 3:
        return (max(0, wanted), LEFT_OUT)[:slots]
    head = slots - 2
    if wanted < head or wanted == size - 1:
        return (*range(head), LEFT_OUT, size - 1)
    if wanted >= size - head:
        return (0, LEFT_OUT, *range(size - head, size))
    window = slots - 4
    if window < 1:
        return (wanted, LEFT_OUT, size - 1)
    first = min(wanted - window // 2, size - 1 - window)
    return (0, LEFT_OUT, *range(first, first + window), LEFT_OUT, size - 1)


Heading: TypeAlias = Literal["up", "down", "left", "right"]


def moved(state: DiagramState, layout: Layout, heading: Heading) -> Part:
    """Return what is selected after an arrow key.

    From a unit to the nearest one in that direction. From a weight, left and right lead to the units at its ends, up
    and down to the weights beside it that lead into the same unit. From a bias to its unit or the units around that.
    """
    match state.selected:
        case None:
            return FIRST
        case Edge() as edge:
            return _from_edge(edge, state.sizes, heading)
        case Bias(layer, index) if heading == "down":
            return Unit(layer, index)
        case Bias(layer, index) | Unit(layer, index):
            return _from_unit(Unit(layer, index), layout, state.sizes, heading)


def _from_edge(edge: Edge, sizes: tuple[int, ...], heading: Heading) -> Part:
    match heading:
        case "left":
            return edge.start
        case "right":
            return edge.end
        case "up" | "down":
            source = edge.source + (1 if heading == "down" else -1)
            return Edge(edge.layer, min(sizes[edge.layer] - 1, max(0, source)), edge.target)


def _from_unit(unit: Unit, layout: Layout, sizes: tuple[int, ...], heading: Heading) -> Unit:
    if heading in ("up", "down"):
        index = unit.index + (1 if heading == "down" else -1)
        return Unit(unit.layer, min(sizes[unit.layer] - 1, max(0, index)))
    layer = unit.layer + (1 if heading == "right" else -1)
    place = layout.place(unit)
    if not 0 <= layer < len(sizes) or place is None:
        return unit
    return min(layout.units(layer), key=lambda there: abs(there[2] - place[1]))[0]


def after(state: DiagramState, layout: Layout, *, backwards: bool = False) -> Part:
    """Return what Tab selects next: each unit, then the weights that lead into it and its bias, and so round."""
    parts = _in_order(state, layout)
    if state.selected not in parts:
        return parts[-1 if backwards else 0]
    return parts[(parts.index(state.selected) + (-1 if backwards else 1)) % len(parts)]


def _in_order(state: DiagramState, layout: Layout) -> list[Part]:
    parts: list[Part] = []
    for number, layer in enumerate(state.layers):
        for unit, _, _ in layout.units(number):
            parts.append(unit)
            sources = layout.shown[number - 1] if number else ()
            parts += [Edge(number - 1, source, unit.index) for source in sources if source != LEFT_OUT]
            if layer.biases is not None:
                parts.append(Bias(number, unit.index))
    return parts


# The edges as curves, and the cells that each covers: as braille dots, or as ASCII strokes.

THICKEST: Final = 3
DASHED: Final = THICKEST
"""Variants 0 to 2 of an edge are solid, one to three dots thick; `DASHED` more is the same, dashed."""
STRONG: Final = 2 * THICKEST
"""In ASCII: an edge that stands out."""
UNDRAWN: Final = STRONG + 1
"""An edge that is left out."""

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
        return round(float(self.x[edge, point])) // DOTS_ACROSS, round(float(self.y[edge, point])) // DOTS_DOWN


@dataclass(frozen=True, slots=True)
class Strokes:
    """Which cells every edge covers in every variant: one long table, in which each edge has a stretch.

    `marks` are braille dots that add up in a cell (`adds`), or code points of which the last one stays.
    `starts` and `lengths` of the stretches are (variants, edges).
    """

    cells: Integers
    marks: Integers
    t: Array
    starts: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.int64]
    adds: bool

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
    x0, y0, x1, y1 = (np.array(values)[:, None] for values in zip(*_ends(layout), strict=True))
    points = max(24, int(1.4 * (np.abs(x1 - x0) + np.abs(y1 - y0)).max()))
    t = np.linspace(0, 1, points)
    near, far = 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2
    start, end = (1 - t) ** 3, t**3
    across, down = np.abs(x1 - x0), np.abs(y1 - y0)
    bend = across * np.clip(_BEND * across / (down + 1e-9), _LEAST_BEND, _BEND)
    x = start * x0 + near * (x0 + bend) + far * (x1 - bend) + end * x1
    y = (start + near) * y0 + (far + end) * y1
    return Curves(edges, x, y, t)


def _ends(layout: Layout) -> Iterator[tuple[float, float, float, float]]:
    """x and y of the start of each edge, then of its end, in dots; those at one unit are fanned out, not to pile up."""
    slots = [{unit: slot for slot, unit in enumerate(units)} for units in layout.shown]
    middle = layout.unit_height // 2
    for edge in layout.edges:
        source, target = slots[edge.layer][edge.source], slots[edge.layer + 1][edge.target]
        x0 = (layout.columns[edge.layer] + layout.unit_width) * DOTS_ACROSS
        x1 = layout.columns[edge.layer + 1] * DOTS_ACROSS - 1
        y0, y1 = (
            (layout.rows[layer][slot] + middle) * DOTS_DOWN + 1.5
            for layer, slot in ((edge.layer, source), (edge.layer + 1, target))
        )
        yield x0, y0 + _fan(layout, edge.layer + 1, target), x1, y1 + _fan(layout, edge.layer, source)


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
    px = np.clip(np.rint(x).astype(np.int64), 0, layout.width * DOTS_ACROSS - 1)
    py = np.clip(np.rint(y).astype(np.int64), 0, layout.height * DOTS_DOWN - 1)
    cell = py // DOTS_DOWN * layout.width + px // DOTS_ACROSS
    size = layout.width * layout.height
    key = (np.arange(len(x))[:, None] * size + cell)[drawn]
    bits = BRAILLE_BITS[py % DOTS_DOWN, px % DOTS_ACROSS][drawn]
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
    dx = np.gradient(curves.x / DOTS_ACROSS, axis=1)[edge, points]
    dy = np.gradient(curves.y / DOTS_DOWN, axis=1)[edge, points]
    slope = np.abs(dy) / (np.abs(dx) + 1e-9)
    leaning = np.where(dy > 0, ord("\\"), ord("/"))
    character = np.where(slope < 0.35, ord("-"), np.where(slope > 3, ord("|"), leaning))
    stroke = (edge, cell, character, t)
    dotted = (edge, cell, np.full(len(cell), ord(".")), t)
    strong = (edge, cell, np.full(len(cell), ord("#")), t)
    return [stroke] * THICKEST + [dotted] * THICKEST + [strong]
