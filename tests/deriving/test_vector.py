"""Tables of derivatives are what the graphs behind them give, entry by entry, and their shapes fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.deriving.graphs import backprop, graph
from tests.deriving.vector import Table, dense_layer, softmax_cross_entropy
from tests.patience import drawn
from tutor.deriving.chain_rule import chain
from tutor.formulas.write import one_line

numbers = st.floats(-3, 3).map(lambda value: round(value, 3))


def shown(matrix: Table) -> list[list[str]]:
    """Every entry as a line."""
    return [[one_line(entry) for entry in row] for row in matrix.entries]


def test_the_jacobian_of_softmax_as_a_table() -> None:
    softmax = softmax_cross_entropy(3)
    assert softmax.jacobian.rows == ("p1", "p2", "p3")
    assert softmax.jacobian.columns == ("z1", "z2", "z3")
    assert shown(softmax.jacobian) == [
        ["p₁·(1 − p₁)", "−p₁·p₂", "−p₁·p₃"],
        ["−p₂·p₁", "p₂·(1 − p₂)", "−p₂·p₃"],
        ["−p₃·p₁", "−p₃·p₂", "p₃·(1 − p₃)"],
    ]
    assert shown(softmax.loss_slopes) == [["−y₁/p₁", "−y₂/p₂", "−y₃/p₃"]]
    assert shown(softmax.terms)[0] == ["−y₁·(1 − p₁)", "y₁·p₂", "y₁·p₃"]
    assert shown(softmax.gradient) == [["p₁ − y₁", "p₂ − y₂", "p₃ − y₃"]]


@settings(max_examples=drawn(25), deadline=None)
@example(logits=[0.0, 0.0, 0.0], target=0, share=0.0)
@given(logits=st.lists(numbers, min_size=2, max_size=5), target=st.integers(0, 4), share=st.floats(0, 1))
def test_every_table_of_softmax_is_true(logits: list[float], target: int, share: float) -> None:
    softmax = softmax_cross_entropy(len(logits))
    chosen = target % len(logits)
    targets = [(1 - share) / len(logits) + share * (index == chosen) for index in range(len(logits))]
    at = {f"z{i}": z for i, z in enumerate(logits, 1)} | {f"y{i}": y for i, y in enumerate(targets, 1)}
    values = softmax.graph.values(at)
    for row, probability in zip(softmax.jacobian.values(values), softmax.jacobian.rows, strict=True):
        gradients = backprop(softmax.graph, probability, at)
        assert row == pytest.approx([gradients[z] for z in softmax.jacobian.columns], rel=1e-9, abs=1e-13)
        assert sum(row) == pytest.approx(0, abs=1e-15)
    gradients = backprop(softmax.graph, "L", at)
    (slopes,) = softmax.loss_slopes.values(values)
    (gradient,) = softmax.gradient.values(values)
    measured = [gradients[z] for z in softmax.gradient.columns]
    assert gradient == pytest.approx(measured, rel=1e-9, abs=1e-13)
    assert (softmax.loss_slopes @ softmax.jacobian).values(values)[0] == pytest.approx(measured, rel=1e-9, abs=1e-13)
    terms = softmax.terms.values(values)
    assert [sum(column) for column in zip(*terms, strict=True)] == pytest.approx(measured, rel=1e-9, abs=1e-13)
    assert slopes == pytest.approx([-y / values[p] for y, p in zip(targets, softmax.jacobian.rows, strict=True)])
    assert chain(softmax.graph, "L", "z1", at).check.verdict == "agrees"


def test_published_softmax_gradient() -> None:
    cases = json.loads((Path(__file__).parent / "worked_examples.json").read_text(encoding="utf-8"))["cases"]
    case = next(case for case in cases if case["name"] == "softmax_ce_210")
    published = {item["id"]: item["float64"] for item in case["expected"]}
    softmax = softmax_cross_entropy(3)
    at = {f"z{i}": z for i, z in enumerate(case["inputs"]["z"], 1)} | {"y1": 1.0, "y2": 0.0, "y3": 0.0}
    (gradient,) = softmax.gradient.values(softmax.graph.values(at))
    assert gradient == pytest.approx([published[f"dL/dz{i}"] for i in range(3)], rel=1e-10)


def test_a_dense_layer_of_one_example() -> None:
    layer = dense_layer(inputs=2, units=3)
    assert (layer.inputs.shape, layer.weights.shape, layer.delta.shape) == ((1, 2), (2, 3), (1, 3))
    assert layer.inputs.transposed.shape == (2, 1)
    assert shown(layer.weights) == [["w₁₁", "w₁₂", "w₁₃"], ["w₂₁", "w₂₂", "w₂₃"]]
    assert shown(layer.weight_gradient) == [["x₁·δ₁", "x₁·δ₂", "x₁·δ₃"], ["x₂·δ₁", "x₂·δ₂", "x₂·δ₃"]]
    assert shown(layer.bias_gradient) == [["δ₁", "δ₂", "δ₃"]]
    assert shown(layer.input_gradient)[0][0] == "δ₁·w₁₁ + δ₂·w₁₂ + δ₃·w₁₃"


@pytest.mark.parametrize("examples", [1, 2, 3])
def test_the_gradients_of_a_dense_layer_are_those_of_its_graph(examples: int) -> None:
    layer = dense_layer(inputs=2, units=3, examples=examples)
    names = [name for table in (layer.inputs, layer.weights, layer.delta) for row in shown(table) for name in row]
    plain = [name.translate(str.maketrans("₁₂₃", "123")).replace("δ", "delta") for name in names]
    at = {name: 0.3 + 0.17 * index for index, name in enumerate(plain)} | {"b1": 0.1, "b2": 0.2, "b3": 0.3}
    of = [""] if examples == 1 else [str(example) for example in range(1, examples + 1)]
    outputs = {f"z{n}{j}": f"x{n}1*w1{j} + x{n}2*w2{j} + b{j}" for n in of for j in (1, 2, 3)}
    net = graph(**outputs, L=" + ".join(f"delta{n}{j}*z{n}{j}" for n in of for j in (1, 2, 3)))
    gradients = backprop(net, "L", at)
    assert layer.weight_gradient.values(at) == [
        pytest.approx([gradients[f"w{i}{j}"] for j in (1, 2, 3)], rel=1e-12) for i in (1, 2)
    ]
    assert layer.bias_gradient.values(at) == [pytest.approx([gradients[f"b{j}"] for j in (1, 2, 3)], rel=1e-12)]
    assert layer.input_gradient.values(at) == [
        pytest.approx([gradients[f"x{n}{i}"] for i in (1, 2)], rel=1e-12) for n in of
    ]


def test_shapes_that_do_not_fit_are_refused() -> None:
    layer = dense_layer(inputs=2, units=3)
    with pytest.raises(ValueError, match="do not fit"):
        layer.inputs @ layer.delta
