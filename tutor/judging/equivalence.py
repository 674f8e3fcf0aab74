"""Are two formulas the same function? Probes in the declared domain, then many digits; never `simplify`.

Two columns of values count as one function at a first look: at every probe, and with a value at the same ones.
"""

from __future__ import annotations

import math
from enum import Enum
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tutor.formulas.evaluate import evaluate, has_kinks
from tutor.formulas.expression import Binary, Call, Constant, Expression, Number, walk
from tutor.formulas.precise import NO_VALUE, TOO_EXTREME, UNDEFINED, precise
from tutor.judging.probes import POINTS, Probes, Values

_DIGITS: Final = 40
_MORE_DIGITS: Final = 200
"""Enough to tell 1 from 1 + 2⁻⁵¹², the smallest that an intermediate value may add to it."""
_CONFIRMATIONS: Final = 3
_FEWEST_USABLE: Final = 8
_MOST_EXTREME: Final = 6
_FLOAT_NOISE: Final = 1e-9
_SAME_FLOATS: Final = 1e-8
_PRECISE_NOISE: Final = 1e-30


class Sameness(Enum):
    """The outcome of a comparison; `UNDECIDED` where too few points have a value that can be computed."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


SAME, DIFFERENT, UNDECIDED = Sameness.SAME, Sameness.DIFFERENT, Sameness.UNDECIDED


class Reference:
    """A formula that others are compared with, its values computed once at the probes of its question."""

    def __init__(self, formula: Expression, probes: Probes) -> None:
        self.formula = formula
        self.probes = probes
        self.values = probes.evaluate(formula)
        self._has_kinks = any(map(_may_have_kinks, [formula, *probes.definitions.values()]))
        self._known: dict[tuple[int, int], tuple[dict[str, Any], Any] | None] = {}

    def compare(self, expression: Expression) -> Sameness:
        """Return whether `expression` is the same function as the reference.

        Floats only choose where to look: every verdict rests on values of forty digits, where the two agree at the
        three points (and wherever floats saw a difference) or differ at one, as they do where only the reference has a
        value. Formulas that may have kinks are the same only if they agree at ten times as many points and at the ends
        of all ranges: they may differ in a small region.
        """
        found = self._compare(expression)
        if found is SAME and (self._has_kinks or _may_have_kinks(expression)):
            return self._denser._compare(expression)
        return found

    @cached_property
    def _denser(self) -> Reference:
        return Reference(self.formula, self.probes.denser)

    def _compare(self, expression: Expression) -> Sameness:
        gaps = _relative_gaps(self.probes.evaluate(expression), self.values)
        usable = np.flatnonzero(np.isfinite(gaps))
        agreements = self._agreements_beyond_floats(np.flatnonzero(~np.isfinite(gaps)), expression)
        if agreements is None:
            return DIFFERENT
        if len(usable) + agreements < _FEWEST_USABLE:
            return UNDECIDED
        worst_first = usable[np.argsort(-gaps[usable])]
        wanted = max(_CONFIRMATIONS, int((gaps[usable] > _FLOAT_NOISE).sum()))
        for point in worst_first:
            if agreements >= wanted:
                return SAME
            agrees = self._agrees_at(int(point), expression)
            if agrees is False:
                return DIFFERENT
            agreements += agrees is True
        return SAME if agreements >= wanted else UNDECIDED

    def _agreements_beyond_floats(self, points: NDArray[np.intp], expression: Expression) -> int | None:
        """At how many of the first `points`, where floats give no value, both agree; None where they differ at one.

        Values that are too extreme take the longest to find out, so after a few of them no more points are tried.
        """
        agreements = too_extreme = 0
        for point in points[:POINTS]:
            match self._agrees_at(int(point), expression):
                case False:
                    return None
                case True:
                    agreements += 1
                case None:
                    too_extreme += 1
            if too_extreme == _MOST_EXTREME:
                break
        return agreements

    def _agrees_at(self, point: int, expression: Expression) -> bool | None:
        """Whether both have one value at a probe; None where that cannot be computed.

        Formulas that cancel lose digits: a difference that shrinks when more digits are taken was only rounding, and so
        was a division by zero that is none with more digits.
        """
        difference = self._difference(point, expression, _DIGITS)
        if difference is None or difference[0] <= _PRECISE_NOISE * difference[1]:
            return None if difference is None else True
        sharper = self._difference(point, expression, _MORE_DIGITS)
        if sharper is None:
            return None
        if sharper[0] <= _PRECISE_NOISE * sharper[1]:
            return True
        return math.isfinite(difference[0]) and bool(sharper[0] < 1e-20 * difference[0])

    def _difference(self, point: int, expression: Expression, digits: int) -> tuple[Any, Any] | None:
        """The distance of the two values at a probe, infinite where `expression` has none, and the sum of their sizes.

        None where a value is too extreme to compute.
        """
        known = self._exactly(point, digits)
        if known is None:
            return None
        environment, expected = known
        try:
            found = evaluate(expression, environment, precise(digits))
        except TOO_EXTREME:
            return None
        except NO_VALUE:
            return math.inf, 0
        return abs(found - expected), abs(found) + abs(expected)

    def _exactly(self, point: int, digits: int) -> tuple[dict[str, Any], Any] | None:
        """The values of all names and of the reference at a probe, with many digits; None where it has none."""
        key = (point, digits)
        if key not in self._known:
            arithmetic = precise(digits)
            at = {name: float(self.probes.values[name][point].real) for name in self.probes.free}
            try:
                names = self.probes.environment(
                    {name: arithmetic.number(repr(value)) for name, value in at.items()}, arithmetic
                )
                self._known[key] = names, evaluate(self.formula, names, arithmetic)
            except UNDEFINED:
                self._known[key] = None
        return self._known[key]


def _may_have_kinks(expression: Expression) -> bool:
    """Whether `expression` is given in pieces anywhere, or takes a root, for √x² is |x|."""
    return has_kinks(expression) or any(_is_root(part) for part in walk(expression))


def _is_root(part: Expression) -> bool:
    match part:
        case Call(function="sqrt"):
            return True
        case Binary(operator="^", left=Number() | Constant()):
            return False
        case Binary(operator="^", right=Number(text=exponent)):
            return not float(exponent).is_integer()
        case Binary(operator="^"):
            return True
        case _:
            return False


def _relative_gaps(values: Values, expected: Values) -> NDArray[np.float64]:
    """Return |difference| over the sum of sizes, at each probe; 0 where both are 0, not finite where one is not."""
    with np.errstate(all="ignore"):
        sizes = np.abs(values) + np.abs(expected)
        gaps: NDArray[np.float64] = np.abs(values - expected) / np.where(sizes == 0, 1, sizes)
    return gaps


def matches(values: Values, table: Values) -> NDArray[np.bool_]:
    """Return which rows of `table`, shape (rows, points), are `values`: the same numbers, undefined where they are."""
    gaps = _relative_gaps(values[None, :], table)
    finite, expected = np.isfinite(table), np.isfinite(values)
    same = np.where(finite, gaps <= _SAME_FLOATS, True) & (finite == expected)
    enough = int(expected.sum()) >= _FEWEST_USABLE
    return np.asarray(same.all(axis=1) & enough)


def fits(goal: Values, table: Values) -> NDArray[np.bool_]:
    """Return which rows of `table`, shape (rows, points), are `goal` wherever it is known: where it is finite."""
    known = np.isfinite(goal)
    if known.sum() < _FEWEST_USABLE:
        return np.zeros(len(table), np.bool_)
    first_two = _relative_gaps(goal[None, known][:, :2], table[:, known][:, :2])
    found = np.asarray((first_two <= _SAME_FLOATS).all(axis=1))
    for row in np.flatnonzero(found):
        found[row] = (_relative_gaps(goal[known], table[row, known]) <= _SAME_FLOATS).all()
    return found


def agree(first: Values, second: Values) -> bool:
    """Return whether both are one function."""
    return bool(matches(first, second[None, :])[0])


def constant(values: Values) -> complex | None:
    """Return the number that `values` are everywhere, None where they vary or are undefined somewhere."""
    first = complex(values[0])
    if not np.isfinite(values).all() or (np.abs(values - first) > _SAME_FLOATS * abs(first)).any():
        return None
    return first
