"""One example's way through a network as a graph of named quantities, dropout's mask fixed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from typing import Final

from tutor.deriving.graph import Edge, Graph
from tutor.explain.names import LOSS, FormulaNames
from tutor.formulas.expression import Binary, Call, Constant, Expression, Number, Operator, Symbol, plain, substitute
from tutor.formulas.parse import Vocabulary, parse
from tutor.network.functions import ACTIVATION_FUNCTIONS, LOSS_FUNCTIONS, Array
from tutor.network.network import Network, Trace
from tutor.network.parameters import ParameterLayout
from tutor.network.spec import LOSS_FACTS, Activation, NetworkSpec
from tutor.network.training import Trainer

_OUTPUT: Final = Symbol("a")
_LOSS_NAMES: Final = Vocabulary(("z", "a", "y", "t"))
"""What formulas of losses call a pre-activation, an output, its target, and the sum of all targets."""


def example_graph(
    spec: NetworkSpec, network: Network, names: FormulaNames, targets: Sequence[float], first: int = 0
) -> Graph:
    """Return the graph from inputs and parameters to the loss of one example; no layer may have batch normalisation.

    What stands before layer number `first` is left out.

    Where loss and last activation have one slope together (`Network.fused`), L is computed from the pre-activations of
    the outputs and the activations stand beside it; ∂L/∂z is known there as `o − t`. `targets` are the example's.
    """
    definitions: dict[str, Expression] = {}
    sources: Sequence[str] = names.units[first - 1] if first else names.inputs
    for number, layer in enumerate(spec.layers[first:], first):
        for unit in range(len(layer.units)):
            definitions[names.sums[number][unit]] = _weighted_sum(network.layout, names, number, unit, sources)
        for unit, name in enumerate(layer.units):
            active = _activation(layer.activation, names.sums[number], unit)
            dropped = Symbol(names.masks[number][unit])
            definitions[name] = Binary("*", dropped, active) if layer.dropout else active
        sources = layer.units
    definitions[LOSS] = _loss(spec, names)
    shorthand = _fused_slopes(spec, names, targets) if network.fused else {}
    return Graph(definitions, shorthand)


def values_of(trainer: Trainer, names: FormulaNames, trace: Trace, vector: Array) -> dict[str, float]:
    """Return the number of every quantity of the graph in `trace`, the forward pass of one example."""
    values = dict(zip(names.parameters, map(float, vector), strict=True))
    values |= _row(names.inputs, trace.layers[0].inputs) | _row(names.targets, trace.targets)
    for number, made in enumerate(trace.layers):
        values |= _row(names.sums[number], made.z) | _row(names.units[number], made.a)
        if made.mask is not None:
            values |= _row(names.masks[number], made.mask)
    return values | {LOSS: trace.loss}


def _row(names: Sequence[str], rows: Array) -> dict[str, float]:
    return dict(zip(names, map(float, rows[0]), strict=True))


def _weighted_sum(
    layout: ParameterLayout, names: FormulaNames, layer: int, unit: int, sources: Sequence[str]
) -> Expression:
    at = layout.slices[layer]
    weights = [names.parameters[at.weights.start + row * at.shape[1] + unit] for row in range(at.shape[0])]
    products = [_binary("*", weight, source) for weight, source in zip(weights, sources, strict=True)]
    return _sum([*products, Symbol(names.parameters[at.biases.start + unit])])


def _activation(activation: Activation, layer: Sequence[str], unit: int) -> Expression:
    total = _sum([_power_of_e(name) for name in layer])
    parts: dict[Expression, Expression] = {Symbol("z"): Symbol(layer[unit]), Symbol("total"): total}
    return substitute(ACTIVATION_FUNCTIONS[activation].formula, parts)


def _loss(spec: NetworkSpec, names: FormulaNames) -> Expression:
    outputs = list(zip(names.sums[-1], spec.outputs, names.targets, strict=True))
    match spec.loss:
        case "squared-error" | "half-squared-error" | "mean-squared-error" | "huber" | "binary-cross-entropy":
            term = _read(LOSS_FUNCTIONS[spec.loss].stable_term or LOSS_FACTS[spec.loss].term)
            return _sum([_times(_weight(spec), _of_output(term, *output)) for output in outputs])
        case "categorical-cross-entropy":
            # −Σ y·ln p with ln p = z − ln Σ e^z.
            total = Call("ln", (_sum([_power_of_e(z) for z, _, _ in outputs]),))
            chosen = _sum([_binary("*", y, z) for z, _, y in outputs])
            return Binary("-", Binary("*", _sum([Symbol(y) for y in names.targets]), total), chosen)


def _fused_slopes(spec: NetworkSpec, names: FormulaNames, targets: Sequence[float]) -> dict[Edge, Expression]:
    """∂L/∂z of the outputs: o − t; before softmax o·Σt − t, for targets that do not add up to 1."""
    whole = math.isclose(sum(targets), 1.0, rel_tol=1e-12)
    total = _sum([Symbol(target) for target in names.targets])
    scaled = _OUTPUT if whole else Binary("*", _OUTPUT, total)
    slope = substitute(_read(LOSS_FACTS[spec.loss].fused_slope), {Binary("*", _OUTPUT, Symbol("t")): scaled})
    return {
        Edge(LOSS, z): _times(_weight(spec), _of_output(slope, z, output, target))
        for z, output, target in zip(names.sums[-1], spec.outputs, names.targets, strict=True)
    }


def _read(formula: str) -> Expression:
    return plain(parse(formula, _LOSS_NAMES))


def _of_output(formula: Expression, z: str, output: str, target: str) -> Expression:
    return substitute(formula, {Symbol("z"): Symbol(z), _OUTPUT: Symbol(output), Symbol("y"): Symbol(target)})


def _weight(spec: NetworkSpec) -> Expression | None:
    """What one output's term counts in the loss; None for 1."""
    averaged = LOSS_FACTS[spec.loss].averaged and len(spec.outputs) > 1
    return Binary("/", Number("1"), Number(str(len(spec.outputs)))) if averaged else None


def _binary(operator: Operator, left: str, right: str) -> Expression:
    return Binary(operator, Symbol(left), Symbol(right))


def _times(weight: Expression | None, term: Expression) -> Expression:
    return term if weight is None else Binary("*", weight, term)


def _power_of_e(name: str) -> Expression:
    return Binary("^", Constant("e"), Symbol(name))


def _sum(terms: Sequence[Expression]) -> Expression:
    return reduce(lambda left, right: Binary("+", left, right), terms)
