"""One dense layer with its optional batch normalisation and dropout: forward to a trace, backward to gradients."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from tutor.network.functions import ActivationFunction, Array
from tutor.network.parameters import LayerParameters

NORM_EPSILON: Final = 1e-5
"""Added to the variance in batch normalisation, PyTorch's default."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer computes; it holds no numbers of its own.

    `kept` is the probability that dropout keeps an activation (1 without dropout).
    """

    activation: ActivationFunction
    batch_norm: bool = False
    kept: float = 1.0


class Normalised(NamedTuple):
    """Batch normalisation of one batch: (x − mean)/spread, (examples, units); mean and spread √(var + ε), (units,).

    `variance` divides by the number of examples N.
    """

    values: Array
    mean: Array
    variance: Array
    spread: Array


class LayerTrace(NamedTuple):
    """Everything that one layer computed forward, all (examples, units) but `inputs`, (examples, sources).

    `sums` is x·W + b; `z` what enters the activation (`sums` itself without batch norm); `active` is f(z); `a` what
    leaves the layer (`active` itself without dropout, else `active`·`mask`).
    """

    inputs: Array
    sums: Array
    z: Array
    active: Array
    a: Array
    normalised: Normalised | None = None
    mask: Array | None = None


class LayerGradients(NamedTuple):
    """What one layer computed backward, for the batch's loss.

    `delta` is ∂L/∂z and `delta_sums` ∂L/∂(x·W + b), both (examples, units), one array without batch norm;
    `parameters` has the gradient of each of its parameters.
    """

    delta: Array
    delta_sums: Array
    parameters: LayerParameters


class Rules(NamedTuple):
    """The formulas of the backward pass, one for each thing that a programmer can get wrong.

    Known mistakes replace one of them; everything else uses `CORRECT`.
    """

    slope: Callable[[Layer, LayerTrace], Array]
    """∂a/∂z, (examples, units)."""
    upstream: Callable[[Array, Array], Array]
    """(∂L/∂sums of the next layer, its weights) → ∂L/∂a of this one, (examples, units)."""
    weights: Callable[[LayerTrace, Array, Array], object]
    """(trace, ∂L/∂sums, out) puts ∂L/∂W into out (sources, units)."""
    biases: Callable[[Array, Array], object]
    """(∂L/∂sums, out) puts ∂L/∂b into out (units,)."""
    mask: Callable[[Array, Array], Array]
    """(∂L/∂a, drawn mask) → ∂L/∂f(z), (examples, units)."""
    norm: Callable[[Array, Array, Normalised], Array]
    """(∂L/∂z, γ, normalisation) → ∂L/∂sums, (examples, units)."""


def norm_backward(delta: Array, gamma: Array, norm: Normalised) -> Array:
    """Return ∂L/∂x for z = γ·(x − mean)/spread + β, both (examples, units); mean and variance depend on x.

    The formula is γ/(N·spread)·(N·δ − Σδ − x̂·Σ(δ·x̂)), Ioffe and Szegedy (2015), section 3.
    """
    centred = delta - delta.mean(axis=0) - norm.values * (delta * norm.values).mean(axis=0)
    return np.asarray(centred * (gamma / norm.spread))


CORRECT: Final = Rules(
    slope=lambda layer, trace: layer.activation.slope(trace.z, trace.active),
    upstream=lambda delta_sums, weights: delta_sums @ weights.T,
    weights=lambda trace, delta_sums, out: np.matmul(trace.inputs.T, delta_sums, out=out),
    biases=lambda delta_sums, out: np.add.reduce(delta_sums, axis=0, out=out),
    mask=lambda upstream, mask: upstream * mask,
    norm=norm_backward,
)


def normalise(x: Array, statistics: tuple[Array, Array] | None = None) -> Normalised:
    """Return x (examples, units) normalised by the batch's own mean and variance (divided by N), or by given ones."""
    mean, variance = statistics or (x.mean(axis=0), x.var(axis=0))
    spread = np.sqrt(variance + NORM_EPSILON)
    return Normalised((x - mean) / spread, mean, variance, spread)


def forward(
    layer: Layer,
    parameters: LayerParameters,
    inputs: Array,
    mask: Array | None = None,
    statistics: tuple[Array, Array] | None = None,
) -> LayerTrace:
    """Return what `layer` computes from `inputs` (examples, sources).

    `mask` (examples, units) holds 0 for dropped activations and 1/kept for the others; None drops nothing.
    `statistics` are mean and variance (units,) to normalise with instead of the batch's own.
    """
    sums = inputs @ parameters.weights
    sums += parameters.biases
    z, normalised = sums, None
    if layer.batch_norm:
        normalised = normalise(sums, statistics)
        z = parameters.gamma * normalised.values + parameters.beta
    active = layer.activation.value(z)
    a = active if mask is None else active * mask
    return LayerTrace(inputs, sums, z, active, a, normalised, mask)


def delta_of(layer: Layer, trace: LayerTrace, upstream: Array, rules: Rules) -> Array:
    """Return ∂L/∂z (examples, units) from `upstream` ∂L/∂a: through dropout, then times the activation's slope."""
    if trace.mask is not None:
        upstream = rules.mask(upstream, trace.mask)
    return upstream * rules.slope(layer, trace)


def backward(
    parameters: LayerParameters, trace: LayerTrace, delta: Array, rules: Rules, out: LayerParameters
) -> LayerGradients:
    """Return the gradients of one layer from `delta` ∂L/∂z (examples, units); those of its parameters go into `out`."""
    norm, sums = trace.normalised, delta
    if norm is not None:
        sums = rules.norm(delta, parameters.gamma, norm)
        np.add.reduce(delta * norm.values, axis=0, out=out.gamma)
        np.add.reduce(delta, axis=0, out=out.beta)
    rules.weights(trace, sums, out.weights)
    rules.biases(sums, out.biases)
    return LayerGradients(delta, sums, out)
