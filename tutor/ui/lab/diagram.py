"""What a lab shows as a diagram and as tables: the names of its parts, its numbers under names, the pulses."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tutor.figures.formulas import symbol_text
from tutor.figures.quantities import example_words, quantity_text
from tutor.network.lab import Lab
from tutor.network.operations import Operation
from tutor.network.spec import NetworkSpec
from tutor.text import Cells
from tutor.ui.canvas.diagram.painter import ASCII_SIGNS, UNICODE_SIGNS
from tutor.ui.canvas.diagram.state import Bias, DiagramLayer, DiagramState, Edge, Part, Sweep, Unit
from tutor.ui.canvas.grid import Mask
from tutor.ui.canvas.number_grid import NumberTable
from tutor.ui.display import Display
from tutor.ui.lab.view import LabView
from tutor.wording import Voice
from tutor.wording import lab as words


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


def place_of(part: Part | None, spec: NetworkSpec) -> tuple[int, tuple[int, int] | None]:
    """Return to which layer's table what is selected belongs, and a parameter's row and column in it.

    The last layer's table belongs to nothing.
    """
    match part:
        case Edge(layer, source, target):
            return layer, (source, target)
        case Bias(layer, index):
            return layer - 1, (len(spec.sources(layer - 1)), index)
        case Unit(layer):
            return max(0, layer - 1), None
        case None:
            return len(spec.layers) - 1, None


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


def part_at(layer: int, row: int, column: int, lab: Lab) -> Part:
    """Return the parameter at a place of a layer's table."""
    return Edge(layer, row, column) if row < len(lab.spec.sources(layer)) else Bias(layer + 1, column)


# The lab as the diagram shows it.


def diagram_state(
    lab: Lab,
    view: LabView,
    display: Display,
    paths: tuple[tuple[Edge, ...], ...] = (),
    path: int | None = None,
    *,
    revealed: bool = False,
) -> DiagramState:
    """Return what the diagram shows of `lab`; numbers of units belong to the lab's chosen example.

    `paths` are lit, number `path` of them most, or all alike. `revealed` shows numbers before they have been computed.
    """
    voice, cells = display.voice, display.cells
    row = min(lab.example, len(lab.current.trace.targets) - 1)
    inputs = lab.current.trace.layers[0].inputs[row]
    first = DiagramLayer(voice(words.INPUT), _symbols(lab.spec.inputs, cells), inputs)
    layers = [_layer(lab, number, row, voice, cells) for number in range(len(lab.spec.layers))]
    if revealed:
        layers = [replace(one, activations_known=None, deltas_known=None, gradients_known=None) for one in layers]
    return DiagramState((first, *layers), view.written, view.selected, paths, path, legend=_legend(lab, voice, cells))


def _legend(lab: Lab, voice: Voice, cells: Cells) -> str:
    """What bars mean, where something is frozen; else of several examples which one the numbers of units belong to."""
    if lab.frozen:
        signs = UNICODE_SIGNS if cells.glyphs.unicode else ASCII_SIGNS
        bars = " ".join(dict.fromkeys((*signs.frozen_ends, 2 * cells.glyphs.column)))
        return voice(words.FROZEN_LEGEND, bars=bars)
    example = example_words(lab, voice)
    return voice(words.EXAMPLE_LEGEND, example=example) if example else ""


def _layer(lab: Lab, number: int, row: int, voice: Voice, cells: Cells) -> DiagramLayer:
    spec, step = lab.spec.layers[number], lab.current
    layout = lab.trainer.network.layout
    values, gradients = layout.views(step.before.parameters)[number], layout.views(step.gradient)[number]
    movable = lab.trainer.movable
    free = None if movable is None else layout.views(movable)[number]
    count = len(step.trace.targets)
    return DiagramLayer(
        _title(lab, number, voice),
        _symbols(spec.units, cells),
        step.trace.layers[number].a[row],
        values.weights,
        values.biases,
        step.gradients.layers[number].delta[row] * count,
        gradients.weights,
        gradients.biases,
        None if free is None else free.weights == 0,
        None if free is None else free.biases == 0,
        _mask(lab, spec.units, ".a"),
        _mask(lab, spec.units, ".delta"),
        _mask(lab, lab.spec.bias_names(number), ".gradient"),
    )


def _symbols(names: tuple[str, ...], cells: Cells) -> tuple[str, ...]:
    return tuple(symbol_text(name, cells) for name in names)


def _title(lab: Lab, number: int, voice: Voice) -> str:
    hidden = len(lab.spec.layers) - 1
    if number == hidden:
        return voice(words.OUTPUT)
    return voice(words.HIDDEN) if hidden == 1 else voice(words.HIDDEN_NUMBER, number=number + 1)


def _mask(lab: Lab, names: tuple[str, ...], suffix: str) -> Mask:
    return np.array([lab.known(name + suffix) for name in names], np.bool_)


def sweep_of(operations: tuple[Operation, ...], lab: Lab) -> tuple[Sweep, float] | None:
    """Return the pulse that brings what `operations` compute, and where it ends; None where nothing travels.

    Forward it is z that travels, backward δ; into the inputs no δ leads, so that there the gradients travel.
    """
    if not operations:
        return None
    gaps, direction = len(lab.spec.layers), operations[0].direction
    ends = [end for operation in operations if (end := _end_of(operation, gaps)) > 0]
    if not ends:
        return None
    return Sweep(direction, (min(ends) - 1) / gaps), max(ends) / gaps


def _end_of(operation: Operation, gaps: int) -> int:
    """How many gaps the pulse has passed that brings what `operation` computes; 0 for what no pulse brings."""
    match operation.computes:
        case "z":
            return operation.layer + 1
        case "delta":
            return gaps - 1 - operation.layer
        case "gradient":
            return gaps if operation.layer == 0 else 0
        case "a" | "loss":
            return 0
