"""Graphs that several tests look at."""

from __future__ import annotations

import math
from collections.abc import Mapping

from tests.deriving.truth import formula
from tutor.deriving.chain_rule import Graph
from tutor.formulas.evaluate import value


def graph(**definitions: str) -> Graph:
    """Read a graph of named quantities from an author's formulas."""
    return Graph({name: formula(text) for name, text in definitions.items()})


NEURON = graph(z="w*x + b", a="sigmoid(z)", L="(a - y)^2")
NEURON_AT = {"w": 0.5, "b": 0.1, "x": 2.0, "y": 1.0}

FORK = graph(u="x^2", v="3*x", y="u*v")

TWO_TWO_TWO = graph(
    z1="w11*x1 + w21*x2 + b1",
    z2="w12*x1 + w22*x2 + b2",
    h1="sigmoid(z1)",
    h2="sigmoid(z2)",
    s1="v11*h1 + v21*h2 + c1",
    s2="v12*h1 + v22*h2 + c2",
    o1="sigmoid(s1)",
    o2="sigmoid(s2)",
    L="1/2*(o1 - y1)^2 + 1/2*(o2 - y2)^2",
)
PARAMETERS = ("w11", "w21", "w12", "w22", "b1", "b2", "v11", "v21", "v12", "v22", "c1", "c2")
TWO_TWO_TWO_AT = {
    "x1": 0.05, "x2": 0.10, "y1": 0.01, "y2": 0.99,
    "w11": 0.15, "w21": 0.20, "w12": 0.25, "w22": 0.30, "b1": 0.35, "b2": 0.35,
    "v11": 0.40, "v21": 0.45, "v12": 0.50, "v22": 0.55, "c1": 0.60, "c2": 0.60,
}  # fmt: skip


def chain_of_sigmoids(length: int) -> Graph:
    """Return a₁ = σ(w₁·x), a₂ = σ(w₂·a₁), … of `length` neurons."""
    definitions = {}
    before = "x"
    for layer in range(1, length + 1):
        definitions[f"z{layer}"] = f"w{layer}*{before}"
        definitions[f"a{layer}"] = f"sigmoid(z{layer})"
        before = f"a{layer}"
    return graph(**definitions)


def backprop(graph: Graph, target: str, at: Mapping[str, float]) -> dict[str, float]:
    """Return ∂target/∂q for every quantity q that `target` depends on, by reverse accumulation; 1 for itself."""
    values = graph.values(at)
    useful = graph.ancestors(target)
    gradients = {target: 1.0}
    for name in reversed(graph.names):
        if name in useful:
            gradients[name] = math.fsum(
                gradients[child] * value(graph.local(child, name).result, values)
                for child in graph.children(name)
                if child in gradients
            )
    return gradients
