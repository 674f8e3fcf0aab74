"""The counts that lessons show come out, under the counting rule that they state."""

from __future__ import annotations

import pytest

from tests.deriving.cost import (
    count_operations,
    count_shared_operations,
    expanded,
    gradient,
    multiplications_by_paths,
    multiplications_in_reverse,
)
from tests.deriving.graphs import NEURON, PARAMETERS, TWO_TWO_TWO, chain_of_sigmoids
from tests.deriving.truth import formula
from tutor.formulas.write import one_line


def test_two_two_two_parameters() -> None:
    assert sum(TWO_TWO_TWO.count_paths(name, "L") for name in PARAMETERS) == 18
    assert multiplications_by_paths(TWO_TWO_TWO, "L", PARAMETERS) == 60
    assert multiplications_in_reverse(TWO_TWO_TWO, "L", PARAMETERS) == 20


def test_two_two_two_with_its_inputs() -> None:
    everything = (*PARAMETERS, "x1", "x2")
    assert sum(TWO_TWO_TWO.count_paths(name, "L") for name in everything) == 26
    assert multiplications_by_paths(TWO_TWO_TWO, "L", everything) == 92
    assert multiplications_in_reverse(TWO_TWO_TWO, "L", everything) == 24


def test_one_gradient_named_and_expanded() -> None:
    named = gradient(TWO_TWO_TWO, "L", "w11")
    assert count_operations(named) == 27
    assert count_operations(expanded(TWO_TWO_TWO, named)) == 129


@pytest.mark.parametrize(
    ("text", "operations"), [("x", 0), ("-x", 1), ("a - b", 1), ("2*(a - y)", 2), ("sigmoid(w*x + b)^2", 4), ("1/x", 1)]
)
def test_what_counts_as_an_operation(text: str, operations: int) -> None:
    assert count_operations(formula(text)) == operations


def test_expanded_grows_with_the_square_of_the_depth_and_shared_with_the_depth() -> None:
    depths = (1, 2, 3, 4, 6, 8)
    written_out, shared = [], []
    for depth in depths:
        net = chain_of_sigmoids(depth)
        written_out.append(count_operations(expanded(net, gradient(net, f"a{depth}", "w1"))))
        shared.append(count_shared_operations(net, f"a{depth}", "w1"))
    assert written_out == [2 * n * n + 6 * n - 1 for n in depths]
    assert shared == [6 * n - 1 for n in depths]


def test_the_gradient_of_a_neuron() -> None:
    assert one_line(gradient(NEURON, "L", "w")) == "2·(a − y)·σ(z)·(1 − σ(z))·x"
    assert one_line(gradient(NEURON, "L", "w", reuse=True)) == "2·(a − y)·a·(1 − a)·x"
    assert one_line(expanded(NEURON, gradient(NEURON, "L", "b"))) == "2·(σ(w·x + b) − y)·σ(w·x + b)·(1 − σ(w·x + b))"
