"""Why a wrong formula is wrong: what a teacher would recognise in it, found by the values that it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

import numpy as np

from tutor.errors import Argument
from tutor.formulas.expression import Expression, Number, symbols, walk
from tutor.formulas.readings import other_reading
from tutor.formulas.vocabulary import display_name
from tutor.formulas.write import one_line
from tutor.judging.equivalence import SAME, Reference, relative_gaps
from tutor.judging.probes import Values
from tutor.judging.question import FormulaQuestion
from tutor.judging.slips import Slip, slips

_SAME_VALUES: Final = 1e-8
_ROUNDED: Final = 0.02
_FEWEST: Final = 8


@dataclass(frozen=True, slots=True)
class Reason:
    """What is wrong with a formula; `also` is the code of a second slip beside the first."""

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))
    also: str = ""


@dataclass(frozen=True, slots=True)
class _Wrong:
    """A wrong formula, its values, and whether a decimal number stands in it."""

    expression: Expression
    values: Values
    decimal: bool


class Reasons:
    """Explains the wrong answers to one question; its slips are computed once."""

    def __init__(self, question: FormulaQuestion, reference: Reference) -> None:
        self._question = question
        self._reference = reference
        self._probes = reference.probes
        self._slips = slips(question, self._probes)
        self._table = np.stack([slip.values for slip in self._slips]) if self._slips else np.empty((0, 0), complex)

    def explain(self, expression: Expression) -> Reason:
        """Return the most certain explanation of `expression`, which is known to be wrong."""
        decimal = any(isinstance(part, Number) and "." in part.text for part in walk(expression))
        wrong = _Wrong(expression, self._probes.evaluate(expression), decimal)
        with np.errstate(all="ignore"):
            return (
                self._read_the_other_way(wrong)
                or self._of_the_whole(wrong)
                or self._slip(wrong)
                or self._rounded(wrong)
                or self._slip_and_sign(wrong)
                or self._off_by_a_constant(wrong)
                or self._off_by_a_factor(wrong)
                or self._slip_and_constant(wrong)
                or self._unrelated_symbols(wrong)
                or Reason("different")
            )

    def _read_the_other_way(self, wrong: _Wrong) -> Reason | None:
        other = other_reading(wrong.expression)
        if other is None or self._reference.compare(other) is not SAME:
            return None
        return Reason("ambiguous_division", {"read": one_line(wrong.expression), "other": one_line(other)})

    def _of_the_whole(self, wrong: _Wrong) -> Reason | None:
        if not wrong.values.any():
            return Reason("zero")
        if _agree(wrong.values, self._reference.values):
            return Reason("rounded_number")
        return Reason("sign_flipped") if _agree(wrong.values, -self._reference.values) else None

    def _slip(self, wrong: _Wrong) -> Reason | None:
        return self._matching(wrong.values, wrong.decimal)

    def _slip_and_sign(self, wrong: _Wrong) -> Reason | None:
        return self._matching(-wrong.values, wrong.decimal, also="sign_flipped")

    def _matching(self, values: Values, decimal: bool, also: str = "") -> Reason | None:
        """The first slip that gives `values`."""
        if not self._slips:
            return None
        gaps = relative_gaps(values[None, :], self._table)
        usable = np.isfinite(gaps)
        matches = np.where(usable, gaps <= _SAME_VALUES, True).all(axis=1) & (usable.sum(axis=1) >= _FEWEST)
        found = (self._slips[index] for index in np.flatnonzero(matches))
        return next((_reason(slip, also) for slip in found if decimal or not slip.decimal), None)

    def _rounded(self, wrong: _Wrong) -> Reason | None:
        ratios = wrong.values / self._reference.values
        finite = ratios[np.isfinite(ratios)]
        close = len(finite) >= _FEWEST and (np.abs(finite - 1) < _ROUNDED).all()
        return Reason("rounded_number") if wrong.decimal and close else None

    def _off_by_a_constant(self, wrong: _Wrong) -> Reason | None:
        if _constant(wrong.values / self._reference.values):
            return Reason("constant_factor")
        return Reason("constant_offset") if _constant(wrong.values - self._reference.values) else None

    def _off_by_a_factor(self, wrong: _Wrong) -> Reason | None:
        """The answer times, or over, a factor or a symbol of the question."""
        ratios = wrong.values / self._reference.values
        for factor in (factor for path in self._question.paths for factor in path):
            if _agree(ratios, self._probes.evaluate(factor.derivative)):
                return Reason("extra_factor", {"factor": factor.label})
        for name in self._question.definitions:
            if _agree(ratios, self._probes.values[name]):
                return Reason("extra_factor", {"factor": display_name(name)})
            if _agree(ratios, 1 / self._probes.values[name]):
                return Reason("missing_symbol")
        return None

    def _slip_and_constant(self, wrong: _Wrong) -> Reason | None:
        found = (slip for slip in self._slips if _constant(wrong.values / slip.values))
        return next((_reason(slip, "constant_factor") for slip in found), None)

    def _unrelated_symbols(self, wrong: _Wrong) -> Reason | None:
        extra = sorted(symbols(wrong.expression) - self._related())
        return Reason("unrelated_symbol", {"names": ", ".join(map(display_name, extra))}) if extra else None

    def _related(self) -> set[str]:
        """The answer's symbols, everything they are defined by, and everything that is defined by those alone."""
        related = set(symbols(self._question.answer))
        definitions = self._probes.definitions
        for name in reversed(definitions):
            if name in related:
                related |= symbols(definitions[name])
        for name, formula in definitions.items():
            if symbols(formula) <= related:
                related.add(name)
        return related


def _reason(slip: Slip, also: str) -> Reason:
    return Reason(slip.code, slip.arguments, also)


def _agree(first: Values, second: Values) -> bool:
    gaps = relative_gaps(first, second)
    usable = np.isfinite(gaps)
    return int(usable.sum()) >= _FEWEST and bool((gaps[usable] <= _SAME_VALUES).all())


def _constant(values: Values) -> bool:
    """Whether `values` are one number that is not 0, where they are finite."""
    finite = values[np.isfinite(values)]
    if len(finite) < _FEWEST or abs(finite[0]) < 1e-9:
        return False
    return bool((np.abs(finite - finite[0]) <= _SAME_VALUES * abs(finite[0])).all())
