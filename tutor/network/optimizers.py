"""Optimizers as functions of a gradient and what was remembered: the change of the parameters, what to remember."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from tutor.network.functions import Array
from tutor.network.spec import OptimizerKind, OptimizerSpec

Memory: TypeAlias = tuple[Array, ...]
"""What an optimizer remembers between steps, arrays (size,); empty before the first step."""

Optimizer: TypeAlias = Callable[[OptimizerSpec, Array, Memory, int], tuple[Array, Memory]]
"""(settings, gradient (size,), memory, number of the step from 1) → (change to add to the parameters, memory)."""


def sgd(spec: OptimizerSpec, gradient: Array, memory: Memory, step: int) -> tuple[Array, Memory]:
    """Return −α·g."""
    return gradient * -spec.learning_rate, memory


OPTIMIZER_FUNCTIONS: Final[Mapping[OptimizerKind, Optimizer]] = {"sgd": sgd}
