"""What comes back in wrong answers: of which kind, where last, and since; predictions; what is due first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lessons.shipped import course as shipped
from tests.small_course import Learner, right_answer
from tutor.activity.base import PREDICTION
from tutor.events import REVIEW, Event
from tutor.figures.lines import Line
from tutor.figures.overview import names_of, slip_lines
from tutor.judging.codes import DerivativeCode, FormulaCode, RuleCode
from tutor.learner.habits import HABITS, MOST, OFTEN, Eye, eyes, habit_of, recurring, slips_by_card
from tutor.learner.session import Session
from tutor.learner.study import Study
from tutor.network.mistakes import MISTAKES
from tutor.progress import MemoryProgress
from tutor.text import Cells
from tutor.wording import Voice
from tutor.wording.by_hand import SLIPS
from tutor.wording.replies import SAID

REASONS = {code for codes in (RuleCode, DerivativeCode, FormulaCode) for code in get_args(codes)}
TOLD_OF_NUMBERS = {code for code in SAID if code.startswith(("trace-", "number-"))}
NO_HABIT = {
    # Something is there that does not belong, or is not what belongs there: of any kind.
    "divisor_extra", "exponent_extra", "exponent_missing", "exponent_not_this", "factor_extra", "term_extra",
    "function_extra", "function_missing", "function_not_this", "number_missing", "number_missing_in",
    "number_not_this", "part_not_this", "sum_for_product", "multiplied-in", "slope-squared", "slope-multiplied-in",
    "divisor_missing", "factor_is_variable", "complement", "target-turned", "activated-twice", "mean-for-sum",
    "bias-forgotten", "updated-weight-used", "number-decimal-point",
    "slope-counted-twice", "half-too-many", "two-not-cancelled", "not-squared", "sum-squared", "base-ten",
    # A way of answering, or an accident of these numbers.
    "values_for_letters", "value_at_point", "no_value_at_point", "slope_at_point", "no_slope_at_point",
    "zero_everywhere", "flat_everywhere", "unrelated_symbol", "unused_symbol", "too_close_to_tell", "number-near",
    "number-wrong", "number-more-digits", "number-right", "number-too-large", "number-too-small", "number-far-above",
    "number-too-negative", "number-less-negative", "number-far-below", "number-sign-and-size", "number-not-zero",
    "trace-by-chance", "trace-wrong", "trace-wrong-exact", "trace-near",
    "trace-unknown-name", "trace-misspelled-name", "trace-circular", "trace-not-yet",
    # Two slips or more give the number: it does not tell which was made. These two name theirs.
    "trace-either", "trace-several", "trace-slip", "trace-mistake",
    # Of one kind of network or optimizer only.
    "not-divided", "not-exponential", "jacobian-diagonal-only", "error-unbounded", "gradients-not-reset",
    "one-step-late", "momentum-sign", "adam-without-correction", "root-forgotten", "decay-in-gradient",
    "penalty-forgotten", "dropout-mask-forgotten", "statistics-as-constants", "frozen-moved",
}  # fmt: skip


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def turn_the_sign(session: Session, *positions: int) -> None:
    for position in positions:
        session.go(position)
        right = right_answer(session)
        session.answer(f"-{right}")
        session.answer(right)


def test_every_code_is_of_one_habit_or_of_none() -> None:
    coded = [code for codes in HABITS.values() for code in codes]
    assert len(coded) == len(set(coded))
    assert set(coded) | NO_HABIT == REASONS | SLIPS.keys() | MISTAKES.keys() | TOLD_OF_NUMBERS
    assert not set(coded) & NO_HABIT


def test_a_slip_counts_by_its_kind_whichever_verdict_names_it() -> None:
    assert habit_of("forgot_inner_derivative", {}) == "slope-left-out"
    assert habit_of("trace-slip", {"slip": "slope-left-out", "this": "h1"}) == "slope-left-out"
    assert habit_of("trace-mistake", {"mistake": "forgot-activation-slope"}) == "slope-left-out"
    # Either of two may have been made, and what is near may be something else.
    assert habit_of("trace-either", {"slip": "slope-left-out", "slip2": "left-out"}) is None
    assert habit_of("trace-near", {"near": 0.3, "slip": "slope-left-out"}) is None


def test_once_is_no_habit(learner: Learner) -> None:
    turn_the_sign(learner.study.session("first", "en"), 1)
    assert learner.study.overview().slips == ()


def test_what_came_back_is_told_with_its_place_and_what_came_since(learner: Learner) -> None:
    turn_the_sign(learner.study.session("first", "en"), 1, 2)
    [slip] = learner.study.overview().slips
    assert (slip.habit, slip.count, slip.lesson, slip.right_since) == ("sign", 2, "first", 1)
    learner.walk("second")
    assert learner.study.overview().slips[0].right_since == 2
    said = "".join(text for line in _told(learner, "en") for text, _ in line)
    assert "2 times, last in Slopes of lines; 2 right answers since without it." in said
    chinese = "".join(text for line in _told(learner, "zh") for text, _ in line)
    assert "2 次，最近一次在《直线的斜率》中；此后答对 2 题，没有再犯。" in chinese


def _told(learner: Learner, language: str) -> list[Line]:
    voice = Voice("zh" if language == "zh" else "en")
    return slip_lines(learner.study.overview(), names_of(learner.study, language), voice, Cells(), 200)


def test_a_slip_in_a_review_is_of_the_lesson_whose_card_it_is(learner: Learner) -> None:
    turn_the_sign(learner.study.session("first", "en"), 1)
    learner.wait(9)
    review = learner.study.review(("first/twice",), "en")
    turn_the_sign(review, 0)
    assert [(slip.habit, slip.lesson) for slip in learner.study.overview().slips] == [("sign", "first")]
    shared = learner.study.review(("bank/lr-small",), "en")
    turn_the_sign(shared, 0)
    assert [(slip.count, slip.lesson) for slip in learner.study.overview().slips] == [(3, "")]


def test_a_lesson_that_was_reset_tells_of_no_habit(learner: Learner) -> None:
    turn_the_sign(learner.study.session("first", "en"), 1, 2)
    learner.study.reset("first", "en")
    assert learner.study.overview().slips == ()


def test_cards_with_slips_that_came_back_are_reviewed_first(learner: Learner) -> None:
    learner.walk("second")
    learner.wait(1)
    turn_the_sign(learner.study.session("first", "en"), 1, 2)
    learner.wait(9)
    # The bank's card is due longer than those of the first lesson, whose sign was turned twice.
    due = learner.study.today()
    assert [card for card in due.due if card not in due.new][-1] == "bank/lr-large"
    learner.review()
    learner.wait(60)
    assert slips_by_card(learner.progress.history(), due.deck.card_of) == {}


def test_a_slip_is_not_gone_when_its_question_is_put_right_in_another_attempt_with_the_same_numbers() -> None:
    slips = [answered(0, "sign_of_whole"), answered(3, "sign_of_whole")]
    later = answered(6, "right", verdict="right", seed=2)

    def slips_after(event: Event) -> Mapping[str, int]:
        return slips_by_card([*slips, event], lambda event: event.step)

    assert slips_after(later) == {"s0": 2}
    assert slips_after(replace(later, drawn={"x": "2"})) == {}
    assert slips_after(replace(later, lesson=REVIEW)) == {}


def answered(place: int, code: str = "", *, verdict: str = "wrong", part: str = "", seed: int = 1) -> Event:
    kinds = {"wrong": "wrong", "right": "right"}
    at = datetime(2026, 3, 1, 12, place % 60, tzinfo=UTC)
    made = Event(f"{place}", "answered", "c", "l", f"s{place % 3}", part, "d", at, "en", "1", seed=seed, code=code)
    return replace(made, verdict="right" if kinds[verdict] == "right" else "wrong")


CODES = sorted({*(code for codes in HABITS.values() for code in codes), *NO_HABIT})


@given(st.lists(st.tuples(st.sampled_from(CODES), st.booleans()), max_size=40))
def test_counts_are_those_of_the_wrong_answers(history: list[tuple[str, bool]]) -> None:
    events = [
        answered(place, code, verdict="right" if right else "wrong") for place, (code, right) in enumerate(history)
    ]
    told = recurring(events)
    wrong = [habit for code, right in history if not right and (habit := habit_of(code, {}))]
    often = {habit: count for habit, count in Counter(wrong).items() if count >= OFTEN}
    assert len(told) == min(MOST, len(often))
    assert all(often[slip.habit] == slip.count for slip in told)
    for slip in told:
        last = max(at for at, (code, right) in enumerate(history) if not right and habit_of(code, {}) == slip.habit)
        assert slip.right_since == sum(right for _, right in history[last + 1 :])


def test_the_first_prediction_of_a_step_counts_and_nothing_else() -> None:
    history = [
        answered(0, "prediction", part=PREDICTION),
        answered(3, "prediction", part=PREDICTION, verdict="right"),
        answered(1, "prediction", part=PREDICTION, verdict="right"),
        answered(0, "prediction", part=PREDICTION, verdict="right", seed=2),
        answered(2, "right", verdict="right"),
    ]
    assert eyes(history) == (Eye("l", 1, 2),)


def predict(session: Session, choice: int) -> None:
    """Predict in the lab of `welcome`, and see how it comes out."""
    question = session.player.activity.question
    assert question is not None
    assert question.part == PREDICTION
    session.answer(question.options[choice])
    session.settle(question.options[0])


def test_what_is_predicted_when_the_outcome_was_seen_counts_neither_again_nor_after_a_reset() -> None:
    study = Study(shipped(), MemoryProgress())
    session = study.session("welcome", "en")
    session.open("watch")
    predict(session, 0)
    first = study.overview().eyes
    assert [eye.made for eye in first] == [1]
    for choice in (1, 2):
        session.restart()
        predict(session, choice)
    assert study.overview().eyes == first
    study.reset("welcome", "en")
    session = study.session("welcome", "en")
    session.open("watch")
    predict(session, 0)
    assert study.overview().eyes == ()


def test_the_shipped_labs_tell_the_eye_of_their_lesson() -> None:
    study = Study(shipped(), MemoryProgress())
    session = study.session("welcome", "en")
    session.open("watch")
    question = session.player.activity.question
    assert question is not None
    assert question.part == PREDICTION
    session.answer(question.options[0])
    [eye] = study.overview().eyes
    assert (eye.lesson, eye.made) == ("welcome", 1)
