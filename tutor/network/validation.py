"""Whether a network's specification fits together: what is wrong, as codes with the place in the specification."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from tutor.errors import Argument
from tutor.network.spec import FROZEN_GROUPS, Activation, Dataset, DataSpec, LayerSpec, Loss, NetworkSpec

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list positions from a network's block down to the value, such as ('layers', 0, 'weights')."""

_NEEDED_ACTIVATION: Final[Mapping[Loss, Activation]] = {
    "binary-cross-entropy": "sigmoid",
    "categorical-cross-entropy": "softmax",
}

DATASET_SHAPES: Final[Mapping[Dataset, tuple[int, int]]] = {
    "line": (1, 1),
    "xor": (2, 1),
    "circles": (2, 1),
    "spirals": (2, 1),
    "moons": (2, 1),
    "digits": (64, 10),
}
"""How many inputs and targets an example of each data set has."""


@dataclass(frozen=True, slots=True)
class SpecProblem:
    """One thing that does not fit; its sentence is `wording.network.SPEC_PROBLEMS` by `code`."""

    code: str
    path: Path
    arguments: Mapping[str, Argument] = field(default_factory=dict)


def spec_problems(spec: NetworkSpec) -> tuple[SpecProblem, ...]:
    """Return everything that keeps `spec` from being computed; the engine takes any specification without problems."""
    return (*_shapes(spec), *_names(spec), *_pairing(spec), *_examples(spec), *_freeze(spec))


def _shapes(spec: NetworkSpec) -> Iterator[SpecProblem]:
    for number, layer in enumerate(spec.layers):
        path: Path = ("layers", number)
        sources, units = len(spec.sources(number)), len(layer.units)
        for key, table in (("weights", layer.weights), ("weight_names", layer.weight_names)):
            if table is not None and (len(table) != sources or any(len(row) != units for row in table)):
                arguments: dict[str, Argument] = {"key": key, "rows": sources, "columns": units}
                yield SpecProblem("network-table-shape", (*path, key), arguments)
        for key, row in (("biases", layer.biases), ("bias_names", layer.bias_names)):
            if row is not None and len(row) != units:
                yield SpecProblem("network-row-length", (*path, key), {"key": key, "wanted": units, "found": len(row)})
    if spec.target_names is not None and len(spec.target_names) != len(spec.outputs):
        lengths = {"wanted": len(spec.outputs), "found": len(spec.target_names)}
        yield SpecProblem("network-row-length", ("targets",), {"key": "targets", **lengths})


def _names(spec: NetworkSpec) -> Iterator[SpecProblem]:
    places: list[tuple[str, Path]] = [(name, ("inputs",)) for name in spec.inputs]
    for number, layer in enumerate(spec.layers):
        places += [(name, ("layers", number, "units")) for name in layer.units]
        places += [(name, ("layers", number, "weight_names")) for row in layer.weight_names or () for name in row]
        places += [(name, ("layers", number, "bias_names")) for name in layer.bias_names or ()]
    places += [(name, ("targets",) if spec.target_names else ("layers",)) for name in spec.targets]
    seen = {"loss", "learning_rate"}
    for name, path in places:
        if name in seen:
            yield SpecProblem("network-name-twice", path, {"name": name})
        seen.add(name)


def _pairing(spec: NetworkSpec) -> Iterator[SpecProblem]:
    last = len(spec.layers) - 1
    needed = _NEEDED_ACTIVATION.get(spec.loss)
    if needed is not None and spec.layers[last].activation != needed:
        arguments = {"loss": spec.loss, "needed": needed}
        yield SpecProblem("network-loss-needs-activation", ("layers", last, "activation"), arguments)
    for number, layer in enumerate(spec.layers):
        if layer.activation == "softmax" and (number != last or spec.loss != "categorical-cross-entropy"):
            yield SpecProblem("network-softmax-place", ("layers", number, "activation"))
    if spec.layers[last].dropout:
        yield SpecProblem("network-output-dropout", ("layers", last, "dropout"))


def _examples(spec: NetworkSpec) -> Iterator[SpecProblem]:
    if (spec.rows is None) == (spec.data is None):
        yield SpecProblem("network-rows-or-data", ())
    inputs, outputs = len(spec.inputs), len(spec.outputs)
    for number, row in enumerate(spec.rows or ()):
        if len(row) != inputs + outputs:
            arguments = {"inputs": inputs, "targets": outputs, "found": len(row)}
            yield SpecProblem("network-example-length", ("rows", number), arguments)
        else:
            yield from _target_range(spec, number, row[inputs:])
    if spec.data is not None and DATASET_SHAPES[spec.data.name] != (inputs, outputs):
        yield _wrong_dataset(spec.data)
    if spec.rows is not None and len(spec.rows) == 1 and any(layer.batch_norm for layer in spec.layers):
        yield SpecProblem("network-norm-needs-batch", ("rows",))


def _target_range(spec: NetworkSpec, number: int, targets: tuple[float, ...]) -> Iterator[SpecProblem]:
    if spec.loss == "binary-cross-entropy" and not all(0 <= target <= 1 for target in targets):
        yield SpecProblem("network-target-not-probability", ("rows", number))
    if spec.loss == "categorical-cross-entropy" and (min(targets) < 0 or abs(sum(targets) - 1) > 1e-9):
        yield SpecProblem("network-targets-not-distribution", ("rows", number))


def _wrong_dataset(data: DataSpec) -> SpecProblem:
    inputs, targets = DATASET_SHAPES[data.name]
    return SpecProblem("network-dataset-shape", ("data",), {"data": data.name, "inputs": inputs, "targets": targets})


def _freeze(spec: NetworkSpec) -> Iterator[SpecProblem]:
    parameters = set(_parameter_names(spec))
    for number, name in enumerate(spec.freeze):
        if name not in FROZEN_GROUPS and name not in parameters:
            yield SpecProblem("network-unknown-parameter", ("freeze", number), {"name": name})


def _parameter_names(spec: NetworkSpec) -> Iterator[str]:
    for number, layer in enumerate(spec.layers):
        yield from (name for row in spec.weight_names(number) for name in row)
        yield from (f"w[{source},{unit}]" for source in spec.sources(number) for unit in layer.units)
        yield from spec.bias_names(number)
        yield from _own_names(layer)


def _own_names(layer: LayerSpec) -> Iterator[str]:
    yield from (f"{unit}.bias" for unit in layer.units)
    if layer.batch_norm:
        yield from (f"{unit}.{kind}" for unit in layer.units for kind in ("gamma", "beta"))
