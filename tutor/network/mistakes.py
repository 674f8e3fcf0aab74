"""The catalogue of known backpropagation bugs, each a way to spoil a trainer, so that it can be run and found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import numpy as np

from tutor.errors import TutorError
from tutor.network.functions import Array, LossFunction
from tutor.network.layers import CORRECT, Layer, LayerTrace, Rules
from tutor.network.mistaken_steps import (
    carrying_gradients,
    learning_rate_in_gradient,
    one_step_late,
    penalty_left_out,
    with_pre_activations,
    with_updated_weights,
)
from tutor.network.optimizers import Memory, Optimizer
from tutor.network.spec import LayerSpec, NetworkSpec, OptimizerSpec
from tutor.network.training import Trainer

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


# Ways to spoil


def _rules(rules: Rules) -> Spoil:
    return lambda trainer: replace(trainer, rules=rules)


def _loss(**changed: Callable[[LossFunction], Any]) -> Spoil:
    def spoil(trainer: Trainer) -> Trainer:
        loss = trainer.network.loss
        loss = replace(loss, **{name: change(loss) for name, change in changed.items()})
        return replace(trainer, network=replace(trainer.network, loss=loss))

    return spoil


def _optimizer(change: Callable[[Optimizer], Optimizer]) -> Spoil:
    return lambda trainer: replace(trainer, optimizer=change(trainer.optimizer))


# Slopes


def _activation_for_slope(layer: Layer, trace: LayerTrace) -> Array:
    return trace.active


def _slope_at_activation(layer: Layer, trace: LayerTrace) -> Array:
    return layer.activation.slope(trace.active, layer.activation.value(trace.active))


def _slope_of_one(layer: Layer, trace: LayerTrace) -> Array:
    return np.ones_like(trace.z)


# Paths


def _first_path(delta: Array, weights: Array) -> Array:
    return delta[:, :1] @ weights[:, :1].T


def _last_path(delta: Array, weights: Array) -> Array:
    return delta[:, -1:] @ weights[:, -1:].T


def _mean_of_paths(delta: Array, weights: Array) -> Array:
    return np.asarray(delta @ weights.T / weights.shape[1])


def _weights_read_along_the_wrong_axis(delta: Array, weights: Array) -> Array:
    return delta @ weights.reshape(weights.shape[::-1])


def _minus(delta: Array, weights: Array) -> Array:
    return -delta @ weights.T


def _nothing(delta: Array, weights: Array) -> Array:
    return np.zeros((len(delta), len(weights)))


# Examples


def _weights_from_last(trace: LayerTrace, delta: Array, out: Array) -> None:
    out[...] = trace.inputs[-1:].T @ delta[-1:]


def _biases_from_last(delta: Array, out: Array) -> None:
    out[...] = delta[-1]


def _weights_summed(trace: LayerTrace, delta: Array, out: Array) -> None:
    out[...] = len(delta) * (trace.inputs.T @ delta)


def _biases_summed(delta: Array, out: Array) -> None:
    out[...] = len(delta) * delta.sum(axis=0)


# Optimizers


def _added(optimizer: Optimizer) -> Optimizer:
    def change(spec: OptimizerSpec, gradient: Array, memory: Memory, step: int) -> tuple[Array, Memory]:
        made, remembered = optimizer(spec, gradient, memory, step)
        return -made, remembered

    return change


def _rate_of_one(optimizer: Optimizer) -> Optimizer:
    return lambda spec, gradient, memory, step: optimizer(replace(spec, learning_rate=1.0), gradient, memory, step)


def _velocity_against(optimizer: Optimizer) -> Optimizer:
    return lambda spec, gradient, memory, step: optimizer(
        replace(spec, momentum=-spec.momentum), gradient, memory, step
    )


def _always_late(optimizer: Optimizer) -> Optimizer:
    """Adam's corrections 1 − βᵗ are 1 after very many steps."""
    return lambda spec, gradient, memory, step: optimizer(spec, gradient, memory, 10**9)


# Where a mistake can be made


def _has_hidden(spec: NetworkSpec) -> bool:
    return len(spec.layers) > 1


def _sloped(spec: NetworkSpec) -> bool:
    """Whether some activation's slope is used on its own, and is not 1."""
    fused = spec.loss in ("binary-cross-entropy", "categorical-cross-entropy")
    layers = spec.layers[:-1] if fused else spec.layers
    return any(layer.activation != "linear" for layer in layers)


def _curved(spec: NetworkSpec) -> bool:
    """Whether some slope that is used on its own differs at z and at f(z); ReLU's does not."""
    fused = spec.loss in ("binary-cross-entropy", "categorical-cross-entropy")
    layers = spec.layers[:-1] if fused else spec.layers
    return any(layer.activation in ("sigmoid", "tanh", "softplus") for layer in layers)


def _forks(spec: NetworkSpec) -> bool:
    return any(len(layer.units) > 1 for layer in spec.layers[1:])


def _turned_matrix(spec: NetworkSpec) -> bool:
    return any(
        len(layer.units) > 1 and len(spec.sources(number)) > 1 for number, layer in enumerate(spec.layers) if number
    )


def _batches(spec: NetworkSpec) -> bool:
    several = spec.data is not None or len(spec.rows or ()) > 1
    return several and spec.training.batch_size != 1


def _bends_before_last(spec: NetworkSpec) -> bool:
    return any(layer.activation != "linear" for layer in spec.layers[:-1])


def _free_biases(spec: NetworkSpec) -> bool:
    return "biases" not in spec.freeze and not all(_normed(layer) for layer in spec.layers)


def _normed(layer: LayerSpec) -> bool:
    """A bias before batch normalisation has no effect at all."""
    return layer.batch_norm


def _rate_counts(spec: NetworkSpec) -> bool:
    return spec.training.optimizer.learning_rate != 1


def _always(spec: NetworkSpec) -> bool:
    return True


_CATALOGUE: Final = (
    Mistake("updated-weight-used", lambda trainer: replace(trainer, method=with_updated_weights), _has_hidden),
    Mistake("activation-for-slope", _rules(CORRECT._replace(slope=_activation_for_slope)), _sloped),
    Mistake("slope-at-activation", _rules(CORRECT._replace(slope=_slope_at_activation)), _curved),
    Mistake("forgot-activation-slope", _rules(CORRECT._replace(slope=_slope_of_one)), _sloped),
    Mistake("one-path-only", _rules(CORRECT._replace(upstream=_first_path)), _forks),
    Mistake("overwritten-at-fork", _rules(CORRECT._replace(upstream=_last_path)), _forks),
    Mistake("mean-for-sum", _rules(CORRECT._replace(upstream=_mean_of_paths)), _forks),
    Mistake("transposed-weight", _rules(CORRECT._replace(upstream=_weights_read_along_the_wrong_axis)), _turned_matrix),
    Mistake("flipped-sign", _rules(CORRECT._replace(upstream=_minus)), _has_hidden),
    Mistake("stops-at-last-layer", _rules(CORRECT._replace(upstream=_nothing)), _has_hidden),
    Mistake("pre-activation-used", lambda trainer: replace(trainer, method=with_pre_activations), _bends_before_last),
    Mistake("bias-forgotten", _rules(CORRECT._replace(biases=lambda delta, out: out.fill(0))), _free_biases),
    Mistake(
        "last-example-only", _rules(CORRECT._replace(weights=_weights_from_last, biases=_biases_from_last)), _batches
    ),
    Mistake(
        "sum-for-mean",
        _rules(CORRECT._replace(weights=_weights_summed, biases=_biases_summed)),
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
    Mistake(
        "factor-two-forgotten",
        _loss(slope=lambda loss: lambda a, y: loss.slope(a, y) / 2),
        lambda spec: spec.loss in ("squared-error", "mean-squared-error"),
    ),
    Mistake(
        "slope-counted-twice",
        _loss(fused_slope=lambda loss: lambda a, y: loss.fused_slope(a, y) * a * (1 - a)),
        lambda spec: spec.loss in ("binary-cross-entropy", "categorical-cross-entropy"),
    ),
    Mistake(
        "jacobian-diagonal-only",
        _loss(fused_slope=lambda loss: lambda a, y: -y * (1 - a)),
        lambda spec: spec.loss == "categorical-cross-entropy",
    ),
    Mistake("gradients-not-reset", lambda trainer: replace(trainer, method=carrying_gradients), _always),
    Mistake("one-step-late", lambda trainer: replace(trainer, method=one_step_late), _always),
    Mistake("learning-rate-twice", lambda trainer: replace(trainer, method=learning_rate_in_gradient), _rate_counts),
    Mistake("learning-rate-forgotten", _optimizer(_rate_of_one), _rate_counts),
    Mistake("update-added", _optimizer(_added), _always),
    Mistake(
        "momentum-sign",
        _optimizer(_velocity_against),
        lambda spec: spec.training.optimizer.kind in ("momentum", "nesterov"),
    ),
    Mistake(
        "adam-without-correction",
        _optimizer(_always_late),
        lambda spec: spec.training.optimizer.kind == "adam",
    ),
    Mistake(
        "penalty-forgotten",
        lambda trainer: replace(trainer, method=penalty_left_out),
        lambda spec: spec.training.penalises,
    ),
    Mistake(
        "dropout-mask-forgotten",
        _rules(CORRECT._replace(mask=lambda upstream, mask: upstream)),
        lambda spec: any(layer.dropout for layer in spec.layers),
    ),
    Mistake(
        "statistics-as-constants",
        _rules(CORRECT._replace(norm=lambda delta, gamma, norm: delta * (gamma / norm.spread))),
        lambda spec: any(layer.batch_norm for layer in spec.layers),
    ),
)

MISTAKES: Final[Mapping[str, Mistake]] = {entry.code: entry for entry in _CATALOGUE}
"""Every known mistake by its code."""
