"""What keeps a well-shaped network from being computed: losses, layers and examples that do not go together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from tutor.errors import Argument
from tutor.network.spec import ACTIVATION_FACTS, DATASET_FACTS, LOSS_FACTS, TARGETS, NetworkSpec

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list positions from a network's block down to the value, such as ('layers', 0, 'activation')."""


@dataclass(frozen=True, slots=True)
class SpecProblem:
    """One thing that does not go together; its sentence is `wording.network.SPEC_PROBLEMS` by `code`."""

    code: str
    path: Path
    arguments: Mapping[str, Argument] = field(default_factory=dict)


def spec_problems(spec: NetworkSpec) -> tuple[SpecProblem, ...]:
    """Return what keeps a network from being computed, whose tables have the right sizes and whose names are unique."""
    return (*_layers(spec), *_optimizer(spec), *_rows(spec), *_dataset(spec), *_normalised(spec))


def _layers(spec: NetworkSpec) -> Iterator[SpecProblem]:
    last = len(spec.layers) - 1
    needed = LOSS_FACTS[spec.loss].last
    if needed is not None and spec.layers[last].activation != needed:
        arguments = {"loss": spec.loss, "needed": needed}
        yield SpecProblem("network.loss-needs-activation", ("layers", last, "activation"), arguments)
    for number, layer in enumerate(spec.layers):
        if ACTIVATION_FACTS[layer.activation].couples_units and (number != last or needed != layer.activation):
            yield SpecProblem("network.softmax-place", ("layers", number, "activation"))
    if spec.layers[last].dropout:
        yield SpecProblem("network.output-dropout", ("layers", last, "dropout"))


def _optimizer(spec: NetworkSpec) -> Iterator[SpecProblem]:
    optimizer = spec.training.optimizer
    if not optimizer.is_known:
        arguments = {"convention": optimizer.convention, "kind": optimizer.kind}
        yield SpecProblem("network.convention-lacks", ("optimizer", "convention"), arguments)


def _rows(spec: NetworkSpec) -> Iterator[SpecProblem]:
    """Examples whose targets are not such as the loss wants."""
    for number, row in enumerate(spec.rows or ()):
        targets = row[len(spec.inputs) :]
        match LOSS_FACTS[spec.loss].targets:
            case "probabilities" if not all(0 <= target <= 1 for target in targets):
                yield SpecProblem("network.target-not-probability", ("rows", number))
            case "distribution" if min(targets) < 0 or not math.isclose(sum(targets), 1):
                yield SpecProblem("network.targets-not-distribution", ("rows", number))
            case "numbers" | "probabilities" | "distribution":
                pass


def _normalised(spec: NetworkSpec) -> Iterator[SpecProblem]:
    """Layers whose units are normalised by themselves alone in some step: the last batch of an epoch may be smaller."""
    batch = min(spec.training.batch_size or spec.size, spec.size)
    if spec.size % batch == 1 or batch == 1:
        arguments = {"count": spec.size, "batch": batch}
        for number, layer in enumerate(spec.layers):
            if layer.batch_norm:
                yield SpecProblem("network.norm-needs-batch", ("layers", number, "batch_norm"), arguments)


def _dataset(spec: NetworkSpec) -> Iterator[SpecProblem]:
    if spec.data is None:
        return
    facts, wanted = DATASET_FACTS[spec.data.name], LOSS_FACTS[spec.loss].targets
    if len(spec.inputs) not in facts.inputs or len(spec.outputs) != facts.outputs:
        if facts.pictures:
            yield SpecProblem("network.digits-shape", ("data",))
        else:
            arguments = {"data": spec.data.name, "inputs": facts.inputs[0], "targets": facts.outputs}
            yield SpecProblem("network.dataset-shape", ("data",), arguments)
    too_general = TARGETS.index(facts.targets) < TARGETS.index(wanted)
    match wanted:
        case "probabilities" if too_general:
            yield SpecProblem("network.dataset-not-classes", ("data",))
        case "distribution" if too_general:
            yield SpecProblem("network.dataset-not-one-hot", ("data",))
        case "numbers" | "probabilities" | "distribution":
            return
