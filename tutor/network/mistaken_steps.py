"""Training steps made in wrong ways, for the mistakes that a wrong formula in one place does not describe."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from tutor.network.functions import Array
from tutor.network.network import Trace, backward
from tutor.network.training import (
    Trainer,
    TrainingState,
    TrainingStep,
    objective,
    penalised,
    take_correct_step,
    with_gradient,
)


def _with_trace(trainer: Trainer, step: TrainingStep, trace: Trace) -> TrainingStep:
    """Return `step` as it would be had the backward pass seen `trace`."""
    gradients = backward(trainer.network, trace, trainer.rules)
    gradient = penalised(trainer, step.before.parameters, gradients.vector)
    return with_gradient(trainer, step._replace(gradients=gradients), gradient)


def with_updated_weights(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Update the last layer before the gradients of the one before it are computed, and so on to the first.

    The gradient of the last layer needs no weights of a later one, so its update is right from the start; each round
    makes one more layer see the weights that its bug gives the layer after it.
    """
    step = take_correct_step(trainer, state)
    for _ in trainer.network.layers[1:]:
        updated = trainer.network.layout.views(step.after.parameters)
        mixed = tuple(
            old._replace(weights=new.weights) for old, new in zip(step.trace.parameters, updated, strict=True)
        )
        step = _with_trace(trainer, step, step.trace._replace(parameters=mixed))
    return step


def with_pre_activations(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Multiply δ by z of the layer before instead of its activation."""
    step = take_correct_step(trainer, state)
    swapped = [made._replace(inputs=before.z) for before, made in pairwise(step.trace.layers)]
    return _with_trace(trainer, step, step.trace._replace(layers=(step.trace.layers[0], *swapped)))


def carrying_gradients(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Add every step's gradient to those of all steps before."""
    step = take_correct_step(trainer, state)
    return _carry(step if state.carried is None else with_gradient(trainer, step, step.gradient + state.carried))


def _carry(step: TrainingStep, carried: Array | None = None) -> TrainingStep:
    carried = step.gradient if carried is None else carried
    return step._replace(after=step.after._replace(carried=carried))


def one_step_late(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Use the forward pass from before the last update: its activations, with the weights of now."""
    step = take_correct_step(trainer, state)
    if state.carried is not None:
        old, _ = objective(trainer, state.carried, step.drawn)
        step = _with_trace(trainer, step, old._replace(parameters=step.trace.parameters))
    return _carry(step, state.parameters)


def learning_rate_in_gradient(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Multiply the gradient by the learning rate, although the update does so too."""
    step = take_correct_step(trainer, state)
    return with_gradient(trainer, step, step.gradient * trainer.training.optimizer.learning_rate)


def decay_in_gradient(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Add λ·θ to the gradient instead of taking α·λ·θ off beside it."""
    optimizer = trainer.training.optimizer
    coupled = replace(trainer, training=replace(trainer.training, optimizer=replace(optimizer, weight_decay=0.0)))
    step = take_correct_step(coupled, state)
    return with_gradient(coupled, step, step.gradient + optimizer.own_decay * state.parameters)


def penalty_left_out(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Take the gradient of the loss without that of its penalty."""
    step = take_correct_step(trainer, state)
    return with_gradient(trainer, step, step.gradients.vector)
