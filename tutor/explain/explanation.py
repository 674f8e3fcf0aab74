"""One gradient as symbol, as number and checked: one chosen example at one frozen step."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tutor.deriving.chain_rule import Path, follow
from tutor.deriving.graph import Graph
from tutor.errors import TutorError
from tutor.explain.example_graph import example_graph, values_of
from tutor.explain.measure import Passes, backprop_number, check_of, current_value, passes_of, share_of
from tutor.explain.names import LOSS, FormulaNames, Variable, formula_names, loss_name, variable_of
from tutor.formulas.expression import Expression
from tutor.network.gradient_check import check_parameter
from tutor.network.quantities import QuantityNames
from tutor.network.spec import NetworkSpec
from tutor.network.training import GradientTerm, Trainer, TrainingStep, gradient_terms
from tutor.slopes.check import SlopeCheck

MOST_PATHS: Final = 12
"""More paths than these are counted, not listed."""
MOST_TERMS: Final = 128
"""Where a weighted sum that is differentiated has more products than these, no path is listed."""
MOST_SHARES: Final = 6
"""Of more examples, only the share of the chosen one is told."""
MOST_DELTAS: Final = 16
"""More δ's than these are not listed either, only the one that the gradient is computed from."""


@dataclass(frozen=True, slots=True)
class Route:
    """One path from the quantity to the loss: its factors, and the units that it passes, to be lit in the diagram."""

    path: Path
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Symbols:
    """The formula side: names, definitions and paths; `total` is the sum over the paths of their products."""

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
        value=current_value(passes, variable),
        loss=loss_name(trainer, step, example),
        example=example,
        count=len(step.trace.targets),
        path_count=count,
        term_count=terms,
        coupled=passes.coupled,
        symbols=_symbols(spec, trainer, names, passes, variable) if listed else None,
        deltas=_deltas(spec, variable, layer, unit),
        backprop=backprop,
        check=check_parameter(trainer, step, variable.index)
        if whole
        else check_of(trainer, passes, variable, backprop),
        shares=_shares(trainer, step, example, variable) if variable.kind == "parameter" else {},
        terms=gradient_terms(trainer, step, variable.index) if variable.kind == "parameter" else (),
    )


def _symbols(spec: NetworkSpec, trainer: Trainer, names: FormulaNames, passes: Passes, variable: Variable) -> Symbols:
    targets, wrt = [float(target) for target in passes.trace.targets[0]], names.of(variable)
    graph = example_graph(spec, trainer.network, names, targets, max(variable.layer, 0))
    values = values_of(trainer, names, passes.trace, passes.vector)
    paths = follow(graph, LOSS, wrt, values)
    unit_of = names.unit_of
    routes = tuple(
        Route(path, tuple(dict.fromkeys(unit_of[name] for name in path.names if name in unit_of))) for path in paths
    )
    return Symbols(wrt, _used(graph, paths), values, routes, math.fsum(path.product for path in paths))


def _used(graph: Graph, paths: tuple[Path, ...]) -> dict[str, Expression]:
    """The definitions of what stands on the paths, in the order of computation."""
    on_paths = {name for path in paths for name in path.names}
    return {name: formula for name, formula in graph.definitions.items() if name in on_paths}


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
