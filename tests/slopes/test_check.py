"""What slopes measured in floats alone say to a derivative."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from tutor.slopes.check import check_slope, relative_error, samples


def staircase(x: float) -> float:
    return float(x > 0)


@pytest.mark.parametrize(
    ("function", "at", "derivative", "verdict"),
    [
        (math.sin, 1.0, math.cos(1.0), "agrees"),
        (math.sin, 1.0, math.cos(1.0) * 1.001, "disagrees"),
        (math.exp, 20.0, math.exp(20.0), "agrees"),
        (lambda x: math.tanh(300 * x), 0.001, 300 / math.cosh(0.3) ** 2, "agrees"),
        (lambda x: max(x, 0.0), 0.0, 0.0, "kink"),
        (lambda x: max(x, 0.0) ** 2, 0.0, 0.0, "agrees"),
        (lambda x: max(x, 0.0), 1e-9, 1.0, "kink"),
        (staircase, 0.0, 0.0, "too-steep"),
        (lambda x: math.sin(1e9 * x), 1.0, 1.0, "too-steep"),
        (lambda x: 1e16 + x, 0.0, 1.0, "too-steep"),
        (lambda x: 5.0, 3.0, 0.0, "agrees"),
        (lambda x: math.sqrt(x) if x >= 0 else math.nan, 0.0, 1.0, "too-steep"),
        (math.sin, 1.0, math.nan, "undefined"),
    ],
)
def test_verdicts(function: Callable[[float], float], at: float, derivative: float, verdict: str) -> None:
    assert check_slope(derivative, samples(function, at, function(at))).verdict == verdict


def test_what_rounding_may_have_left_off_accuses_nobody() -> None:
    found = samples(math.sin, 1.0, math.sin(1.0))
    assert check_slope(math.cos(1.0) + 1e-5, found).refutes
    assert check_slope(math.cos(1.0) + 1e-5, found, rounding=1e-4).verdict == "too-steep"


def test_a_disagreement_at_a_kink_of_a_piece_is_a_kink() -> None:
    found = samples(lambda x: max(x, 0.0) - max(-x, 0.0), 0.0, 0.0)
    assert check_slope(0.0, found).refutes
    assert check_slope(0.0, found, at_kink=lambda: True).has_kink_inside


def test_relative_error() -> None:
    assert relative_error(0.0, 0.0) == 0.0
    assert relative_error(1.0, 2.0) == relative_error(2.0, 1.0) == 0.5
    assert relative_error(1.0, -1.0) == 2.0
