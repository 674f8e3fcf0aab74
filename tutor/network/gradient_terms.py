"""From one example's gradient to the one that the update uses: mean, penalties, frozen parameters, clipping."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from tutor.network.training import Trainer, TrainingStep

TermCode: TypeAlias = Literal["examples", "l1", "l2", "frozen", "clipping"]
"""`examples` the mean of the examples' own gradients · `l1`, `l2` the penalty's slope · `frozen` takes everything away
from a parameter that training leaves alone · `clipping` what clipping by value and by norm takes away."""


@dataclass(frozen=True, slots=True)
class GradientTerm:
    """One summand of the gradient that the update uses."""

    code: TermCode
    amount: float


def gradient_terms(trainer: Trainer, step: TrainingStep, index: int) -> tuple[GradientTerm, ...]:
    """Return what adds up to `step.used` for parameter number `index`; only `examples` and what is switched on."""
    training, network = trainer.training, trainer.network
    value = float(step.before.parameters[index]) * float(network.layout.is_weight[index])
    terms = [GradientTerm("examples", float(step.gradients.vector[index]))]
    if training.l1:
        terms.append(GradientTerm("l1", training.l1 * float(np.sign(value))))
    if training.l2:
        terms.append(GradientTerm("l2", training.l2 * value))
    gradient = float(step.gradient[index])
    if trainer.movable is not None and not trainer.movable[index]:
        return (*terms, GradientTerm("frozen", -gradient))
    if training.clip_value is not None or training.clip_norm is not None:
        terms.append(GradientTerm("clipping", float(step.used[index]) - gradient))
    return tuple(terms)
