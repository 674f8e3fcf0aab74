"""One gradient as symbol, as number and checked: one chosen example at one frozen step."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from tutor.deriving.chain_rule import Edge, Graph, Path, follow
from tutor.errors import TutorError
from tutor.explain.measure import Passes, backprop_number, check_of, passes_of, share_of, value_in
from tutor.explain.names import LOSS, FormulaNames, Variable, formula_names, loss_name, variable_of
from tutor.formulas.expression import Binary, Call, Constant, Expression, Number, Operator, Symbol, plain, substitute
from tutor.formulas.parse import Vocabulary, parse
from tutor.network.functions import ACTIVATION_FUNCTIONS, LOSS_FUNCTIONS, Array
from tutor.network.gradient_check import check_parameter
from tutor.network.network import Network, Trace
from tutor.network.parameters import ParameterLayout
from tutor.network.quantities import QuantityNames
from tutor.network.spec import LOSS_FACTS, Activation, NetworkSpec
from tutor.network.training import GradientTerm, Trainer, TrainingStep, gradient_terms
from tutor.slopes.check import SlopeCheck

_OUTPUT: Final = Symbol("a")
_LOSS_NAMES: Final = Vocabulary(("z", "a", "y", "t"))
"""What formulas of losses call a pre-activation, an output, its target, and the sum of all targets."""
MOST_PATHS: Final = 12
"""More paths than these are counted, not listed."""
MOST_TERMS: Final = 128
"""Where a weighted sum that is differentiated has more products than these, no path is listed."""
MOST_SHARES: Final = 6
"""Of more examples, only the share of the chosen one is told."""
MOST_DELTAS: Final = 16
"""More δ's than these are not listed either, only the one that the gradient is computed from."""


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


def values_of(names: FormulaNames, trace: Trace, vector: Array) -> dict[str, float]:
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


@dataclass(frozen=True, slots=True)
class Route:
    """One path from the quantity to the loss: its factors, and the units that it passes, to be lit in the diagram."""

    path: Path
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Symbols:
    """The formula side: names, what defines those on the paths, in the order of computation, and the paths.

    `total` is the sum over the paths of their products.
    """

    wrt: str
    definitions: Mapping[str, Expression]
    values: Mapping[str, float]
    routes: tuple[Route, ...]
    total: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """∂`loss`/∂quantity for one example, numbered from 0 in the step, penalty and clipping left out.

    `symbols` lists the paths; it is None where there are too many (`path_count` says how many), where one of their sums
    is too long (`term_count` is the number of products in the longest one), or where batch normalisation couples the
    examples (`coupled`; then it is ∂L/∂quantity of the whole step, penalty included).
    `deltas` names the layers and units whose δ's lead to it, outputs first. `backprop` is the engine's number, and
    `check` holds that against slopes of the engine's loss.
    `shares` are the examples' parts, by their number, whose mean `terms` lead from to what the update uses; all are
    empty for what is no parameter. Of many of the `count` examples only the chosen one's share is there.
    """

    quantity: str
    value: float
    loss: str
    example: int
    count: int
    path_count: int
    term_count: int
    coupled: bool
    symbols: Symbols | None
    deltas: tuple[tuple[int, str], ...]
    backprop: float
    check: SlopeCheck
    shares: Mapping[int, float]
    terms: tuple[GradientTerm, ...]


def explain(
    spec: NetworkSpec, trainer: Trainer, step: TrainingStep, example: int, name: str, most_paths: int = MOST_PATHS
) -> Explanation:
    """Return the explanation of ∂L/∂`name` for example number `example` of `step`.

    `name` is a parameter, an input, or a unit's `z` or `a` as `QuantityNames` finds it. Errors:
    `network.unknown-quantity`; `explain.no-gradient` for what training computes no gradient for; `explain.fused` for
    the activation of an output whose loss is computed from its z.
    """
    quantity = QuantityNames(spec, trainer.network.layout).find(name)
    variable = variable_of(quantity)
    if variable is None:
        raise TutorError("explain.no-gradient", name=name)
    names = formula_names(spec, trainer.network.layout)
    layer, unit = _first_unit(trainer, variable)
    if trainer.network.fused and variable.kind == "a" and layer == len(spec.layers) - 1:
        raise TutorError("explain.fused", name=name, z=f"{spec.outputs[unit]}.z")
    passes = passes_of(trainer, step, example)
    count = _count_paths(spec, variable, layer)
    terms = _longest_sum(spec, variable, layer)
    listed = count <= most_paths and terms <= MOST_TERMS and not passes.coupled
    whole = passes.coupled and variable.kind == "parameter"
    backprop = float(step.gradient[variable.index]) if whole else backprop_number(trainer, passes, variable)
    return Explanation(
        quantity=name,
        value=float(value_in(passes.forward, passes.row, variable)),
        loss=loss_name(trainer, step, example),
        example=example,
        count=len(step.trace.targets),
        path_count=count,
        term_count=terms,
        coupled=passes.coupled,
        symbols=_symbols(spec, trainer, names, passes, variable) if listed else None,
        deltas=_deltas(spec, variable, layer, unit),
        backprop=backprop,
        check=check_parameter(trainer, step, variable.index) if whole else check_of(passes, variable, backprop),
        shares=_shares(trainer, step, example, variable) if variable.kind == "parameter" else {},
        terms=gradient_terms(trainer, step, variable.index) if variable.kind == "parameter" else (),
    )


def _symbols(spec: NetworkSpec, trainer: Trainer, names: FormulaNames, passes: Passes, variable: Variable) -> Symbols:
    made = passes.forward
    targets, wrt = [float(target) for target in made.trace.targets[0]], names.of(variable)
    graph = example_graph(spec, trainer.network, names, targets, max(variable.layer, 0))
    values = values_of(names, made.trace, made.vector)
    paths = follow(graph, LOSS, wrt, values)
    unit_of = names.unit_of
    routes = tuple(
        Route(path, tuple(dict.fromkeys(unit_of[name] for name in path.names if name in unit_of))) for path in paths
    )
    on_paths = {name for path in paths for name in path.names}
    definitions = {name: formula for name, formula in graph.definitions.items() if name in on_paths}
    return Symbols(wrt, definitions, values, routes, math.fsum(path.product for path in paths))


def _shares(trainer: Trainer, step: TrainingStep, example: int, variable: Variable) -> dict[int, float]:
    """What each example adds to the sum of all that ∂L/∂θ is the mean of; of too many only that of `example`."""
    count = len(step.trace.targets)
    told = range(count) if count <= MOST_SHARES else (example,)
    return {one: share_of(trainer, passes_of(trainer, step, one), variable) for one in told}


def _first_unit(trainer: Trainer, variable: Variable) -> tuple[int, int]:
    """Layer and number of the unit that a parameter feeds or that a pre-activation or activation belongs to."""
    if variable.kind == "parameter":
        return variable.layer, trainer.network.layout.unit_of(variable.index)
    return variable.layer, variable.index


def _count_paths(spec: NetworkSpec, variable: Variable, layer: int) -> int:
    """Every unit after it can be passed: the widths of the layers after the first unit, multiplied."""
    after = spec.layers if variable.kind == "input" else spec.layers[layer + 1 :]
    return math.prod(len(each.units) for each in after)


def _longest_sum(spec: NetworkSpec, variable: Variable, layer: int) -> int:
    """Products in the longest weighted sum on the way to the loss; a unit's own is on it for its parameters only."""
    first = layer if variable.kind == "parameter" else layer + 1
    return max((len(spec.sources(number)) for number in range(first, len(spec.layers))), default=0)


def _deltas(spec: NetworkSpec, variable: Variable, layer: int, unit: int) -> tuple[tuple[int, str], ...]:
    """The units after the first one, and it; where they are too many, only those that the gradient is made of."""
    above = [(number, one) for number in range(len(spec.layers) - 1, layer, -1) for one in spec.layers[number].units]
    own = above[-len(spec.layers[0].units) :] if variable.kind == "input" else [(layer, spec.layers[layer].units[unit])]
    places = list(dict.fromkeys([*above, *own]))
    return tuple(places if len(places) <= MOST_DELTAS else own[:MOST_DELTAS])
