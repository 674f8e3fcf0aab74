"""Parts of a diagram: the names of the quantities that they show, and their places in the table of a layer."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from tutor.figures.quantities import quantity_text
from tutor.network.lab import Lab
from tutor.network.spec import NetworkSpec
from tutor.text import Cells
from tutor.ui.canvas.diagram.state import Bias, Edge, Part, Unit
from tutor.ui.canvas.number_grid import NumberTable


def name_of(part: Part | None, spec: NetworkSpec) -> str:
    """Return the name of the parameter, unit or input that `part` shows; nothing for no part."""
    match part:
        case None:
            return ""
        case Edge(layer, source, target):
            return spec.weight_names(layer)[source][target]
        case Bias(layer, index):
            return spec.bias_names(layer - 1)[index]
        case Unit(0, index):
            return spec.inputs[index]
        case Unit(layer, index):
            return spec.layers[layer - 1].units[index]


def explained_name(part: Part | None, spec: NetworkSpec) -> str:
    """Return the name of the quantity whose gradient is meant by `part`: of a unit that is its z."""
    name = name_of(part, spec)
    return f"{name}.z" if isinstance(part, Unit) and part.layer else name


def part_of(name: str, spec: NetworkSpec) -> Part | None:
    """Return what shows the quantity called `name`, `h1.z` and `h1.delta` included; None for what no part shows."""
    if name in spec.inputs:
        return Unit(0, spec.inputs.index(name))
    stem, _, kind = name.rpartition(".")
    for number, layer in enumerate(spec.layers):
        if name in layer.units or (stem in layer.units and kind != "bias"):
            return Unit(number + 1, layer.units.index(name if name in layer.units else stem))
        biases = spec.bias_names(number)
        if name in biases:
            return Bias(number + 1, biases.index(name))
        for source, names in enumerate(spec.weight_names(number)):
            if name in names:
                return Edge(number, source, names.index(name))
    return None


def path_of(start: Part | None, units: Sequence[str], spec: NetworkSpec) -> tuple[Edge, ...]:
    """Return the edges from `start` along `units`, which come in the order of a path to the loss."""
    places = [part for unit in units if isinstance(part := part_of(unit, spec), Unit)]
    if isinstance(start, Unit) and (not places or places[0] != start):
        places = [start, *places]
    places.sort(key=lambda unit: unit.layer)
    first = (start,) if isinstance(start, Edge) else ()
    return (*first, *(Edge(one.layer, one.index, two.index) for one, two in itertools.pairwise(places)))


# The parameters of one layer as a table, with the biases as the last row.


def layer_of(part: Part | None, layers: int) -> int:
    """Return which layer's parameters belong to what is selected; the last layer's to nothing."""
    match part:
        case Edge(layer=number):
            return number
        case Bias(layer=number) | Unit(layer=number) if number:
            return number - 1
        case Bias() | Unit():
            return 0
        case None:
            return layers - 1


def table_of(lab: Lab, layer: int, cells: Cells, *, gradients: bool) -> NumberTable:
    """Return the weights that lead into a layer and its biases, or their gradients as far as they are known."""
    layout, spec = lab.trainer.network.layout, lab.spec
    vector = lab.current.gradient if gradients else lab.current.before.parameters
    views = layout.views(vector)[layer]
    values = np.vstack([views.weights, views.biases]).astype(np.float64)
    units = spec.layers[layer].units
    known = tuple(lab.known(f"{name}.gradient") for name in spec.bias_names(layer)) if gradients else None
    rows = (*(quantity_text(name, cells) for name in spec.sources(layer)), "b")
    columns = tuple(quantity_text(name, cells) for name in units)
    return NumberTable(rows, columns, values, "∂L/∂w" if gradients else "w", gradients, known)


def place_of(part: Part | None, lab: Lab) -> tuple[int, int] | None:
    """Return row and column of a selected parameter in its layer's table."""
    match part:
        case Edge(_, source, target):
            return source, target
        case Bias(layer, index):
            return len(lab.spec.sources(layer - 1)), index
        case Unit() | None:
            return None


def part_at(layer: int, row: int, column: int, lab: Lab) -> Part:
    """Return the parameter at a place of a layer's table."""
    return Edge(layer, row, column) if row < len(lab.spec.sources(layer)) else Bias(layer + 1, column)
