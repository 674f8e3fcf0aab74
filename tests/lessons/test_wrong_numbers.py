"""Every number that the course asks: each known wrong one is refused and told by its name, and so is each neighbour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from tests.activity.events import record
from tests.lessons.shipped import course, lesson, steps
from tutor.activity.known_numbers import QUANTITY
from tutor.activity.numeric import NumericActivity, numeric_answer, wrong_numbers
from tutor.activity.recognised import is_telling
from tutor.activity.trace import TraceActivity
from tutor.lesson.format.network_steps import TraceStep
from tutor.lesson.format.questions import NumericQuestion
from tutor.network.mistakes import MISTAKES
from tutor.quiz.numbers import differ, read_number, written
from tutor.quiz.variant import variants

NOTHING_KNOWN = {"trace-wrong", "trace-wrong-exact", "number-rounded", "number-near", "trace-near", "number-wrong"}
"""What is said where nothing that is known gives the number."""


@cache
def asked() -> list[tuple[TraceActivity, str]]:
    """Every pass by hand of the course at each of its numbers."""
    found = []
    for lesson_id, step in steps():
        if isinstance(step, TraceStep):
            for name in step.ask:
                activity = TraceActivity(step, lesson(lesson_id))
                while activity.asked != name:
                    activity = record(activity, activity.ladder()[-1].answer)
                found.append((activity, name))
    return found


each_asked = pytest.mark.parametrize("place", range(len(asked())), ids=lambda place: asked()[place][1])


def numeric() -> Iterator[NumericQuestion]:
    """Every question for a number, of the lessons and of the bank."""
    bank = course().shelf.bank
    assert bank is not None
    for question in (*(step for _, step in steps()), *bank.source.questions):
        if isinstance(question, NumericQuestion):
            yield question


@each_asked
@pytest.mark.every(3)
def test_each_known_wrong_number_is_refused_and_named(place: int) -> None:
    activity, name = asked()[place]
    wrong = activity.wrong(name)
    assert len(wrong) > 30
    for one in wrong:
        verdict = activity.judge(written(one.value, 10))
        assert verdict.kind == "wrong", one
        by_accident = one.code == QUANTITY and not is_telling(one, name, activity.names.all)
        assert verdict.code not in NOTHING_KNOWN or (by_accident and verdict.code == "number-wrong"), one
        assert not activity.judge(written(one.value, 3)).right or not _prints_apart(one.value, activity.right(name))


def _prints_apart(one: float, other: float) -> bool:
    return written(one, 3) != written(other, 3)


@each_asked
def test_each_mistake_that_changes_the_number_is_among_the_known_ones(place: int) -> None:
    activity, name = asked()[place]
    known = {one.code for one in activity.wrong(name)}
    for code, mistake in MISTAKES.items():
        if mistake.fits(activity.spec) and differ(activity.mistaken(code, name), activity.right(name)):
            assert code in known


@each_asked
@pytest.mark.every(3)
def test_no_other_name_passes_and_the_asked_one_costs_nothing(place: int) -> None:
    activity, name = asked()[place]
    for other, named in activity.names.all.items():
        for word in named.words:
            verdict = activity.judge(word)
            if other == name:
                assert (verdict.kind, verdict.code) == ("unreadable", "trace-circular"), word
            elif other not in activity.known:
                assert (verdict.kind, verdict.code) == ("unreadable", "trace-not-yet"), word
            elif differ(activity.right(other), activity.right(name)):
                assert verdict.kind == "wrong", word
                assert (verdict.arguments["quantity"], verdict.arguments["asked"]) == (
                    named.quantity.kind,
                    activity.names.all[name].quantity.kind,
                )


@each_asked
@pytest.mark.every(3)
def test_what_nothing_gives_is_told_so_only_then(place: int) -> None:
    activity, name = asked()[place]
    numbers = [activity.right(name), *(one.value for one in activity.wrong(name))]
    for one in numbers:
        text = written(one * 1.0371 + 0.00123, 8)
        verdict = activity.judge(text)
        if verdict.code == "trace-wrong":
            assert not any(abs(float(text) - number) <= 1e-7 * abs(number) for number in numbers)


@each_asked
@pytest.mark.every(3)
def test_of_no_two_digits_that_a_known_number_rounds_to_it_is_said_that_none_gives_them(place: int) -> None:
    activity, name = asked()[place]
    for one in activity.wrong(name):
        typed = read_number(text := f"{one.value:.1e}")
        assert activity.judge(text).code != "trace-wrong" or not typed.rounds(one.value), one


def test_each_expected_wrong_answer_of_a_question_is_refused_and_gets_its_feedback() -> None:
    count = 0
    for question in numeric():
        for variant in variants(question.params, question.where, 12):
            activity = NumericActivity(question, variant)
            right = numeric_answer(question, variant)
            assert activity.judge(activity.solution()).kind == "right"
            for wrong_id, number in wrong_numbers(question, variant).items():
                verdict = activity.judge(written(number, 10))
                if differ(number, right):
                    assert (verdict.kind, verdict.code) == ("wrong", "misconception"), (question.id, variant, wrong_id)
                    assert numbers_equal(wrong_numbers(question, variant), verdict.feedback[0], wrong_id)
                    assert not question.tolerance.accepts(number, right)
                    count += 1
    assert count > 200


def numbers_equal(numbers: Mapping[str, float], one: str, other: str) -> bool:
    """Whether two of the wrong answers give the same number."""
    return not differ(numbers[one], numbers[other])


def test_a_number_with_its_sign_turned_or_its_point_misplaced_is_told_so() -> None:
    for question in numeric():
        variant = next(iter(variants(question.params, question.where)))
        right = numeric_answer(question, variant)
        listed = wrong_numbers(question, variant).values()
        for number, code in ((-right, "number-sign"), (right / 100, "number-decimal-point")):
            if right and all(
                differ(number, other) and not question.tolerance.accepts(number, other) for other in listed
            ):
                verdict = NumericActivity(question, variant).judge(written(number, 9))
                assert verdict.code == code, (question.id, number)
