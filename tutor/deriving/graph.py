"""Named quantities that are computed from each other, and how fast each moves with those that it is computed from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from tutor.deriving.derivation import Derivation
from tutor.deriving.derive import derive
from tutor.errors import TutorError
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression, Symbol, substitute, walk


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
        order = [name for name in _in_order_of_computation(used) if name in definitions]
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


def _in_order_of_computation(used: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    try:
        return tuple(TopologicalSorter(used).static_order())
    except CycleError as error:
        raise TutorError("graph.cycle", names=" → ".join(reversed(error.args[1]))) from None
