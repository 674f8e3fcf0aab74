"""Graphs of named quantities: order, neighbours, local derivatives, paths, values, and what is refused."""

from __future__ import annotations

import math

import pytest

from tests.deriving.cost import edges_of
from tests.deriving.graphs import FORK, NEURON, NEURON_AT, PARAMETERS, TWO_TWO_TWO, chain_of_sigmoids, graph
from tutor.deriving.chain_rule import Edge
from tutor.errors import TutorError
from tutor.formulas.write import one_line


def test_inputs_and_quantities_are_told_apart_and_put_in_order() -> None:
    shuffled = graph(L="(a - y)^2", a="sigmoid(z)", z="w*x + b")
    assert shuffled.inputs == ("y", "w", "x", "b")
    assert tuple(shuffled.definitions) == ("z", "a", "L")
    assert shuffled.names == ("y", "w", "x", "b", "z", "a", "L")


def test_an_order_that_works_is_kept() -> None:
    assert tuple(TWO_TWO_TWO.definitions) == ("z1", "z2", "h1", "h2", "s1", "s2", "o1", "o2", "L")


def test_neighbours() -> None:
    assert NEURON.parents("z") == ("w", "x", "b")
    assert NEURON.parents("w") == ()
    assert FORK.children("x") == ("u", "v")
    assert edges_of(NEURON) == (
        Edge("z", "w"),
        Edge("z", "x"),
        Edge("z", "b"),
        Edge("a", "z"),
        Edge("L", "a"),
        Edge("L", "y"),
    )


@pytest.mark.parametrize(
    ("of", "by", "named", "spelled"),
    [("L", "a", "2·(a − y)", "2·(a − y)"), ("a", "z", "a·(1 − a)", "σ(z)·(1 − σ(z))"), ("z", "w", "x", "x")],
)
def test_local_derivatives(of: str, by: str, named: str, spelled: str) -> None:
    assert one_line(NEURON.formula(of, by)) == named
    assert one_line(NEURON.local(of, by).result) == spelled


@pytest.mark.parametrize(
    ("definition", "named"),
    [("tanh(z)", "1 − a²"), ("e^z", "a"), ("exp(z)", "a"), ("relu(z)", "step(z)"), ("softplus(z)", "σ(z)")],
)
def test_a_local_derivative_uses_the_name_of_the_quantity(definition: str, named: str) -> None:
    assert one_line(graph(a=definition).formula("a", "z")) == named


def test_a_quantity_that_is_another_one_has_the_slope_one() -> None:
    assert one_line(graph(o="h").formula("o", "h")) == "1"


def test_paths_lead_from_the_variable_up_to_the_target() -> None:
    assert list(NEURON.paths("w", "L")) == [("w", "z", "a", "L")]
    assert list(FORK.paths("x", "y")) == [("x", "u", "y"), ("x", "v", "y")]
    assert list(FORK.paths("y", "y")) == [("y",)]
    assert list(NEURON.paths("y", "a")) == []


def test_paths_are_counted_without_walking_them() -> None:
    for name in TWO_TWO_TWO.names:
        assert TWO_TWO_TWO.count_paths(name, "L") == len(list(TWO_TWO_TWO.paths(name, "L")))
    assert sum(TWO_TWO_TWO.count_paths(name, "L") for name in PARAMETERS) == 18
    wide = graph(**{f"q{i}": f"q{i - 1} + q{i - 1}*q{i - 2}" for i in range(2, 90)})
    assert wide.count_paths("q1", "q89") > 10**17


def test_values_go_forward() -> None:
    values = NEURON.values(NEURON_AT)
    assert values["z"] == 1.1
    assert values["a"] == pytest.approx(1 / (1 + math.exp(-1.1)))
    assert values["L"] == pytest.approx((values["a"] - 1) ** 2)


def test_a_given_value_stands_in_for_the_formula() -> None:
    assert NEURON.values({**NEURON_AT, "z": 0.0})["a"] == 0.5


def test_a_quantity_without_a_value_is_not_a_number() -> None:
    assert math.isnan(graph(a="ln(x)").values({"x": -1.0})["a"])


def test_deep_chains_are_no_trouble() -> None:
    deep = chain_of_sigmoids(60)
    assert deep.count_paths("w1", "a60") == 1
    assert len(next(iter(deep.paths("x", "a60")))) == 121


@pytest.mark.parametrize(
    ("act", "code", "arguments"),
    [
        (lambda: graph(a="b + 1", b="c*2", c="a"), "graph.cycle", {"names": "a → b → c → a"}),
        (lambda: graph(a="a + 1"), "graph.cycle", {"names": "a → a"}),
        (lambda: NEURON.local("L", "w"), "graph.no-edge", {"of": "L", "by": "w"}),
        (lambda: NEURON.local("z", "z"), "graph.no-edge", {"of": "z", "by": "z"}),
        (lambda: list(NEURON.paths("v", "L")), "graph.unknown-name", {"name": "v", "known": "w, x, b, y, z, a, L"}),
        (lambda: NEURON.count_paths("w", "M"), "graph.unknown-name", {"name": "M", "known": "w, x, b, y, z, a, L"}),
        (lambda: NEURON.children("M"), "graph.unknown-name", {"name": "M", "known": "w, x, b, y, z, a, L"}),
        (lambda: NEURON.values({"w": 1.0, "x": 1.0, "b": 1.0}), "graph.missing-value", {"name": "y"}),
    ],
)
def test_what_a_graph_refuses(act, code, arguments) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TutorError) as caught:
        act()
    assert (caught.value.code, caught.value.arguments) == (code, arguments)
