"""Quizzes that draw from the bank: balanced, the same for a seed, one question after the other, scored by topic."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.activity.bank import bank_quiz, quiz_activity
from tests.activity.events import record
from tutor.activity.bank_quiz import BankQuizActivity, drawn_questions
from tutor.lesson.format.bank import BankQuiz

SEEDS = st.integers(0, 2**31 - 1)


def _answered(activity: BankQuizActivity) -> BankQuizActivity:
    """The quiz after a right answer, given as a session would."""
    raw = activity.ladder()[-1].answer
    verdict = activity.judge(raw)
    assert verdict.kind == "right"
    return record(activity, raw, verdict=verdict.kind)


def _gone_on(activity: BankQuizActivity) -> BankQuizActivity:
    return record(activity, "", kind="revealed", verdict="")


@given(seed=SEEDS)
def test_a_draw_is_balanced_and_repeats_nothing(seed: int) -> None:
    step = bank_quiz()
    chosen = drawn_questions(step, seed)
    topics = Counter(step.question(id_).topic for id_ in chosen)
    assert len(set(chosen)) == len(chosen) == step.select
    # The topic `names` has one question, so that the other two share the remaining three.
    assert topics["names"] == 1
    assert sorted([topics["sums"], topics["signs"]]) == [1, 2]


@given(seed=SEEDS)
def test_a_seed_draws_the_same_questions_in_whatever_order_the_bank_has_them(seed: int) -> None:
    step = bank_quiz()
    turned = step.model_copy(update={"pool": tuple(reversed(step.pool))})
    assert isinstance(turned, BankQuiz)
    assert drawn_questions(turned, seed) == drawn_questions(step, seed)


def test_other_seeds_draw_other_questions() -> None:
    draws = {tuple(drawn_questions(bank_quiz(), seed)) for seed in range(50)}
    assert len(draws) > 20


def test_only_named_topics_are_drawn_and_nothing_that_is_retired() -> None:
    assert {question.topic for question in bank_quiz("signs-only").pool} == {"signs"}
    assert "out-of-use" not in {question.id for question in bank_quiz().pool}


def test_an_answered_question_waits_for_enter_before_the_next_comes() -> None:
    activity = quiz_activity()
    first, second, *_ = activity.chosen
    assert activity.question is not None
    assert activity.question.part == first
    activity = _answered(activity)
    assert activity.question is not None
    assert (activity.question.part, activity.question.form) == (first, "reveal")
    assert activity.ladder() == ()
    activity = _gone_on(activity)
    assert activity.question is not None
    assert activity.question.part == second


def test_enter_does_not_pass_an_open_question() -> None:
    activity = quiz_activity()
    before = activity.asked
    assert activity.judge("").kind == "unreadable"
    assert activity.asked == before


def test_the_score_tells_first_tries_from_helped_and_shown_answers() -> None:
    activity = quiz_activity(step_id="quiz")
    for index in range(4):
        question = activity.question
        assert question is not None
        if index == 1:
            activity = record(activity, "", kind="hinted", verdict="")
        activity = _gone_on(activity) if index == 2 else _answered(activity)
        activity = _gone_on(activity)
    assert activity.question is None
    assert list(activity.outcomes.values()) == ["right", "helped", "shown", "right"]
    scores = activity.scores()
    assert sum(score.right for score in scores) == 2
    assert sum(len(score.outcomes) for score in scores) == 4
    assert [score.topic for score in scores] == ["sums", "signs", "names"], "in the order of the bank"
    assert {score.topic: score.lesson for score in scores} == {"sums": "order", "signs": "match", "names": ""}
    for score in scores:
        assert score.missed == (score.outcomes != ("right",) * len(score.outcomes))


def test_a_wrong_answer_leaves_the_question_open_and_costs_the_first_try() -> None:
    activity = BankQuizActivity(bank_quiz("signs-only"), seed=1)
    while activity.asked != "falls":
        activity = _answered(activity)
        activity = _gone_on(activity)
    wrong = activity.judge("rises")
    assert wrong.feedback == ("rises",)
    activity = record(activity, "rises", verdict=wrong.kind)
    assert activity.question is not None
    assert activity.question.form == "choice"
    activity = _answered(activity)
    assert activity.outcomes["falls"] == "helped"


def test_every_question_of_an_attempt_has_numbers_of_its_own_and_the_seed_fixes_them() -> None:
    def numbers(seed: int) -> str:
        activity = quiz_activity(seed)
        while activity.asked and activity.asked != "sum-of-two":
            activity = _answered(activity)
            activity = _gone_on(activity)
        return activity.drawn.get("k", "")

    drawn = [numbers(seed) for seed in range(40)]
    assert drawn == [numbers(seed) for seed in range(40)]
    assert len(set(drawn)) > 10


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_questions_have_the_words_of_the_language(language: str) -> None:
    words = {"en": "Add $w$ to $2w$.", "zh": "求 $w$ 与 $2w$ 的和。"}
    assert bank_quiz(language=language).question("sum-formula").prompt == words[language]
