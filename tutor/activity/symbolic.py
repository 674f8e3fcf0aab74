"""Questions whose answer is a formula: how it is read, and the judge that says what is right and what is not."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from tutor.activity.answerable import PART, Answerable
from tutor.activity.base import Form, Question, Reading, Understood
from tutor.activity.formula import read_formula
from tutor.activity.left_sides import Asked, named_in_prompt
from tutor.events import Verdict
from tutor.formulas.expression import Expression
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.formulas.write import one_line
from tutor.judging.diagnosis import Judge
from tutor.judging.probes import Domain
from tutor.judging.question import FormulaQuestion
from tutor.lesson.format.questions import SymbolicQuestion
from tutor.quiz.variant import Variant


class SymbolicActivity(Answerable[SymbolicQuestion]):
    """A question whose answer is a formula; every equivalent form counts."""

    form: ClassVar[Form] = "formula"

    def solution(self) -> str:
        """Return the author's answer, written out."""
        return one_line(author_formula(self.step, self.variant, self.step.answer))

    def read(self, text: str) -> Reading:
        """Read a formula in the question's names."""
        return read_formula(text, self._judge, self._asked)

    def grade(self, reading: Understood) -> Verdict:
        """Judge a formula."""
        assert reading.expression is not None
        return self._judge.judge(reading.expression)

    @cached_property
    def _asked(self) -> Asked:
        return named_in_prompt(self.step.prompt, self.step.symbols, self.step.wrt or "")

    @cached_property
    def _judge(self) -> Judge:
        return symbolic_judge(self.step, self.variant)

    def _question(self) -> Question:
        return Question(PART, self.form, symbols=self.step.symbols)


def symbolic_judge(question: SymbolicQuestion, variant: Variant) -> Judge:
    """Return the judge of formulas for this question with the numbers of `variant`; build it once for an attempt.

    Raises FormulaError for an author's formula that cannot be read, TutorError `domain_undefined` where the answer has
    no values in the declared domain.
    """
    return Judge(
        FormulaQuestion(
            answer=author_formula(question, variant, question.answer),
            definitions=dict.fromkeys(question.symbols),
            domain=Domain(dict(question.domain)),
            wrt=question.wrt or "",
            original=author_formula(question, variant, question.differentiate) if question.differentiate else None,
            misconceptions={wrong.id: author_formula(question, variant, wrong.answer) for wrong in question.wrong},
        )
    )


def author_formula(question: SymbolicQuestion, variant: Variant, text: str) -> Expression:
    """Return a formula of the question's author with the numbers of `variant` in it.

    Raises FormulaError, also for one that is larger than a learner may type: all its wrong forms are tried out.
    """
    return variant.formula(parse(text, Vocabulary((*question.symbols, *variant.numbers))))
