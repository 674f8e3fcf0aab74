"""A question of any kind: its drawn numbers, how an answer is read, and what is said to it."""

from __future__ import annotations

from functools import cached_property

from tutor.activity.answerable import PART, SEPARATOR, Answerable
from tutor.activity.arranging import MatchActivity, OrderActivity
from tutor.activity.base import Activity, Question, Reading, Understood, Unreadable
from tutor.activity.formula import read_formula
from tutor.activity.left_sides import Asked, named_in_prompt
from tutor.formulas.limits import FormulaError
from tutor.formulas.parse import left_side
from tutor.formulas.write import one_line
from tutor.judging.diagnosis import Judge, Judgement
from tutor.lesson.format import questions
from tutor.quiz.grade import (
    author_formula,
    grade_multiple,
    grade_numeric,
    grade_single,
    numeric_answer,
    other_numbers,
    symbolic_judge,
)
from tutor.quiz.numbers import TypedNumber, own_answer, read_number
from tutor.quiz.variant import draw


def quiz_activity(step: questions.Question, seed: int) -> Activity:
    """Return a question as something to do, with the numbers and the shuffling that `seed` draws."""
    variant = draw(step.params, step.where, seed)
    match step:
        case questions.SingleChoice() | questions.MultipleChoice():
            return ChoiceActivity(step, variant)
        case questions.OrderQuestion():
            return OrderActivity(step, variant, seed)
        case questions.MatchQuestion():
            return MatchActivity(step, variant, seed)
        case questions.NumericQuestion():
            return NumericActivity(step, variant)
        case questions.SymbolicQuestion():
            return SymbolicActivity(step, variant)


class ChoiceActivity(Answerable[questions.SingleChoice | questions.MultipleChoice]):
    """One of several answers to choose, or several to tick; an answer is ids with commas between them."""

    def solution(self) -> str:
        """Return the ids of the right choices."""
        return SEPARATOR.join(choice.id for choice in self.step.choices if choice.correct)

    def read(self, text: str) -> Reading:
        """Read ids of choices."""
        chosen = tuple(filter(None, (part.strip() for part in text.split(SEPARATOR))))
        if not chosen:
            return Unreadable("nothing-chosen")
        known = {choice.id for choice in self.step.choices}
        if not known.issuperset(chosen):
            return Unreadable("unknown-choice")
        match self.step:
            case questions.SingleChoice() if len(chosen) > 1:
                return Unreadable("unknown-choice")
            case questions.SingleChoice() | questions.MultipleChoice():
                return Understood(chosen=chosen)

    def grade(self, reading: Understood) -> Judgement:
        """Judge the chosen ids."""
        match self.step:
            case questions.SingleChoice():
                return grade_single(self.step, reading.chosen[0])
            case questions.MultipleChoice():
                return grade_multiple(self.step, reading.chosen)

    def _question(self) -> Question:
        return Question(PART, self.form, tuple(choice.id for choice in self.step.choices))


class NumericActivity(Answerable[questions.NumericQuestion]):
    """A question whose answer is a number, typed as digits or as a calculation."""

    def solution(self) -> str:
        """Return the right number with six significant digits, or as many as tell it from the expected wrong ones."""
        exact = numeric_answer(self.step, self.variant)
        return own_answer(exact, other_numbers(self.step, self.variant), self.step.tolerance)

    def read(self, text: str) -> Reading:
        """Read a number or a calculation."""
        try:
            number = read_number(text)
        except FormulaError as error:
            # The sentence for an unknown name lists the names that count, and here there are none.
            code = "not-a-number" if error.code == "unknown_name" else error.code
            return Unreadable(code, error.arguments, error.span)
        left = left_side(text)
        refused = named_in_prompt(self.step.prompt)(left) if left is not None else None
        return refused or Understood(number.expression, number.value)

    def grade(self, reading: Understood) -> Judgement:
        """Judge a number."""
        assert reading.expression is not None
        assert reading.value is not None
        return grade_numeric(self.step, self.variant, TypedNumber(reading.expression, reading.value))


class SymbolicActivity(Answerable[questions.SymbolicQuestion]):
    """A question whose answer is a formula; every equivalent form counts."""

    def solution(self) -> str:
        """Return the author's answer, written out."""
        return one_line(author_formula(self.step, self.variant, self.step.answer))

    def read(self, text: str) -> Reading:
        """Read a formula in the question's names."""
        return read_formula(text, self._judge, self._asked)

    def grade(self, reading: Understood) -> Judgement:
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
