"""Activation and loss functions: the value of each and its slope, element by element, stable for large arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from tutor.network.spec import Activation, Loss

Array: TypeAlias = npt.NDArray[np.float64]

LEAK: Final = 0.01
"""Slope of leaky ReLU left of zero, PyTorch's default."""


@dataclass(frozen=True, slots=True)
class ActivationFunction:
    """A function from pre-activations z to activations a of the same shape (examples, units).

    `slope(z, a)` is da/dz element by element; it is given both because some slopes are cheapest from a. At a kink the
    slope is 0, as frameworks have it. `kinked` functions have one at z = 0.
    """

    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]
    kinked: bool = False


@dataclass(frozen=True, slots=True)
class LossFunction:
    """How far activations a are from targets y, both (examples, outputs).

    The loss of one example is `factor` times the sum of its `terms(z, a, y)`, or their mean where it is `averaged`;
    that of a batch is the mean of its examples. `slope(a, y)` is ∂term/∂a, and `fused_slope(a, y)` is ∂term/∂z after
    the activation that the loss needs: it stays right where a rounds to 0 or 1 and `slope` is infinite.
    """

    terms: Callable[[Array, Array, Array], Array]
    slope: Callable[[Array, Array], Array]
    factor: float = 1.0
    averaged: bool = False
    fused_slope: Callable[[Array, Array], Array] = lambda a, y: a - y

    def mean(self, z: Array, a: Array, y: Array) -> float:
        """Return the loss of a batch."""
        return self.scale(y) * float(np.add.reduce(self.terms(z, a, y), axis=None))

    def scale(self, y: Array) -> float:
        """Return what one term, or its slope, counts in the loss of a batch with these targets."""
        return (self.factor / y.shape[1] if self.averaged else self.factor) / len(y)


def sigmoid(z: Array) -> Array:
    """Return σ(z) = 1/(1 + e^−z); where e^−z overflows the result is 0, as it should be."""
    return np.reciprocal(1.0 + np.exp(-z))


def softmax(z: Array) -> Array:
    """Return p_j = e^z_j / Σ_k e^z_k of each row; the row's largest z is taken off first, so that nothing overflows."""
    powers = np.exp(z - _greatest(z))
    return np.asarray(powers / np.add.reduce(powers, axis=-1, keepdims=True))


def _greatest(values: Array) -> Array:
    return np.asarray(np.maximum.reduce(values, axis=-1, keepdims=True))


def softmax_jacobian(p: Array) -> Array:
    """Return ∂p_j/∂z_k = p_j·(1[j = k] − p_k) for one row of probabilities, (outputs, outputs)."""
    return np.diag(p) - np.outer(p, p)


def _logistic_slope(z: Array, a: Array) -> Array:
    return a * (1.0 - a)


ACTIVATION_FUNCTIONS: Final[Mapping[Activation, ActivationFunction]] = {
    "linear": ActivationFunction(lambda z: z, lambda z, a: np.ones_like(z)),
    "sigmoid": ActivationFunction(sigmoid, _logistic_slope),
    "tanh": ActivationFunction(np.tanh, lambda z, a: 1.0 - a * a),
    "relu": ActivationFunction(lambda z: np.maximum(z, 0.0), lambda z, a: (z > 0).astype(float), kinked=True),
    "leaky-relu": ActivationFunction(
        lambda z: np.where(z > 0, z, LEAK * z), lambda z, a: np.where(z > 0, 1.0, LEAK), kinked=True
    ),
    "softplus": ActivationFunction(lambda z: np.logaddexp(0.0, z), lambda z, a: sigmoid(z)),
    # The slope of softmax is a matrix (`softmax_jacobian`); this is its diagonal. Softmax stands only before
    # categorical cross-entropy, whose fused form needs neither.
    "softmax": ActivationFunction(softmax, _logistic_slope),
}


def _squares(z: Array, a: Array, y: Array) -> Array:
    error = a - y
    return error * error


def _squares_slope(a: Array, y: Array) -> Array:
    return 2.0 * (a - y)


def _binary_terms(z: Array, a: Array, y: Array) -> Array:
    """Return −y·ln σ(z) − (1 − y)·ln(1 − σ(z)) written as softplus(z) − y·z, which never takes ln 0."""
    return np.asarray(np.logaddexp(0.0, z) - y * z)


def _binary_slope(a: Array, y: Array) -> Array:
    return np.asarray((1.0 - y) / (1.0 - a) - y / a)


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
    # −1/m Σ (y ln a + (1 − y) ln(1 − a)), after sigmoid
    "binary-cross-entropy": LossFunction(_binary_terms, _binary_slope, averaged=True),
    # −Σ y ln a, after softmax; ∂L/∂z is p − y where the targets of an example sum to 1
    "categorical-cross-entropy": LossFunction(
        _categorical_terms,
        lambda a, y: -y / a,
        fused_slope=lambda a, y: a * np.add.reduce(y, axis=-1, keepdims=True) - y,
    ),
}
