"""Training as a generator of steps: each is a value that holds everything that was computed on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from tutor.network.datasets import Examples, examples_of
from tutor.network.functions import Array
from tutor.network.network import (
    CORRECT,
    Gradients,
    Masks,
    Moments,
    Network,
    Normalised,
    Rules,
    Trace,
    backward,
    forward,
    network_of,
    quietly,
)
from tutor.network.optimizers import OPTIMIZER_RULES, Memory, Optimizer
from tutor.network.parameters import initial_parameters
from tutor.network.spec import NetworkSpec, TrainingSpec

STATISTICS_RATE: Final = 0.1
"""How much of a batch's mean and variance goes into the running ones of batch normalisation, PyTorch's default."""

_BATCHES, _DROPOUT = 3, 4
"""Streams of the seed; the data sets have others, and initial weights the seed itself."""

Rows: TypeAlias = npt.NDArray[np.intp]

RunningStatistics: TypeAlias = tuple[Moments | None, ...]
"""For each layer the running ones that batch norm uses in evaluation; empty where none has it."""


class TrainingState(NamedTuple):
    """Where training stands before step number `step` (from 0); the next step follows from it alone."""

    step: int
    parameters: Array
    memory: Memory = ()
    statistics: RunningStatistics = ()
    carried: Array | None = None
    """What a known mistake takes over from the step before, (size,); None in correct training."""

    @property
    def nbytes(self) -> int:
        """How many bytes its numbers take."""
        arrays = [self.parameters, *self.memory, *(array for pair in self.statistics if pair for array in pair)]
        return sum(array.nbytes for array in arrays) + (0 if self.carried is None else self.carried.nbytes)


@dataclass(frozen=True, slots=True)
class Trainer:
    """A network, its examples and how it is trained: all that a step needs besides the state."""

    network: Network
    examples: Examples
    training: TrainingSpec
    movable: Array | None
    """1 for parameters that a step may change, 0 for frozen ones, (size,); None if all may change."""
    seed: int
    optimizer: Optimizer
    rules: Rules = CORRECT
    method: StepMethod | None = None
    """How a known mistake makes its steps; None for `take_correct_step`."""

    @property
    def frozen(self) -> frozenset[str]:
        """Names of the parameters that training leaves as they are."""
        if self.movable is None:
            return frozenset()
        return frozenset(np.array(self.network.layout.names)[self.movable == 0].tolist())


class Drawn(NamedTuple):
    """What one step trains on: its examples, their numbers among all (None: all of them), and their dropout masks."""

    examples: Examples
    rows: Rows | None
    masks: Masks | None


class TrainingStep(NamedTuple):
    """One step: forward, backward, update.

    The gradient takes this way, all (size,): `gradients.vector` is ∂/∂θ of the mean loss of the examples, `gradient`
    adds that of the penalty, `used` is without frozen parameters and clipped, `change` is what the optimizer made of
    it.
    """

    before: TrainingState
    after: TrainingState
    drawn: Drawn
    trace: Trace
    penalty: float
    gradients: Gradients
    gradient: Array
    used: Array
    change: Array

    @property
    def loss(self) -> float:
        """What is minimised: the mean loss of this step's examples before the update, and the penalty."""
        return self.trace.loss + self.penalty


StepMethod: TypeAlias = Callable[[Trainer, TrainingState], TrainingStep]


def trainer_of(spec: NetworkSpec) -> Trainer:
    """Return what trains `spec`."""
    network = network_of(spec)
    optimizer = OPTIMIZER_RULES[spec.training.optimizer.kind].change
    movable = network.layout.movable(spec.freeze)
    return Trainer(network, examples_of(spec), spec.training, movable, spec.seed, optimizer)


def initial_state(spec: NetworkSpec, trainer: Trainer) -> TrainingState:
    """Return the state that training of `spec` starts from."""
    statistics: RunningStatistics = ()
    if any(layer.batch_norm for layer in spec.layers):
        statistics = tuple(
            (np.zeros(len(layer.units)), np.ones(len(layer.units))) if layer.batch_norm else None
            for layer in spec.layers
        )
    return TrainingState(0, initial_parameters(spec, trainer.network.layout), (), statistics)


@lru_cache(maxsize=8)
def _order(seed: int, epoch: int, count: int) -> Rows:
    return np.random.default_rng((seed, _BATCHES, epoch)).permutation(count)


def draw(trainer: Trainer, step: int) -> Drawn:
    """Return what step number `step` trains on, the same every time.

    Each epoch goes through all examples once in a new order; its last batch may be smaller. Masks hold 0 for dropped
    activations and 1/kept for the others, so that the expected activation stays what it is without dropout.
    """
    network, examples, size = trainer.network, trainer.examples, trainer.training.batch_size
    count = len(examples.inputs)
    rows: Rows | None = None
    if size is not None and size < count:
        epoch, number = divmod(step, -(-count // size))
        rows = _order(trainer.seed, epoch, count)[number * size : (number + 1) * size]
        examples = Examples(examples.inputs[rows], examples.targets[rows])
        count = len(rows)
    if not network.drops:
        return Drawn(examples, rows, None)
    random = np.random.default_rng((trainer.seed, _DROPOUT, step))
    masks = tuple(
        None if layer.kept == 1 else (random.random((count, at.shape[1])) < layer.kept) / layer.kept
        for layer, at in zip(network.layers, network.layout.slices, strict=True)
    )
    return Drawn(examples, rows, masks)


def penalty(training: TrainingSpec, weights: Array) -> float:
    """Return l1·Σ|w| + ½·l2·Σw² of `weights` (any shape; 0 stands for parameters that are not weights)."""
    cost: float = training.l1 * np.abs(weights).sum() + 0.5 * training.l2 * np.vdot(weights, weights)
    return cost


def penalty_slope(training: TrainingSpec, weights: Array) -> Array:
    """Return l1·sign(w) + l2·w, the derivative of `penalty`, 0 where |w| has its kink."""
    return training.l1 * np.sign(weights) + training.l2 * weights


def clipped(training: TrainingSpec, gradient: Array) -> Array:
    """Return `gradient` (size,) with every component within ±clip_value, then shortened to clip_norm if longer."""
    if training.clip_value is not None:
        gradient = np.clip(gradient, -training.clip_value, training.clip_value)
    if training.clip_norm is not None:
        length = float(np.sqrt(np.vdot(gradient, gradient)))
        if length > training.clip_norm:
            gradient = gradient * (training.clip_norm / length)
    return gradient


def objective(trainer: Trainer, vector: Array, drawn: Drawn) -> tuple[Trace, float]:
    """Return the forward pass of `drawn` with parameters `vector` (size,) in training, and the penalty.

    What is minimised is the trace's loss plus the penalty. Call it `quietly`.
    """
    trace = forward(trainer.network, vector, *drawn.examples, drawn.masks)
    if not trainer.training.penalises:
        return trace, 0.0
    return trace, float(penalty(trainer.training, vector * trainer.network.layout.is_weight))


def take_step(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Return the step that follows from `state`: the same step every time, to the last bit."""
    with quietly():
        return (trainer.method or take_correct_step)(trainer, state)


def take_correct_step(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Return the step that the trainer's own rules and optimizer make. Call it `quietly`."""
    drawn = draw(trainer, state.step)
    trace, cost = objective(trainer, state.parameters, drawn)
    gradients = backward(trainer.network, trace, trainer.rules)
    gradient = penalised(trainer, state.parameters, gradients.vector)
    used = usable(trainer, gradient)
    change, memory = change_of(trainer, trainer.optimizer, state, used)
    statistics = state.statistics and _running(state.statistics, trace)
    after = TrainingState(state.step + 1, state.parameters + change, memory, statistics)
    return TrainingStep(state, after, drawn, trace, cost, gradients, gradient, used, change)


def with_gradient(trainer: Trainer, step: TrainingStep, gradient: Array) -> TrainingStep:
    """Return `step` as it would be with another `gradient` (size,) of loss and penalty. Call it `quietly`."""
    used = usable(trainer, gradient)
    change, memory = change_of(trainer, trainer.optimizer, step.before, used)
    after = step.after._replace(parameters=step.before.parameters + change, memory=memory)
    return step._replace(after=after, gradient=gradient, used=used, change=change)


def change_of(trainer: Trainer, optimizer: Optimizer, state: TrainingState, used: Array) -> tuple[Array, Memory]:
    """Return what `optimizer` makes of a usable gradient (size,), and what it remembers. Call it `quietly`.

    Decay comes on top: α·λ·θ is taken away. Frozen parameters stay where they are, even if the optimizer still
    remembers a velocity.
    """
    settings = trainer.training.optimizer
    change, memory = optimizer(settings, used, state.memory, state.step + 1)
    if settings.own_decay:
        change = change - settings.learning_rate * settings.own_decay * state.parameters
    return (change if trainer.movable is None else change * trainer.movable), memory


def penalised(trainer: Trainer, vector: Array, gradient: Array) -> Array:
    """Return the gradient of the mean loss with that of the penalty added, (size,)."""
    if not trainer.training.penalises:
        return gradient
    return gradient + penalty_slope(trainer.training, vector * trainer.network.layout.is_weight)


def usable(trainer: Trainer, gradient: Array) -> Array:
    """Return `gradient` (size,) without the components of frozen parameters, clipped."""
    if trainer.movable is not None:
        gradient = gradient * trainer.movable
    return clipped(trainer.training, gradient)


def _running(statistics: RunningStatistics, trace: Trace) -> RunningStatistics:
    return tuple(
        None if old is None or made.normalised is None else _blended(old, made.normalised)
        for old, made in zip(statistics, trace.layers, strict=True)
    )


def _blended(old: Moments, norm: Normalised) -> Moments:
    """PyTorch's rule: the batch is normalised by the variance over N, but the one over N − 1 is remembered."""
    count = len(norm.values)
    unbiased = norm.variance * (count / max(count - 1, 1))
    mean, variance = old
    return mean + STATISTICS_RATE * (norm.mean - mean), variance + STATISTICS_RATE * (unbiased - variance)


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
