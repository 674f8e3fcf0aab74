"""A network as a Keras script: the same layers, weights, examples and optimizer, in the framework's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.errors import TutorError
from tutor.export.parts import (
    WRITTEN,
    batch_lines,
    comment,
    frozen_elements,
    indented,
    is_batched,
    list_of,
    number,
    on_one_line,
    refuse_other_numbers,
    script_of,
    settings_of,
)
from tutor.network.spec import ACTIVATION_FACTS, LOSS_FACTS, LayerSpec, Loss, NetworkSpec, OptimizerKind, TrainingSpec
from tutor.wording import Voice, scripts

_LOSSES: Final[dict[Loss, str]] = {
    "squared-error": "lambda y, a: keras.ops.sum((a - y) ** 2, axis=-1)",
    "half-squared-error": "lambda y, a: 0.5 * keras.ops.sum((a - y) ** 2, axis=-1)",
    "mean-squared-error": '"mean_squared_error"',
    "huber": "keras.losses.Huber()",
    "binary-cross-entropy": "keras.losses.BinaryCrossentropy(from_logits=True)",
    "categorical-cross-entropy": "keras.losses.CategoricalCrossentropy(from_logits=True)",
}
"""Of a, or of its pre-activations for a loss that needs one last activation: by a, Keras would clip at 1e-7."""

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

_FROZEN: Final = {"kernel": "weights", "bias": "biases"}


def script(spec: NetworkSpec, steps: int, voice: Voice) -> str:
    """Return a script that trains `spec` for `steps` updates in Keras 3, with comments in `voice`.

    Raises TutorError: those of `refuse_other_numbers`, `export.keras-freeze` for single frozen parameters,
    `export.keras-penalty` for a penalty on frozen weights, `export.keras-clip` for both ways to clip,
    `export.keras-one-class` for a single class.
    """
    _refuse(spec)
    settings = [comment(voice, scripts.PRECISION), 'keras.config.set_floatx("float64")', f"steps = {steps}"]
    training = [
        "",
        *_model(spec, voice),
        "",
        "dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]",
        f"for layer, W, b in zip(dense, {list_of('W', spec)}, {list_of('b', spec)}):",
        "    layer.set_weights([W, b])",
        *(f"    layer.{array}.trainable = False" for array, group in _FROZEN.items() if group in spec.freeze),
        "",
        *_optimizer(spec.training),
        f"model.compile(optimizer, loss={_LOSSES[spec.loss]})",
        "",
        *_fit(spec, voice),
    ]
    return script_of(spec, "Keras", voice, ["import keras", "import numpy as np"], settings, training)


def _refuse(spec: NetworkSpec) -> None:
    frozen = frozen_elements(spec)
    if frozen:
        raise TutorError("export.keras-freeze", name=frozen[0].name)
    if "weights" in spec.freeze and spec.training.penalises:
        raise TutorError("export.keras-penalty")
    if spec.training.clip_value is not None and spec.training.clip_norm is not None:
        raise TutorError("export.keras-clip")
    if ACTIVATION_FACTS[spec.layers[-1].activation].couples_units and len(spec.outputs) == 1:
        raise TutorError("export.keras-one-class")
    refuse_other_numbers(spec, "keras")


def _model(spec: NetworkSpec, voice: Voice) -> list[str]:
    l1, l2 = number(spec.training.l1), number(spec.training.l2)
    penalty = f"penalty = keras.regularizers.L1L2(l1={l1}, l2=0.5 * {l2})  {comment(voice, scripts.KERAS_L2)}"
    lines = [
        *([penalty] if spec.training.penalises else []),
        "model = keras.Sequential(",
        "    [",
        f"        keras.Input(({len(spec.inputs)},)),",
    ]
    in_loss = LOSS_FACTS[spec.loss].last
    for layer in spec.layers:
        inside = in_loss is not None and layer is spec.layers[-1]
        activation = WRITTEN["linear" if inside else layer.activation].keras
        lines += [f"        {line}," for line in _layers(layer, activation, spec.training)]
    said = f"  {comment(voice, scripts.IN_LOSS, activation=in_loss)}" if in_loss else ""
    return [*lines, "    ]", f"){said}"]


def _layers(layer: LayerSpec, activation: str, training: TrainingSpec) -> list[str]:
    units = len(layer.units)
    penalty = ", kernel_regularizer=penalty" if training.penalises else ""
    if not layer.batch_norm:
        return [f"keras.layers.Dense({units}, activation={activation}{penalty})"]
    norm = "keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-5)"
    return [f"keras.layers.Dense({units}{penalty})", norm, f"keras.layers.Activation({activation})"]


def _optimizer(training: TrainingSpec) -> list[str]:
    name, arguments = _OPTIMIZERS[training.optimizer.kind]
    texts = arguments.format(**settings_of(training.optimizer)).split(", ")
    if training.clip_value is not None:
        texts.append(f"clipvalue={number(training.clip_value)}")
    if training.clip_norm is not None:
        texts.append(f"global_clipnorm={number(training.clip_norm)}")
    return on_one_line(f"optimizer = keras.optimizers.{name}(", texts, ")")


def _fit(spec: NetworkSpec, voice: Voice) -> list[str]:
    if not is_batched(spec):
        return [
            comment(voice, scripts.FULL_BATCH),
            "history = model.fit(x, y, epochs=steps, batch_size=len(x), shuffle=False, verbose=0)",
            'losses = history.history["loss"]',
        ]
    step = [
        *batch_lines(spec, voice),
        "losses.append(float(model.train_on_batch(x[rows], y[rows])))",
        "model.reset_metrics()",
    ]
    return ["losses = []", "for step in range(steps):", *indented(step)]
