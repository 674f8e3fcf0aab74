"""Judging answers to questions: one pure function for each kind of question."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression
from tutor.formulas.limits import AUTHOR
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.judging.diagnosis import Judge, Judgement
from tutor.judging.probes import Domain
from tutor.judging.question import FormulaQuestion
from tutor.lesson.format import questions
from tutor.lesson.format.questions import LEFT_OUT
from tutor.lesson.format.scalars import Tolerance
from tutor.quiz.numbers import TypedNumber, acceptance, differ
from tutor.quiz.variant import Variant

_MISPLACED: Final = tuple(power for power in range(-6, 7) if power)
"""How many places a decimal point may be off."""


def grade_single(question: questions.SingleChoice, chosen: str) -> Judgement:
    """Return the verdict on the choice with the id `chosen`; KeyError for an id that the question does not have."""
    choice = {choice.id: choice for choice in question.choices}[chosen]
    if choice.correct:
        return Judgement("right", "right", feedback=(chosen,))
    return Judgement("wrong", "choice-wrong", feedback=(chosen,))


def grade_multiple(question: questions.MultipleChoice, chosen: Collection[str]) -> Judgement:
    """Return the verdict on the ticked ids: right if exactly the right choices are ticked.

    Feedback of a right answer covers every choice. A wrong one is told about its wrong ticks, and about choices that
    it left out only when every tick is right.
    """
    ticks = {choice.id for choice in question.choices if choice.id in chosen}
    right = {choice.id for choice in question.choices if choice.correct}
    if ticks == right:
        return Judgement("right", "right", feedback=tuple(_every_feedback(question.choices, ticks)))
    wrong = tuple(choice.id for choice in question.choices if choice.id in ticks - right)
    if wrong:
        return Judgement("wrong", "choices-wrong", {"count": len(wrong)}, wrong)
    left_out = (choice for choice in question.choices if choice.id in right - ticks and choice.unselected_feedback)
    return Judgement("wrong", "choices-missing", feedback=tuple(choice.id + LEFT_OUT for choice in left_out))


def _every_feedback(choices: tuple[questions.TickedChoice, ...], ticks: Collection[str]) -> Iterator[str]:
    for choice in choices:
        if choice.id in ticks:
            yield choice.id
        elif choice.unselected_feedback:
            yield choice.id + LEFT_OUT


def grade_order(question: questions.OrderQuestion, order: Sequence[str]) -> Judgement:
    """Return the verdict on all items of the question in the order of these ids.

    A wrong one is told what its author says of it, else why the first item that stands behind a wrong neighbour comes
    elsewhere, else how many at the beginning are in place.
    """
    right = [item.id for item in question.items]
    if list(order) == right:
        return Judgement("right", "right")
    for wrong in question.wrong:
        if list(order) == list(wrong.answer):
            return Judgement("wrong", "misconception", feedback=(wrong.id,))
    in_place = next(index for index, pair in enumerate(zip(order, right, strict=True)) if pair[0] != pair[1])
    said = {item.id for item in question.items if item.feedback}
    feedback = [item for item in order[in_place:] if item in said and _behind(item, order) != _behind(item, right)]
    return Judgement("wrong", "order-wrong", {"count": in_place}, tuple(feedback[:1]))


def _behind(item: str, order: Sequence[str]) -> str:
    """The item that stands directly before `item`, empty for the first."""
    place = order.index(item)
    return order[place - 1] if place else ""


def grade_match(question: questions.MatchQuestion, partners: Mapping[str, str]) -> Judgement:
    """Return the verdict on the pair whose right side each left side was given, by the pairs' ids."""
    wrong = tuple(pair.id for pair in question.pairs if partners[pair.id] != pair.id)
    return Judgement("wrong", "pairs-wrong", {"count": len(wrong)}, wrong) if wrong else Judgement("right", "right")


def grade_numeric(question: questions.NumericQuestion, variant: Variant, typed: TypedNumber) -> Judgement:
    """Return the verdict on a number: right, the nearest wrong answer that the author expects, or what is known.

    `acceptance` says what counts as right. It is a wrong answer to the digits typed, or within the tolerance.
    """
    expected = numeric_answer(question, variant)
    wrong = wrong_numbers(question, variant)
    match acceptance(typed, expected, other_numbers(question, variant), question.tolerance):
        case "right":
            return Judgement("right", "right")
        case "unclear":
            return Judgement("undecided", "number-more-digits")
        case "wrong":
            given = [id_ for id_, number in wrong.items() if _is_one(typed, number, question.tolerance)]
            if given:
                nearest = min(given, key=lambda id_: abs(typed.value - wrong[id_]))
                return Judgement("wrong", "misconception", feedback=(nearest,))
            return Judgement("wrong", _numeric_slip(typed, expected, question.tolerance))


def wrong_numbers(question: questions.NumericQuestion, variant: Variant) -> Mapping[str, float]:
    """Return the wrong answers that the author expects, by their ids, for the parameters of `variant`."""
    numbers = {wrong.id: number_of(wrong.answer, variant) for wrong in question.wrong}
    return {id_: number for id_, number in numbers.items() if math.isfinite(number)}


def other_numbers(question: questions.NumericQuestion, variant: Variant) -> list[float]:
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
    return near_the_right_one(typed, expected) or "number-wrong"


def near_the_right_one(typed: TypedNumber, right: float) -> str:
    """Return the code of what is said of a wrong number near the `right` one; empty where it is not near."""
    if not typed.is_near(right):
        return ""
    return "number-rounded" if typed.may_be_off_by_rounding(right) else "number-near"


def numeric_answer(question: questions.NumericQuestion, variant: Variant) -> float:
    """Return the right number for the parameters of `variant`."""
    return number_of(question.answer, variant)


def number_of(formula: str, variant: Variant) -> float:
    """Return the value of an author's formula in the parameters; nan where it has none. Raises FormulaError."""
    return value(_in_parameters(formula, tuple(variant.numbers)), variant.values)


@lru_cache(maxsize=256)
def _in_parameters(formula: str, names: tuple[str, ...]) -> Expression:
    """An author's formula, read once for all variants."""
    return parse(formula, Vocabulary(names), AUTHOR)


def symbolic_judge(question: questions.SymbolicQuestion, variant: Variant) -> Judge:
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


def author_formula(question: questions.SymbolicQuestion, variant: Variant, text: str) -> Expression:
    """Return a formula of the question's author with the numbers of `variant` in it.

    Raises FormulaError, also for one that is larger than a learner may type: all its wrong forms are tried out.
    """
    return variant.formula(parse(text, Vocabulary((*question.symbols, *variant.numbers))))
