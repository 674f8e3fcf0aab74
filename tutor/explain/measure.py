"""The numbers of one example: its own passes, what backprop computed for it, and its loss as one number moves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tutor.network import layers
from tutor.network.datasets import Examples
from tutor.network.functions import Array
from tutor.network.network import Gradients, Trace, backward, local_derivatives, quietly
from tutor.network.quantities import Quantity
from tutor.network.training import Drawn, Trainer, TrainingStep, objective


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
    coupled = any(layer.batch_norm for layer in trainer.network.layers)
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


def backprop_number(trainer: Trainer, passes: Passes, quantity: Quantity) -> float:
    """Return ∂L/∂quantity as the engine's backward pass has it, a trainer's known mistake included."""
    gradients, row = passes.gradients, passes.row
    match quantity.kind:
        case "parameter" | "gradient":
            return float(gradients.vector[quantity.index])
        case "z" | "delta":
            return float(gradients.layers[quantity.layer].delta[row, quantity.index])
        case "a" | "upstream":
            local = local_derivatives(trainer.network, passes.trace, gradients)[quantity.layer]
            return float(local.upstream[row, quantity.index])
        case _:
            return float(_by_inputs(trainer, passes)[quantity.index])


def input_gradient(trainer: Trainer, step: TrainingStep, example: int) -> Array:
    """Return ∂L/∂x (inputs,) of example number `example` of `step`: δ of the first layer times its weights."""
    return _by_inputs(trainer, passes_of(trainer, step, example))


def _by_inputs(trainer: Trainer, passes: Passes) -> Array:
    weights = passes.trace.parameters[0].weights
    upstream: Array = trainer.rules.upstream(passes.gradients.layers[0].delta_sums, weights)[passes.row]
    return upstream


def current_value(passes: Passes, quantity: Quantity) -> float:
    """Return the value of `quantity` in the forward pass."""
    match quantity.kind:
        case "parameter" | "gradient":
            return float(passes.vector[quantity.index])
        case "z" | "delta":
            return float(passes.trace.layers[quantity.layer].z[passes.row, quantity.index])
        case "a" | "upstream":
            return float(passes.trace.layers[quantity.layer].a[passes.row, quantity.index])
        case _:
            return float(passes.drawn.examples.inputs[passes.row, quantity.index])


def loss_by(trainer: Trainer, passes: Passes, quantity: Quantity) -> Callable[[float], float]:
    """Return the loss of the passes, without penalty, as a function of `quantity` alone."""

    def loss(value: float) -> float:
        with quietly():
            if quantity.kind in ("parameter", "gradient"):
                return objective(trainer, _moved(passes.vector, quantity.index, value), passes.drawn)[0].loss
            if quantity.kind == "input":
                inputs = _moved(passes.drawn.examples.inputs, (passes.row, quantity.index), value)
                examples = passes.drawn.examples._replace(inputs=inputs)
                return objective(trainer, passes.vector, passes.drawn._replace(examples=examples))[0].loss
            return _loss_from_unit(trainer, passes, quantity, value)

    return loss


def _loss_from_unit(trainer: Trainer, passes: Passes, quantity: Quantity, value: float) -> float:
    """The loss with one z or a set to `value` and everything after it computed again."""
    at, network = (passes.row, quantity.index), trainer.network
    made = passes.trace.layers[quantity.layer]
    if quantity.kind in ("z", "delta"):
        z = _moved(made.z, at, value)
        active = network.layers[quantity.layer].activation.value(z)
        a = active if made.mask is None else active * made.mask
    else:
        z, a = made.z, _moved(made.a, at, value)
    for number in range(quantity.layer + 1, len(network.layers)):
        mask = passes.drawn.masks[number] if passes.drawn.masks else None
        after = layers.forward(network.layers[number], passes.trace.parameters[number], a, mask)
        z, a = after.z, after.a
    return network.loss.mean(z, a, passes.trace.targets)


def _moved(array: Array, at: int | tuple[int, int], value: float) -> Array:
    moved = np.array(array)
    moved[at] = value
    return moved
