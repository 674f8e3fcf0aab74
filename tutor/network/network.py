"""A network of dense layers, each with optional batch normalisation and dropout: forward to a loss, and backward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from tutor.network.functions import ACTIVATION_FUNCTIONS, LOSS_FUNCTIONS, ActivationFunction, Array, LossFunction
from tutor.network.parameters import LayerParameters, ParameterLayout, layout_of
from tutor.network.spec import LOSS_FACTS, NetworkSpec

NORM_EPSILON: Final = 1e-5
"""Added to the variance in batch normalisation, PyTorch's default."""

Masks: TypeAlias = Sequence[Array | None]
"""For each layer the drawn dropout mask (examples, units), 0 or 1/kept; None where nothing is dropped."""

Moments: TypeAlias = tuple[Array, Array]
"""Mean and variance (units,) of the weighted sums of a layer."""

Statistics: TypeAlias = Sequence[Moments | None]
"""For each layer what batch norm normalises with in evaluation; None for the batch's own."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer computes; it holds no numbers of its own.

    `kept` is the probability that dropout keeps an activation (1 without dropout).
    """

    activation: ActivationFunction
    batch_norm: bool = False
    kept: float = 1.0

    def forward(
        self, parameters: LayerParameters, inputs: Array, mask: Array | None = None, moments: Moments | None = None
    ) -> LayerTrace:
        """Return what the layer computes from `inputs` (examples, sources).

        `mask` (examples, units) holds 0 for dropped activations and 1/kept for the others; None drops nothing.
        `moments` are to normalise with instead of the batch's own.
        """
        sums = inputs @ parameters.weights
        sums += parameters.biases
        z, normalised = sums, None
        if self.batch_norm:
            normalised = normalise(sums, moments)
            z = parameters.gamma * normalised.values + parameters.beta
        active = self.activation.value(z)
        a = active if mask is None else active * mask
        return LayerTrace(inputs, sums, z, active, a, normalised, mask)


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


def normalise(x: Array, moments: Moments | None = None) -> Normalised:
    """Return x (examples, units) normalised by the batch's own mean and variance (divided by N), or by given ones."""
    mean, variance = moments or (x.mean(axis=0), x.var(axis=0))
    spread = np.sqrt(variance + NORM_EPSILON)
    return Normalised((x - mean) / spread, mean, variance, spread)


@dataclass(frozen=True, slots=True)
class Network:
    """A specification made ready to compute; it holds neither parameters nor examples."""

    layout: ParameterLayout
    layers: tuple[Layer, ...]
    loss: LossFunction
    fused: bool
    """Whether loss and last activation have one slope together (`LossFunction.fused_slope`)."""
    drops: bool
    """Whether a layer has dropout."""


class Trace(NamedTuple):
    """One forward pass: the parameters used, what every layer computed, and the mean loss of the examples."""

    parameters: tuple[LayerParameters, ...]
    layers: tuple[LayerTrace, ...]
    targets: Array
    loss: float

    @property
    def output(self) -> Array:
        """What the network says, (examples, outputs)."""
        return self.layers[-1].a


class Gradients(NamedTuple):
    """One backward pass: what every layer computed, and ∂L/∂θ of the mean loss in the order of the parameters."""

    layers: tuple[LayerGradients, ...]
    vector: Array


class LocalDerivatives(NamedTuple):
    """The two factors of δ in one layer, (examples, units): ∂L/∂a of the mean loss, and ∂a/∂z."""

    upstream: Array
    slope: Array


def network_of(spec: NetworkSpec) -> Network:
    """Return `spec` ready to compute."""
    made = tuple(
        Layer(ACTIVATION_FUNCTIONS[layer.activation], layer.batch_norm, 1.0 - layer.dropout) for layer in spec.layers
    )
    fused = LOSS_FACTS[spec.loss].last == spec.layers[-1].activation
    drops = any(layer.dropout for layer in spec.layers)
    return Network(layout_of(spec), made, LOSS_FUNCTIONS[spec.loss], fused, drops)


def quietly() -> np.errstate:
    """Return the context in which passes are made: floating-point overflow gives inf or nan without a warning."""
    return np.errstate(all="ignore")


def forward(
    network: Network,
    vector: Array,
    inputs: Array,
    targets: Array,
    masks: Masks | None = None,
    statistics: Statistics | None = None,
) -> Trace:
    """Return the forward pass of `inputs` (examples, inputs) with parameters `vector` (size,) and its loss.

    Call it `quietly`: overflow is not an error, it gives inf or nan, which the caller sees in the loss.
    """
    parameters = network.layout.views(vector)
    traces = []
    a = inputs
    for number, layer in enumerate(network.layers):
        mask = masks[number] if masks else None
        trace = layer.forward(parameters[number], a, mask, statistics[number] if statistics else None)
        a = trace.a
        traces.append(trace)
    return Trace(parameters, tuple(traces), targets, float(network.loss.mean(trace.z, a, targets)))


def backward(network: Network, trace: Trace, rules: Rules = CORRECT) -> Gradients:
    """Return the backward pass of `trace`: reverse accumulation, layer by layer from the loss. Call it `quietly`."""
    vector = np.empty(network.layout.size, trace.parameters[0].weights.dtype)
    out = network.layout.views(vector)
    found: list[LayerGradients] = []
    delta = _output_delta(network, trace, rules)
    for number in range(len(network.layers) - 1, -1, -1):
        gradients = _layer_gradients(trace.parameters[number], trace.layers[number], delta, rules, out[number])
        found.append(gradients)
        if number:
            upstream = rules.upstream(gradients.delta_sums, trace.parameters[number].weights)
            delta = _delta(network.layers[number - 1], trace.layers[number - 1], upstream, rules)
    found.reverse()
    return Gradients(tuple(found), vector)


def _output_delta(network: Network, trace: Trace, rules: Rules) -> Array:
    """Return ∂L/∂z of the last layer for the mean loss, (examples, outputs)."""
    last, loss = trace.layers[-1], network.loss
    scale = loss.scale(trace.targets)
    if network.fused:
        return loss.fused_slope(last.a, trace.targets) * scale
    return _delta(network.layers[-1], last, loss.slope(last.a, trace.targets) * scale, rules)


def _delta(layer: Layer, trace: LayerTrace, upstream: Array, rules: Rules) -> Array:
    """Return ∂L/∂z (examples, units) from `upstream` ∂L/∂a: through dropout, then times the activation's slope."""
    if trace.mask is not None:
        upstream = rules.mask(upstream, trace.mask)
    return upstream * rules.slope(layer, trace)


def _layer_gradients(
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


def crosses_kink(network: Network, one: Trace, other: Trace) -> bool:
    """Return whether a unit whose activation function has a kink stands on its two sides in two passes."""
    return any(
        layer.activation.kinked and not np.array_equal(here.z > 0, there.z > 0)
        for layer, here, there in zip(network.layers, one.layers, other.layers, strict=True)
    )


def local_derivatives(network: Network, trace: Trace, gradients: Gradients) -> tuple[LocalDerivatives, ...]:
    """Return the factors of every δ, also of the output's, which `backward` takes in one where it can.

    There ∂L/∂a is infinite where an activation was rounded to 0 or 1, although δ is not.
    """
    with quietly():
        slopes = [CORRECT.slope(layer, made) for layer, made in zip(network.layers, trace.layers, strict=True)]
        upstream = [
            CORRECT.upstream(following.delta_sums, parameters.weights)
            for following, parameters in zip(gradients.layers[1:], trace.parameters[1:], strict=True)
        ]
        upstream.append(network.loss.slope(trace.output, trace.targets) * network.loss.scale(trace.targets))
    return tuple(map(LocalDerivatives, upstream, slopes))
