"""The proof of a gradient: every component against a central difference of the loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.network.datasets import Examples
from tutor.network.functions import Array
from tutor.network.network import Masks, Network, forward

STEP: Final = 1e-5
"""Half the distance between the two points of a central difference, for parameters around 1."""

AGREEMENT: Final = 1e-6
"""Largest relative error at which a gradient agrees; correct ones reach about 1e-8, wrong ones 0.05 and more."""

VANISHING: Final = 1e-8
"""Difference below which two gradients agree whatever their size: rounding of the loss allows no more."""


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """A gradient and its central differences, component by component, all (size,)."""

    names: tuple[str, ...]
    gradient: Array
    difference: Array
    relative_error: Array
    agrees: tuple[bool, ...]

    @property
    def passed(self) -> bool:
        """Whether every component agrees."""
        return all(self.agrees)


def central_differences(
    network: Network, vector: Array, examples: Examples, masks: Masks | None = None, step: float = STEP
) -> Array:
    """Return (L(θ + h) − L(θ − h))/2h for every parameter, (size,), with h = step·max(1, |θ|)."""

    def loss(index: int, value: float) -> float:
        moved = vector.copy()
        moved[index] = value
        return forward(network, moved, examples.inputs, examples.targets, masks).loss

    differences = np.empty_like(vector)
    for index, value in enumerate(vector.tolist()):
        h = step * max(1.0, abs(value))
        up, down = value + h, value - h
        differences[index] = (loss(index, up) - loss(index, down)) / (up - down)
    return differences


def compare(names: tuple[str, ...], gradient: Array, difference: Array) -> GradientCheck:
    """Return how well `gradient` agrees with `difference`; the error is |g − d| / max(|g|, |d|)."""
    gap = np.abs(gradient - difference)
    size = np.maximum(np.abs(gradient), np.abs(difference))
    error = np.divide(gap, size, out=np.zeros_like(gap), where=size > 0)
    agrees = (gap <= VANISHING) | (error <= AGREEMENT)
    return GradientCheck(names, gradient, difference, error, tuple(agrees.tolist()))
