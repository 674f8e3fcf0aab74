"""Parts of a diagram and the names of the quantities that they show."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tutor.network.spec import NetworkSpec
from tutor.ui.canvas.diagram.state import Bias, Edge, Part, Unit


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
