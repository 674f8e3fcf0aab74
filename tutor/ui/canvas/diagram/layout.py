"""Where the units of a diagram stand, as boxes, pills or dots, which are shown, and where the selection goes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from tutor.ui.canvas.diagram.state import Bias, DiagramState, Edge, Part, Unit

Form: TypeAlias = Literal["box", "pill", "dot"]

LEFT_OUT: Final = -1
"""Stands for the units that a shortened layer leaves out."""

_HEADER: Final = 1
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
    def edges(self) -> list[Edge]:
        """The edges between shown units, layer by layer."""
        return [
            Edge(layer, source, target)
            for layer in range(len(self.columns) - 1)
            for source in self.shown[layer]
            for target in self.shown[layer + 1]
            if LEFT_OUT not in (source, target)
        ]


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
    """The longest layer is spread evenly; in a shorter one each unit has the middle of an equal share of that span."""
    longest = max(counts)
    pitch = min(widest, (rows - unit_height) // (longest - 1)) if longest > 1 else 0
    tops = []
    for count in counts:
        step = min(max(pitch, round(pitch * longest / count)), (rows - unit_height) // (count - 1)) if count > 1 else 0
        first = _HEADER + (rows - unit_height - step * (count - 1)) // 2
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
