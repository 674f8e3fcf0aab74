"""What slips make of one number of a pass: the sum, the activation, the loss, each gradient, the next value.

Unlike a known mistake, which spoils every number of its kind, such a slip is made in one number alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from tutor.formulas.expression import symbols
from tutor.network.first_step import FirstStep
from tutor.network.functions import ACTIVATION_FUNCTIONS, Array
from tutor.network.network import local_derivatives
from tutor.network.quantities import Quantity
from tutor.network.spec import ACTIVATION_FACTS, LOSS_FACTS

MOST: Final = 16
"""Units of a layer, or sources of a unit, up to which each is taken for each other one."""
INCLUDES: Final[Mapping[str, frozenset[str]]] = {
    "sign-turned": frozenset({"flipped-sign", "error-reversed"}),
    "one-path": frozenset({"one-path-only", "overwritten-at-fork"}),
    "slope-left-out": frozenset({"forgot-activation-slope"}),
    "slope-left-out-after": frozenset({"forgot-activation-slope"}),
    "value-for-slope": frozenset({"activation-for-slope"}),
    "slope-of-value": frozenset({"slope-at-activation"}),
    "two-left-out": frozenset({"factor-two-forgotten"}),
    "slope-multiplied-in": frozenset({"slope-counted-twice"}),
    "rate-in-gradient": frozenset({"learning-rate-twice"}),
    "update-turned": frozenset({"update-added", "flipped-sign", "error-reversed"}),
}
"""The known mistakes of which the words for a slip are true as well, where both give the same number."""
_RULES: Final = tuple(
    kind
    for kind, function in ACTIVATION_FUNCTIONS.items()
    if symbols(function.slope_formula) == {"a"} and not ACTIVATION_FACTS[kind].couples_units
)
"""Activation functions whose slope is remembered in a alone, so that one rule is taken for another."""


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """What one slip makes of a number; `name` and `other` are quantities that the slip is about, empty where none.

    What it is in words is `wording.by_hand.SLIPS` by `code`.
    """

    code: str
    value: float
    name: str = ""
    other: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return which slip it is, whatever it makes of the numbers."""
        return self.code, self.name, self.other


class WorkedPass:
    """One example's pass in the first step of training.

    Of layer k are `z[k]`, `a[k]`, `upstream[k]`, `slopes[k]`, `delta[k]` and `biases[k]`, all (units,), `weights[k]`
    (sources, units), and `inputs[k]` (sources,), what comes into it.
    """

    def __init__(self, first: FirstStep) -> None:
        step, network = first.step, first.trainer.network
        self.spec, self.first, self.layout = first.spec, first, network.layout
        self.loss, self.fused, self.targets = network.loss, network.fused, step.trace.targets
        parameters = step.trace.parameters
        self.weights = [of.weights for of in parameters]
        self.biases = [of.biases for of in parameters]
        self.inputs = [trace.inputs[0] for trace in step.trace.layers]
        self.z = [trace.z[0] for trace in step.trace.layers]
        self.a = [trace.a[0] for trace in step.trace.layers]
        self.delta = [of.delta[0] for of in step.gradients.layers]
        local = local_derivatives(network, step.trace, step.gradients)
        self.upstream = [of.upstream[0] for of in local]
        self.slopes = [of.slope[0] for of in local]
        self.functions = [layer.activation for layer in network.layers]

    def is_last(self, layer: int) -> bool:
        """Return whether a layer is the output."""
        return layer == len(self.weights) - 1

    def weight(self, layer: int, source: int, unit: int) -> str:
        """Return the name of a weight."""
        return self.spec.weight_names(layer)[source][unit]

    def bias(self, layer: int, unit: int) -> str:
        """Return the name of a bias."""
        return self.spec.bias_names(layer)[unit]

    def unit(self, layer: int, unit: int) -> str:
        """Return the name of an activation."""
        return f"{self.spec.layers[layer].units[unit]}.a"

    def source(self, layer: int, index: int) -> str:
        """Return the name of what comes into a layer at this place."""
        return self.spec.inputs[index] if layer == 0 else self.unit(layer - 1, index)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is normalised or dropped, so that every number follows from its neighbours."""
        return not any(layer.batch_norm or layer.dropout for layer in self.spec.layers)


def wrong_numbers(worked: WorkedPass, quantity: Quantity) -> Iterator[WrongNumber]:
    """Yield what each slip that can be made in `quantity` gives, also where it happens to give the right number.

    Where batch normalisation or dropout lies on the way only the sign is turned.
    """
    return _made(_slips(worked, quantity), float)


def _slips(worked: WorkedPass, quantity: Quantity) -> Iterator[WrongNumber]:
    right = worked.first.value(quantity.name)
    if not worked.is_plain:
        yield WrongNumber("sign-turned", -right)
        return
    layer, index = quantity.layer, quantity.index
    match quantity.kind:
        case "z":
            yield from _sums(worked, layer, index)
        case "a":
            yield from _activations(worked, layer, index)
        case "loss":
            yield from _losses(worked)
        case "slope":
            yield from _slopes(worked, layer, index)
        case "upstream":
            yield from _upstreams(worked, layer, index)
        case "delta":
            yield from _deltas(worked, layer, index)
        case "gradient":
            yield from _gradients(worked, index)
            yield WrongNumber("rate-in-gradient", worked.first.value("learning_rate") * right)
        case "next":
            yield from _nexts(worked, index)
        case "input" | "target" | "parameter" | "learning-rate":
            return
    yield WrongNumber("sign-turned", -right)


def _made(wrong: Iterator[WrongNumber], go_on: Callable[[float], float]) -> Iterator[WrongNumber]:
    """What comes of wrong numbers when one goes on from them rightly."""
    return (replace(one, value=go_on(one.value)) for one in wrong)


# Forward


def _sums(worked: WorkedPass, layer: int, unit: int) -> Iterator[WrongNumber]:
    weights, x, z = worked.weights[layer], worked.inputs[layer], float(worked.z[layer][unit])
    biases, own = worked.biases[layer], worked.bias(layer, unit)
    bias = float(biases[unit])
    yield WrongNumber("left-out", z - bias, own)
    yield WrongNumber("subtracted", z - 2 * bias, own)
    for other in _others(unit, len(biases)):
        yield WrongNumber("taken-for", z - bias + biases[other], worked.bias(layer, other), own)
        yield WrongNumber("weights-into", float(x @ weights[:, other]) + bias, worked.unit(layer, other))
    if layer:
        yield WrongNumber("sums-for-activations", float(worked.z[layer - 1] @ weights[:, unit]) + bias)
    for source in range(len(x) if len(x) <= MOST else 0):
        yield from _wrong_products(worked, layer, source, unit, z)


def _wrong_products(worked: WorkedPass, layer: int, source: int, unit: int, z: float) -> Iterator[WrongNumber]:
    """Slips in one product of a sum: left out, another weight, another source, two weights exchanged."""
    weights, x, name = worked.weights[layer], worked.inputs[layer], worked.weight(layer, source, unit)
    own = weights[source, unit]
    if len(x) > 1:
        yield WrongNumber("product-left-out", z - x[source] * own, name, worked.source(layer, source))
    for other in _others(unit, weights.shape[1]):
        moved = x[source] * (weights[source, other] - own)
        yield WrongNumber("taken-for", z + moved, worked.weight(layer, source, other), name)
    for other in _others(source, len(x)):
        weight, theirs = worked.weight(layer, other, unit), weights[other, unit]
        yield WrongNumber("taken-for", z + x[source] * (theirs - own), weight, name)
        sources = worked.source(layer, other), worked.source(layer, source)
        yield WrongNumber("taken-for", z + own * (x[other] - x[source]), *sources)
        if other > source:
            yield WrongNumber("exchanged", z + (x[source] - x[other]) * (theirs - own), name, weight)


def _activations(worked: WorkedPass, layer: int, unit: int) -> Iterator[WrongNumber]:
    kind = worked.spec.layers[layer].activation
    z = worked.z[layer]

    def activated(value: float) -> float:
        """The unit's activation if its weighted sum were `value`."""
        changed = z.copy()
        changed[unit] = value
        # As a row, for a function that takes all units of the layer together.
        return float(worked.functions[layer].value(changed[None, :])[0, unit])

    yield from _made(_sums(worked, layer, unit), activated)
    yield WrongNumber("sign-of-sum", activated(-float(z[unit])))
    if ACTIVATION_FACTS[kind].couples_units:
        yield WrongNumber("not-divided", float(np.exp(z[unit])))
        yield WrongNumber("not-exponential", float(z[unit] / z.sum()))
        return
    yield WrongNumber("activated-twice", activated(float(worked.a[layer][unit])))
    for other, function in ACTIVATION_FUNCTIONS.items():
        if other != kind and not ACTIVATION_FACTS[other].couples_units:
            yield WrongNumber("taken-for", float(function.value(z)[unit]), other, kind)


def _losses(worked: WorkedPass) -> Iterator[WrongNumber]:
    right, facts = worked.first.step.loss, LOSS_FACTS[worked.spec.loss]
    y, last = worked.targets[0], len(worked.a) - 1
    if len(y) > 1:
        for unit, term in enumerate(_terms(worked, y)):
            yield WrongNumber("one-term", term, worked.unit(last, unit))
        if facts.averaged:
            yield WrongNumber("not-averaged", right * len(y))
    if _is_squared(worked):
        yield from _wrong_squares(worked, right)
    if facts.last:
        yield WrongNumber("base-ten", right / math.log(10))
        yield WrongNumber("target-turned", float(_terms(worked, 1 - y).sum()))
        for unit, active in enumerate(worked.a[last] if len(y) > 1 else ()):
            yield WrongNumber("other-output", -float(np.log(active)), worked.unit(last, unit))


def _is_squared(worked: WorkedPass) -> bool:
    return LOSS_FACTS[worked.spec.loss].term.endswith("(a - y)^2")


def _has_half(worked: WorkedPass) -> bool:
    return LOSS_FACTS[worked.spec.loss].term.startswith("1/2")


def _wrong_squares(worked: WorkedPass, right: float) -> Iterator[WrongNumber]:
    """Slips in a squared error: its ½, and what is squared."""
    if _has_half(worked):
        yield WrongNumber("half-left-out", right * 2)
    else:
        yield WrongNumber("half-too-many", right / 2)
    errors, scale = float((worked.a[-1] - worked.targets[0]).sum()), worked.loss.scale(worked.targets)
    yield WrongNumber("not-squared", scale * errors)
    yield WrongNumber("sum-squared", scale * errors**2)


def _terms(worked: WorkedPass, y: Array) -> Array:
    """What each output adds to the loss with targets y (outputs,)."""
    scale = worked.loss.scale(worked.targets)
    terms = worked.loss.terms(worked.z[-1][None, :], worked.a[-1][None, :], y[None, :])
    return np.asarray(scale * terms[0])


# Backward


def _slopes(worked: WorkedPass, layer: int, unit: int) -> Iterator[WrongNumber]:
    kind = worked.spec.layers[layer].activation
    if ACTIVATION_FACTS[kind].couples_units:
        return
    a, function = worked.a[layer], worked.functions[layer]
    yield WrongNumber("value-for-slope", float(a[unit]), worked.unit(layer, unit))
    yield WrongNumber("slope-of-value", float(function.slope(a, function.value(a))[unit]), worked.unit(layer, unit))
    if ACTIVATION_FACTS[kind].slope == "a*(1 - a)":
        yield WrongNumber("one-minus-only", 1 - float(a[unit]), worked.unit(layer, unit))
    for other in _RULES if kind in _RULES else ():
        if other != kind:
            rule = ACTIVATION_FUNCTIONS[other].slope(a, a)
            yield WrongNumber("rule-of-other", float(rule[unit]), other, kind)


def _upstreams(worked: WorkedPass, layer: int, unit: int) -> Iterator[WrongNumber]:
    if worked.is_last(layer):
        yield from _output_upstreams(worked, unit)
        return
    weights, delta = worked.weights[layer + 1], worked.delta[layer + 1]
    right = float(weights[unit] @ delta)
    for other in _others(unit, len(weights)):
        yield WrongNumber("weights-out-of", float(weights[other] @ delta), worked.unit(layer, other))
    yield WrongNumber("weights-left-out", float(delta.sum()))
    if not (worked.fused and worked.is_last(layer + 1)):
        unsloped = worked.upstream[layer + 1]
        yield WrongNumber("slope-left-out-after", float(weights[unit] @ unsloped))
    for path in range(len(delta) if len(delta) <= MOST else 0):
        yield from _wrong_paths(worked, layer + 1, unit, path, right)


def _output_upstreams(worked: WorkedPass, unit: int) -> Iterator[WrongNumber]:
    """Slips in the slope of a squared error; that of a cross-entropy is never needed on its own."""
    if not _is_squared(worked):
        return
    right = float(worked.upstream[-1][unit])
    if _has_half(worked):
        yield WrongNumber("two-not-cancelled", right * 2)
    else:
        yield WrongNumber("two-left-out", right / 2)
    if LOSS_FACTS[worked.spec.loss].averaged and len(worked.a[-1]) > 1:
        yield WrongNumber("not-averaged", right * len(worked.a[-1]))
    without = worked.loss.slope(worked.a[-1], 0 * worked.targets[0]) * worked.loss.scale(worked.targets)
    yield WrongNumber("target-left-out", float(without[unit]))


def _wrong_paths(worked: WorkedPass, layer: int, source: int, path: int, right: float) -> Iterator[WrongNumber]:
    """Slips on the way back from the unit `path` of `layer`: it alone, all but it, subtracted, another weight."""
    weights, delta, name = worked.weights[layer], worked.delta[layer], worked.weight(layer, source, path)
    part = float(weights[source, path] * delta[path])
    if len(delta) > 1:
        yield WrongNumber("one-path", part, worked.unit(layer, path))
        yield WrongNumber("path-subtracted", right - 2 * part, worked.unit(layer, path))
    if len(delta) > 2:
        yield WrongNumber("path-left-out", right - part, worked.unit(layer, path))
    for other in _others(source, len(weights)):
        moved = float((weights[other, path] - weights[source, path]) * delta[path])
        yield WrongNumber("taken-for", right + moved, worked.weight(layer, other, path), name)
    for other in _others(path, len(delta)):
        moved = float((weights[source, other] - weights[source, path]) * delta[path])
        yield WrongNumber("taken-for", right + moved, worked.weight(layer, source, other), name)


def _deltas(worked: WorkedPass, layer: int, unit: int) -> Iterator[WrongNumber]:
    slope, upstream = float(worked.slopes[layer][unit]), float(worked.upstream[layer][unit])
    name = worked.unit(layer, unit)
    if worked.fused and worked.is_last(layer):
        yield WrongNumber("slope-multiplied-in", float(worked.delta[layer][unit]) * slope, name)
        return
    if ACTIVATION_FACTS[worked.spec.layers[layer].activation].couples_units:
        return
    yield from _made(_upstreams(worked, layer, unit), lambda wrong: wrong * slope)
    yield from _made(_slopes(worked, layer, unit), lambda wrong: upstream * wrong)
    yield WrongNumber("slope-left-out", upstream, name)
    yield WrongNumber("slope-squared", upstream * slope * slope, name)


def _gradients(worked: WorkedPass, index: int) -> Iterator[WrongNumber]:
    layer, unit, layout = worked.layout.layer_of[index], worked.layout.unit_of(index), worked.layout
    delta, right = float(worked.delta[layer][unit]), worked.first.value(f"{layout.names[index]}.gradient")
    if not layout.is_weight[index]:
        bias = float(worked.biases[layer][unit])
        yield WrongNumber("multiplied-in", delta * bias, worked.bias(layer, unit))
        yield from _made(_deltas(worked, layer, unit), lambda wrong: wrong)
        return
    source = (index - layout.slices[layer].weights.start) // len(worked.biases[layer])
    factor, own = float(worked.inputs[layer][source]), worked.source(layer, source)
    penalty = right - delta * factor
    yield from _made(_deltas(worked, layer, unit), lambda wrong: wrong * factor + penalty)
    weight = float(worked.weights[layer][source, unit])
    yield WrongNumber("taken-for", delta * weight + penalty, layout.names[index], own)
    yield WrongNumber("taken-for", delta * float(worked.a[layer][unit]) + penalty, worked.unit(layer, unit), own)
    yield WrongNumber("left-out", delta + penalty, own)


# The update


def _nexts(worked: WorkedPass, index: int) -> Iterator[WrongNumber]:
    """Slips in an update that takes α times the gradient away; others have known mistakes of their own."""
    name = worked.layout.names[index]
    old, gradient = worked.first.value(name), worked.first.value(f"{name}.gradient")
    rate = worked.first.value("learning_rate")
    if name in worked.first.trainer.frozen:
        yield WrongNumber("frozen-moved", old - rate * gradient, name)
        return
    if not math.isclose(old - rate * gradient, worked.first.value(f"{name}.next"), rel_tol=1e-12):
        return
    yield from _made(_gradients(worked, index), lambda wrong: old - rate * wrong)
    yield WrongNumber("update-turned", old + rate * gradient)
    yield WrongNumber("update-size", rate * gradient, name)
    yield WrongNumber("update-alone", -rate * gradient, name)
    yield WrongNumber("taken-for", old - rate * old, name, f"{name}.gradient")
    for other, theirs in enumerate(worked.layout.names if worked.layout.size <= MOST**2 else ()):
        if other != index and worked.layout.layer_of[other] == worked.layout.layer_of[index]:
            wrong = old - rate * worked.first.value(f"{theirs}.gradient")
            yield WrongNumber("taken-for", wrong, f"{theirs}.gradient", f"{name}.gradient")


def _others(index: int, count: int) -> Iterator[int]:
    """All places but `index`, none where there are too many."""
    return (other for other in range(count if count <= MOST else 0) if other != index)
