"""The proof beside every derivative: a central difference that agrees, disagrees, or stands at a kink."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal, TypeAlias

Verdict: TypeAlias = Literal["agrees", "disagrees", "kink", "undefined"]
"""`undefined`: the function has no value on one side of the point, so that nothing can be compared."""

STEPS: Final = (1e-4, 1e-5, 1e-6)
"""Half widths of central differences at a point of size 1. The first balances rounding and curvature for the losses of
lessons; the others serve where a function bends sharply, or has a kink close by."""
TOLERANCE: Final = 1e-6
"""Largest relative error that still agrees: far above rounding, far below any wrong factor."""
_ULPS: Final = 16
"""Units in the last place by which a computed function value may be off."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A derivative beside the slope that was measured on its function, and what the comparison says."""

    derivative: float
    central_difference: float
    relative_error: float
    verdict: Verdict


def central_difference(function: Callable[[float], float], at: float, step: float = STEPS[0]) -> float:
    """Return the slope of `function` between `at` − h and `at` + h, where h is `step` times the size of `at`.

    nan where the function has no value there.
    """
    h = _width(at, step)
    return (function(at + h) - function(at - h)) / ((at + h) - (at - h))


def relative_error(left: float, right: float) -> float:
    """Return |left − right| as a part of the larger of the two; 0 where both are 0."""
    largest = max(abs(left), abs(right))
    return abs(left - right) / largest if largest else 0.0


def prove(function: Callable[[float], float], at: float, derivative: float) -> Proof:
    """Measure the slope of `function` at `at` and compare it with `derivative`.

    The widest step at which the two agree is reported. Where the slope itself is 0, only its approach can be seen: the
    difference must vanish with the step. A kink is told by the two one-sided slopes, which do not approach each other.
    """
    measured = [central_difference(function, at, step) for step in STEPS]
    for step, slope in zip(STEPS, measured, strict=True):
        if abs(derivative - slope) <= TOLERANCE * max(abs(derivative), abs(slope)) + _rounding(function, at, step):
            return Proof(derivative, slope, relative_error(derivative, slope), "agrees")
    if not (math.isfinite(derivative) and all(map(math.isfinite, measured))):
        return Proof(derivative, measured[0], math.nan, "undefined")
    if _vanishes([abs(derivative - slope) for slope in measured]):
        return Proof(derivative, measured[-1], relative_error(derivative, measured[-1]), "agrees")
    verdict: Verdict = "kink" if _has_kink(function, at) else "disagrees"
    return Proof(derivative, measured[0], relative_error(derivative, measured[0]), verdict)


def _vanishes(errors: Sequence[float]) -> bool:
    """Whether errors at ever tenth steps fall as the square of the step, a hundredfold each time, or nearly so."""
    return all(after <= before / 20 for before, after in pairwise(errors))


def _width(at: float, step: float) -> float:
    return step * max(1.0, abs(at))


def _rounding(function: Callable[[float], float], at: float, step: float) -> float:
    """How far rounding of the function's values can move a central difference."""
    h = _width(at, step)
    return _ULPS * max(math.ulp(function(at + shift)) for shift in (-h, 0.0, h)) / h


def _has_kink(function: Callable[[float], float], at: float) -> bool:
    wide, narrow = _gap(function, at, STEPS[0]), _gap(function, at, STEPS[-1])
    return narrow > wide / 4 and narrow > _rounding(function, at, STEPS[-1])


def _gap(function: Callable[[float], float], at: float, step: float) -> float:
    """How far the slope to the right is from the slope to the left."""
    h = _width(at, step)
    here = function(at)
    return abs((function(at + h) - here) - (here - function(at - h))) / h
