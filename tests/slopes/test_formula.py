"""The numerical check tells right derivatives from wrong ones, and kinks, jumps, steep places and holes from both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.deriving.derive import derive
from tutor.formulas.evaluate import value
from tutor.formulas.parse import Vocabulary, parse
from tutor.slopes.check import SlopeCheck, Verdict
from tutor.slopes.formula import check_formula, value_shown

POINTS: Final = json.loads(Path(__file__).with_name("kinks.json").read_text(encoding="utf-8"))["points"]
ALLOWED: Final = {
    "not disagrees": {"agrees", "kink", "too-steep"},
    "disagrees or kink": {"disagrees", "kink"},
    "overflow or agrees": {"overflow", "agrees"},
    **{verdict: {verdict} for verdict in get_args(Verdict)},
}


def checked(formula: str, x: float, derivative: float | None = None) -> SlopeCheck:
    """The check of the derivative that the engine finds, or of another one."""
    expression = parse(formula, Vocabulary(("x",)))
    if derivative is None:
        derivative = value(derive(expression, "x").result, {"x": x})
    return check_formula({"f": expression}, "f", "x", {"x": x}, derivative)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point['formula']} at {point['x']:g}")
def test_every_point_has_its_verdict(point: dict[str, str]) -> None:
    assert checked(point["formula"], float(point["x"])).verdict in ALLOWED[point["expected"]]


def test_there_are_all_71_points() -> None:
    assert len(POINTS) == 71


@pytest.mark.parametrize(
    ("formula", "x", "derivative", "verdict"),
    [
        ("sin(x)", 1, 0.54030230586 * 1.00001, "disagrees"),
        ("sin(x)", 1, -0.54030230586, "disagrees"),
        ("0.000001*x", 3, 0.000001, "agrees"),
        ("5", 3, 0, "agrees"),
        ("10^6+x", 0.1, 1, "agrees"),
        ("x^3", 0, 1e-9, "disagrees"),
        ("x^5+cos(x)", 0, 0, "agrees"),
        ("abs(x)^1.5+x", 0, 1, "agrees"),
        ("abs(x)^1.5", 0, 0, "agrees"),
        ("abs(x)^1.5", 0, 1e-3, "too-steep"),
        ("relu(x)", 0.00003, 1, "agrees"),
        ("relu(x)", 0, 0.5, "kink"),
        ("relu(x-0.3)", 0.3, 0, "kink"),
        ("abs(x-10^(-12))", 0, -1, "agrees"),
        ("e^x", 709, 8.2e307, "disagrees"),
        ("sqrt(x)", 4, 0.25, "agrees"),
        ("sqrt(x)", 0, 1, "undefined"),
        ("sqrt(-abs(x))", 0, 0, "undefined"),
        ("sqrt(x)", -1, 0, "undefined"),
        ("cases(1/x, x>0, 0)", 0, 0, "jump"),
        ("x^2", 10.0**200, 2e200, "overflow"),
        ("1/x", 10.0**-200, float("nan"), "overflow"),
    ],
)
def test_verdicts(formula: str, x: float, derivative: float, verdict: str) -> None:
    assert checked(formula, x, derivative).verdict == verdict


@given(at=st.floats(-3, 3), wrong=st.floats(1.0001, 5))
def test_a_wrong_factor_is_never_taken_for_right(at: float, wrong: float) -> None:
    right = 3 * at * at + 1
    assert checked("x^3 + x", at, right).agrees
    assert checked("x^3 + x", at, right * wrong).refutes


@given(at=st.floats(-0.1, 0.1), left=st.integers(-9, 9), right=st.integers(-9, 9))
def test_a_kink_is_never_taken_for_a_wrong_derivative(at: float, left: int, right: int) -> None:
    found = checked(f"cases({left}*x, x<0, {right}*x)", at)
    assert not found.refutes
    assert checked(f"cases({left}*x, x<0, {right}*x)", 0).verdict == ("agrees" if left == right else "kink")


def test_the_slopes_on_both_sides_of_a_kink_are_kept() -> None:
    found = checked("0.1*abs(x)+(x-1)^2", 0)
    assert (found.left, found.right) == pytest.approx((-2.1, -1.9))
    assert found.central_difference == pytest.approx(-2)
    assert not found.has_kink_inside


def test_a_kink_inside_leaves_one_slope() -> None:
    found = checked("relu(x)-relu(-x)", 0)
    assert (found.verdict, found.left, found.right, found.has_kink_inside) == ("kink", 1, 1, True)


def test_a_quantity_that_is_given_is_held() -> None:
    names = Vocabulary(("w", "x", "z"))
    net = {"z": parse("w*x", names), "a": parse("z^2", names)}
    at = {"w": 0.5, "x": 2.0}
    assert check_formula(net, "a", "w", at, 4).agrees
    assert check_formula(net, "a", "z", {**at, "z": 1.0}, 2).agrees
    assert check_formula(net, "a", "w", {**at, "z": 1.0}, 0).agrees


@pytest.mark.parametrize(
    ("formula", "x", "shown"),
    [
        ("0.1+x", 0.2, (0.3, True)),
        ("x/3", 1, (1 / 3, False)),
        ("tanh(x)", 20, (1.0, False)),
        ("sigmoid(x)*(1-sigmoid(x))", 40, (4.248354255291589e-18, False)),
        ("0.01*x", -9e-7, (-9e-9, True)),
        ("sin(pi*x)", 1, (0.0, False)),
        ("x-x", 3, (0.0, True)),
    ],
)
def test_a_value_is_free_of_cancellation_and_says_whether_it_is_whole(
    formula: str, x: float, shown: tuple[float, bool]
) -> None:
    number, exact = value_shown(parse(formula, Vocabulary(("x",))), {"x": x})
    assert number == pytest.approx(shown[0], rel=1e-15)
    assert exact == shown[1]
