"""What a gradient costs: multiplications path by path and in reverse, operations of a formula expanded and shared.

Multiplications are counted as one for each two factors multiplied. A factor that happens to be 1 counts; the seed of
reverse accumulation, ∂L/∂L = 1, does not.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from tutor.deriving.arithmetic import add, multiply
from tutor.deriving.chain_rule import Edge, Graph
from tutor.deriving.convert import to_expression, to_sympy
from tutor.formulas.expression import Binary, Call, Expression, Negate, Symbol, substitute, walk


def count_operations(formula: Expression) -> int:
    """Return how many signs +, −, ·, /, powers and functions are carried out to evaluate `formula` as it stands."""
    return sum(isinstance(part, Binary | Negate | Call) for part in walk(formula))


def gradient(graph: Graph, target: str, wrt: str, *, reuse: bool = False) -> Expression:
    """Return ∂target/∂wrt as one formula in named quantities: the sum over paths of products of local derivatives.

    With `reuse` a local derivative names what is known already: `a·(1 − a)` instead of `σ(z)·(1 − σ(z))`.
    """
    local = graph.formula if reuse else lambda of, by: graph.local(of, by).result
    products = [
        multiply(*(to_sympy(local(of, by)) for by, of in reversed(list(pairwise(path)))))
        for path in graph.paths(wrt, target)
    ]
    return to_expression(add(*products))


def expanded(graph: Graph, formula: Expression) -> Expression:
    """Return `formula` with every named quantity written out in inputs."""
    for name in reversed(tuple(graph.definitions)):
        formula = substitute(formula, {Symbol(name): graph.definitions[name]})
    return formula


def edges_of(graph: Graph) -> tuple[Edge, ...]:
    """Return every direct influence, in the order of computation."""
    return tuple(Edge(of, by) for of in graph.definitions for by in graph.parents(of))


def descendants(graph: Graph, name: str) -> frozenset[str]:
    """Return all quantities that are computed from `name`, directly or not."""
    return frozenset(other for other in graph.definitions if name in graph.ancestors(other))


def count_shared_operations(graph: Graph, target: str, wrt: str) -> int:
    """Return the operations that `target` and ∂target/∂wrt take if every named quantity is computed once.

    Forward: the formula of every quantity on the way. Backward: every local derivative on the way, written with the
    names of quantities that are known already, and the multiplications of reverse accumulation.
    """
    above, below = graph.ancestors(target) | {target}, descendants(graph, wrt)
    forward = sum(count_operations(graph.definitions[name]) for name in graph.definitions if name in above)
    edges = [edge for edge in edges_of(graph) if edge.of in above and edge.of in below and edge.by in below | {wrt}]
    backward = sum(count_operations(graph.formula(*edge)) for edge in edges)
    return forward + backward + multiplications_in_reverse(graph, target, [wrt])


def multiplications_by_paths(graph: Graph, target: str, wrt: Collection[str]) -> int:
    """Return the multiplications that the gradients of `wrt` take if every path is multiplied out by itself."""
    return sum(len(path) - 2 for name in wrt for path in graph.paths(name, target))


def multiplications_in_reverse(graph: Graph, target: str, wrt: Collection[str]) -> int:
    """Return the multiplications that the gradients of `wrt` take by reverse accumulation: one for every edge on the
    way that does not lead into the target itself."""
    above = graph.ancestors(target)
    below = set(wrt).union(*(descendants(graph, name) for name in wrt))
    return sum(edge.of in above and edge.by in below for edge in edges_of(graph))
