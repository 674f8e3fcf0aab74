"""Questions whose answer is a number: how it is read, what is right, and what is said to a wrong one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar, Final

from tutor.activity.answerable import PART, Answerable
from tutor.activity.base import Form, Question, Reading, Understood, Unreadable
from tutor.activity.left_sides import named_in_prompt
from tutor.events import Verdict
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression
from tutor.formulas.limits import AUTHOR, FormulaError
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.format.questions import NumericQuestion
from tutor.lesson.format.scalars import Tolerance
from tutor.numerals import numeral
from tutor.quiz.numbers import TypedNumber, acceptance, differ, near_the_right_one, own_answer, read_number
from tutor.quiz.variant import Variant

_MISPLACED: Final = tuple(power for power in range(-6, 7) if power)
"""How many places a decimal point may be off."""
_FAR: Final = 10
"""How many times another number something is that is far off."""
_EXAMPLES: Final = {"3/2": 3 / 2, "2/7": 2 / 7}
"""Calculations, of which any number is like one at most."""
_LIKE: Final = 2
"""How many times another number something is at most that may be taken for it."""
_MORE_DIGITS: Final = 5
"""Significant digits of the right number, for whoever has given it with fewer."""


class NumericActivity(Answerable[NumericQuestion]):
    """A question whose answer is a number, typed as digits or as a calculation."""

    form: ClassVar[Form] = "number"

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
        refused = named_in_prompt(self.step.prompt)(number.left) if number.left is not None else None
        return refused or Understood(number.expression, number.value)

    def _question(self) -> Question:
        return Question(PART, self.form, example=telling_nothing(_EXAMPLES, numeric_answer(self.step, self.variant)))

    def grade(self, reading: Understood) -> Verdict:
        """Judge a number."""
        assert reading.expression is not None
        assert reading.value is not None
        return grade_numeric(self.step, self.variant, TypedNumber(reading.expression, reading.value))


def grade_numeric(question: NumericQuestion, variant: Variant, typed: TypedNumber) -> Verdict:
    """Return the verdict on a number: right, the nearest wrong answer that the author expects, or what is known.

    `acceptance` says what counts as right. It is a wrong answer to the digits typed, or within the tolerance.
    """
    expected = numeric_answer(question, variant)
    wrong = wrong_numbers(question, variant)
    match acceptance(typed, expected, other_numbers(question, variant), question.tolerance):
        case "right":
            return right_number(typed, expected)
        case "unclear":
            return Verdict("undecided", "number-more-digits")
        case "wrong":
            given = [id_ for id_, number in wrong.items() if _is_one(typed, number, question.tolerance)]
            if given:
                nearest = min(given, key=lambda id_: abs(typed.value - wrong[id_]))
                return Verdict("wrong", "misconception", feedback=(nearest,))
            return Verdict("wrong", _numeric_slip(typed, expected, question.tolerance))


def wrong_numbers(question: NumericQuestion, variant: Variant) -> Mapping[str, float]:
    """Return the wrong answers that the author expects, by their ids, for the parameters of `variant`."""
    numbers = {wrong.id: number_of(wrong.answer, variant) for wrong in question.wrong}
    return {id_: number for id_, number in numbers.items() if math.isfinite(number)}


def other_numbers(question: NumericQuestion, variant: Variant) -> list[float]:
    """Return the wrong answers that the author expects and that are not the right number for these parameters."""
    expected = numeric_answer(question, variant)
    return [number for number in wrong_numbers(question, variant).values() if differ(number, expected)]


def _is_one(typed: TypedNumber, number: float, tolerance: Tolerance) -> bool:
    return typed.says(number) or (typed.has_decimals and tolerance.accepts(typed.value, number))


def _numeric_slip(typed: TypedNumber, expected: float, tolerance: Tolerance) -> str:
    """What is true of a wrong number that is no listed one."""
    if _is_one(typed, -expected, tolerance):
        return "number-sign"
    if typed.has_too_few_digits_of(expected):
        return "number-too-few-digits"
    if any(typed.says(expected, 10.0**power) for power in _MISPLACED):
        return "number-decimal-point"
    return near_the_right_one(typed, expected) or _off(typed.value, expected)


def _off(given: float, expected: float) -> str:
    """In which way a number is not the `expected` one; of negative numbers nothing is said to be large or small."""
    if given * expected < 0:
        return "number-sign-and-size"
    if given == 0:
        return "number-not-zero"
    if expected and not 1 / _FAR <= given / expected <= _FAR:
        return "number-far-above" if abs(given) > abs(expected) else "number-far-below"
    if expected < 0:
        return "number-too-negative" if given < expected else "number-less-negative"
    return "number-too-large" if given > expected else "number-too-small"


def telling_nothing(examples: Mapping[str, float], expected: float) -> str:
    """Return the first of `examples`, calculations with their values, that is of quite another size than `expected`."""
    size = abs(expected)
    return next((text for text, number in examples.items() if not size / _LIKE < abs(number) < size * _LIKE), "")


def right_number(typed: TypedNumber, expected: float) -> Verdict:
    """Return that a number is right, and where more digits are known than were typed, those."""
    known = numeral(expected, _MORE_DIGITS).shown
    if typed.is_exactly(expected) or abs(float(known) - expected) >= abs(typed.value - expected):
        return Verdict("right", "right")
    return Verdict("right", "number-right", {"near": expected})


def numeric_answer(question: NumericQuestion, variant: Variant) -> float:
    """Return the right number for the parameters of `variant`."""
    return number_of(question.answer, variant)


def number_of(formula: str, variant: Variant) -> float:
    """Return the value of an author's formula in the parameters; nan where it has none. Raises FormulaError."""
    return value(_in_parameters(formula, tuple(variant.numbers)), variant.values)


@lru_cache(maxsize=256)
def _in_parameters(formula: str, names: tuple[str, ...]) -> Expression:
    """An author's formula, read once for all variants."""
    return parse(formula, Vocabulary(names), AUTHOR)
