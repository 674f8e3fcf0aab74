"""Wrong formulas of the backward pass and of the update: what known mistakes put in the place of the right ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tutor.network.functions import Array
from tutor.network.layers import Layer, LayerTrace
from tutor.network.optimizers import Memory, Optimizer
from tutor.network.spec import OptimizerSpec

# Slopes


def activation_for_slope(layer: Layer, trace: LayerTrace) -> Array:
    """Give f(z) for f′(z)."""
    return trace.active


def slope_at_activation(layer: Layer, trace: LayerTrace) -> Array:
    """Give f′(a) for f′(z)."""
    return layer.activation.slope(trace.active, layer.activation.value(trace.active))


def slope_of_one(layer: Layer, trace: LayerTrace) -> Array:
    """Leave the slope out."""
    return np.ones_like(trace.z)


# Paths


def first_path(delta: Array, weights: Array) -> Array:
    """Count the path through the first unit only."""
    return delta[:, :1] @ weights[:, :1].T


def last_path(delta: Array, weights: Array) -> Array:
    """Count the path through the last unit only, as if each overwrote the one before."""
    return delta[:, -1:] @ weights[:, -1:].T


def mean_of_paths(delta: Array, weights: Array) -> Array:
    """Average the paths."""
    return np.asarray(delta @ weights.T / weights.shape[1])


def along_wrong_axis(delta: Array, weights: Array) -> Array:
    """Read the weights by column where they stand by row."""
    return delta @ weights.reshape(weights.shape[::-1])


def against_the_slope(delta: Array, weights: Array) -> Array:
    """Turn the sign round."""
    return -delta @ weights.T


def no_way_back(delta: Array, weights: Array) -> Array:
    """Give nothing back to the layer before."""
    return np.zeros((len(delta), len(weights)))


# Examples


def weights_from_last(trace: LayerTrace, delta: Array, out: Array) -> None:
    """Keep the gradient of the last example only."""
    out[...] = trace.inputs[-1:].T @ delta[-1:]


def biases_from_last(delta: Array, out: Array) -> None:
    """Keep the gradient of the last example only."""
    out[...] = delta[-1]


def weights_summed(trace: LayerTrace, delta: Array, out: Array) -> None:
    """Add up the examples without dividing by their number."""
    out[...] = len(delta) * (trace.inputs.T @ delta)


def biases_summed(delta: Array, out: Array) -> None:
    """Add up the examples without dividing by their number."""
    out[...] = len(delta) * delta.sum(axis=0)


# Optimizers


def added(optimizer: Optimizer) -> Optimizer:
    """Add what should be subtracted."""

    def change(spec: OptimizerSpec, gradient: Array, memory: Memory, step: int) -> tuple[Array, Memory]:
        made, remembered = optimizer(spec, gradient, memory, step)
        return -made, remembered

    return change


def rate_of_one(optimizer: Optimizer) -> Optimizer:
    """Leave the learning rate out."""
    return lambda spec, gradient, memory, step: optimizer(replace(spec, learning_rate=1.0), gradient, memory, step)


def velocity_against(optimizer: Optimizer) -> Optimizer:
    """Subtract the old velocity."""
    return lambda spec, gradient, memory, step: optimizer(
        replace(spec, momentum=-spec.momentum), gradient, memory, step
    )


def without_correction(optimizer: Optimizer) -> Optimizer:
    """Leave Adam's bias correction out: its 1 − βᵗ are 1 after very many steps."""
    return lambda spec, gradient, memory, step: optimizer(spec, gradient, memory, 10**9)
