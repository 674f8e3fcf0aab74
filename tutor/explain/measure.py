"""The numbers of one example: its own passes, what backprop computed for it, and its loss as one number moves."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tutor.explain.names import Variable, is_coupled
from tutor.network.datasets import Examples
from tutor.network.functions import Array, with_entry
from tutor.network.gradient_check import check_loss
from tutor.network.network import CORRECT, Gradients, Network, Trace, backward, forward, local_derivatives, quietly
from tutor.network.precise_pass import backward_rounding, mean_loss, precise_array, precise_drawn, precise_network
from tutor.network.training import Drawn, Trainer, TrainingStep, objective
from tutor.slopes.check import SlopeCheck, unmeasured
from tutor.slopes.measure import Samples, precise_samples, samples


@dataclass(frozen=True, slots=True)
class Passes:
    """Forward and backward pass that an explanation is about.

    Usually those of the chosen example alone, so that `row` is 0. Batch normalisation couples the examples of a step:
    then they are those of the whole step, whose loss is the mean, and `row` is the chosen example in it.
    """

    vector: Array
    drawn: Drawn
    trace: Trace
    gradients: Gradients
    row: int
    coupled: bool


def passes_of(trainer: Trainer, step: TrainingStep, example: int) -> Passes:
    """Return the passes for example number `example` of `step`, at the parameters before its update."""
    vector = step.before.parameters
    coupled = is_coupled(trainer)
    if coupled or len(step.trace.targets) == 1:
        return Passes(vector, step.drawn, step.trace, step.gradients, example, coupled)
    alone = slice(example, example + 1)
    inputs, targets = step.drawn.examples
    masks = step.drawn.masks and tuple(None if mask is None else mask[alone] for mask in step.drawn.masks)
    drawn = Drawn(Examples(inputs[alone], targets[alone]), None, masks)
    with quietly():
        trace, _ = objective(trainer, vector, drawn)
        gradients = backward(trainer.network, trace, trainer.rules)
    return Passes(vector, drawn, trace, gradients, 0, coupled=False)


def backprop_number(trainer: Trainer, passes: Passes, variable: Variable) -> float:
    """Return ∂L/∂variable as the engine's backward pass has it, a trainer's known mistake included."""
    gradients, row = passes.gradients, passes.row
    match variable.kind:
        case "parameter":
            return float(gradients.vector[variable.index])
        case "z":
            return float(gradients.layers[variable.layer].delta[row, variable.index])
        case "a":
            local = local_derivatives(trainer.network, passes.trace, gradients)[variable.layer]
            return float(local.upstream[row, variable.index])
        case "input":
            return float(_by_inputs(trainer, passes)[variable.index])


def share_of(trainer: Trainer, passes: Passes, variable: Variable) -> float:
    """Return what the chosen example adds to the sum over all examples that ∂L/∂parameter is the mean of."""
    if not passes.coupled:
        return backprop_number(trainer, passes, variable)
    made, gradients = passes.trace.layers[variable.layer], passes.gradients.layers[variable.layer]
    layout, row = trainer.network.layout, passes.row
    at, unit = layout.slices[variable.layer], layout.unit_of(variable.index)
    delta, before = gradients.delta[row, unit], gradients.delta_sums[row, unit]
    if layout.is_weight[variable.index]:
        share = before * made.inputs[row, (variable.index - at.weights.start) // at.shape[1]]
    elif made.normalised is not None and variable.index >= at.gamma.start:
        share = delta * (made.normalised.values[row, unit] if variable.index < at.gamma.stop else 1.0)
    else:
        share = before
    return float(share) * len(passes.trace.targets)


def input_gradient(trainer: Trainer, step: TrainingStep, example: int) -> Array:
    """Return ∂L/∂x (inputs,) of example number `example` of `step`: δ of the first layer times its weights."""
    return _by_inputs(trainer, passes_of(trainer, step, example))


def _by_inputs(trainer: Trainer, passes: Passes) -> Array:
    weights = passes.trace.parameters[0].weights
    upstream: Array = trainer.rules.upstream(passes.gradients.layers[0].delta_sums, weights)[passes.row]
    return upstream


def current_value(passes: Passes, variable: Variable) -> Any:
    """Return the value of `variable` in the forward pass, in the arithmetic of the passes."""
    match variable.kind:
        case "parameter":
            return passes.vector[variable.index]
        case "z":
            return passes.trace.layers[variable.layer].z[passes.row, variable.index]
        case "a":
            return passes.trace.layers[variable.layer].a[passes.row, variable.index]
        case "input":
            return passes.drawn.examples.inputs[passes.row, variable.index]


def check_of(trainer: Trainer, passes: Passes, variable: Variable, gradient: float) -> SlopeCheck:
    """Return the check of `gradient`, ∂L/∂variable without penalty, against the loss of the passes."""
    network, at, loss = trainer.network, float(current_value(passes, variable)), passes.trace.loss
    if not (math.isfinite(loss) and math.isfinite(gradient)):
        return unmeasured(gradient, "overflow")
    by_floats = _loss_by(network, passes, variable)

    def again(network: Network, trace: Trace, gradients: Gradients) -> float:
        """What the right rules give for the gradient in another network or in passes of other numbers."""
        right = replace(trainer, network=network, rules=CORRECT)
        return backprop_number(right, replace(passes, trace=trace, gradients=gradients), variable)

    def precisely() -> Samples:
        """The loss as 40 digits show it around the variable's value."""
        exact, drawn, vector = precise_network(network), precise_drawn(passes.drawn), precise_array(passes.vector)
        trace = forward(exact, vector, *drawn.examples, drawn.masks)
        precise = replace(passes, vector=vector, drawn=drawn, trace=trace)
        return precise_samples(_loss_by(exact, precise, variable), current_value(precise, variable))

    with quietly():
        return check_loss(
            network,
            passes.trace,
            gradient,
            samples(lambda value: float(by_floats(value)), at, loss),
            precisely,
            lambda: backward_rounding(network, passes.vector, passes.drawn, passes.trace, again),
        )


def _loss_by(network: Network, passes: Passes, variable: Variable) -> Callable[[Any], Any]:
    """The loss of the passes as a function of `variable` alone, in the arithmetic of their arrays."""
    at, made, drawn = (passes.row, variable.index), passes.trace.layers[variable.layer], passes.drawn

    def loss(value: Any) -> Any:
        """The loss where the variable has `value`."""
        match variable.kind:
            case "parameter":
                vector = with_entry(passes.vector, variable.index, value)
                return mean_loss(network, forward(network, vector, *drawn.examples, drawn.masks))
            case "input":
                inputs = with_entry(drawn.examples.inputs, at, value)
                return mean_loss(network, forward(network, passes.vector, inputs, passes.trace.targets, drawn.masks))
            case "z":
                return _loss_after(network, passes, variable.layer, with_entry(made.z, at, value))
            case "a":
                return _loss_after(network, passes, variable.layer, made.z, with_entry(made.a, at, value))

    return loss


def _loss_after(network: Network, passes: Passes, layer: int, z: Array, a: Array | None = None) -> Any:
    """The loss where layer number `layer` has these pre-activations and activations, those of z if none are given."""
    if a is None:
        mask = passes.trace.layers[layer].mask
        active = network.layers[layer].activation.value(z)
        a = active if mask is None else active * mask
    for number in range(layer + 1, len(network.layers)):
        mask = passes.drawn.masks[number] if passes.drawn.masks else None
        after = network.layers[number].forward(passes.trace.parameters[number], a, mask)
        z, a = after.z, after.a
    return network.loss.mean(z, a, passes.trace.targets)
