"""Are two formulas the same function? Probes in the declared domain, then many digits; never `simplify`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tutor.formulas.definitions import has_kinks
from tutor.formulas.evaluate import evaluate
from tutor.formulas.expression import Expression, symbols
from tutor.formulas.precise import UNDEFINED, precise
from tutor.judging.probes import Domain, Probes, Values

__all__ = ["DIFFERENT", "SAME", "UNDECIDED", "Domain", "Reference", "Sameness", "compare"]

_DIGITS: Final = 40
_MORE_DIGITS: Final = 100
_CONFIRMATIONS: Final = 3
_FEWEST_USABLE: Final = 8
_DENSER: Final = 10
_FLOAT_NOISE: Final = 1e-9
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
        self._has_kinks = any(map(has_kinks, [formula, *probes.definitions.values()]))
        self._environments: dict[tuple[int, int], dict[str, Any] | None] = {}
        self._expected: dict[tuple[int, int], Any] = {}

    def compare(self, expression: Expression) -> Sameness:
        """Return whether `expression` is the same function as the reference.

        Floats only choose where to look: every verdict rests on values of forty digits, where the two agree at the
        three points (and wherever floats saw a difference) or differ at one. Formulas with kinks are the same only
        if they agree at ten times as many points: they may differ in a small region.
        """
        found = self._compare(expression)
        if found is SAME and (self._has_kinks or has_kinks(expression)):
            return self._denser._compare(expression)
        return found

    @cached_property
    def _denser(self) -> Reference:
        return Reference(self.formula, self.probes.denser(_DENSER * self.probes.count))

    def _compare(self, expression: Expression) -> Sameness:
        values = self.probes.evaluate(expression)
        gaps = relative_gaps(values, self.values)
        usable = np.flatnonzero(np.isfinite(gaps))
        if len(usable) < _FEWEST_USABLE:
            return UNDECIDED
        worst_first = usable[np.argsort(-gaps[usable])]
        wanted = max(_CONFIRMATIONS, int((gaps[usable] > _FLOAT_NOISE).sum()))
        agreements = 0
        for point in worst_first:
            agrees = self._agrees_at(int(point), expression)
            if agrees is False:
                return DIFFERENT
            agreements += agrees is True
            if agreements >= wanted:
                return SAME
        return UNDECIDED

    def _agrees_at(self, point: int, expression: Expression) -> bool | None:
        """Whether both have one value at a probe; None where one of them has no value.

        Formulas that cancel lose digits: a difference that shrinks when more digits are taken was only rounding.
        """
        difference = self._difference(point, expression, _DIGITS)
        if difference is None or difference[0] <= _PRECISE_NOISE * difference[1]:
            return None if difference is None else True
        sharper = self._difference(point, expression, _MORE_DIGITS)
        if sharper is None:
            return None
        return bool(sharper[0] <= _PRECISE_NOISE * sharper[1] or sharper[0] < 1e-20 * difference[0])

    def _difference(self, point: int, expression: Expression, digits: int) -> tuple[Any, Any] | None:
        """The distance of the two values at a probe, and the sum of their sizes."""
        environment = self._environment(point, digits)
        if environment is None:
            return None
        try:
            found = evaluate(expression, environment, precise(digits))
        except UNDEFINED:
            return None
        expected = self._expected[point, digits]
        return abs(found - expected), abs(found) + abs(expected)

    def _environment(self, point: int, digits: int) -> dict[str, Any] | None:
        """The values of all names at a probe with many digits; None where the reference itself has none."""
        key = (point, digits)
        if key not in self._environments:
            arithmetic = precise(digits)
            free = {
                name: arithmetic.number(repr(float(self.probes.values[name][point].real))) for name in self.probes.free
            }
            try:
                self._environments[key] = known = self.probes.environment(free, arithmetic)
                self._expected[key] = evaluate(self.formula, known, arithmetic)
            except UNDEFINED:
                self._environments[key] = None
        return self._environments[key]


def relative_gaps(values: Values, expected: Values) -> NDArray[np.float64]:
    """Return |difference| over the sum of sizes, at each probe; 0 where both are 0, not finite where one is not."""
    with np.errstate(all="ignore"):
        sizes = np.abs(values) + np.abs(expected)
        gaps: NDArray[np.float64] = np.abs(values - expected) / np.where(sizes == 0, 1, sizes)
    return gaps


def compare(
    expression: Expression,
    answer: Expression,
    definitions: Mapping[str, Expression | None] | None = None,
    domain: Domain | None = None,
) -> Sameness:
    """Return whether `expression` and `answer` are one function of the free symbols in `domain`.

    `definitions` give named quantities in order, None for free symbols. Raises TutorError `domain_undefined` where
    `answer` has a value at too few points.
    """
    definitions = definitions or {}
    free = dict.fromkeys(sorted((symbols(expression) | symbols(answer)) - definitions.keys()))
    probes = Probes({**free, **definitions}, domain or Domain(), [answer], {})
    return Reference(answer, probes).compare(expression)
