"""A whole network: all layers forward to a loss, and backward from it to one gradient vector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from tutor.network import layers
from tutor.network.functions import ACTIVATION_FUNCTIONS, LOSS_FUNCTIONS, Array, LossFunction
from tutor.network.layers import CORRECT, Layer, LayerGradients, LayerTrace, Rules
from tutor.network.parameters import LayerParameters, ParameterLayout, layout_of
from tutor.network.spec import LOSS_FACTS, NetworkSpec

Masks: TypeAlias = Sequence[Array | None]
"""For each layer the drawn dropout mask (examples, units), 0 or 1/kept; None where nothing is dropped."""

Statistics: TypeAlias = Sequence[tuple[Array, Array] | None]
"""For each layer mean and variance (units,) that batch norm uses in evaluation; None for the batch's own."""


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
        trace = layers.forward(layer, parameters[number], a, mask, statistics[number] if statistics else None)
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
        gradients = layers.backward(trace.parameters[number], trace.layers[number], delta, rules, out[number])
        found.append(gradients)
        if number:
            upstream = rules.upstream(gradients.delta_sums, trace.parameters[number].weights)
            delta = layers.delta_of(network.layers[number - 1], trace.layers[number - 1], upstream, rules)
    found.reverse()
    return Gradients(tuple(found), vector)


def _output_delta(network: Network, trace: Trace, rules: Rules) -> Array:
    """Return ∂L/∂z of the last layer for the mean loss, (examples, outputs)."""
    last, loss = trace.layers[-1], network.loss
    scale = loss.scale(trace.targets)
    if network.fused:
        return loss.fused_slope(last.a, trace.targets) * scale
    return layers.delta_of(network.layers[-1], last, loss.slope(last.a, trace.targets) * scale, rules)


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
