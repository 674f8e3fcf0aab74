"""The slope of a function on either side of a point, extrapolated from ever smaller steps, with an error estimate."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final, NamedTuple

from tutor.formulas.precise import UNDEFINED, precise

DIGITS: Final = 40
"""Decimal digits with which a function is computed where floats cannot tell."""
FLOAT_STEPS: Final = tuple(2.0**-power for power in (6, 11, 16, 21))
"""Steps at a point of size 1: the wide ones see through rounding, the narrow ones through sharp bends."""
PRECISE_STEPS: Final = tuple(2.0**-power for power in (30, 60))
"""Both narrower than any bend that a formula's numbers allow, the first still wider than the rounding of a float."""
_NEAR: Final = 2.0**-10
TINY: Final = 2.0**-100
"""So close to a point what is not the limit is a jump."""
_WIDTHS: Final = 4
_ULPS: Final = 8
"""Units in the last place by which a computed value may be off."""


class Samples(NamedTuple):
    """A function around one point: `quotient(step)` is (f(at + step) − f(at))/step for steps of either sign.

    `quotient` raises one of `UNDEFINED`, or is not finite, where there is no value. `steps` are worth trying, widest
    first; `tiny` is the smallest that can be taken, None where rounding hides what happens there. `rounding` is how
    far a difference of two values may be off.
    """

    quotient: Callable[[float], float]
    rounding: float
    steps: tuple[float, ...]
    tiny: float | None = None


class Estimate(NamedTuple):
    """A slope on one side and how far it may be off, extrapolated from quotients of which `widest` is the first."""

    slope: float
    error: float
    widest: float


class Side(NamedTuple):
    """The best estimate of the slope on one side, the next best from another step, and the widest quotient of all."""

    best: Estimate
    second: Estimate
    far: float


_NONE: Final = Estimate(math.nan, math.inf, math.nan)


def samples(function: Callable[[float], float], at: float, value: float) -> Samples:
    """Return `function`, whose value at `at` is `value`, as floats show it."""

    def quotient(step: float) -> float:
        """The difference quotient over `step`."""
        moved = at + step
        return (function(moved) - value) / (moved - at)

    size = max(1.0, abs(at))
    return Samples(quotient, _ULPS * math.ulp(value), tuple(step * size for step in FLOAT_STEPS))


def precise_samples(function: Callable[[Any], Any], at: Any) -> Samples:
    """Return a function of numbers of `precise` as 40 digits show it around `at`.

    That is one of them, or a float, which is taken as the decimal that it prints as.

    Raises one of `UNDEFINED` where there is no value.
    """
    number = precise(DIGITS).number
    here = number(repr(at)) if isinstance(at, float) else at
    value = real(function(here))

    def quotient(step: float) -> float:
        """The difference quotient over `step`."""
        exact = number(repr(step))
        return float((real(function(here + exact)) - value) / exact)

    size = float(abs(at)) or 1.0
    # Near 0 a step is measured by the point, so that it does not reach over to the other side.
    scales = (size,) if size > _NEAR else (1.0, size)
    steps = {step * scale for step in PRECISE_STEPS for scale in scales}
    rounding = float(abs(value)) * 10.0 ** (2 - DIGITS)
    return Samples(quotient, rounding, tuple(sorted(steps, reverse=True)), size * TINY)


def real(value: Any) -> Any:
    """Return a number of `precise` that is real; raises ValueError for any other."""
    if value.imag:
        raise ValueError("the value is complex")
    return value.real


def side(found: Samples, sign: int) -> Side:
    """Return the slope to the right (`sign` 1) or to the left (−1) of the point."""
    estimates = [_extrapolated(found, sign * step) for step in found.steps]
    best, second, *_ = sorted(estimates, key=lambda each: each.error)
    return Side(best, second, estimates[0].widest)


def finest(found: Samples) -> float:
    """Return the smallest slope that rounding lets these samples tell from 0: what it leaves at their widest step."""
    return _left_by_rounding(found, found.steps[0])


def rise(found: Samples, step: float) -> float:
    """Return f(at + step) − f(at); raises one of `UNDEFINED` where there is none."""
    return found.quotient(step) * step


def _extrapolated(found: Samples, step: float) -> Estimate:
    """Richardson extrapolation of the quotients of `step`, its half, quarter and eighth to a step of 0."""
    widths = [step / 2**halvings for halvings in range(_WIDTHS)]
    try:
        table = coarser = quotients = [found.quotient(width) for width in widths]
    except UNDEFINED:
        return _NONE
    if not all(map(math.isfinite, quotients)):
        return _NONE
    for order in range(1, _WIDTHS):
        coarser, table = table, [finer + (finer - wider) / (2**order - 1) for wider, finer in pairwise(table)]
    # The quotients themselves are floats, of which little may be left over where the slope is 0.
    rounded = _ULPS * math.ulp(max(map(abs, quotients))) + _left_by_rounding(found, step)
    return Estimate(table[0], abs(table[0] - coarser[0]) + rounded, quotients[0])


def _left_by_rounding(found: Samples, step: float) -> float:
    """How far rounding moves an estimate: by less than five times what it does to the narrowest quotient."""
    return 5 * found.rounding / (abs(step) * 2.0 ** (1 - _WIDTHS))
