"""What keeps a well-shaped network from being computed: losses, layers and examples that do not go together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from tutor.errors import Argument
from tutor.network.spec import Activation, Dataset, Loss, NetworkSpec

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list positions from a network's block down to the value, such as ('layers', 0, 'activation')."""

NEEDED_ACTIVATION: Final[Mapping[Loss, Activation]] = {
    "binary-cross-entropy": "sigmoid",
    "categorical-cross-entropy": "softmax",
}
"""Losses that are stable, and defined, only after one activation."""

_DATASET_SHAPES: Final[Mapping[Dataset, tuple[int, int]]] = {
    "line": (1, 1),
    "xor": (2, 1),
    "circles": (2, 1),
    "spirals": (2, 1),
    "moons": (2, 1),
}

_DIGIT_SIDES: Final = range(8, 33)
_DIGIT_CLASSES: Final = 10


@dataclass(frozen=True, slots=True)
class SpecProblem:
    """One thing that does not go together; its sentence is `wording.network.SPEC_PROBLEMS` by `code`."""

    code: str
    path: Path
    arguments: Mapping[str, Argument] = field(default_factory=dict)


def spec_problems(spec: NetworkSpec) -> tuple[SpecProblem, ...]:
    """Return what keeps a network from being computed, whose tables have the right sizes and whose names are unique."""
    return (*_layers(spec), *_rows(spec), *_dataset(spec))


def _layers(spec: NetworkSpec) -> Iterator[SpecProblem]:
    last = len(spec.layers) - 1
    needed = NEEDED_ACTIVATION.get(spec.loss)
    if needed is not None and spec.layers[last].activation != needed:
        arguments = {"loss": spec.loss, "needed": needed}
        yield SpecProblem("network.loss-needs-activation", ("layers", last, "activation"), arguments)
    for number, layer in enumerate(spec.layers):
        if layer.activation == "softmax" and (number != last or spec.loss != "categorical-cross-entropy"):
            yield SpecProblem("network.softmax-place", ("layers", number, "activation"))
    if spec.layers[last].dropout:
        yield SpecProblem("network.output-dropout", ("layers", last, "dropout"))


def _rows(spec: NetworkSpec) -> Iterator[SpecProblem]:
    if spec.rows is None:
        return
    for number, row in enumerate(spec.rows):
        targets = row[len(spec.inputs) :]
        if spec.loss == "binary-cross-entropy" and not all(0 <= target <= 1 for target in targets):
            yield SpecProblem("network.target-not-probability", ("rows", number))
        if spec.loss == "categorical-cross-entropy" and (min(targets) < 0 or not math.isclose(sum(targets), 1)):
            yield SpecProblem("network.targets-not-distribution", ("rows", number))
    one_example = len(spec.rows) == 1 or spec.training.batch_size == 1
    for number, layer in enumerate(spec.layers):
        if layer.batch_norm and one_example:
            yield SpecProblem("network.norm-needs-batch", ("layers", number, "batch_norm"))


def _dataset(spec: NetworkSpec) -> Iterator[SpecProblem]:
    if spec.data is None:
        return
    found = (len(spec.inputs), len(spec.outputs))
    if spec.data.name == "digits":
        if (
            math.isqrt(found[0]) ** 2 != found[0]
            or math.isqrt(found[0]) not in _DIGIT_SIDES
            or found[1] != _DIGIT_CLASSES
        ):
            yield SpecProblem("network.digits-shape", ("data",))
    elif found != _DATASET_SHAPES[spec.data.name]:
        inputs, targets = _DATASET_SHAPES[spec.data.name]
        arguments = {"data": spec.data.name, "inputs": inputs, "targets": targets}
        yield SpecProblem("network.dataset-shape", ("data",), arguments)
    if spec.data.name == "line" and spec.loss == "binary-cross-entropy":
        yield SpecProblem("network.dataset-not-classes", ("data",))
    if spec.data.name != "digits" and spec.loss == "categorical-cross-entropy":
        yield SpecProblem("network.dataset-not-one-hot", ("data",))
