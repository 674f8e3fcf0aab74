"""Judges a formula: right, wrong with the reason a teacher would see, or undecided; built once for each question."""

from __future__ import annotations

from functools import cached_property
from typing import Final

import numpy as np

from tutor.events import Verdict
from tutor.formulas.expression import Binary, Expression, Leibniz, Number, walk
from tutor.judging.equivalence import SAME, Reference, Sameness, agree
from tutor.judging.probes import Probes
from tutor.judging.question import FormulaQuestion
from tutor.judging.reasons import Reasons

_ROUNDING: Final = 1e-3
"""More than floats are off where terms up to `LARGEST` cancel."""


class Judge:
    """Judges answers to one question. Raises TutorError `domain_undefined` where the question has no usable domain."""

    def __init__(self, question: FormulaQuestion) -> None:
        self.question = question
        named = {Leibniz(of, by).name: formula for (of, by), formula in question.leibniz.items()}
        probes = Probes(question.definitions, question.domain, question.answer, named)
        self._reference = Reference(question.answer, probes)
        self._authors = {name: Reference(wrong, probes) for name, wrong in question.misconceptions.items()}

    def judge(self, expression: Expression) -> Verdict:
        """Return the verdict on `expression`, which was read with the question's vocabulary."""
        match self.compare(expression):
            case Sameness.SAME:
                return Verdict("right", "right")
            case Sameness.DIFFERENT:
                return self._wrong(expression)
            case Sameness.UNDECIDED:
                return Verdict("undecided", "too_extreme")

    def compare(self, expression: Expression) -> Sameness:
        """Return whether `expression` is the answer, without a diagnosis."""
        return self._reference.compare(expression)

    def division_by_zero(self, expression: Expression) -> Binary | None:
        """Return the part of `expression` that divides by what is 0 everywhere, None where no part does."""
        divisions = (part for part in walk(expression) if isinstance(part, Binary) and part.operator == "/")
        return next((part for part in divisions if self._is_zero(part.right)), None)

    def _is_zero(self, expression: Expression) -> bool:
        """Floats rule out nearly everything at once: what cancels leaves only rounding."""
        sizes = np.abs(self._zero.probes.evaluate(expression))
        return not (sizes > _ROUNDING).any() and self._zero.compare(expression) is SAME

    @cached_property
    def _zero(self) -> Reference:
        return Reference(Number("0"), self._reference.probes)

    @cached_property
    def _reasons(self) -> Reasons:
        """Built for the first wrong answer: right ones need none."""
        return Reasons(self.question, self._reference)

    def _wrong(self, expression: Expression) -> Verdict:
        """The author's own words come before any reason that the program finds."""
        values = self._reference.probes.evaluate(expression)
        for name, misconception in self._authors.items():
            if agree(values, misconception.values) and misconception.compare(expression) is SAME:
                return Verdict("wrong", "misconception", feedback=(name,))
        reason = self._reasons.explain(expression)
        return Verdict("wrong", reason.code, reason.arguments)
