"""A network as a scikit-learn script, where its multi-layer perceptron is the same network; else the reason why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tutor.errors import TutorError
from tutor.export.parts import (
    WRITTEN,
    comment,
    is_batched,
    list_of,
    number,
    refuse_other_numbers,
    script_of,
    settings_of,
)
from tutor.network.datasets import examples_of
from tutor.network.spec import LOSS_FACTS, Activation, Loss, NetworkSpec, OptimizerKind
from tutor.wording import Sentence, Voice, scripts


@dataclass(frozen=True, slots=True)
class _Perceptron:
    """scikit-learn's perceptron with a loss, after the only `last` activation that it puts before it.

    `labels` is how it takes classes for targets, and what that is, None where it takes numbers; `one_of_several`: one
    label says which of several outputs is 1, for which there must be three, as two classes have one output with a
    sigmoid.
    """

    name: str
    last: Activation
    labels: tuple[str, Sentence] | None = None
    one_of_several: bool = False


_PERCEPTRONS: Final[Mapping[Loss, _Perceptron | None]] = {
    "squared-error": None,
    "half-squared-error": _Perceptron("MLPRegressor", "linear"),
    "mean-squared-error": None,
    "huber": None,
    "binary-cross-entropy": _Perceptron("MLPClassifier", "sigmoid", ("y.ravel().astype(int)", scripts.LABELS)),
    "categorical-cross-entropy": _Perceptron(
        "MLPClassifier", "softmax", ("y.argmax(axis=1)", scripts.CLASS_NUMBERS), one_of_several=True
    ),
}
"""None for a loss that scikit-learn has not."""

_SOLVERS: Final[Mapping[OptimizerKind, tuple[str, ...] | None]] = {
    "sgd": ("sgd", "momentum=0.0,", "nesterovs_momentum=False,"),
    "momentum": ("sgd", "momentum={momentum},", "nesterovs_momentum=False,"),
    "nesterov": ("sgd", "momentum={momentum},", "nesterovs_momentum=True,"),
    "adam": ("adam", "beta_1={beta1},", "beta_2={beta2},", "epsilon={epsilon},"),
    "rmsprop": None,
    "adamw": None,
}
"""scikit-learn's name for an optimizer, and its arguments besides the learning rate; None for one that it has not."""


def script(spec: NetworkSpec, steps: int, voice: Voice) -> str:
    """Return a script that trains `spec` for `steps` updates in scikit-learn, with comments in `voice`.

    Raises TutorError: `export.sklearn-loss`, `export.sklearn-last-activation`, `export.sklearn-activation`,
    `export.sklearn-optimizer`, `export.sklearn-hidden-differ`, `export.sklearn-feature`, `export.sklearn-classes`,
    `export.sklearn-targets`, `export.convention`.
    """
    perceptron, solver = _perceptron(spec), _solver(spec)
    imports = ["import numpy as np", f"from sklearn.neural_network import {perceptron.name}"]
    targets = [f"targets = {_targets(spec, perceptron, voice)}"]
    # A class without an example has an output all the same.
    classes = f", classes=np.arange({max(len(spec.outputs), 2)})" if perceptron.labels else ""
    training = [
        f"start = list(zip({list_of('W', spec)}, {list_of('b', spec)}))",
        "",
        "",
        f"class Started({perceptron.name}):",
        f"    {comment(voice, scripts.FIRST_WEIGHTS)}",
        "    def _init_coef(self, fan_in, fan_out, dtype):",
        "        W, b = start[len(self.coefs_)]",
        "        return W.copy(), b.copy()",
        "",
        "",
        *_model(spec, voice, *solver),
        "",
        "for step in range(steps):",
        f"    model.partial_fit(x, targets{classes})  {comment(voice, scripts.ONE_UPDATE)}",
        f"losses = {_losses(spec, perceptron, voice)}",
    ]
    return script_of(spec, "scikit-learn", voice, imports, [f"steps = {steps}"], training, targets)


def _perceptron(spec: NetworkSpec) -> _Perceptron:
    """Return the perceptron that is the network `spec`; raises TutorError, as `script` does, where there is none."""
    perceptron = _PERCEPTRONS[spec.loss]
    if perceptron is None:
        raise TutorError("export.sklearn-loss", loss=spec.loss)
    if spec.layers[-1].activation != perceptron.last:
        raise TutorError("export.sklearn-last-activation", loss=spec.loss, needed=perceptron.last)
    hidden = {layer.activation for layer in spec.layers[:-1]}
    for activation in sorted(hidden):
        if WRITTEN[activation].sklearn is None:
            raise TutorError("export.sklearn-activation", activation=activation)
    if len(hidden) > 1:
        raise TutorError("export.sklearn-hidden-differ")
    for feature, present in _features(spec).items():
        if present:
            raise TutorError("export.sklearn-feature", feature=feature)
    if perceptron.one_of_several and len(spec.outputs) < 3:
        raise TutorError("export.sklearn-classes", outputs=len(spec.outputs))
    if perceptron.labels is not None and not _has_labels(spec, perceptron):
        raise TutorError("export.sklearn-targets")
    return perceptron


def _solver(spec: NetworkSpec) -> tuple[str, ...]:
    """Return the arguments for the optimizer; raises TutorError, as `script` does, where there are none."""
    optimizer = spec.training.optimizer
    written = _SOLVERS[optimizer.kind]
    if written is None:
        raise TutorError("export.sklearn-optimizer", kind=optimizer.kind)
    refuse_other_numbers(spec, "scikit-learn")
    return tuple(text.format(**settings_of(optimizer)) for text in written)


def _has_labels(spec: NetworkSpec, perceptron: _Perceptron) -> bool:
    """Whether every target is 0 or 1, and one number says which class it is."""
    one_label = perceptron.one_of_several or len(spec.outputs) == 1
    return one_label and set(examples_of(spec).targets.flat) <= {0.0, 1.0}


def _features(spec: NetworkSpec) -> dict[str, bool]:
    """What this network has and scikit-learn's has not, by the keys of the lesson format."""
    training = spec.training
    return {
        "dropout": any(layer.dropout for layer in spec.layers),
        "batch_norm": any(layer.batch_norm for layer in spec.layers),
        "l1": training.l1 != 0,
        # Of the loss of several outputs it shows the mean, but the whole penalty.
        "l2": training.l2 != 0 and len(spec.outputs) > 1 and LOSS_FACTS[spec.loss].last is None,
        "clip_value": training.clip_value is not None,
        "clip_norm": training.clip_norm is not None,
        "freeze": bool(spec.freeze),
        "batch_size": is_batched(spec),
    }


def _targets(spec: NetworkSpec, perceptron: _Perceptron, voice: Voice) -> str:
    if perceptron.labels is not None:
        made, what = perceptron.labels
        return f"{made}  {comment(voice, what)}"
    return "y.ravel()" if len(spec.outputs) == 1 else "y"


def _model(spec: NetworkSpec, voice: Voice, solver: str, *settings: str) -> list[str]:
    hidden = "".join(f"{len(layer.units)}, " for layer in spec.layers[:-1])
    activation = WRITTEN[spec.layers[0].activation].sklearn if len(spec.layers) > 1 else "identity"
    l2 = spec.training.l2
    divided = f"alpha={number(l2)} * len(x),  {comment(voice, scripts.DIVIDED_PENALTY)}"
    arguments = [
        f"hidden_layer_sizes=({hidden.rstrip()})," if hidden else "hidden_layer_sizes=(),",
        f'activation="{activation}",',
        f'solver="{solver}",',
        f"learning_rate_init={number(spec.training.optimizer.learning_rate)},",
        *settings,
        divided if l2 else f"alpha=0.0,  {comment(voice, scripts.NO_PENALTY)}",
        "batch_size=len(x),",
        "shuffle=False,",
    ]
    return ["model = Started(", *(f"    {argument}" for argument in arguments), ")"]


def _losses(spec: NetworkSpec, perceptron: _Perceptron, voice: Voice) -> str:
    """For numbers scikit-learn reports ½·mean(error²) over all outputs, although it trains on the sum over outputs."""
    if perceptron.labels is not None:
        return f"model.loss_curve_  {comment(voice, scripts.CUT_OFF)}"
    if len(spec.outputs) > 1:
        said = comment(voice, scripts.MEAN_OF_OUTPUTS)
        return f"[{len(spec.outputs)} * loss for loss in model.loss_curve_]  {said}"
    return "model.loss_curve_"
