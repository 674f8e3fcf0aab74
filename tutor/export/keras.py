"""A network as a Keras script: the same layers, weights, examples and optimizer, in the framework's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.errors import TutorError
from tutor.export.functions import WRITTEN
from tutor.export.parts import (
    FROM_THE_SAME_WEIGHTS,
    WIDTH,
    batch_lines,
    frozen_elements,
    indented,
    is_batched,
    list_of,
    number,
    opening,
    refuse_other_formula,
    script_of,
    settings_of,
)
from tutor.network.spec import LayerSpec, Loss, NetworkSpec, OptimizerKind, TrainingSpec

_LOSSES: Final[dict[Loss, str]] = {
    "squared-error": "lambda y, a: keras.ops.sum((a - y) ** 2, axis=-1)",
    "half-squared-error": "lambda y, a: 0.5 * keras.ops.sum((a - y) ** 2, axis=-1)",
    "mean-squared-error": '"mean_squared_error"',
    "huber": "keras.losses.Huber()",
    "binary-cross-entropy": '"binary_crossentropy"',
    "categorical-cross-entropy": '"categorical_crossentropy"',
}

_OPTIMIZERS: Final[Mapping[OptimizerKind, tuple[str, str]]] = {
    "sgd": ("SGD", "learning_rate={learning_rate}"),
    "momentum": ("SGD", "learning_rate={learning_rate}, momentum={momentum}"),
    "nesterov": ("SGD", "learning_rate={learning_rate}, momentum={momentum}, nesterov=True"),
    "adam": ("Adam", "learning_rate={learning_rate}, beta_1={beta1}, beta_2={beta2}, epsilon={epsilon}"),
    "adamw": (
        "AdamW",
        "learning_rate={learning_rate}, beta_1={beta1}, beta_2={beta2}, epsilon={epsilon}, weight_decay={weight_decay}",
    ),
    "rmsprop": ("RMSprop", "learning_rate={learning_rate}, rho={rho}, epsilon={epsilon}"),
}
"""Keras's class, and its arguments."""


def script(spec: NetworkSpec, steps: int) -> str:
    """Return a script that trains `spec` for `steps` updates in Keras 3.

    Raises TutorError: `export.keras-freeze` for single frozen parameters, `export.keras-clip` for both ways to clip,
    `export.convention` for an optimizer by another convention whose formula is another one.
    """
    _refuse(spec)
    settings = ['keras.config.set_floatx("float64")', f"steps = {steps}"]
    return script_of(
        *opening(spec, f"Keras, {FROM_THE_SAME_WEIGHTS}", ["import keras", "import numpy as np"], settings),
        "",
        *_model(spec),
        "",
        "dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]",
        f"for layer, W, b in zip(dense, {list_of('W', spec)}, {list_of('b', spec)}):",
        "    layer.set_weights([W, b])",
        *_freeze(spec),
        "",
        *_compile(spec),
        "",
        *_fit(spec),
    )


def _refuse(spec: NetworkSpec) -> None:
    frozen = frozen_elements(spec)
    if frozen:
        raise TutorError("export.keras-freeze", name=frozen[0].name)
    if spec.training.clip_value is not None and spec.training.clip_norm is not None:
        raise TutorError("export.keras-clip")
    refuse_other_formula(spec.training.optimizer, "keras")


def _model(spec: NetworkSpec) -> list[str]:
    lines = [
        *_penalty(spec.training),
        "model = keras.Sequential(",
        "    [",
        f"        keras.Input(({len(spec.inputs)},)),",
    ]
    for layer in spec.layers:
        lines += [f"        {line}," for line in _layers(layer, spec.training)]
        if layer.dropout:
            lines[-1] += "  # draws its own masks: the numbers differ"
    return [*lines, "    ]", ")"]


def _layers(layer: LayerSpec, training: TrainingSpec) -> list[str]:
    units, activation = len(layer.units), WRITTEN[layer.activation].keras
    penalty = ", kernel_regularizer=penalty" if training.penalises else ""
    dropout = [f"keras.layers.Dropout({number(layer.dropout)})"] if layer.dropout else []
    if not layer.batch_norm:
        return [f"keras.layers.Dense({units}, activation={activation}{penalty})", *dropout]
    norm = "keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5)"
    return [f"keras.layers.Dense({units}{penalty})", norm, f"keras.layers.Activation({activation})", *dropout]


def _penalty(training: TrainingSpec) -> list[str]:
    if not training.penalises:
        return []
    return [
        f"penalty = keras.regularizers.L1L2(l1={number(training.l1)}, l2=0.5 * {number(training.l2)})  # l2·Σw², no ½"
    ]


def _freeze(spec: NetworkSpec) -> list[str]:
    lines = []
    for group, attribute in (("weights", "kernel"), ("biases", "bias")):
        if group in spec.freeze:
            lines.append(f"    layer.{attribute}.trainable = False")
    return lines


def _compile(spec: NetworkSpec) -> list[str]:
    return [
        *_optimizer(spec.training),
        f"model.compile(optimizer, loss={_LOSSES[spec.loss]})",
    ]


def _optimizer(training: TrainingSpec) -> list[str]:
    name, arguments = _OPTIMIZERS[training.optimizer.kind]
    texts = arguments.format(**settings_of(training.optimizer)).split(", ")
    if training.clip_value is not None:
        texts.append(f"clipvalue={number(training.clip_value)}")
    if training.clip_norm is not None:
        texts.append(f"global_clipnorm={number(training.clip_norm)}")
    line = f"optimizer = keras.optimizers.{name}({', '.join(texts)})"
    if len(line) <= WIDTH:
        return [line]
    return [f"optimizer = keras.optimizers.{name}(", *(f"    {text}," for text in texts), ")"]


def _fit(spec: NetworkSpec) -> list[str]:
    if not is_batched(spec):
        return [
            "# All examples in every step, so that an epoch is one update.",
            "history = model.fit(x, y, epochs=steps, batch_size=len(x), shuffle=False, verbose=0)",
            'losses = history.history["loss"]',
        ]
    step = [*batch_lines(spec), "losses.append(float(model.train_on_batch(x[rows], y[rows])))", "model.reset_metrics()"]
    return ["losses = []", "for step in range(steps):", *indented(step)]
