"""The loss as a landscape over two parameters, all others held: what a contour map draws."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tutor.network.functions import Array
from tutor.network.network import quietly
from tutor.network.training import Trainer, TrainingStep, objective


def loss_surface(
    trainer: Trainer,
    step: TrainingStep,
    across: int,
    up: int,
    across_values: Sequence[float],
    up_values: Sequence[float],
) -> Array:
    """Return the loss, penalty included, on the step's own examples, (up values, across values).

    `across` and `up` are places of two parameters in the vector; the others are as they are before the step's update.
    """
    losses = np.empty((len(up_values), len(across_values)))
    vector = step.before.parameters.copy()
    with quietly():
        for row, vector[up] in enumerate(up_values):
            for column, vector[across] in enumerate(across_values):
                trace, cost = objective(trainer, vector, step.drawn)
                losses[row, column] = trace.loss + cost
    return losses
