"""The proof of a gradient: each component against a central difference of the loss; the update against its rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np

from tutor.network.functions import Array
from tutor.network.network import Network, Trace, quietly
from tutor.network.optimizers import OPTIMIZER_RULES
from tutor.network.training import Trainer, TrainingStep, change_of, objective, usable

HALF_WIDTH: Final = 1e-5
"""Half the distance between the two points of a central difference, for a parameter up to 1 in size."""

RELATIVE_TOLERANCE: Final = 1e-6
"""Largest relative error of a gradient that agrees; correct ones reach about 1e-8, wrong ones 0.05 and more."""

ROUNDING: Final = 1e-9
"""Differences below this, times the loss where it is above 1, agree: rounding of the loss allows no more."""

Verdict: TypeAlias = Literal["agrees", "disagrees", "at-kink"]
"""`at-kink`: the two points lie on different sides of a kink, where there is no derivative to agree with."""


@dataclass(frozen=True, slots=True)
class ParameterCheck:
    """One component of a gradient and its central difference; the error is |g − d| / max(|g|, |d|)."""

    name: str
    gradient: float
    difference: float
    relative_error: float
    verdict: Verdict

    @property
    def refutes(self) -> bool:
        """Return whether it shows that the gradient is wrong."""
        match self.verdict:
            case "disagrees":
                return True
            case "agrees" | "at-kink":
                return False


def check_gradient(trainer: Trainer, step: TrainingStep) -> tuple[ParameterCheck, ...]:
    """Return the check of every component of the step's gradient, in the order of the parameters."""
    return tuple(check_parameter(trainer, step, index) for index in range(trainer.network.layout.size))


def check_parameter(trainer: Trainer, step: TrainingStep, index: int) -> ParameterCheck:
    """Return the check of component number `index` of `step.gradient`, penalty included, on the step's own examples."""
    vector = step.before.parameters
    value = float(vector[index])
    half = HALF_WIDTH * max(1.0, abs(value))
    (loss_above, trace_above), (loss_below, trace_below) = (
        _loss_at(trainer, step, index, value + shift) for shift in (half, -half)
    )
    # The distance that the two points really have once they are rounded.
    difference = (loss_above - loss_below) / ((value + half) - (value - half))
    gradient = float(step.gradient[index])
    crosses = _crosses_kink(trainer.network, trace_above, trace_below) or (
        trainer.training.l1 > 0 and abs(value) < half
    )
    return _judged(trainer.network.layout.names[index], gradient, difference, ROUNDING * max(1.0, step.loss), crosses)


def _loss_at(trainer: Trainer, step: TrainingStep, index: int, value: float) -> tuple[float, Trace]:
    moved = step.before.parameters.copy()
    moved[index] = value
    with quietly():
        trace, cost = objective(trainer, moved, step.drawn)
    return trace.loss + cost, trace


def _crosses_kink(network: Network, above: Trace, below: Trace) -> bool:
    return any(
        layer.activation.kinked and not np.array_equal(one.z > 0, other.z > 0)
        for layer, one, other in zip(network.layers, above.layers, below.layers, strict=True)
    )


def _judged(name: str, gradient: float, difference: float, rounding: float, crosses: bool) -> ParameterCheck:
    gap, size = abs(gradient - difference), max(abs(gradient), abs(difference))
    error = gap / size if size else 0.0
    agrees = gap <= rounding or error <= RELATIVE_TOLERANCE
    return ParameterCheck(
        name, gradient, difference, error, "agrees" if agrees else "at-kink" if crosses else "disagrees"
    )


def expected_change(trainer: Trainer, step: TrainingStep) -> Array:
    """Return what the optimizer's own rule makes of the step's gradient, (size,), to hold `step.change` against."""
    optimizer = OPTIMIZER_RULES[trainer.training.optimizer.kind].change
    with quietly():
        change, _ = change_of(trainer, optimizer, step.before, usable(trainer, step.gradient))
    return change


def update_agrees(trainer: Trainer, step: TrainingStep) -> bool:
    """Return whether the step changed the parameters as its optimizer should have, given its gradient."""
    return bool(np.allclose(step.change, expected_change(trainer, step), rtol=1e-9, atol=0, equal_nan=True))
