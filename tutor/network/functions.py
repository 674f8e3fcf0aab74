"""Activation and loss functions: the value of each and its slope, element by element, stable for large arguments."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from tutor.formulas.evaluate import has_kinks
from tutor.formulas.expression import Expression
from tutor.formulas.grammar import read
from tutor.formulas.vocabulary import Vocabulary
from tutor.network.spec import ACTIVATION_FACTS, Activation, Loss

Array: TypeAlias = npt.NDArray[np.float64]

_NAMES: Final = Vocabulary(("z", "a", "total"))


@dataclass(frozen=True, slots=True)
class ActivationFunction:
    """A function from pre-activations z to activations a of the same shape (examples, units).

    `formula` and `slope_formula` are those of its facts; `value(z)` and `slope(z, a)`, da/dz, are the same for arrays,
    element by element. The slope is given both because some are cheapest from a. At a kink it is 0, as frameworks have
    it.
    """

    formula: Expression
    slope_formula: Expression
    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]

    @property
    def kinked(self) -> bool:
        """Whether it has a kink, at z = 0."""
        return has_kinks(self.formula)


@dataclass(frozen=True, slots=True)
class LossFunction:
    """How far activations a are from targets y, both (examples, outputs).

    The loss of one example is `factor` times the sum of its `terms(z, a, y)`, or their mean where it is `averaged`;
    that of a batch is the mean of its examples. `slope(a, y)` is ∂term/∂a, and `fused_slope(a, y)` is ∂term/∂z after
    the activation that the loss needs: it stays right where a rounds to 0 or 1 and `slope` is infinite. `stable_term`
    is a term as a formula in z, a and y that any arithmetic can compute, where `terms` is more than sums and products.
    """

    terms: Callable[[Array, Array, Array], Array]
    slope: Callable[[Array, Array], Array]
    factor: float = 1.0
    averaged: bool = False
    fused_slope: Callable[[Array, Array], Array] = lambda a, y: a - y
    stable_term: str = ""

    def mean(self, z: Array, a: Array, y: Array) -> Any:
        """Return the loss of a batch, in the arithmetic of the arrays."""
        return np.add.reduce(self.terms(z, a, y), axis=None) * self.scale(y)

    def scale(self, y: Array) -> float:
        """Return what one term, or its slope, counts in the loss of a batch with these targets."""
        return (self.factor / y.shape[1] if self.averaged else self.factor) / len(y)


def with_entry(array: Array, at: int | tuple[int, int], value: Any) -> Array:
    """Return a copy of `array`, in its own arithmetic, with `value` as the entry at `at`."""
    copy = array.copy()
    copy[at] = value
    return copy


def sigmoid(z: Array) -> Array:
    """Return σ(z) = 1/(1 + e^−z); where e^−z overflows the result is 0, as it should be."""
    return np.reciprocal(1.0 + np.exp(-z))


def softmax(z: Array) -> Array:
    """Return p_j = e^z_j / Σ_k e^z_k of each row; the row's largest z is taken off first, so that nothing overflows."""
    powers = np.exp(z - _greatest(z))
    return np.asarray(powers / np.add.reduce(powers, axis=-1, keepdims=True))


def _greatest(values: Array) -> Array:
    return np.asarray(np.maximum.reduce(values, axis=-1, keepdims=True))


def _logistic_slope(z: Array, a: Array) -> Array:
    return a * (1.0 - a)


def _below(z: Array) -> Array:
    """Return Φ(z) = ½·erfc(−z/√2), the share of the standard normal distribution below z.

    NumPy has no error function; that of the C library, called for each number, is right to the last digit or so.
    """
    arguments = (z * -math.sqrt(0.5)).ravel()
    return 0.5 * np.fromiter(map(math.erfc, arguments.tolist()), np.float64, z.size).reshape(z.shape)


_ON_ARRAYS: Final[Mapping[Activation, tuple[Callable[[Array], Array], Callable[[Array, Array], Array]]]] = {
    "linear": (lambda z: z, lambda z, a: np.ones_like(z)),
    "sigmoid": (sigmoid, _logistic_slope),
    "tanh": (np.tanh, lambda z, a: 1.0 - a * a),
    "relu": (lambda z: np.maximum(z, 0.0), lambda z, a: (z > 0).astype(float)),
    "leaky-relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda z, a: np.where(z > 0, 1.0, 0.01)),
    "gelu": (
        lambda z: z * _below(z),
        lambda z, a: np.asarray(_below(z) + z * np.exp(-0.5 * np.square(z)) / math.sqrt(2 * math.pi)),
    ),
    "silu": (lambda z: z * sigmoid(z), lambda z, a: sigmoid(z) * (1.0 + z * sigmoid(-z))),
    "elu": (
        lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0.0))),
        lambda z, a: np.exp(np.minimum(z, 0.0)),
    ),
    "softsign": (lambda z: z / (1.0 + np.abs(z)), lambda z, a: (1.0 + np.abs(z)) ** -2.0),
    "softplus": (lambda z: np.logaddexp(0.0, z), lambda z, a: sigmoid(z)),
    # Softmax stands only before categorical cross-entropy, whose fused slope needs neither its own nor its Jacobian.
    "softmax": (softmax, _logistic_slope),
}
"""Value and slope of each activation function."""

ACTIVATION_FUNCTIONS: Final[Mapping[Activation, ActivationFunction]] = {
    name: ActivationFunction(read(facts.formula, _NAMES), read(facts.slope, _NAMES), *_ON_ARRAYS[name])
    for name, facts in ACTIVATION_FACTS.items()
}


def _squares(z: Array, a: Array, y: Array) -> Array:
    error = a - y
    return error * error


def _squares_slope(a: Array, y: Array) -> Array:
    return 2.0 * (a - y)


def _huber_terms(z: Array, a: Array, y: Array) -> Array:
    """Return ½·e² of errors e up to 1 and |e| − ½ beyond, as m·(|e| − ½·m) for m = min(|e|, 1): no square overflows."""
    error = np.abs(a - y)
    square = np.minimum(error, 1.0)
    return np.asarray(square * (error - 0.5 * square))


def _binary_terms(z: Array, a: Array, y: Array) -> Array:
    """Return −y·ln σ(z) − (1 − y)·ln(1 − σ(z)) written as softplus(z) − y·z, which never takes ln 0."""
    return np.asarray(np.logaddexp(0.0, z) - y * z)


def _categorical_terms(z: Array, a: Array, y: Array) -> Array:
    """Return −y_j·ln a_j with ln a_j = z_j − ln Σ_k e^z_k, which never takes the logarithm of a rounded probability.

    The greatest a is at least 1 over the number of outputs, so that ln Σ_k e^z_k = z − ln a is exact there.
    """
    return np.asarray(y * (_greatest(z) - np.log(_greatest(a)) - z))


LOSS_FUNCTIONS: Final[Mapping[Loss, LossFunction]] = {
    # Σ (a − y)²
    "squared-error": LossFunction(_squares, _squares_slope),
    # ½ Σ (a − y)²
    "half-squared-error": LossFunction(_squares, _squares_slope, factor=0.5),
    # 1/m Σ (a − y)² with m outputs
    "mean-squared-error": LossFunction(_squares, _squares_slope, averaged=True),
    # 1/m Σ of ½(a − y)² where |a − y| is up to 1, of |a − y| − ½ beyond
    "huber": LossFunction(_huber_terms, lambda a, y: np.clip(a - y, -1.0, 1.0), averaged=True),
    # −1/m Σ (y ln a + (1 − y) ln(1 − a)), after sigmoid
    "binary-cross-entropy": LossFunction(
        _binary_terms,
        lambda a, y: (1.0 - y) / (1.0 - a) - y / a,
        averaged=True,
        stable_term="softplus(z) - y*z",
    ),
    # −Σ y ln a, after softmax; ∂L/∂z is p − y where the targets of an example sum to 1
    "categorical-cross-entropy": LossFunction(
        _categorical_terms,
        lambda a, y: -y / a,
        fused_slope=lambda a, y: a * np.add.reduce(y, axis=-1, keepdims=True) - y,
        stable_term="-y*ln(a)",
    ),
}
