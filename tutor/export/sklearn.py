"""A network as a scikit-learn script, where its multi-layer perceptron is the same network; else the reason why not."""

from __future__ import annotations

from typing import Final

from tutor.errors import TutorError
from tutor.export.functions import WRITTEN
from tutor.export.parts import CLOSING, data_lines, is_batched, list_of, number, shape_of, weight_lines
from tutor.network.spec import Activation, Loss, NetworkSpec, OptimizerSpec

_LAST: Final[dict[Loss, Activation]] = {
    "half-squared-error": "linear",
    "binary-cross-entropy": "sigmoid",
    "categorical-cross-entropy": "softmax",
}
"""The losses that scikit-learn has, and the only last activation that it puts before each."""


def script(spec: NetworkSpec, steps: int) -> str:
    """Return a script that trains `spec` for `steps` updates in scikit-learn.

    Raises TutorError: `export.sklearn-loss`, `export.sklearn-last-activation`, `export.sklearn-activation`,
    `export.sklearn-hidden-differ`, `export.sklearn-feature`, `export.sklearn-targets`.
    """
    _refuse(spec)
    kind = "MLPRegressor" if spec.loss == "half-squared-error" else "MLPClassifier"
    return "\n".join(
        [
            f'"""A {shape_of(spec)} network trained in scikit-learn, from the weights that the tutor starts from."""',
            "",
            "import numpy as np",
            f"from sklearn.neural_network import {kind}",
            "",
            f"steps = {steps}",
            "",
            "# The examples, one a row.",
            *data_lines(spec),
            *_labels(spec),
            "",
            "# Where training starts: W[i, j] leads from unit i to unit j of the next layer.",
            *weight_lines(spec),
            f"start = list(zip({list_of('W', spec)}, {list_of('b', spec)}))",
            "",
            "",
            f"class Started({kind}):",
            "    # scikit-learn draws its first weights here and has no public way to give them.",
            "    def _init_coef(self, fan_in, fan_out, dtype):",
            "        W, b = start[len(self.coefs_)]",
            "        return W.copy(), b.copy()",
            "",
            "",
            *_model(spec),
            "",
            "model.fit(x, targets)",
            *_losses(spec),
            *CLOSING,
            "",
        ]
    )


def _refuse(spec: NetworkSpec) -> None:
    if spec.loss not in _LAST:
        raise TutorError("export.sklearn-loss", loss=spec.loss)
    if spec.layers[-1].activation != _LAST[spec.loss]:
        raise TutorError("export.sklearn-last-activation", loss=spec.loss, needed=_LAST[spec.loss])
    hidden = {layer.activation for layer in spec.layers[:-1]}
    for activation in sorted(hidden):
        if WRITTEN[activation].sklearn is None:
            raise TutorError("export.sklearn-activation", activation=activation)
    if len(hidden) > 1:
        raise TutorError("export.sklearn-hidden-differ")
    for feature, present in _features(spec).items():
        if present:
            raise TutorError("export.sklearn-feature", feature=feature)
    if spec.loss != "half-squared-error" and not _has_labels(spec):
        raise TutorError("export.sklearn-targets")


def _has_labels(spec: NetworkSpec) -> bool:
    """Whether every target is 0 or 1, and one number says which class it is."""
    targets = [target for row in spec.rows or () for target in row[len(spec.inputs) :]]
    one_of_several = spec.loss == "categorical-cross-entropy" or len(spec.outputs) == 1
    return one_of_several and all(target in (0, 1) for target in targets)


def _features(spec: NetworkSpec) -> dict[str, bool]:
    """What this network has and scikit-learn's has not, by the keys of the lesson format."""
    training = spec.training
    return {
        "dropout": any(layer.dropout for layer in spec.layers),
        "batch_norm": any(layer.batch_norm for layer in spec.layers),
        "l1": training.l1 != 0,
        "clip_value": training.clip_value is not None,
        "clip_norm": training.clip_norm is not None,
        "freeze": bool(spec.freeze),
        "batch_size": is_batched(spec),
    }


def _labels(spec: NetworkSpec) -> list[str]:
    if spec.loss == "half-squared-error":
        return ["targets = y.ravel()" if len(spec.outputs) == 1 else "targets = y"]
    if spec.loss == "binary-cross-entropy":
        return ["targets = y.ravel().astype(int)  # labels 0 and 1"]
    return ["targets = y.argmax(axis=1)  # the number of the class"]


def _model(spec: NetworkSpec) -> list[str]:
    hidden = "".join(f"{len(layer.units)}, " for layer in spec.layers[:-1])
    activation = WRITTEN[spec.layers[0].activation].sklearn if len(spec.layers) > 1 else "identity"
    arguments = [
        f"hidden_layer_sizes=({hidden.rstrip()})," if hidden else "hidden_layer_sizes=(),",
        f'activation="{activation}",',
        *_optimizer(spec.training.optimizer),
        f"alpha={number(spec.training.l2)} * len(x),  # the penalty is divided by the number of examples",
        "batch_size=len(x),",
        "shuffle=False,",
        "max_iter=steps,",
        "tol=0,",
        "n_iter_no_change=steps + 1,  # never stop early",
    ]
    return [*_note(spec.training.optimizer), "model = Started(", *(f"    {argument}" for argument in arguments), ")"]


def _note(optimizer: OptimizerSpec) -> list[str]:
    if optimizer.kind != "adam" or optimizer.convention != "pytorch":
        return []
    return ["# scikit-learn corrects Adam's bias after it has added epsilon, PyTorch before: numbers differ."]


def _optimizer(optimizer: OptimizerSpec) -> list[str]:
    rate = f"learning_rate_init={number(optimizer.learning_rate)},"
    if optimizer.kind == "adam":
        betas = [f"beta_1={optimizer.beta1!r},", f"beta_2={optimizer.beta2!r},"]
        return ['solver="adam",', rate, *betas, f"epsilon={optimizer.adam_epsilon!r},"]
    momentum = 0.0 if optimizer.kind == "sgd" else optimizer.momentum
    nesterov = optimizer.kind == "nesterov"
    return ['solver="sgd",', rate, f"momentum={number(momentum)},", f"nesterovs_momentum={nesterov},"]


def _losses(spec: NetworkSpec) -> list[str]:
    """scikit-learn reports ½·mean(error²) over all outputs, although it trains on the sum over outputs."""
    if spec.loss == "half-squared-error" and len(spec.outputs) > 1:
        return [f"losses = [{len(spec.outputs)} * loss for loss in model.loss_curve_]  # reported as a mean of outputs"]
    return ["losses = model.loss_curve_"]
