"""The numbers of one example: its own passes, what backprop computed for it, and its loss as one number moves."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from tutor.explain.names import Variable, is_coupled
from tutor.network.datasets import Examples
from tutor.network.functions import Array, with_entry
from tutor.network.gradient_check import Pass, check_loss, pass_of
from tutor.network.network import CORRECT, Gradients, Rules, backward, local_derivatives, quietly
from tutor.network.training import Drawn, Trainer, TrainingStep
from tutor.slopes.check import SlopeCheck, unmeasured


@dataclass(frozen=True, slots=True)
class Passes:
    """Forward and backward pass that an explanation is about.

    Usually those of the chosen example alone, so that `row` is 0. Batch normalisation couples the examples of a step:
    then they are those of the whole step, whose loss is the mean, and `row` is the chosen example in it.
    """

    forward: Pass
    gradients: Gradients
    row: int
    coupled: bool


def passes_of(trainer: Trainer, step: TrainingStep, example: int) -> Passes:
    """Return the passes for example number `example` of `step`, at the parameters before its update."""
    vector = step.before.parameters
    coupled = is_coupled(trainer)
    if coupled or len(step.trace.targets) == 1:
        return Passes(Pass(trainer.network, vector, step.drawn, step.trace), step.gradients, example, coupled)
    alone = slice(example, example + 1)
    inputs, targets = step.drawn.examples
    masks = step.drawn.masks and tuple(None if mask is None else mask[alone] for mask in step.drawn.masks)
    with quietly():
        made = pass_of(trainer.network, vector, Drawn(Examples(inputs[alone], targets[alone]), None, masks))
        return Passes(made, backward(trainer.network, made.trace, trainer.rules), 0, coupled=False)


def backprop_number(trainer: Trainer, passes: Passes, variable: Variable) -> float:
    """Return ∂L/∂variable as the engine's backward pass has it, a trainer's known mistake included."""
    return float(_backprop(passes.forward, passes.gradients, passes.row, variable, trainer.rules))


def _backprop(made: Pass, gradients: Gradients, row: int, variable: Variable, rules: Rules = CORRECT) -> Any:
    """∂L/∂variable as a backward pass of `made` has it; `row` is the example whose number it is."""
    match variable.kind:
        case "parameter":
            return gradients.vector[variable.index]
        case "z":
            return gradients.layers[variable.layer].delta[row, variable.index]
        case "a":
            return local_derivatives(made.network, made.trace, gradients)[variable.layer].upstream[row, variable.index]
        case "input":
            return _by_inputs(made, gradients, rules)[row, variable.index]


def share_of(trainer: Trainer, passes: Passes, variable: Variable) -> float:
    """Return what the chosen example adds to the sum over all examples that ∂L/∂parameter is the mean of."""
    if not passes.coupled:
        return backprop_number(trainer, passes, variable)
    made, gradients = passes.forward.trace.layers[variable.layer], passes.gradients.layers[variable.layer]
    layout, row = trainer.network.layout, passes.row
    at, unit = layout.slices[variable.layer], layout.unit_of(variable.index)
    delta, before = gradients.delta[row, unit], gradients.delta_sums[row, unit]
    if layout.is_weight[variable.index]:
        share = before * made.inputs[row, (variable.index - at.weights.start) // at.shape[1]]
    elif made.normalised is not None and variable.index >= at.gamma.start:
        share = delta * (made.normalised.values[row, unit] if variable.index < at.gamma.stop else 1.0)
    else:
        share = before
    return float(share) * len(passes.forward.trace.targets)


def input_gradient(trainer: Trainer, step: TrainingStep, example: int) -> Array:
    """Return ∂L/∂x (inputs,) of example number `example` of `step`: δ of the first layer times its weights."""
    passes = passes_of(trainer, step, example)
    return np.asarray(_by_inputs(passes.forward, passes.gradients, trainer.rules)[passes.row])


def _by_inputs(made: Pass, gradients: Gradients, rules: Rules) -> Array:
    return rules.upstream(gradients.layers[0].delta_sums, made.trace.parameters[0].weights)


def value_in(made: Pass, row: int, variable: Variable) -> Any:
    """Return the value of `variable` in a forward pass, in its arithmetic; `row` is the example whose number it is."""
    match variable.kind:
        case "parameter":
            return made.vector[variable.index]
        case "z":
            return made.trace.layers[variable.layer].z[row, variable.index]
        case "a":
            return made.trace.layers[variable.layer].a[row, variable.index]
        case "input":
            return made.drawn.examples.inputs[row, variable.index]


def check_of(passes: Passes, variable: Variable, gradient: float) -> SlopeCheck:
    """Return the check of `gradient`, ∂L/∂variable without penalty, against the loss of the passes."""
    if not (math.isfinite(passes.forward.trace.loss) and math.isfinite(gradient)):
        return unmeasured(gradient, "overflow")
    with quietly():
        return check_loss(
            passes.forward,
            gradient,
            lambda made: value_in(made, passes.row, variable),
            lambda made, value: _loss_by(made, passes.row, variable, value),
            lambda made, gradients: _backprop(made, gradients, passes.row, variable),
        )


def _loss_by(made: Pass, row: int, variable: Variable, value: Any) -> Any:
    """The loss of a pass where `variable` has `value` and all that does not follow from it is as it was."""
    at, layer = (row, variable.index), made.trace.layers[variable.layer]
    match variable.kind:
        case "parameter":
            return pass_of(made.network, with_entry(made.vector, variable.index, value), made.drawn).loss
        case "input":
            inputs, targets = made.drawn.examples
            examples = Examples(with_entry(inputs, at, value), targets)
            return pass_of(made.network, made.vector, made.drawn._replace(examples=examples)).loss
        case "z":
            return _loss_after(made, variable.layer, with_entry(layer.z, at, value))
        case "a":
            return _loss_after(made, variable.layer, layer.z, with_entry(layer.a, at, value))


def _loss_after(made: Pass, layer: int, z: Array, a: Array | None = None) -> Any:
    """The loss where layer number `layer` has these pre-activations and activations, those of z if none are given."""
    network, trace = made.network, made.trace
    if a is None:
        mask = trace.layers[layer].mask
        active = network.layers[layer].activation.value(z)
        a = active if mask is None else active * mask
    for number in range(layer + 1, len(network.layers)):
        after = network.layers[number].forward(trace.parameters[number], a, trace.layers[number].mask)
        z, a = after.z, after.a
    return network.loss.mean(z, a, trace.targets)
