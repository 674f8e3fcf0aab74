"""A forward pass with all that it is made of, and the same pass on numbers of 40 digits, for small networks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np

from tutor.formulas.evaluate import evaluate
from tutor.formulas.expression import Expression, symbols
from tutor.formulas.grammar import read
from tutor.formulas.precise import precise
from tutor.formulas.vocabulary import Vocabulary
from tutor.network.datasets import Examples
from tutor.network.functions import ActivationFunction, Array, LossFunction
from tutor.network.network import Network, Trace, forward
from tutor.network.training import Drawn
from tutor.slopes.check import DIGITS

MOST_WORK: Final = 2_000
"""Largest pass, in products of two numbers, that is computed so: it takes some milliseconds."""
_PRODUCTS_PER_UNIT: Final = 20
"""How many products one activation function takes as long as."""

_REMEMBERED: Final = 1_000
"""Values of a function: as one parameter moves, most units of its layer stay as they are."""

_NAMES: Final = Vocabulary(("z", "a", "y"))
_POWER: Final = read("e^z", _NAMES)


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
