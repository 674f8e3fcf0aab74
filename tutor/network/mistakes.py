"""The catalogue of known backpropagation bugs, each a way to spoil a trainer, so that it can be run and found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from tutor.errors import TutorError
from tutor.formulas.expression import Number
from tutor.network import mistaken_formulas as formulas
from tutor.network.functions import ACTIVATION_FUNCTIONS, ActivationFunction, LossFunction
from tutor.network.layers import CORRECT
from tutor.network.losses import LOSS_FACTS
from tutor.network.mistaken_steps import (
    carrying_gradients,
    decay_in_gradient,
    learning_rate_in_gradient,
    one_step_late,
    penalty_left_out,
    with_pre_activations,
    with_updated_weights,
)
from tutor.network.optimizers import OPTIMIZER_RULES, Optimizer, OptimizerRule
from tutor.network.spec import ACTIVATION_FACTS, LayerSpec, NetworkSpec
from tutor.network.training import StepMethod, Trainer

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


def _rules(**wrong: Callable[..., Any]) -> Spoil:
    return lambda trainer: replace(trainer, rules=CORRECT._replace(**wrong))


def _loss(**changed: Callable[[LossFunction], Any]) -> Spoil:
    def spoil(trainer: Trainer) -> Trainer:
        loss = trainer.network.loss
        loss = replace(loss, **{name: change(loss) for name, change in changed.items()})
        return replace(trainer, network=replace(trainer.network, loss=loss))

    return spoil


def _method(method: StepMethod) -> Spoil:
    return lambda trainer: replace(trainer, method=method)


def _optimizer(change: Callable[[Optimizer], Optimizer]) -> Spoil:
    return lambda trainer: replace(trainer, optimizer=change(trainer.optimizer))


def _without_root(trainer: Trainer) -> Trainer:
    rule = OPTIMIZER_RULES[trainer.training.optimizer.kind]
    return replace(trainer, optimizer=rule.rootless or rule.change)


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


def _turned_matrix(spec: NetworkSpec) -> bool:
    return any(
        len(layer.units) > 1 and len(spec.sources(number)) > 1 for number, layer in enumerate(spec.layers) if number
    )


def _batches(spec: NetworkSpec) -> bool:
    return spec.size > 1 and spec.training.batch_size != 1


def _bends_before_last(spec: NetworkSpec) -> bool:
    return bool(_bends(spec.layers[:-1]))


def _free_biases(spec: NetworkSpec) -> bool:
    """Whether some bias is trained that has an effect: before batch normalisation it has none."""
    return "biases" not in spec.freeze and not all(layer.batch_norm for layer in spec.layers)


def _rate_counts(spec: NetworkSpec) -> bool:
    return spec.training.optimizer.learning_rate != 1


def _optimizer_of(spec: NetworkSpec) -> OptimizerRule:
    return OPTIMIZER_RULES[spec.training.optimizer.kind]


def _is_fused(spec: NetworkSpec) -> bool:
    """Whether loss and last activation have one slope together."""
    return LOSS_FACTS[spec.loss].last is not None


def _doubles_error(spec: NetworkSpec) -> bool:
    """Whether the slope of the loss has a factor 2."""
    match spec.loss:
        case "squared-error" | "mean-squared-error":
            return True
        case "half-squared-error" | "huber" | "binary-cross-entropy" | "categorical-cross-entropy":
            return False


def _bounds_error(spec: NetworkSpec) -> bool:
    """Whether the slope of the loss is bounded, however large the error."""
    match spec.loss:
        case "huber":
            return True
        case (
            "squared-error"
            | "half-squared-error"
            | "mean-squared-error"
            | "binary-cross-entropy"
            | "categorical-cross-entropy"
        ):
            return False


def _has_jacobian(spec: NetworkSpec) -> bool:
    """Whether an output depends on every pre-activation of the last layer."""
    return ACTIVATION_FACTS[spec.layers[-1].activation].couples_units


def _always(spec: NetworkSpec) -> bool:
    return True


_CATALOGUE: Final = (
    Mistake("updated-weight-used", _method(with_updated_weights), _has_hidden),
    Mistake("activation-for-slope", _rules(slope=formulas.activation_for_slope), _has_slope),
    Mistake("slope-at-activation", _rules(slope=formulas.slope_at_activation), _curved),
    Mistake("forgot-activation-slope", _rules(slope=formulas.slope_of_one), _has_slope),
    Mistake("one-path-only", _rules(upstream=formulas.first_path), _forks),
    Mistake("overwritten-at-fork", _rules(upstream=formulas.last_path), _forks),
    Mistake("mean-for-sum", _rules(upstream=formulas.mean_of_paths), _forks),
    Mistake("transposed-weight", _rules(upstream=formulas.along_wrong_axis), _turned_matrix),
    Mistake("flipped-sign", _rules(upstream=formulas.against_the_slope), _has_hidden),
    Mistake("stops-at-last-layer", _rules(upstream=formulas.no_way_back), _has_hidden),
    Mistake("pre-activation-used", _method(with_pre_activations), _bends_before_last),
    Mistake("bias-forgotten", _rules(biases=lambda delta, out: out.fill(0)), _free_biases),
    Mistake(
        "last-example-only",
        _rules(weights=formulas.weights_from_last, biases=formulas.biases_from_last),
        _batches,
    ),
    Mistake(
        "sum-for-mean",
        _rules(weights=formulas.weights_summed, biases=formulas.biases_summed),
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
    Mistake("error-unbounded", _loss(slope=lambda loss: lambda a, y: a - y), _bounds_error),
    Mistake("factor-two-forgotten", _loss(slope=lambda loss: lambda a, y: loss.slope(a, y) / 2), _doubles_error),
    Mistake(
        "slope-counted-twice",
        _loss(fused_slope=lambda loss: lambda a, y: loss.fused_slope(a, y) * a * (1 - a)),
        _is_fused,
    ),
    Mistake("jacobian-diagonal-only", _loss(fused_slope=lambda loss: lambda a, y: -y * (1 - a)), _has_jacobian),
    Mistake("gradients-not-reset", _method(carrying_gradients), _always),
    Mistake("one-step-late", _method(one_step_late), _always),
    Mistake("learning-rate-twice", _method(learning_rate_in_gradient), _rate_counts),
    Mistake("learning-rate-forgotten", _optimizer(formulas.rate_of_one), _rate_counts),
    Mistake("update-added", _optimizer(formulas.added), _always),
    Mistake("momentum-sign", _optimizer(formulas.velocity_against), lambda spec: _optimizer_of(spec).has_velocity),
    Mistake(
        "adam-without-correction",
        _optimizer(formulas.without_correction),
        lambda spec: _optimizer_of(spec).corrects_bias,
    ),
    Mistake("root-forgotten", _without_root, lambda spec: _optimizer_of(spec).rootless is not None),
    Mistake("decay-in-gradient", _method(decay_in_gradient), lambda spec: spec.training.optimizer.own_decay != 0),
    Mistake("penalty-forgotten", _method(penalty_left_out), lambda spec: spec.training.penalises),
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
