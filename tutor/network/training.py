"""Training as a generator of steps: each is a value that holds everything that was computed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tutor.network.datasets import Examples, examples_of
from tutor.network.functions import Array
from tutor.network.network import Gradients, Network, Trace, backward, forward, network_of
from tutor.network.optimizers import OPTIMIZER_FUNCTIONS, Memory
from tutor.network.parameters import initial_parameters
from tutor.network.spec import NetworkSpec, TrainingSpec


@dataclass(frozen=True, slots=True)
class TrainingState:
    """Where training stands before step number `step` (from 0); the next step follows from it alone."""

    step: int
    parameters: Array
    memory: Memory = ()


@dataclass(frozen=True, slots=True)
class Trainer:
    """A network, its examples and how it is trained: all that a step needs besides the state."""

    network: Network
    examples: Examples
    training: TrainingSpec
    movable: Array
    """1 for parameters that a step may change, 0 for frozen ones, (size,)."""
    frozen: bool
    seed: int


class TrainingStep(NamedTuple):
    """One step: forward, backward, update.

    `gradient` is ∂L/∂θ of the loss; `change` is what was added to the parameters, 0 for frozen ones; both (size,).
    """

    before: TrainingState
    after: TrainingState
    trace: Trace
    gradients: Gradients
    gradient: Array
    change: Array

    @property
    def loss(self) -> float:
        """The loss of this step's examples before the update."""
        return self.trace.loss


def trainer_of(spec: NetworkSpec) -> Trainer:
    """Return what trains `spec`."""
    network = network_of(spec)
    movable = network.layout.movable(spec.freeze)
    return Trainer(network, examples_of(spec), spec.training, movable, bool(spec.freeze), spec.seed)


def initial_state(spec: NetworkSpec, trainer: Trainer) -> TrainingState:
    """Return the state that training of `spec` starts from."""
    return TrainingState(0, initial_parameters(spec, trainer.network.layout))


def take_step(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Return the step that follows from `state`: the same step every time, to the last bit."""
    examples = trainer.examples
    trace = forward(trainer.network, state.parameters, examples.inputs, examples.targets)
    gradients = backward(trainer.network, trace)
    gradient = gradients.vector
    optimizer = trainer.training.optimizer
    with np.errstate(all="ignore"):
        used = gradient * trainer.movable if trainer.frozen else gradient
        change, memory = OPTIMIZER_FUNCTIONS[optimizer.kind](optimizer, used, state.memory, state.step + 1)
        after = TrainingState(state.step + 1, state.parameters + change, memory)
    return TrainingStep(state, after, trace, gradients, gradient, change)


def train(trainer: Trainer, state: TrainingState) -> Iterator[TrainingStep]:
    """Yield one step after the other without end; the caller decides when to ask for the next."""
    while True:
        step = take_step(trainer, state)
        yield step
        state = step.after
