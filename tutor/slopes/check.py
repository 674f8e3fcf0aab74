"""What slopes, measured on both sides of a point from ever smaller steps, say to a derivative."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from tutor.formulas.precise import UNDEFINED, OutOfBoundsError, precise

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
Verdict: TypeAlias = Literal["agrees", "disagrees", "kink", "jump", "too-steep", "undefined", "overflow"]
"""`kink`: the slopes on the two sides differ, or a piece of the function has its kink here · `jump`: the values do not
meet · `too-steep`: no measured slope settles it, or the derivative is off by no more than its own computation may be ·
`undefined`: there is no value at the point, or on one side of it · `overflow`: the value is too large for a float."""

TOLERANCE: Final = 1e-6
"""Largest relative error that still agrees: far above rounding, far below any wrong factor."""
_VANISHING: Final = 1e-3
"""A difference that has shrunk to this part of itself over the steps tends to 0: they differ a billionfold."""


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


@dataclass(frozen=True, slots=True)
class SlopeCheck:
    """A derivative beside the slopes that were measured to the left and to the right; nan where none was.

    What is not larger than `noise` cannot be told from 0.
    """

    derivative: float
    left: float
    right: float
    verdict: Verdict
    noise: float = 0.0

    @property
    def central_difference(self) -> float:
        """The slope between a point before and a point after: the mean of the two sides."""
        return (self.left + self.right) / 2

    @property
    def relative_error(self) -> float:
        """How far derivative and central difference are apart, as a part of the larger of the two."""
        return relative_error(self.derivative, self.central_difference)

    @property
    def vanishes(self) -> bool:
        """Return whether both are 0 but for rounding, which leaves their relative error without a meaning."""
        return 0 < max(abs(self.derivative), abs(self.central_difference)) <= self.noise

    @property
    def has_kink_inside(self) -> bool:
        """Return whether both sides have one slope although a piece of the function has its kink here."""
        match self.verdict:
            case "kink":
                return relative_error(self.left, self.right) <= 4 * TOLERANCE
            case "agrees" | "disagrees" | "jump" | "too-steep" | "undefined" | "overflow":
                return False

    @property
    def agrees(self) -> bool:
        """Return whether it confirms the derivative."""
        match self.verdict:
            case "agrees":
                return True
            case "disagrees" | "kink" | "jump" | "too-steep" | "undefined" | "overflow":
                return False

    @property
    def refutes(self) -> bool:
        """Return whether it shows that the derivative is wrong."""
        match self.verdict:
            case "disagrees":
                return True
            case "agrees" | "kink" | "jump" | "too-steep" | "undefined" | "overflow":
                return False


def relative_error(left: float, right: float) -> float:
    """Return |left − right| as a part of the larger of the two; 0 where both are 0."""
    largest = max(abs(left), abs(right))
    return abs(left - right) / largest if largest else 0.0


def unmeasured(derivative: float, verdict: Verdict) -> SlopeCheck:
    """Return the check of a derivative beside which no slope could be measured."""
    return SlopeCheck(derivative, math.nan, math.nan, verdict)


def check_slope(
    derivative: float,
    found: Samples,
    rounding: float = 0.0,
    finest: float = 0.0,
    at_kink: Callable[[], bool] = lambda: False,
) -> SlopeCheck:
    """Compare `derivative` with the slopes in `found`.

    Its own computation may have left it off by `rounding`: what differs by less disagrees with nothing, and what is
    smaller agrees as if it were as large. Nothing that is below `finest` needs to be told apart.

    It agrees only with both one-sided slopes, and disagrees only with what two steps on each side gave alike.
    `at_kink` tells whether a piece of the function has its kink at the point: there derivatives follow a convention.
    """
    if not math.isfinite(derivative):
        return unmeasured(derivative, "undefined")
    sides = side(found, -1), side(found, 1)
    left, right = sides[0].best, sides[1].best
    if left.slope == right.slope == derivative:
        return SlopeCheck(derivative, left.slope, right.slope, "agrees")
    size = max(abs(left.slope), abs(right.slope), abs(derivative), rounding)
    slack = max(TOLERANCE * size, finest)
    if not max(left.error, right.error) <= slack:
        return _unresolved(derivative, found, sides)
    verdict = _compared(derivative, sides, slack, rounding, at_kink)
    return SlopeCheck(derivative, left.slope, right.slope, verdict, slack)


def _compared(
    derivative: float, sides: tuple[Side, Side], slack: float, rounding: float, at_kink: Callable[[], bool]
) -> Verdict:
    left, right = sides[0].best.slope, sides[1].best.slope
    gap = max(abs(left - derivative), abs(right - derivative))
    if gap <= slack:
        return "agrees"
    if abs(left - right) > 4 * slack:
        return "kink"
    if gap <= rounding or not all(_twice(each, slack) for each in sides):
        return "too-steep"
    return "kink" if at_kink() else "disagrees"


def _twice(measured: Side, slack: float) -> bool:
    """Whether another step gave the same slope."""
    best, second = measured.best, measured.second
    return second.error <= slack and abs(best.slope - second.slope) <= 4 * slack


def _unresolved(derivative: float, found: Samples, sides: tuple[Side, Side]) -> SlopeCheck:
    """What can be said where the slopes did not settle: without rounding, the ends of the function can be seen."""
    if found.tiny is None:
        return unmeasured(derivative, "too-steep")
    if all(_tends_to(derivative, each) for each in sides):
        return SlopeCheck(derivative, derivative, derivative, "agrees")
    ends = (_end(found, sign) for sign in (-1, 1))
    return unmeasured(derivative, next((end for end in ends if end is not None), "too-steep"))


def _tends_to(derivative: float, measured: Side) -> bool:
    gap = abs(measured.best.slope - derivative)
    return gap <= 4 * measured.best.error and gap <= _VANISHING * abs(measured.far - derivative)


def _end(found: Samples, sign: int) -> Literal["jump", "undefined"] | None:
    """Whether the function ends on this side, or leaps."""
    assert found.tiny is not None
    try:
        close, wide = (abs(rise(found, sign * step)) for step in (found.tiny, found.steps[-1]))
    except OutOfBoundsError:
        return None
    except (ZeroDivisionError, ValueError):
        return "undefined"
    return "jump" if close > wide / 2 and close > 4 * found.rounding else None
