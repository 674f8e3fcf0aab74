"""The chain rule on a graph of named quantities: every path from one to another, factor by factor, with its check."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Final, NamedTuple

from tutor.deriving.derive import Derivation, derive
from tutor.errors import TutorError
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression, Symbol, substitute, walk
from tutor.slopes.check import SlopeCheck
from tutor.slopes.formula import check_formula, sum_of_products

MOST_PATHS: Final = 12
"""Two quantities that are forked ten times make a thousand paths, each with factors of its own."""


class Edge(NamedTuple):
    """The quantity `of` is computed directly from the quantity `by`."""

    of: str
    by: str


class Graph:
    """A computational graph: every quantity has a name and a formula in other names; names without one are inputs.

    Errors: `graph.cycle` where a quantity would be computed from itself; every method `graph.unknown-name` for a name
    that the graph does not have.
    """

    def __init__(
        self, definitions: Mapping[str, Expression], shorthand: Mapping[Edge, Expression] | None = None
    ) -> None:
        """Take formulas by name; `shorthand` are local derivatives that are known in a shorter form, by edge."""
        used = {
            name: tuple(dict.fromkeys(part.name for part in walk(formula) if isinstance(part, Symbol)))
            for name, formula in definitions.items()
        }
        try:
            order = [name for name in TopologicalSorter(used).static_order() if name in definitions]
        except CycleError as error:
            raise TutorError("graph.cycle", names=" → ".join(reversed(error.args[1]))) from None
        self.definitions: Mapping[str, Expression] = {name: definitions[name] for name in order}
        self.inputs = tuple(dict.fromkeys(name for part in used.values() for name in part if name not in definitions))
        self._parents = used | dict.fromkeys(self.inputs, ())
        self._locals: dict[Edge, Derivation] = {}
        self._shorthand = shorthand or {}

    @property
    def names(self) -> tuple[str, ...]:
        """All quantities, inputs first, each after those that it is computed from."""
        return self.inputs + tuple(self.definitions)

    def parents(self, name: str) -> tuple[str, ...]:
        """Return the quantities that `name` is computed from, in the order of its formula."""
        return self._parents[self._known(name)]

    def children(self, name: str) -> tuple[str, ...]:
        """Return the quantities that are computed from `name` directly."""
        self._known(name)
        return tuple(of for of in self.definitions if name in self._parents[of])

    def local(self, of: str, by: str) -> Derivation:
        """Return the derivation of the local derivative ∂of/∂by; `graph.no-edge` where `of` does not contain `by`."""
        edge = Edge(of, by)
        if edge not in self._locals:
            if by not in self.parents(of):
                raise TutorError("graph.no-edge", of=of, by=by)
            self._locals[edge] = derive(self.definitions[of], by)
        return self._locals[edge]

    def formula(self, of: str, by: str) -> Expression:
        """Return ∂of/∂by with the graph's own names: for a = σ(z), `a·(1 − a)` and not `σ(z)·(1 − σ(z))`."""
        derivation = self.local(of, by)
        if short := self._shorthand.get(Edge(of, by)):
            return short
        return substitute(derivation.result, {derivation.of: Symbol(of)})

    def paths(self, wrt: str, target: str) -> Iterator[tuple[str, ...]]:
        """Yield every way from `wrt` up to `target` as names, `(w, z, a, L)`."""
        self._known(wrt)
        if wrt == target:
            yield (target,)
            return
        useful = self.ancestors(target)
        for child in self.children(wrt):
            if child == target or child in useful:
                for rest in self.paths(child, target):
                    yield (wrt, *rest)

    def count_paths(self, wrt: str, target: str) -> int:
        """Return the number of paths without listing them."""
        counts = {self._known(wrt): 1}
        for name in self.definitions:
            if name != wrt:
                counts[name] = sum(counts.get(parent, 0) for parent in self._parents[name])
        return counts.get(self._known(target), 0)

    def ancestors(self, target: str) -> frozenset[str]:
        """Return all quantities that `target` is computed from, directly or not."""
        found: set[str] = set()
        waiting = list(self.parents(target))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.parents(name)
        return frozenset(found)

    def values(self, at: Mapping[str, float]) -> dict[str, float]:
        """Return the value of every quantity, nan where it has none; a quantity given in `at` keeps the given value.

        Errors: `graph.missing-value` for an input without a value.
        """
        for name in self.inputs:
            if name not in at:
                raise TutorError("graph.missing-value", name=name)
        values = {name: float(at[name]) for name in self.inputs}
        for name, formula in self.definitions.items():
            values[name] = float(at[name]) if name in at else value(formula, values)
        return values

    def _known(self, name: str) -> str:
        if name not in self._parents:
            raise TutorError("graph.unknown-name", name=name, known=", ".join(self.names))
        return name


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
