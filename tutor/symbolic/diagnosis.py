"""Judges a formula: right, wrong with the reason a teacher would see, or undecided; built once for each question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

import numpy as np

from tutor.errors import Argument
from tutor.symbolic.equivalence import DIFFERENT, SAME, Reference, Sameness, relative_gaps
from tutor.symbolic.expression import (
    Binary,
    Call,
    Expression,
    Group,
    Leibniz,
    Number,
    children,
    symbols,
    walk,
    with_children,
)
from tutor.symbolic.probes import Probes, Values
from tutor.symbolic.question import Factor, Form, FormulaQuestion
from tutor.symbolic.slips import Slip, slips
from tutor.symbolic.vocabulary import display_name
from tutor.symbolic.write import one_line

__all__ = ["Factor", "Form", "FormulaQuestion", "Judge", "Judgement"]

Status: TypeAlias = Literal["right", "wrong", "undecided"]

_SAME_VALUES: Final = 1e-8
_ROUNDED: Final = 0.02
_FEWEST: Final = 8


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a formula; `code` names the reason, `also` further slips, each with a sentence of its own.

    `misconception` is the id of the author's wrong answer that was met.
    """

    status: Status
    code: str
    arguments: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))
    also: tuple[str, ...] = ()
    misconception: str = ""


class Judge:
    """Judges answers to one question. Raises TutorError `domain_undefined` where the question has no usable domain."""

    def __init__(self, question: FormulaQuestion) -> None:
        self.question = question
        named = {Leibniz(of, by).name: formula for (of, by), formula in question.leibniz.items()}
        self._probes = Probes(question.definitions, question.domain, [question.answer], named)
        self._reference = Reference(question.answer, self._probes)
        self._authors = {name: self._probes.evaluate(wrong) for name, wrong in question.misconceptions.items()}
        self._slips = slips(question, self._probes)
        self._table = np.stack([slip.values for slip in self._slips]) if self._slips else None

    def judge(self, expression: Expression) -> Judgement:
        """Return the verdict on `expression`, which was read with the question's vocabulary."""
        sameness = self._reference.compare(expression)
        if sameness is SAME:
            return self._form_of_right_answer(expression)
        if sameness is not DIFFERENT:
            return Judgement("undecided", "too_extreme")
        return self._diagnose(expression)

    def compare(self, expression: Expression) -> Sameness:
        """Return whether `expression` is the answer, without a diagnosis."""
        return self._reference.compare(expression)

    def _form_of_right_answer(self, expression: Expression) -> Judgement:
        parts = list(walk(expression))
        if "no-derivative-names" in self.question.forms and any(isinstance(part, Leibniz) for part in parts):
            return Judgement("undecided", "form_derivative_names")
        if "no-primes" in self.question.forms and any(isinstance(part, Call) and part.primes for part in parts):
            return Judgement("undecided", "form_primes")
        return Judgement("right", "right")

    def _diagnose(self, expression: Expression) -> Judgement:
        values = self._probes.evaluate(expression)
        for name, wrong in self._authors.items():
            if _agree(values, wrong):
                return Judgement("wrong", "misconception", misconception=name)
        for found in self._reasons(expression, values):
            return found
        return Judgement("wrong", "different")

    def _reasons(self, expression: Expression, values: Values) -> Iterator[Judgement]:
        """What explains a wrong answer, the most certain explanation first."""
        answer = self._reference.values
        other = other_reading(expression)
        if other is not None and self._reference.compare(other) is SAME:
            yield Judgement("wrong", "ambiguous_division", {"read": one_line(expression), "other": one_line(other)})
        if not values.any():
            yield Judgement("wrong", "zero")
        if _agree(values, answer):
            yield Judgement("wrong", "rounded_number")
        if _agree(values, -answer):
            yield Judgement("wrong", "sign_flipped")
        decimal = any(isinstance(part, Number) and "." in part.text for part in walk(expression))
        yield from self._matching(values, decimal)
        if decimal and _nearly(values, answer):
            yield Judgement("wrong", "rounded_number")
        yield from self._matching(-values, decimal, also="sign_flipped")
        yield from self._off_by_a_constant(values)
        yield from self._extra_factor(values)
        yield from self._matching_up_to_a_factor(values)
        yield from self._unrelated_symbols(expression)

    def _matching(self, values: Values, decimal: bool, also: str = "") -> Iterator[Judgement]:
        """The slips that give `values`; `decimal` tells whether the formula holds a decimal number."""
        if self._table is None:
            return
        gaps = relative_gaps(values[None, :], self._table)
        usable = np.isfinite(gaps)
        matches = np.where(usable, gaps <= _SAME_VALUES, True).all(axis=1) & (usable.sum(axis=1) >= _FEWEST)
        for index in np.flatnonzero(matches):
            if decimal or not self._slips[index].decimal:
                yield _judgement(self._slips[index], also)

    def _off_by_a_constant(self, values: Values) -> Iterator[Judgement]:
        answer = self._reference.values
        with np.errstate(all="ignore"):
            ratios, offsets = values / answer, values - answer
        if _constant(ratios):
            yield Judgement("wrong", "constant_factor")
        if _constant(offsets):
            yield Judgement("wrong", "constant_offset")

    def _extra_factor(self, values: Values) -> Iterator[Judgement]:
        """The answer times, or over, a factor or a symbol of the question."""
        with np.errstate(all="ignore"):
            ratios = values / self._reference.values
            for path in self.question.paths:
                for factor in path:
                    if _agree(ratios, self._probes.evaluate(factor.derivative)):
                        yield Judgement("wrong", "extra_factor", {"factor": factor.label})
            for name in self.question.definitions:
                if _agree(ratios, self._probes.values[name]):
                    yield Judgement("wrong", "extra_factor", {"factor": display_name(name)})
                if _agree(ratios, 1 / self._probes.values[name]):
                    yield Judgement("wrong", "missing_symbol")

    def _matching_up_to_a_factor(self, values: Values) -> Iterator[Judgement]:
        for slip in self._slips:
            with np.errstate(all="ignore"):
                if _constant(values / slip.values):
                    yield _judgement(slip, "constant_factor")

    def _unrelated_symbols(self, expression: Expression) -> Iterator[Judgement]:
        related = self._behind(symbols(self.question.answer))
        extra = sorted(symbols(expression) - related)
        if extra:
            yield Judgement("wrong", "unrelated_symbol", {"names": ", ".join(map(display_name, extra))})

    def _behind(self, names: frozenset[str]) -> set[str]:
        """`names`, everything they are defined by, and everything that is defined by those alone."""
        related = set(names)
        definitions = self._probes.definitions
        for name in reversed(definitions):
            if name in related:
                related |= symbols(definitions[name])
        for name, formula in definitions.items():
            if symbols(formula) <= related:
                related.add(name)
        return related


def _judgement(slip: Slip, also: str) -> Judgement:
    return Judgement("wrong", slip.code, slip.arguments, (also,) if also else ())


def _agree(first: Values, second: Values) -> bool:
    gaps = relative_gaps(first, second)
    usable = np.isfinite(gaps)
    return int(usable.sum()) >= _FEWEST and bool((gaps[usable] <= _SAME_VALUES).all())


def _nearly(values: Values, answer: Values) -> bool:
    """Whether `values` are the answer to within what rounding a number could do."""
    with np.errstate(all="ignore"):
        ratios = values / answer
    finite = np.isfinite(ratios)
    return int(finite.sum()) >= _FEWEST and bool((np.abs(ratios[finite] - 1) < _ROUNDED).all())


def _constant(values: Values) -> bool:
    """Whether `values` are one number that is not 0, where they are finite."""
    finite = values[np.isfinite(values)]
    if len(finite) < _FEWEST or abs(finite[0]) < 1e-9:
        return False
    return bool((np.abs(finite - finite[0]) <= _SAME_VALUES * abs(finite[0])).all())


def other_reading(expression: Expression) -> Expression | None:
    """Return what `1/2x` means to those who read it as `1/(2x)`, or None where there is no such place."""
    tightened = _tightened(expression)
    return None if tightened == expression else tightened


def _tightened(node: Expression) -> Expression:
    """`node` with implicit products binding tighter than the division on their left."""
    node = with_children(node, [_tightened(child) for child in children(node)])
    if not (isinstance(node, Binary) and node.operator == "*" and node.implicit):
        return node
    quotient = node.left
    if not (isinstance(quotient, Binary) and quotient.operator == "/"):
        return node
    below = quotient.right
    product = Binary("*", below, node.right, implicit=True)
    return Binary("/", quotient.left, Group(product))
