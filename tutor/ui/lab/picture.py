"""A lab as the diagram shows it: its numbers, as far as they have been computed, under names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tutor.figures.formulas import symbol_text
from tutor.figures.quantities import example_words
from tutor.network.lab import Lab
from tutor.network.operations import Operation
from tutor.text import Cells
from tutor.ui.canvas.diagram.state import DiagramLayer, DiagramState, Edge, Mask, Sweep
from tutor.ui.canvas.diagram.units import ASCII_SIGNS, UNICODE_SIGNS
from tutor.ui.lab.view import LabView
from tutor.wording import Voice
from tutor.wording import lab as words


def diagram_state(
    lab: Lab,
    view: LabView,
    voice: Voice,
    cells: Cells,
    paths: tuple[tuple[Edge, ...], ...] = (),
    path: int | None = None,
    *,
    revealed: bool = False,
) -> DiagramState:
    """Return what the diagram shows of `lab`; numbers of units belong to the lab's chosen example.

    `paths` are lit, number `path` of them most, or all alike. `revealed` shows numbers before they have been computed.
    """
    row = min(lab.example, len(lab.current.trace.targets) - 1)
    inputs = lab.current.trace.layers[0].inputs[row]
    first = DiagramLayer(voice(words.INPUT), _names(lab.spec.inputs, cells), inputs)
    layers = [_layer(lab, number, row, voice, cells) for number in range(len(lab.spec.layers))]
    if revealed:
        layers = [replace(one, activations_known=None, deltas_known=None, gradients_known=None) for one in layers]
    signs = UNICODE_SIGNS if cells.glyphs.unicode else ASCII_SIGNS
    bars = " ".join(dict.fromkeys((*signs.frozen_ends, 2 * cells.glyphs.column)))
    legend = voice(words.FROZEN_LEGEND, bars=bars) if lab.frozen else _example_legend(lab, voice)
    return DiagramState((first, *layers), view.written, view.selected, paths, path, legend=legend)


def _example_legend(lab: Lab, voice: Voice) -> str:
    """Which example the numbers of units belong to, and the key to the next one; nothing where there is only one."""
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
        _names(spec.units, cells),
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


def _names(names: tuple[str, ...], cells: Cells) -> tuple[str, ...]:
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
