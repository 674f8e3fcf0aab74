"""Where the selection goes: to the nearest unit in a direction, or through the units and their parameters in order."""

from __future__ import annotations

from typing import Literal, TypeAlias

from tutor.ui.canvas.diagram.layout import LEFT_OUT, Layout
from tutor.ui.canvas.diagram.state import Bias, DiagramState, Edge, Part, Unit

Heading: TypeAlias = Literal["up", "down", "left", "right"]

FIRST = Unit(0, 0)


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
