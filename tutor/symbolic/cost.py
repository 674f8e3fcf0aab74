"""What a gradient costs: multiplications path by path and in reverse, operations of a formula expanded and shared.

Multiplications are counted as one for each two factors multiplied. A factor that happens to be 1 counts; the seed of
reverse accumulation, ∂L/∂L = 1, does not.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from itertools import pairwise

from tutor.symbolic.expression import Binary, Call, Expression, Negate, Symbol, walk
from tutor.symbolic.graph import Graph
from tutor.symbolic.substitute import substitute


def count_operations(formula: Expression) -> int:
    """Return how many signs +, −, ·, /, powers and functions are carried out to evaluate `formula` as it stands."""
    return sum(isinstance(part, Binary | Negate | Call) for part in walk(formula))


def gradient(graph: Graph, target: str, wrt: str) -> Expression:
    """Return ∂target/∂wrt as one formula in named quantities: the sum over paths of products of local derivatives."""
    products = [_product(graph, path) for path in graph.paths(wrt, target)]
    return reduce(lambda left, right: Binary("+", left, right), products)


def expanded(graph: Graph, formula: Expression) -> Expression:
    """Return `formula` with every named quantity written out in inputs."""
    for name in reversed(tuple(graph.definitions)):
        formula = substitute(formula, {Symbol(name): graph.definitions[name]})
    return formula


def multiplications_by_paths(graph: Graph, target: str, wrt: Collection[str]) -> int:
    """Return the multiplications that the gradients of `wrt` take if every path is multiplied out by itself."""
    return sum(len(path) - 2 for name in wrt for path in graph.paths(name, target))


def multiplications_in_reverse(graph: Graph, target: str, wrt: Collection[str]) -> int:
    """Return the multiplications that the gradients of `wrt` take by reverse accumulation: one for every edge on the
    way that does not lead into the target itself."""
    above = graph.ancestors(target)
    below = {name for name in graph.names if name in wrt or graph.ancestors(name) & set(wrt)}
    return sum(edge.of != target and edge.of in above and edge.by in below for edge in graph.edges)


def _product(graph: Graph, path: tuple[str, ...]) -> Expression:
    factors = [graph.local(of, by).result for by, of in pairwise(path)][::-1]
    return reduce(lambda left, right: Binary("*", left, right), factors)
