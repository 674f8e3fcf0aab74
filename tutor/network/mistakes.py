"""The catalogue of known backpropagation bugs: how each spoils a trainer, where it can be made, what gives it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from tutor.errors import TutorError
from tutor.formulas.expression import Number
from tutor.network.functions import ACTIVATION_FUNCTIONS, ActivationFunction, Array, LossFunction
from tutor.network.gradient_check import check_gradient, update_agrees
from tutor.network.network import CORRECT, Trace, backward
from tutor.network.optimizers import OPTIMIZER_RULES, Memory, Optimizer
from tutor.network.spec import ACTIVATION_FACTS, LOSS_FACTS, LayerSpec, NetworkSpec, OptimizerSpec, is_ignored
from tutor.network.training import (
    StepMethod,
    Trainer,
    TrainingState,
    TrainingStep,
    initial_state,
    objective,
    penalised,
    take_correct_step,
    take_step,
    trainer_of,
    with_gradient,
)

PATIENCE: Final = 3
"""Steps to look at: mistakes that carry something over are right in the first step."""

Spoil: TypeAlias = Callable[[Trainer], Trainer]
Fits: TypeAlias = Callable[[NetworkSpec], bool]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One bug: `spoil` puts it into a trainer, `fits` says whether a network is one where it can be made.

    Its name and what it is are `wording.network.MISTAKES` by `code`.
    """

    code: str
    spoil: Spoil
    fits: Fits


def mistake(code: str) -> Mistake:
    """Return the mistake called `code`; raises TutorError `network.unknown-mistake`."""
    if code not in MISTAKES:
        raise TutorError("network.unknown-mistake", name=code)
    return MISTAKES[code]


@dataclass(frozen=True, slots=True)
class Sign:
    """Step number `step` is the first to disagree: by gradients of the parameters `names`, or by its update."""

    step: int
    found_by: Literal["gradient", "update"]
    names: tuple[str, ...]


def first_sign(spec: NetworkSpec, code: str, patience: int = PATIENCE) -> Sign | None:
    """Return how the mistake called `code` gives itself away in `spec`, None if it does not in `patience` steps.

    Raises TutorError `network.unknown-mistake`.
    """
    trainer = mistake(code).spoil(trainer_of(spec))
    state = initial_state(spec, trainer)
    for _ in range(patience):
        step = take_step(trainer, state)
        names = tuple(name for name, check in check_gradient(trainer, step).items() if check.refutes)
        if names:
            return Sign(state.step, "gradient", names)
        if not update_agrees(trainer, step):
            return Sign(state.step, "update", ())
        state = step.after
    return None


# Ways to spoil


def _rules(**wrong: Callable[..., Any]) -> Spoil:
    return lambda trainer: replace(trainer, rules=CORRECT._replace(**wrong))


def _loss(**changed: Callable[[LossFunction], Any]) -> Spoil:
    def spoil(trainer: Trainer) -> Trainer:
        """The trainer with the changed loss."""
        loss = trainer.network.loss
        loss = replace(loss, **{name: change(loss) for name, change in changed.items()})
        return replace(trainer, network=replace(trainer.network, loss=loss))

    return spoil


def _method(method: StepMethod) -> Spoil:
    return lambda trainer: replace(trainer, method=method)


def _optimizer(
    wrong: Callable[[Optimizer, OptimizerSpec, Array, Memory, int], tuple[Array, Memory]],
) -> Spoil:
    return lambda trainer: replace(trainer, optimizer=partial(wrong, trainer.optimizer))


def _added(right: Optimizer, spec: OptimizerSpec, gradient: Array, memory: Memory, step: int) -> tuple[Array, Memory]:
    """Add what should be subtracted."""
    change, remembered = right(spec, gradient, memory, step)
    return -change, remembered


def _without_root(trainer: Trainer) -> Trainer:
    rule = OPTIMIZER_RULES[trainer.training.optimizer.kind]
    return replace(trainer, optimizer=rule.rootless or rule.change)


def _gradient(wrong: Callable[[Trainer, TrainingStep], Array]) -> Spoil:
    def method(trainer: Trainer, state: TrainingState) -> TrainingStep:
        """The step that the wrong gradient of loss and penalty makes."""
        step = take_correct_step(trainer, state)
        return with_gradient(trainer, step, wrong(trainer, step))

    return _method(method)


# Steps made in wrong ways, for the mistakes that a wrong formula in one place does not describe


def _with_trace(trainer: Trainer, step: TrainingStep, trace: Trace) -> TrainingStep:
    """Return `step` as it would be had the backward pass seen `trace`."""
    gradients = backward(trainer.network, trace, trainer.rules)
    gradient = penalised(trainer, step.before.parameters, gradients.vector)
    return with_gradient(trainer, step._replace(gradients=gradients), gradient)


def _with_updated_weights(trainer: Trainer, state: TrainingState) -> TrainingStep:
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


def _with_pre_activations(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Multiply δ by z of the layer before instead of its activation."""
    step = take_correct_step(trainer, state)
    swapped = [made._replace(inputs=before.z) for before, made in pairwise(step.trace.layers)]
    return _with_trace(trainer, step, step.trace._replace(layers=(step.trace.layers[0], *swapped)))


def _carrying_gradients(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Add every step's gradient to those of all steps before."""
    step = take_correct_step(trainer, state)
    if state.carried is not None:
        step = with_gradient(trainer, step, step.gradient + state.carried)
    return step._replace(after=step.after._replace(carried=step.gradient))


def _one_step_late(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Use the forward pass from before the last update: its activations, with the weights of now."""
    step = take_correct_step(trainer, state)
    if state.carried is not None:
        old, _ = objective(trainer, state.carried, step.drawn)
        step = _with_trace(trainer, step, old._replace(parameters=step.trace.parameters))
    return step._replace(after=step.after._replace(carried=state.parameters))


def _decay_in_gradient(trainer: Trainer, state: TrainingState) -> TrainingStep:
    """Add λ·θ to the gradient instead of taking α·λ·θ off beside it."""
    optimizer = trainer.training.optimizer
    coupled = replace(trainer, training=replace(trainer.training, optimizer=replace(optimizer, weight_decay=0.0)))
    step = take_correct_step(coupled, state)
    return with_gradient(coupled, step, step.gradient + optimizer.own_decay * state.parameters)


# Where a mistake can be made


def _has_hidden(spec: NetworkSpec) -> bool:
    return len(spec.layers) > 1


def _bends(layers: Sequence[LayerSpec]) -> list[ActivationFunction]:
    """The activation functions of `layers` whose slope is not 1 everywhere."""
    functions = [ACTIVATION_FUNCTIONS[layer.activation] for layer in layers]
    return [function for function in functions if not isinstance(function.slope_formula, Number)]


def _sloped(spec: NetworkSpec) -> list[ActivationFunction]:
    """Those whose slope is used on its own; a cross-entropy cancels that of the last layer."""
    return _bends(spec.layers[:-1] if _is_fused(spec) else spec.layers)


def _has_slope(spec: NetworkSpec) -> bool:
    return bool(_sloped(spec))


def _curved(spec: NetworkSpec) -> bool:
    """Whether some slope that is used on its own differs at z and at f(z); that of two straight pieces does not."""
    return not all(function.kinked for function in _sloped(spec))


def _forks(spec: NetworkSpec) -> bool:
    return any(len(layer.units) > 1 for layer in spec.layers[1:])


def _batches(spec: NetworkSpec) -> bool:
    return spec.size > 1 and spec.training.batch_size != 1


def _rate_counts(spec: NetworkSpec) -> bool:
    return spec.training.optimizer.learning_rate != 1


def _looks_at(setting: str) -> Fits:
    """Whether the optimizer has this setting."""
    return lambda spec: not is_ignored(setting, spec.training.optimizer.kind)


def _is_fused(spec: NetworkSpec) -> bool:
    """Whether loss and last activation have one slope together."""
    return LOSS_FACTS[spec.loss].last is not None


def _slope_begins(sign: str) -> Fits:
    """Whether the slope of the loss begins so: with a factor 2, or with a bound, however large the error."""
    return lambda spec: LOSS_FACTS[spec.loss].slope.startswith(sign)


def _always(spec: NetworkSpec) -> bool:
    return True


_CATALOGUE: Final = (
    Mistake("updated-weight-used", _method(_with_updated_weights), _has_hidden),
    Mistake("activation-for-slope", _rules(slope=lambda layer, trace: trace.active), _has_slope),
    Mistake(
        "slope-at-activation",
        _rules(slope=lambda layer, trace: layer.activation.slope(trace.active, layer.activation.value(trace.active))),
        _curved,
    ),
    Mistake("forgot-activation-slope", _rules(slope=lambda layer, trace: np.ones_like(trace.z)), _has_slope),
    Mistake("one-path-only", _rules(upstream=lambda delta, weights: delta[:, :1] @ weights[:, :1].T), _forks),
    # As if each path overwrote the one before.
    Mistake("overwritten-at-fork", _rules(upstream=lambda delta, weights: delta[:, -1:] @ weights[:, -1:].T), _forks),
    Mistake("mean-for-sum", _rules(upstream=lambda delta, weights: delta @ weights.T / weights.shape[1]), _forks),
    # The weights are read by column where they stand by row.
    Mistake(
        "transposed-weight",
        _rules(upstream=lambda delta, weights: delta @ weights.reshape(weights.shape[::-1])),
        lambda spec: any(
            len(layer.units) > 1 and len(spec.sources(number)) > 1 for number, layer in enumerate(spec.layers) if number
        ),
    ),
    Mistake("flipped-sign", _rules(upstream=lambda delta, weights: -delta @ weights.T), _has_hidden),
    Mistake(
        "stops-at-last-layer", _rules(upstream=lambda delta, weights: np.zeros((len(delta), len(weights)))), _has_hidden
    ),
    Mistake("pre-activation-used", _method(_with_pre_activations), lambda spec: bool(_bends(spec.layers[:-1]))),
    Mistake(
        "bias-forgotten",
        _rules(biases=lambda delta, out: out.fill(0)),
        # Before batch normalisation a bias has no effect.
        lambda spec: "biases" not in spec.freeze and not all(layer.batch_norm for layer in spec.layers),
    ),
    Mistake(
        "last-example-only",
        _rules(
            weights=lambda trace, delta, out: np.copyto(out, trace.inputs[-1:].T @ delta[-1:]),
            biases=lambda delta, out: np.copyto(out, delta[-1]),
        ),
        _batches,
    ),
    Mistake(
        "sum-for-mean",
        _rules(
            weights=lambda trace, delta, out: np.copyto(out, len(delta) * (trace.inputs.T @ delta)),
            biases=lambda delta, out: np.copyto(out, len(delta) * delta.sum(axis=0)),
        ),
        _batches,
    ),
    Mistake(
        "error-reversed",
        _loss(
            slope=lambda loss: lambda a, y: -loss.slope(a, y),
            fused_slope=lambda loss: lambda a, y: -loss.fused_slope(a, y),
        ),
        _always,
    ),
    Mistake("error-unbounded", _loss(slope=lambda loss: lambda a, y: a - y), _slope_begins("max(")),
    Mistake("factor-two-forgotten", _loss(slope=lambda loss: lambda a, y: loss.slope(a, y) / 2), _slope_begins("2*")),
    Mistake(
        "slope-counted-twice",
        _loss(fused_slope=lambda loss: lambda a, y: loss.fused_slope(a, y) * a * (1 - a)),
        _is_fused,
    ),
    Mistake(
        "jacobian-diagonal-only",
        _loss(fused_slope=lambda loss: lambda a, y: -y * (1 - a)),
        lambda spec: ACTIVATION_FACTS[spec.layers[-1].activation].couples_units,
    ),
    Mistake("gradients-not-reset", _method(_carrying_gradients), _always),
    Mistake("one-step-late", _method(_one_step_late), _always),
    # The update multiplies by it, too.
    Mistake(
        "learning-rate-twice",
        _gradient(lambda trainer, step: step.gradient * trainer.training.optimizer.learning_rate),
        _rate_counts,
    ),
    Mistake(
        "learning-rate-forgotten",
        _optimizer(lambda right, spec, g, memory, step: right(replace(spec, learning_rate=1.0), g, memory, step)),
        _rate_counts,
    ),
    Mistake("update-added", _optimizer(_added), _always),
    Mistake(
        "momentum-sign",
        _optimizer(lambda right, spec, g, memory, step: right(replace(spec, momentum=-spec.momentum), g, memory, step)),
        _looks_at("momentum"),
    ),
    # Adam's 1 − βᵗ are 1 after very many steps.
    Mistake(
        "adam-without-correction",
        _optimizer(lambda right, spec, g, memory, step: right(spec, g, memory, 10**9)),
        _looks_at("beta1"),
    ),
    Mistake("root-forgotten", _without_root, _looks_at("epsilon")),
    Mistake("decay-in-gradient", _method(_decay_in_gradient), lambda spec: spec.training.optimizer.own_decay != 0),
    Mistake(
        "penalty-forgotten",
        _gradient(lambda trainer, step: step.gradients.vector),
        lambda spec: spec.training.penalises,
    ),
    Mistake(
        "dropout-mask-forgotten",
        _rules(mask=lambda upstream, mask: upstream),
        lambda spec: any(layer.dropout for layer in spec.layers),
    ),
    Mistake(
        "statistics-as-constants",
        _rules(norm=lambda delta, gamma, norm: delta * (gamma / norm.spread)),
        lambda spec: any(layer.batch_norm for layer in spec.layers),
    ),
)

MISTAKES: Final[Mapping[str, Mistake]] = {entry.code: entry for entry in _CATALOGUE}
"""Every known mistake by its code."""
