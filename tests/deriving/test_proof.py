"""The proof tells a right derivative from a wrong one, a kink and a hole."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.deriving.proof import central_difference, prove, relative_error


def relu(x: float) -> float:
    return max(x, 0.0)


def root(x: float) -> float:
    return math.sqrt(x) if x >= 0 else math.nan


@pytest.mark.parametrize(
    ("function", "at", "derivative", "verdict"),
    [
        (math.sin, 1.0, math.cos(1.0), "agrees"),
        (math.sin, 1.0, math.cos(1.0) * 1.00001, "disagrees"),
        (math.sin, 1.0, -math.cos(1.0), "disagrees"),
        (math.exp, 20.0, math.exp(20.0), "agrees"),
        (lambda x: 1e-6 * x, 3.0, 1e-6, "agrees"),
        (lambda x: 5.0, 3.0, 0.0, "agrees"),
        (lambda x: 1e6 + x, 0.1, 1.0, "agrees"),
        (lambda x: math.tanh(300 * x), 0.001, 300 / math.cosh(0.3) ** 2, "agrees"),
        (lambda x: x**3, 0.0, 0.0, "agrees"),
        (lambda x: x**3, 0.0, 1e-9, "disagrees"),
        (relu, 0.0, 0.0, "kink"),
        (relu, 3e-5, 1.0, "agrees"),
        (relu, -3e-5, 0.0, "agrees"),
        (abs, 0.0, 0.0, "agrees"),
        (abs, 0.0, 1.0, "kink"),
        (root, 0.0, math.inf, "undefined"),
        (root, 0.0, 1.0, "undefined"),
        (root, 4.0, 0.25, "agrees"),
    ],
)
def test_verdicts(function: Callable[[float], float], at: float, derivative: float, verdict: str) -> None:
    assert prove(function, at, derivative).verdict == verdict


@given(at=st.floats(-3, 3), wrong=st.floats(1.0001, 5))
def test_a_wrong_factor_is_never_taken_for_right(at: float, wrong: float) -> None:
    right = 3 * at * at + 1
    assert prove(lambda x: x**3 + x, at, right).verdict == "agrees"
    assert prove(lambda x: x**3 + x, at, right * wrong).verdict == "disagrees"


def test_relative_error() -> None:
    assert relative_error(0.0, 0.0) == 0.0
    assert relative_error(1.0, 2.0) == relative_error(2.0, 1.0) == 0.5
    assert relative_error(1.0, -1.0) == 2.0


def test_central_difference_is_exact_for_parabolas() -> None:
    assert central_difference(lambda x: x * x, 3.0) == pytest.approx(6.0, rel=1e-11)
