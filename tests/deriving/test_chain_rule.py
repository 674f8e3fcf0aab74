"""The chain rule on graphs: factors, products, sums over paths, backprop, and the check beside them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deriving.graphs import FORK, NEURON, NEURON_AT, PARAMETERS, TWO_TWO_TWO, TWO_TWO_TWO_AT, backprop, graph
from tests.patience import drawn
from tutor.deriving.chain_rule import chain
from tutor.errors import TutorError
from tutor.formulas.write import one_line


def test_the_factors_of_a_neuron_in_writing_order() -> None:
    (path,) = chain(NEURON, "L", "w", NEURON_AT).paths
    assert path.names == ("w", "z", "a", "L")
    assert [(factor.of, factor.by) for factor in path.factors] == [("L", "a"), ("a", "z"), ("z", "w")]
    assert [factor.derivation.headline for factor in path.factors] == ["power", "sigmoid", "sum"]
    assert [one_line(factor.formula) for factor in path.factors] == ["2·(a − y)", "a·(1 − a)", "x"]
    a = 1 / (1 + math.exp(-1.1))
    assert [factor.value for factor in path.factors] == pytest.approx([2 * (a - 1), a * (1 - a), 2.0], rel=1e-15)


def test_product_total_and_check() -> None:
    result = chain(NEURON, "L", "w", NEURON_AT)
    assert [path.product for path in result.paths] == pytest.approx([result.total], rel=1e-15)
    assert result.total == pytest.approx(-0.18717493573141, rel=1e-13)
    assert result.check.verdict == "agrees"
    assert result.check.relative_error < 1e-7
    assert result.check.central_difference == pytest.approx(result.total, rel=1e-7)
    assert result.values["a"] == pytest.approx(0.7502601055951177)


def test_effects_add_across_paths() -> None:
    result = chain(FORK, "y", "x", {"x": 2.0})
    assert [path.names for path in result.paths] == [("x", "u", "y"), ("x", "v", "y")]
    assert [path.product for path in result.paths] == [24.0, 12.0]
    assert result.total == 36.0


def test_a_computed_quantity_is_moved_by_itself() -> None:
    result = chain(NEURON, "L", "z", NEURON_AT)
    assert result.check.verdict == "agrees"
    assert result.total == pytest.approx(-0.0935874678657066)


def test_a_target_by_itself() -> None:
    result = chain(NEURON, "L", "L", NEURON_AT)
    assert (result.total, result.paths[0].names) == (1.0, ("L",))


def test_a_kink_is_called_one() -> None:
    relu = graph(z="w*x", a="relu(z)")
    assert chain(relu, "a", "w", {"w": 0.0, "x": 1.0}).check.verdict == "kink"
    assert chain(relu, "a", "w", {"w": 0.5, "x": 1.0}).check.verdict == "agrees"


def test_no_path_is_said() -> None:
    with pytest.raises(TutorError) as caught:
        chain(NEURON, "a", "y", NEURON_AT)
    assert (caught.value.code, caught.value.arguments) == ("graph.no-path", {"target": "a", "wrt": "y"})


@pytest.mark.parametrize("wrt", [*PARAMETERS, "x1", "x2", "h1", "s2"])
def test_sum_over_paths_backprop_and_central_difference_agree(wrt: str) -> None:
    result = chain(TWO_TWO_TWO, "L", wrt, TWO_TWO_TWO_AT)
    assert result.total == pytest.approx(backprop(TWO_TWO_TWO, "L", TWO_TWO_TWO_AT)[wrt], rel=1e-13)
    assert result.check.verdict == "agrees"


def test_backprop_covers_exactly_what_the_target_depends_on() -> None:
    gradients = backprop(NEURON, "a", {**NEURON_AT})
    assert set(gradients) == {"a", "z", "w", "x", "b"}
    assert gradients["a"] == 1.0


TENTHS = st.integers(-20, 20).map(lambda tenths: tenths / 10)


@st.composite
def layered_graphs(draw: st.DrawFn) -> dict[str, str]:
    """Random graphs in which quantities are computed from two earlier ones, smoothly."""
    names = ["x", "y"]
    definitions = {}
    shapes = [
        "{a}*{b}",
        "sigmoid({a}) + {b}",
        "sin({a})*{b}",
        "tanh({a} - {b})",
        "{a}/(1 + {b}^2)",
        "e^(-{a}^2) + 2*{b}",
    ]
    for index in range(draw(st.integers(1, 7))):
        one, other = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        definitions[f"q{index}"] = draw(st.sampled_from(shapes)).format(a=one, b=other)
        names.append(f"q{index}")
    return definitions


@settings(max_examples=drawn(60), deadline=None)
@given(definitions=layered_graphs(), x=TENTHS, y=TENTHS)
def test_paths_reverse_and_measurement_agree_on_random_graphs(definitions: dict[str, str], x: float, y: float) -> None:
    net = graph(**definitions)
    target = tuple(definitions)[-1]
    at = {"x": x, "y": y}
    gradients = backprop(net, target, at)
    for wrt in net.ancestors(target):
        result = chain(net, target, wrt, at)
        assert result.total == pytest.approx(gradients[wrt], rel=1e-9, abs=1e-12)
        assert result.check.verdict == "agrees"
