"""A question of any kind: its drawn numbers, how an answer is read, and what is said to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from tutor.activity.base import Activity, Form, Hint, Question, Reading, Understood, Unreadable, Verdict
from tutor.activity.formula import read_formula
from tutor.events import Event
from tutor.lesson.model import MultipleChoice, NumericQuestion, SingleChoice, SymbolicQuestion
from tutor.quiz.grade import (
    Judgement,
    author_formula,
    grade_multiple,
    grade_numeric,
    grade_single,
    grade_symbolic,
    numeric_answer,
    symbolic_judge,
)
from tutor.quiz.numbers import read_number
from tutor.quiz.variant import Variant, draw
from tutor.symbolic.diagnosis import Judge
from tutor.symbolic.limits import FormulaError
from tutor.symbolic.write import one_line

PART = "answer"
"""The only part of a question."""

SEPARATOR = ","
"""Between the ids of several chosen options, as an answer is stored."""


def quiz_activity(step: SingleChoice | MultipleChoice | NumericQuestion | SymbolicQuestion, seed: int) -> Activity:
    """Return a question as something to do, with the numbers that `seed` draws."""
    variant = draw(step.params, step.where, seed)
    if isinstance(step, SingleChoice | MultipleChoice):
        return ChoiceActivity(step, variant)
    if isinstance(step, NumericQuestion):
        return NumericActivity(step, variant)
    return SymbolicActivity(step, variant)


class _Answerable:
    """What all questions share: one part, open until it was answered rightly or shown."""

    form: Form = "choice"

    def __init__(self, variant: Variant, hints: int) -> None:
        self.variant = variant
        self._hints = hints
        self._done = False

    @property
    def drawn(self) -> Mapping[str, str]:
        """Return the parameters of this attempt as they are printed."""
        return self.variant.numbers

    @property
    def question(self) -> Question | None:
        """Return the question while it is open."""
        return None if self._done else self._question()

    def apply(self, event: Event) -> None:
        """A right answer or a shown solution ends the question."""
        self._done |= event.kind == "revealed" or (event.kind == "answered" and event.verdict == "right")

    def ladder(self) -> tuple[Hint, ...]:
        """Return the author's hints, then the answer."""
        return (*(Hint("authored", index) for index in range(self._hints)), Hint("answer", answer=self.solution()))

    def _question(self) -> Question:
        return Question(PART, self.form)

    def solution(self) -> str:
        """Return a right answer as it would be given."""
        raise NotImplementedError


class ChoiceActivity(_Answerable):
    """One of several answers to choose, or several to tick; an answer is ids with commas between them."""

    def __init__(self, step: SingleChoice | MultipleChoice, variant: Variant) -> None:
        super().__init__(variant, len(step.hints))
        self.step = step
        self.form = "choices" if isinstance(step, MultipleChoice) else "choice"

    def solution(self) -> str:
        """Return the ids of the right choices."""
        return SEPARATOR.join(choice.id for choice in self.step.choices if choice.correct)

    def read(self, text: str) -> Reading:
        """Read ids of choices."""
        chosen = tuple(filter(None, (part.strip() for part in text.split(SEPARATOR))))
        if not chosen:
            return Unreadable("nothing-chosen")
        known = {choice.id for choice in self.step.choices}
        several = self.form == "choices" or len(chosen) == 1
        return Understood(chosen=chosen) if several and known.issuperset(chosen) else Unreadable("unknown-choice")

    def judge(self, raw: str) -> Verdict:
        """Judge the chosen ids."""
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return Verdict("unreadable", reading.code)
        if isinstance(self.step, MultipleChoice):
            return _verdict(grade_multiple(self.step, reading.chosen))
        return _verdict(grade_single(self.step, reading.chosen[0]))

    def _question(self) -> Question:
        return Question(PART, self.form, tuple(choice.id for choice in self.step.choices))


class NumericActivity(_Answerable):
    """A question whose answer is a number, typed as digits or as a calculation."""

    form: Form = "number"

    def __init__(self, step: NumericQuestion, variant: Variant) -> None:
        super().__init__(variant, len(step.hints))
        self.step = step

    def solution(self) -> str:
        """Return the right number with six significant digits, which every tolerance but the narrowest accepts."""
        exact = numeric_answer(self.step, self.variant)
        short = f"{exact:.6g}"
        return short if self.step.tolerance.accepts(float(short), exact) else repr(exact)

    def read(self, text: str) -> Reading:
        """Read a number or a calculation."""
        try:
            number = read_number(text)
        except FormulaError as error:
            # The sentence for an unknown name lists the names that count, and here there are none.
            code = "not-a-number" if error.code == "unknown_name" else error.code
            return Unreadable(code, error.arguments, error.span)
        return Understood(number.expression, number.value)

    def judge(self, raw: str) -> Verdict:
        """Judge a number."""
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return Verdict("unreadable", reading.code, reading.arguments)
        assert reading.value is not None
        return _verdict(grade_numeric(self.step, self.variant, reading.value))


class SymbolicActivity(_Answerable):
    """A question whose answer is a formula; every equivalent form counts."""

    form: Form = "formula"

    def __init__(self, step: SymbolicQuestion, variant: Variant) -> None:
        super().__init__(variant, len(step.hints))
        self.step = step

    def solution(self) -> str:
        """Return the author's answer, written out."""
        return one_line(author_formula(self.step, self.variant, self.step.answer))

    def read(self, text: str) -> Reading:
        """Read a formula in the question's names."""
        return read_formula(text, self._judge.question.vocabulary)

    def judge(self, raw: str) -> Verdict:
        """Judge a formula."""
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return Verdict("unreadable", reading.code, reading.arguments)
        assert reading.expression is not None
        return _verdict(grade_symbolic(self._judge, reading.expression))

    @cached_property
    def _judge(self) -> Judge:
        return symbolic_judge(self.step, self.variant)

    def _question(self) -> Question:
        return Question(PART, self.form, symbols=self.step.symbols)


def _verdict(judgement: Judgement) -> Verdict:
    return Verdict(judgement.status, judgement.code, judgement.arguments, judgement.feedback)
