"""What editing one number, or freezing parameters, makes of a trainer and its state."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from tutor.errors import TutorError
from tutor.network.datasets import Examples
from tutor.network.functions import Array
from tutor.network.quantities import Quantity
from tutor.network.training import Trainer, TrainingState


def changed(
    trainer: Trainer, state: TrainingState, quantity: Quantity, value: float, row: int
) -> tuple[Trainer, TrainingState]:
    """Return trainer and state with `quantity` set to `value`; inputs and targets are those of example number `row`.

    Raises TutorError: `network.not-editable`, `network.not-finite`, `network.learning-rate-not-positive`.
    """
    inputs, targets = trainer.examples
    match quantity.kind:
        case "z" | "a" | "slope" | "upstream" | "delta" | "gradient" | "next" | "loss":
            raise TutorError("network.not-editable", name=quantity.name)
        case "parameter" | "learning-rate" | "input" | "target" if not math.isfinite(value):
            raise TutorError("network.not-finite", name=quantity.name)
        case "parameter":
            return trainer, state._replace(parameters=_with(state.parameters, quantity.index, value))
        case "learning-rate":
            return _with_learning_rate(trainer, value), state
        case "input":
            return replace(trainer, examples=Examples(_with(inputs, (row, quantity.index), value), targets)), state
        case "target":
            return replace(trainer, examples=Examples(inputs, _with(targets, (row, quantity.index), value))), state


def _with(array: Array, index: int | tuple[int, int], value: float) -> Array:
    copy = array.copy()
    copy[index] = value
    return copy


def _with_learning_rate(trainer: Trainer, value: float) -> Trainer:
    if value <= 0:
        raise TutorError("network.learning-rate-not-positive")
    optimizer = replace(trainer.training.optimizer, learning_rate=value)
    return replace(trainer, training=replace(trainer.training, optimizer=optimizer))


def with_frozen(trainer: Trainer, names: frozenset[str]) -> Trainer:
    """Return `trainer` with exactly these parameters frozen."""
    layout = trainer.network.layout
    if not names:
        return replace(trainer, movable=None)
    return replace(trainer, movable=np.array([float(name not in names) for name in layout.names]))


def frozen_names(trainer: Trainer) -> frozenset[str]:
    """Return the names of the parameters that training leaves as they are."""
    if trainer.movable is None:
        return frozenset()
    movable = trainer.movable.tolist()
    return frozenset(name for name, free in zip(trainer.network.layout.names, movable, strict=True) if not free)
