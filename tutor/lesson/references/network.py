"""Errors between the parts of a well-shaped network: sizes that do not fit, names used twice, data that is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import nearest
from tutor.lesson.format.network_block import Network
from tutor.lesson.references.run_limits import pass_problems
from tutor.network.quantities import FIXED_WORDS
from tutor.network.spec import FROZEN_GROUPS, NetworkSpec
from tutor.network.validation import spec_problems

MOST_PARAMETERS: Final = 50_000
"""More would make a step of training too slow to watch."""


def network_problems(network: Network, node: Node) -> Problems:
    """Yield what does not fit in the network that stands at `node`; sizes first, because names hang on them."""
    sizes = list(_sizes(network, node))
    yield from sizes
    if sizes:
        return
    spec = network.spec()
    problems = [*_names(spec, network, node), *_data(spec, network, node)]
    problems += pass_problems(spec, node)
    yield from problems
    for found in spec_problems(spec) if not problems else ():
        yield (node / found.path).problem(found.code, **found.arguments)


def _sizes(network: Network, node: Node) -> Problems:
    counts = [len(layer.units) for layer in network.spec().layers]
    incoming = len(network.spec().inputs)
    parameters = 0
    for index, (layer, units) in enumerate(zip(network.layers, counts, strict=True)):
        here = node / "layers" / index
        if layer.weights is not None:
            yield from _matrix(layer.weights, incoming, units, here / "weights")
        if layer.weight_names is not None:
            yield from _matrix(layer.weight_names, incoming, units, here / "weight_names")
        for key, vector in (("biases", layer.biases), ("bias_names", layer.bias_names)):
            if vector is not None and len(vector) != units:
                yield (here / key).problem("vector-size", key=key, expected=units, given=len(vector))
        parameters += (incoming + 1) * units
        incoming = units
    if parameters > MOST_PARAMETERS:
        yield node.key_problem("network-too-large", given=parameters, most=MOST_PARAMETERS)
    targets = network.targets
    if targets is not None and len(targets) != counts[-1]:
        yield (node / "targets").problem("vector-size", key="targets", expected=counts[-1], given=len(targets))


def _matrix(rows: Sequence[Sequence[object]], height: int, width: int, node: Node) -> Problems:
    if len(rows) != height or any(len(row) != width for row in rows):
        given = f"{len(rows)}x{len(rows[0]) if rows else 0}"
        yield node.problem("matrix-size", key=str(node.path[-1]), rows=height, columns=width, given=given)


def _names(spec: NetworkSpec, network: Network, node: Node) -> Problems:
    parameters = [name for layer in range(len(spec.layers)) for row in spec.weight_names(layer) for name in row]
    parameters += [name for layer in range(len(spec.layers)) for name in spec.bias_names(layer)]
    units = [*spec.inputs, *(unit for layer in spec.layers for unit in layer.units), *spec.targets]
    seen: set[str] = set()
    for name in (*units, *parameters):
        if name in seen:
            yield node.key_problem("name-used-twice", name=name)
        if name in FIXED_WORDS:
            yield node.key_problem("name-is-a-fixed-word", name=name)
        seen.add(name)
    for index, name in enumerate(network.freeze):
        if name not in FROZEN_GROUPS and name not in parameters:
            yield (node / "freeze" / index).problem(
                "unknown-parameter-to-freeze",
                name=name,
                suggestion=nearest(name, (*FROZEN_GROUPS, *parameters)) or FROZEN_GROUPS[0],
            )


def _data(spec: NetworkSpec, network: Network, node: Node) -> Problems:
    if (network.rows is None) == (network.data is None):
        yield node.key_problem("rows-or-data")
    width = len(spec.inputs) + len(spec.outputs)
    for index, row in enumerate(network.rows or ()):
        if len(row) != width:
            sizes = {"inputs": len(spec.inputs), "targets": len(spec.outputs), "given": len(row)}
            yield (node / "rows" / index).problem("row-size", **sizes)
