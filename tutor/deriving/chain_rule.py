"""The chain rule on a graph: every path from a variable to a target, factor by factor, with its numerical check."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tutor.deriving.derivation import Derivation
from tutor.deriving.graph import Graph
from tutor.errors import TutorError
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression
from tutor.slopes.check import SlopeCheck
from tutor.slopes.formula import check_formula, sum_of_products

MOST_PATHS: Final = 12
"""Two quantities that are forked ten times make a thousand paths, each with factors of its own."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One local derivative ∂of/∂by: how it was derived, its formula in the graph's names, its live value."""

    of: str
    by: str
    derivation: Derivation
    formula: Expression
    value: float


@dataclass(frozen=True, slots=True)
class Path:
    """One way from the variable to the target; `factors` stand as they are written, from the target down."""

    names: tuple[str, ...]
    """The quantities on the way, variable first: `(w, z, a, L)`."""
    factors: tuple[Factor, ...]
    product: float


@dataclass(frozen=True, slots=True)
class ChainRule:
    """∂target/∂wrt at one point: the sum over its paths of the products of their factors, and the check."""

    target: str
    wrt: str
    values: Mapping[str, float]
    paths: tuple[Path, ...]
    total: float
    check: SlopeCheck


def chain(graph: Graph, target: str, wrt: str, at: Mapping[str, float]) -> ChainRule:
    """Return ∂target/∂wrt of `graph` at the input values `at`, path by path.

    `wrt` may be any quantity; for one that is computed, the check moves it by itself and holds what it was computed
    from. Errors: those of `follow`; `graph.too-many-paths` for more than could be shown.
    """
    count = graph.count_paths(wrt, target)
    if count > MOST_PATHS:
        raise TutorError("graph.too-many-paths", target=target, wrt=wrt, count=count, most=MOST_PATHS)
    values = graph.values(at)
    paths = follow(graph, target, wrt, values)
    useful = graph.ancestors(target) | {target}
    definitions = {name: formula for name, formula in graph.definitions.items() if name in useful}
    held = {**at, wrt: values[wrt]}
    total = _total(paths, definitions, held)
    return ChainRule(target, wrt, values, paths, total, check_formula(definitions, target, wrt, held, total))


def _total(paths: tuple[Path, ...], definitions: Mapping[str, Expression], at: Mapping[str, float]) -> float:
    """The sum over the paths, whatever cancels in a factor; in floats where 40 digits go out of bounds."""
    exact = sum_of_products([[factor.formula for factor in path.factors] for path in paths], definitions, at)
    return math.fsum(path.product for path in paths) if math.isnan(exact) else exact


def follow(graph: Graph, target: str, wrt: str, values: Mapping[str, float]) -> tuple[Path, ...]:
    """Return every path from `wrt` to `target` with its factors at `values`, which has a number for every quantity.

    Errors: those of `Graph`; `graph.no-path` where there is none.
    """
    paths = tuple(_path(graph, names, values) for names in graph.paths(wrt, target))
    if not paths:
        raise TutorError("graph.no-path", target=target, wrt=wrt)
    return paths


def _path(graph: Graph, names: tuple[str, ...], values: Mapping[str, float]) -> Path:
    factors = tuple(_factor(graph, of, by, values) for of, by in pairwise(reversed(names)))
    return Path(names, factors, math.prod((factor.value for factor in factors), start=1.0))


def _factor(graph: Graph, of: str, by: str, values: Mapping[str, float]) -> Factor:
    formula = graph.formula(of, by)
    return Factor(of, by, graph.local(of, by), formula, value(formula, values))
