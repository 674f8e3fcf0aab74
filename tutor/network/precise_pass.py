"""A network computed with 40 digits: its own passes on numbers without rounding, for small networks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import numpy as np

from tutor.formulas.evaluate import evaluate
from tutor.formulas.expression import Expression, symbols
from tutor.formulas.grammar import read
from tutor.formulas.precise import precise
from tutor.formulas.vocabulary import Vocabulary
from tutor.network.datasets import Examples
from tutor.network.functions import ActivationFunction, Array, LossFunction
from tutor.network.network import Gradients, Network, Trace, backward, forward
from tutor.network.training import Drawn
from tutor.slopes.measure import DIGITS

MOST_WORK: Final = 2_000
"""Largest pass, in products of two numbers, that is computed so: it takes some milliseconds."""
_PRODUCTS_PER_UNIT: Final = 20
"""How many products one activation function takes as long as."""

_REMEMBERED: Final = 1_000
"""Values of a function: as one parameter moves, most units of its layer stay as they are."""

_NAMES: Final = Vocabulary(("z", "a", "y"))
_POWER: Final = read("e^z", _NAMES)


def is_small(network: Network, examples: int) -> bool:
    """Return whether a pass of so many examples through `network` is quick with 40 digits."""
    units = sum(at.shape[1] for at in network.layout.slices)
    return examples * (network.layout.size + _PRODUCTS_PER_UNIT * units) <= MOST_WORK


def precise_array(numbers: Array) -> Array:
    """Return `numbers` as the decimals that they print as, with 40 digits; of any shape."""
    number = precise(DIGITS).number
    return np.asarray(np.frompyfunc(lambda value: number(repr(float(value))), 1, 1)(numbers), dtype=object)


def precise_drawn(drawn: Drawn) -> Drawn:
    """Return what a step trains on, its examples with 40 digits."""
    return drawn._replace(examples=Examples(*map(precise_array, drawn.examples)))


def precise_network(network: Network) -> Network:
    """Return `network` with functions that take arrays of `precise_array`.

    Its passes raise one of `UNDEFINED` where a value leaves the bounds of `precise`.
    """
    made = tuple(replace(layer, activation=_activation(layer.activation)) for layer in network.layers)
    return replace(network, layers=made, loss=_loss(network.loss))


def mean_loss(network: Network, trace: Trace) -> Any:
    """Return the mean loss of a pass in the arithmetic of its arrays, with all their digits."""
    return network.loss.mean(trace.layers[-1].z, trace.output, trace.targets)


def backward_rounding(
    network: Network, vector: Array, drawn: Drawn, trace: Trace, pick: Callable[[Network, Trace, Gradients], Any]
) -> float:
    """Return how far rounding leaves a number off that `pick` takes from the right backward pass of `trace`.

    That is how far a pass with 40 digits is from it, made of the `vector` and `drawn` of `trace`; the network
    `is_small`. Where batch normalisation takes nearly equal numbers from each other, or an activation saturates, it is
    far more than the number's own last digit. Raises one of `UNDEFINED` where no such pass can be made.
    """
    exact = precise_network(network)
    examples, _, masks = precise_drawn(drawn)
    precisely = forward(exact, precise_array(vector), *examples, masks)
    rounded = pick(network, trace, backward(network, trace))
    return abs(float(rounded - pick(exact, precisely, backward(exact, precisely))))


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
