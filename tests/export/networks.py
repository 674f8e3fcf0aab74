"""Networks that between them use every feature that a script can write."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from tests.export.generated import generated
from tests.lessons.shipped import lesson, steps
from tests.network.examples import LINEAR_NEURON, NEURON, TWO_TWO_TWO, XOR
from tutor.lesson.format.code_step import CodeStep
from tutor.lesson.format.network_steps import ExperimentStep, NetworkPart
from tutor.network.spec import (
    ACTIVATIONS,
    Activation,
    Convention,
    Dataset,
    DataSpec,
    LayerSpec,
    Loss,
    NetworkSpec,
    OptimizerKind,
    OptimizerSpec,
    TrainingSpec,
    unit_names,
)
from tutor.network.variation import varied


def classes(loss: Loss = "categorical-cross-entropy") -> NetworkSpec:
    hidden, output = unit_names([4, 3])
    last = LayerSpec(output, "softmax" if loss == "categorical-cross-entropy" else "sigmoid")
    return NetworkSpec(
        inputs=("x1", "x2"),
        layers=(LayerSpec(hidden, "tanh", initializer="uniform"), last),
        loss=loss,
        training=TrainingSpec(OptimizerSpec(learning_rate=0.3)),
        rows=((0.2, 0.7, 1.0, 0.0, 0.0), (0.9, -0.4, 0.0, 1.0, 0.0), (-0.5, 0.3, 0.0, 0.0, 1.0)),
        seed=3,
    )


def with_optimizer(kind: OptimizerKind, convention: Convention = "pytorch", rate: float = 0.05) -> NetworkSpec:
    return replace(XOR, training=TrainingSpec(OptimizerSpec(kind, rate, convention=convention)))


def with_data(name: Dataset, noise: float) -> NetworkSpec:
    training = TrainingSpec(OptimizerSpec(learning_rate=0.3))
    if name == "line":
        return replace(LINEAR_NEURON, rows=None, data=DataSpec(name, 12, noise), training=training, seed=4)
    return replace(XOR, data=DataSpec(name, 12, noise), training=training)


def deep(activations: tuple[Activation, ...]) -> NetworkSpec:
    """One activation a layer, from units that are positive to units that are negative."""
    return NetworkSpec(
        inputs=("x1", "x2"),
        layers=tuple(
            LayerSpec(units, activation, initializer="he", biases=(0.1, -0.1))
            for units, activation in zip(unit_names([2] * len(activations)), activations, strict=True)
        ),
        loss="mean-squared-error",
        training=TrainingSpec(OptimizerSpec(learning_rate=0.05)),
        rows=((0.3, 0.8, 0.2, 0.9), (-0.6, 0.4, 0.7, 0.1), (1.1, -0.7, 0.5, 0.5)),
        seed=5,
    )


_INNER = ACTIVATIONS[:-1]
DEEP = [deep(_INNER[at : at + 5]) for at in range(0, len(_INNER), 5)]
"""Every activation but softmax."""

EXPORTABLE: dict[str, NetworkSpec] = {
    "neuron": NEURON,
    "two-two-two": TWO_TWO_TWO,
    "xor": XOR,
    "classes": classes(),
    "several-numbers": replace(
        TWO_TWO_TWO, freeze=(), layers=(TWO_TWO_TWO.layers[0], replace(TWO_TWO_TWO.layers[1], activation="linear"))
    ),
    "several-sigmoids": classes("binary-cross-entropy"),
    **{f"activations-{number}": spec for number, spec in enumerate(DEEP)},
    "huber": replace(DEEP[0], loss="huber", rows=((0.3, 0.8, 3.2, 0.9), (-0.6, 0.4, 0.7, -2.1), (1.1, -0.7, 0.5, 0.5))),
    "momentum": with_optimizer("momentum"),
    "momentum-keras": with_optimizer("momentum", "keras"),
    "nesterov": with_optimizer("nesterov"),
    "nesterov-keras": with_optimizer("nesterov", "keras"),
    "adam": with_optimizer("adam"),
    "adam-keras": with_optimizer("adam", "keras"),
    "adam-sklearn": with_optimizer("adam", "scikit-learn"),
    "rmsprop": with_optimizer("rmsprop"),
    "rmsprop-keras": with_optimizer("rmsprop", "keras"),
    "adamw": with_optimizer("adamw"),
    "adamw-keras": with_optimizer("adamw", "keras"),
    "adamw-frozen-weight": replace(
        TWO_TWO_TWO,
        training=TrainingSpec(OptimizerSpec("adamw", weight_decay=0.5)),
        freeze=("w5", "h1.bias"),
    ),
    "adamw-frozen-weights": replace(with_optimizer("adamw", "keras"), freeze=("weights",)),
    "penalties": replace(XOR, training=TrainingSpec(OptimizerSpec(learning_rate=0.1), l1=0.01, l2=0.02)),
    "l2": replace(XOR, training=TrainingSpec(OptimizerSpec(learning_rate=0.1), l2=0.02)),
    "clip-value": replace(XOR, training=TrainingSpec(OptimizerSpec(learning_rate=0.5), clip_value=0.01)),
    "clip-norm": replace(XOR, training=TrainingSpec(OptimizerSpec(learning_rate=0.5), clip_norm=0.05)),
    "clip-both": replace(XOR, training=TrainingSpec(OptimizerSpec(), clip_value=0.02, clip_norm=0.05)),
    "frozen-weight": replace(TWO_TWO_TWO, freeze=("w5", "h1.bias")),
    "frozen-weights": replace(XOR, freeze=("weights",)),
    "batch-norm": replace(classes(), layers=(replace(classes().layers[0], batch_norm=True), classes().layers[1])),
    "batch-norm-adam": replace(
        with_optimizer("adam"), layers=(replace(XOR.layers[0], batch_norm=True), XOR.layers[1]), freeze=("h1.beta",)
    ),
    "nesterov-of-0": replace(XOR, training=TrainingSpec(OptimizerSpec("nesterov", momentum=0.0))),
    "all-frozen": replace(XOR, freeze=("weights", "biases")),
    "one-class": replace(classes(), rows=((0.2, 0.7, 1.0, 0.0, 0.0), (0.9, -0.4, 1.0, 0.0, 0.0))),
    "saturated": replace(
        classes(),
        rows=((2e3, 7e3, 1.0, 0.0, 0.0), (-9e3, 4e3, 0.0, 1.0, 0.0), (-5e3, 3e3, 0.0, 0.0, 1.0)),
        layers=(LayerSpec(("a", "b", "c"), "softmax"),),
    ),
    "two-classes": replace(
        classes(),
        layers=(classes().layers[0], LayerSpec(("yes", "no"), "softmax")),
        rows=((0.2, 0.7, 1, 0), (0.9, 1, 0, 1)),
    ),
    "dropout": replace(XOR, layers=(replace(XOR.layers[0], dropout=0.4), XOR.layers[1])),
    "batches": replace(with_data("moons", 0.1), training=TrainingSpec(OptimizerSpec(learning_rate=0.3), batch_size=5)),
    "line": with_data("line", 0.05),
    "noisy-xor": with_data("xor", 0.1),
    "circles": with_data("circles", 0.02),
    "spirals": with_data("spirals", 0.0),
    "digits": NetworkSpec(
        inputs=tuple(f"x{number}" for number in range(64)),
        layers=(LayerSpec(tuple(f"o{number}" for number in range(10)), "softmax"),),
        loss="categorical-cross-entropy",
        training=TrainingSpec(OptimizerSpec(learning_rate=0.1)),
        data=DataSpec("digits", 20, 0.05),
    ),
}


@cache
def course() -> Mapping[str, NetworkSpec]:
    """The networks of the shipped course by where `export` finds them, every run of an experiment."""
    networks = {}
    for lesson_id, step in steps():
        name, where = step.network if isinstance(step, NetworkPart | CodeStep) else None, f"{lesson_id}/{step.id}"
        changes = step.vary.changes() if isinstance(step, ExperimentStep) else ()
        if name is not None:
            spec = lesson(lesson_id).networks[name].spec()
            varying = {f"{where} --run {number}": varied(spec, change) for number, change in enumerate(changes, 1)}
            networks.update(varying or {where: spec})
    return networks


@cache
def everything() -> Mapping[str, NetworkSpec]:
    """All of these and the generated ones."""
    return {**EXPORTABLE, **course(), **{f"generated-{n}": made.spec for n, made in enumerate(generated())}}
