"""Optimizers as functions of a gradient and what was remembered: the change of the parameters, what to remember."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

import numpy as np

from tutor.network.functions import Array
from tutor.network.spec import CONVENTION_FACTS, OptimizerKind, OptimizerSpec

Memory: TypeAlias = tuple[Array, ...]
"""What an optimizer remembers between steps, arrays (size,); empty before the first step."""

Optimizer: TypeAlias = Callable[[OptimizerSpec, Array, Memory, int], tuple[Array, Memory]]
"""(settings, gradient (size,), memory, number of the step from 1) → (change to add to the parameters, memory)."""

Root: TypeAlias = Callable[[Array], Array]
"""What is made of a running average of squares before it divides: its square root, except by mistake."""


def _itself(squares: Array) -> Array:
    return squares


def sgd(spec: OptimizerSpec, gradient: Array, memory: Memory, step: int) -> tuple[Array, Memory]:
    """Return −α·g."""
    return gradient * -spec.learning_rate, memory


def momentum(spec: OptimizerSpec, gradient: Array, memory: Memory, step: int) -> tuple[Array, Memory]:
    """Return the change with momentum μ.

    PyTorch: v ← μ·v + g, change −α·v. Keras and scikit-learn: v ← μ·v − α·g, change v. They differ only where the
    learning rate changes on the way: PyTorch's applies the new one to the whole velocity.
    """
    (velocity,) = memory or (np.zeros_like(gradient),)
    if CONVENTION_FACTS[spec.convention].rate_in_velocity:
        velocity = spec.momentum * velocity - spec.learning_rate * gradient
        return velocity, (velocity,)
    velocity = spec.momentum * velocity + gradient
    return velocity * -spec.learning_rate, (velocity,)


def nesterov(spec: OptimizerSpec, gradient: Array, memory: Memory, step: int) -> tuple[Array, Memory]:
    """Return the change of `momentum`, looked ahead once more: −α·(g + μ·v), or μ·v − α·g by the other convention."""
    _, (velocity,) = momentum(spec, gradient, memory, step)
    if CONVENTION_FACTS[spec.convention].rate_in_velocity:
        return spec.momentum * velocity - spec.learning_rate * gradient, (velocity,)
    return (gradient + spec.momentum * velocity) * -spec.learning_rate, (velocity,)


def adam(spec: OptimizerSpec, gradient: Array, memory: Memory, step: int, root: Root = np.sqrt) -> tuple[Array, Memory]:
    """Return Adam's change: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², then by convention

    PyTorch (Kingma and Ba, algorithm 1): −α·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ);
    Keras and scikit-learn (their section 2, "epsilon hat"): −α·√(1 − β₂ᵗ)/(1 − β₁ᵗ)·m/(√v + ε).
    """
    first, second = memory or (np.zeros_like(gradient), np.zeros_like(gradient))
    first = spec.beta1 * first + (1 - spec.beta1) * gradient
    second = spec.beta2 * second + (1 - spec.beta2) * np.square(gradient)
    epsilon = spec.own_epsilon
    correction1, correction2 = 1 - spec.beta1**step, 1 - spec.beta2**step
    if CONVENTION_FACTS[spec.convention].corrects_first:
        change = -spec.learning_rate * (first / correction1) / (root(second / correction2) + epsilon)
    else:
        rate = spec.learning_rate * root(np.asarray(correction2)) / correction1
        change = -rate * first / (root(second) + epsilon)
    return change, (first, second)


def rmsprop(
    spec: OptimizerSpec, gradient: Array, memory: Memory, step: int, root: Root = np.sqrt
) -> tuple[Array, Memory]:
    """Return RMSprop's change: v ← ρ·v + (1 − ρ)·g², then by convention

    PyTorch: −α·g/(√v + ε); Keras: −α·g/√(v + ε). Hinton's lecture 6e, where it comes from, has no ε.
    """
    (squares,) = memory or (np.zeros_like(gradient),)
    squares = spec.own_rho * squares + (1 - spec.own_rho) * np.square(gradient)
    if CONVENTION_FACTS[spec.convention].epsilon_in_root:
        divisor = root(squares + spec.own_epsilon)
    else:
        divisor = root(squares) + spec.own_epsilon
    return gradient * -spec.learning_rate / divisor, (squares,)


@dataclass(frozen=True, slots=True)
class OptimizerRule:
    """What an optimizer does, and what it does `rootless`, dividing by an average of squares without its root."""

    change: Optimizer
    rootless: Optimizer | None = None


OPTIMIZER_RULES: Final[Mapping[OptimizerKind, OptimizerRule]] = {
    "sgd": OptimizerRule(sgd),
    "momentum": OptimizerRule(momentum),
    "nesterov": OptimizerRule(nesterov),
    "adam": OptimizerRule(adam, partial(adam, root=_itself)),
    "rmsprop": OptimizerRule(rmsprop, partial(rmsprop, root=_itself)),
    # What it does beside Adam, the decay, needs no gradient: `training.change_of` has it.
    "adamw": OptimizerRule(adam, partial(adam, root=_itself)),
}
