"""What a network gives as after training: how good it is on examples, what it says, and its loss nearby."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tutor.network.datasets import Examples
from tutor.network.functions import Array
from tutor.network.network import Trace, forward, quietly
from tutor.network.training import Trainer, TrainingState, TrainingStep, objective


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Mean loss without penalty, and the share of examples told right (None where targets are not classes)."""

    loss: float
    accuracy: float | None


def evaluate(trainer: Trainer, state: TrainingState, examples: Examples) -> Evaluation:
    """Return how good the network in `state` is on `examples`."""
    trace = _trace(trainer, state, examples)
    return Evaluation(trace.loss, accuracy(trace.output, examples.targets))


def predict(trainer: Trainer, state: TrainingState, inputs: Array) -> Array:
    """Return what the network in `state` says about `inputs` (examples, inputs), (examples, outputs)."""
    nothing = np.zeros((len(inputs), trainer.examples.targets.shape[1]))
    return _trace(trainer, state, Examples(inputs, nothing)).output


def _trace(trainer: Trainer, state: TrainingState, examples: Examples) -> Trace:
    with quietly():
        return forward(trainer.network, state.parameters, *examples, None, state.statistics or None)


def accuracy(outputs: Array, targets: Array) -> float | None:
    """Return the share of rows told right, both (examples, outputs); None unless every target is 0 or 1.

    One output means class 1 from 0.5 on; of several the greatest counts.
    """
    if not np.isin(targets, (0.0, 1.0)).all():
        return None
    if outputs.shape[1] == 1:
        return float(((outputs >= 0.5) == (targets == 1)).mean())
    return float((outputs.argmax(axis=1) == targets.argmax(axis=1)).mean())


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
