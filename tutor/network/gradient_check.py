"""The check of a gradient: each component against slopes of the loss; the update against its rule.

Where floats leave it in doubt, a small network is computed with 40 digits: its own passes, on numbers without rounding.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

import numpy as np

from tutor.formulas.evaluate import evaluate
from tutor.formulas.expression import Expression, symbols
from tutor.formulas.grammar import read
from tutor.formulas.precise import UNDEFINED, precise
from tutor.formulas.vocabulary import Vocabulary
from tutor.network.datasets import Examples
from tutor.network.functions import ActivationFunction, Array, LossFunction, with_entry
from tutor.network.network import Gradients, Network, Trace, backward, crosses_kink, forward, quietly
from tutor.network.optimizers import OPTIMIZER_RULES
from tutor.network.training import Drawn, Trainer, TrainingStep, change_of, objective, penalty, usable
from tutor.slopes.check import (
    DIGITS,
    TOLERANCE,
    SlopeCheck,
    check_slope,
    finest,
    precise_samples,
    relative_error,
    samples,
    unmeasured,
)

HALF_WIDTH: Final = 1e-5
"""Half the distance between the two points of a central difference, for a parameter up to 1 in size."""

ROUNDING: Final = 1e-8
"""How far rounding may leave a gradient off, times the loss where it is above 1: less than this accuses nobody."""

_ULPS: Final = 16
_WIDER: Final = 8
"""How many times wider the second central difference is, which has to confirm a disagreement."""
_CLEARLY: Final = 1e-2
"""A relative error above this is no matter of rounding or bending; what two widths disagree on by less is."""
_TIMES: Final = 2
"""How many times its rounding a gradient may be off: the slope that it is held against was measured, too."""
_CANCELLED: Final = 1e-4
"""What is left of numbers that cancel may be rounding alone if it is this part of the largest δ, or less."""
_ON_KINK: Final = 1e-12
"""A pre-activation that is smaller stands on the kink of its activation, as far as floats can tell."""

MOST_WORK: Final = 2_000
"""Largest pass, in products of two numbers, that is computed with 40 digits: it takes some milliseconds."""
_PRODUCTS_PER_UNIT: Final = 20
"""How many products one activation function takes as long as."""

_REMEMBERED: Final = 1_000
"""Values of a function with 40 digits: as one parameter moves, most units of its layer stay as they are."""

_NAMES: Final = Vocabulary(("z", "a", "y"))
_POWER: Final = read("e^z", _NAMES)


def check_gradient(trainer: Trainer, step: TrainingStep) -> Mapping[str, SlopeCheck]:
    """Return the check of every component of the step's gradient by its parameter, as lists show them."""
    layout = trainer.network.layout
    return {name: check_parameter(trainer, step, layout.index[name]) for name in layout.listed}


def check_parameter(trainer: Trainer, step: TrainingStep, index: int) -> SlopeCheck:
    """Return the check of component number `index` of `step.gradient`, penalty included, on the step's own examples.

    One central difference settles most components; what it leaves in doubt is measured on either side.
    """
    gradient = float(step.gradient[index])
    if not (math.isfinite(step.loss) and math.isfinite(gradient)):
        return unmeasured(gradient, "overflow")
    with quietly():
        return _at_a_glance(trainer, step, index) or _on_both_sides(trainer, step, index)


def check_loss(
    made: Pass,
    gradient: float,
    variable: Callable[[Pass], Any],
    loss_by: Callable[[Pass, Any], Any],
    backprop: Callable[[Pass, Gradients], Any],
) -> SlopeCheck:
    """Check `gradient` against the loss of a pass around the value of a `variable` of it. Call it `quietly`.

    All three take a pass in any arithmetic: `variable` gives the value that it has in it, `loss_by` the loss where that
    is another one, and `backprop` takes the gradient from its right backward pass. What floats leave in doubt is
    measured with 40 digits if that is quick, else told as far as floats can tell. How far rounding leaves the backward
    pass off accuses nobody: where batch normalisation takes nearly equal numbers from each other, or an activation
    saturates, it is far more than the number's own last digit.
    """
    at = float(variable(made))
    by_floats = samples(lambda value: float(loss_by(made, value)), at, float(loss_by(made, at)))
    rounding, coarsest = _largest_rounding(made.trace.loss), 0.0 if made.is_small else finest(by_floats)
    at_kink = partial(_stands_on_kink, made.network, made.trace)
    found = check_slope(gradient, by_floats, rounding, coarsest, at_kink)
    if found.agrees or not made.is_small:
        return found
    try:
        exact = made.precise()
        precisely = precise_samples(lambda value: loss_by(exact, value), variable(exact))
        found = check_slope(gradient, precisely, rounding, at_kink=at_kink)
        gap = max(abs(gradient - found.left), abs(gradient - found.right))
        if found.refutes and gap <= _TIMES * abs(float(_backprop(made, backprop) - _backprop(exact, backprop))):
            return unmeasured(gradient, "too-steep")
    except UNDEFINED:
        return unmeasured(gradient, "too-steep")
    return found


def _backprop(made: Pass, backprop: Callable[[Pass, Gradients], Any]) -> Any:
    """The gradient that the right backward pass of `made` gives."""
    return backprop(made, backward(made.network, made.trace))


def _pass(trainer: Trainer, step: TrainingStep) -> Pass:
    """The forward pass of a step."""
    return Pass(trainer.network, step.before.parameters, step.drawn, step.trace)


def _largest_rounding(loss: float) -> float:
    """How far rounding may leave a gradient off where the loss is this large."""
    return ROUNDING * max(1.0, loss)


def _stands_on_kink(network: Network, trace: Trace) -> bool:
    """Whether some pre-activation is 0 where its activation has a kink."""
    layers = zip(network.layers, trace.layers, strict=True)
    return any(layer.activation.kinked and bool((np.abs(made.z) < _ON_KINK).any()) for layer, made in layers)


class _Difference(NamedTuple):
    left: float
    right: float
    crosses: bool
    """Whether a kink lies between the two points."""
    rounding: float

    @property
    def central(self) -> float:
        """The central difference: the mean of the slopes on both sides."""
        return (self.left + self.right) / 2

    @property
    def apart(self) -> float:
        """How far the slopes on both sides are from each other."""
        return abs(self.right - self.left)


def _at_a_glance(trainer: Trainer, step: TrainingStep, index: int) -> SlopeCheck | None:
    """What central differences settle: no kink between their points, and agreement or disagreement beyond doubt."""
    gradient = float(step.gradient[index])
    found = _difference(trainer, step, index, HALF_WIDTH)
    if found.crosses or not math.isfinite(found.central):
        return None
    error, gap = relative_error(gradient, found.central), abs(gradient - found.central)
    # In a network too large for 40 digits nothing finer than the rounding of its loss can be told.
    small = _pass(trainer, step).is_small
    least = _CLEARLY * abs(gradient) if small else math.inf
    if error <= TOLERANCE or gap <= found.rounding <= least:
        agrees = SlopeCheck(gradient, found.left, found.right, "agrees", found.rounding)
        return agrees if _meet(found, trainer, step, index) else None
    if error <= _CLEARLY or gap <= max(found.rounding / _CLEARLY, _largest_rounding(step.loss)):
        return None
    again = _difference(trainer, step, index, _WIDER * HALF_WIDTH)
    if again.crosses or not relative_error(found.central, again.central) <= _CLEARLY / 10:
        return None
    # Where units saturate or normalisation cancels, floats may see no slope at all, and rounding leave a gradient off.
    if small and gap <= _CANCELLED * max(float(np.abs(made.delta).max()) for made in step.gradients.layers):
        return None
    return SlopeCheck(gradient, found.left, found.right, "disagrees")


def _meet(found: _Difference, trainer: Trainer, step: TrainingStep, index: int) -> bool:
    """Whether the slopes on the two sides tend to each other: where the loss bends, they part with the width."""
    if found.apart <= found.rounding + _CLEARLY * abs(found.central):
        return True
    again = _difference(trainer, step, index, _WIDER * HALF_WIDTH)
    return not again.crosses and again.apart >= found.apart * _WIDER / 2


def _difference(trainer: Trainer, step: TrainingStep, index: int, width: float) -> _Difference:
    value = float(step.before.parameters[index])
    half = width * max(1.0, abs(value))
    # The distances that the points really have once they are rounded.
    above, below = value + half, value - half
    (loss_above, trace_above), (loss_below, trace_below) = (
        _loss_at(trainer, step, index, moved) for moved in (above, below)
    )
    penalised = trainer.training.l1 > 0 and bool(trainer.network.layout.is_weight[index])
    return _Difference(
        left=(step.loss - loss_below) / (value - below),
        right=(loss_above - step.loss) / (above - value),
        crosses=crosses_kink(trainer.network, trace_above, trace_below) or (penalised and abs(value) < half),
        rounding=_ULPS * math.ulp(step.loss) / half,
    )


def _loss_at(trainer: Trainer, step: TrainingStep, index: int, value: float) -> tuple[float, Trace]:
    trace, cost = objective(trainer, with_entry(step.before.parameters, index, value), step.drawn)
    return trace.loss + cost, trace


def _on_both_sides(trainer: Trainer, step: TrainingStep, index: int) -> SlopeCheck:
    def loss_by(made: Pass, value: Any) -> Any:
        """What is minimised where the parameter has `value`."""
        moved = pass_of(made.network, with_entry(made.vector, index, value), made.drawn)
        return moved.loss + penalty(trainer.training, moved.vector * made.network.layout.is_weight)

    return check_loss(
        _pass(trainer, step),
        float(step.gradient[index]),
        lambda made: made.vector[index],
        loss_by,
        lambda made, gradients: gradients.vector[index],
    )


def update_agrees(trainer: Trainer, step: TrainingStep) -> bool:
    """Return whether the step changed the parameters as its optimizer's own rule does, given its gradient."""
    optimizer = OPTIMIZER_RULES[trainer.training.optimizer.kind].change
    with quietly():
        expected, _ = change_of(trainer, optimizer, step.before, usable(trainer, step.gradient))
    return bool(np.allclose(step.change, expected, rtol=1e-9, atol=0, equal_nan=True))


# Passes


class Pass(NamedTuple):
    """The forward pass `trace` of `network` with the parameters `vector` (size,) on what was `drawn`."""

    network: Network
    vector: Array
    drawn: Drawn
    trace: Trace

    @property
    def loss(self) -> Any:
        """The mean loss in the arithmetic of the arrays, with all its digits."""
        return self.network.loss.mean(self.trace.layers[-1].z, self.trace.output, self.trace.targets)

    @property
    def is_small(self) -> bool:
        """Whether the pass is quick with 40 digits."""
        layout = self.network.layout
        units = sum(at.shape[1] for at in layout.slices)
        return len(self.trace.targets) * (layout.size + _PRODUCTS_PER_UNIT * units) <= MOST_WORK

    def precise(self) -> Pass:
        """Return this pass with its numbers taken as the decimals that they print as, and computed with 40 digits.

        Its network goes on computing so. Raises one of `UNDEFINED` where a value leaves the bounds of `precise`.
        """
        layers = tuple(replace(layer, activation=_activation(layer.activation)) for layer in self.network.layers)
        network = replace(self.network, layers=layers, loss=_loss(self.network.loss))
        drawn = self.drawn._replace(examples=Examples(*map(_decimals, self.drawn.examples)))
        return pass_of(network, _decimals(self.vector), drawn)


def pass_of(network: Network, vector: Array, drawn: Drawn) -> Pass:
    """Return the forward pass that `network` makes of `drawn`, in the arithmetic of its arrays. Call it `quietly`."""
    return Pass(network, vector, drawn, forward(network, vector, *drawn.examples, drawn.masks))


def _decimals(numbers: Array) -> Array:
    """The decimals that `numbers`, of any shape, print as, with 40 digits."""
    number = precise(DIGITS).number
    return np.asarray(np.frompyfunc(lambda value: number(repr(float(value))), 1, 1)(numbers), dtype=object)


def _activation(function: ActivationFunction) -> ActivationFunction:
    value, power = _each(function.formula, "z", "total"), _each(_POWER, "z")

    def softmax(z: Array) -> Array:
        """The shares of the units in each row."""
        # The row's largest z is taken off, which changes nothing but stays within bounds.
        shifted = z - np.maximum.reduce(z, axis=-1, keepdims=True)
        return value(shifted, np.add.reduce(power(shifted), axis=-1, keepdims=True))

    if "total" in symbols(function.formula):
        return replace(function, value=softmax)
    return replace(function, value=lambda z: value(z, z), slope=_each(function.slope_formula, "z", "a"))


def _loss(function: LossFunction) -> LossFunction:
    if not function.stable_term:
        return function
    return replace(function, terms=_each(read(function.stable_term, _NAMES), "z", "a", "y"))


def _each(formula: Expression, *names: str) -> Callable[..., Array]:
    """The value of `formula`, element by element, from arrays for its names; what was computed once is remembered."""
    arithmetic = precise(DIGITS)

    @lru_cache(maxsize=_REMEMBERED)
    def value(*numbers: Any) -> Any:
        """The value of the formula for single numbers."""
        return evaluate(formula, dict(zip(names, numbers, strict=True)), arithmetic)

    made = np.frompyfunc(value, len(names), 1)
    return lambda *arrays: np.asarray(made(*arrays), dtype=object)
