"""How good a network is on examples, used as after training: no dropout, batch norm with its running statistics."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tutor.network.datasets import Examples
from tutor.network.functions import Array
from tutor.network.network import Trace, forward, quietly
from tutor.network.training import Trainer, TrainingState


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
