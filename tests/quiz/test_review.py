"""The schedule of review cards: a replay gives the same again, days are bounded, forgetting follows FSRS."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import fsrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tutor.quiz.attempts import Grade, Review
from tutor.quiz.review import DAILY, LONGEST, NEW_DAILY, cards_of_today, schedules

START = date(2026, 1, 1)
GRADES = st.sampled_from(["again", "hard", "good"])
HISTORY = st.lists(
    st.builds(
        lambda card, day, grade, inside: Review(f"l/{card}", START + timedelta(days=day), grade, inside),
        st.integers(0, 40),
        st.integers(0, 60),
        GRADES,
        st.booleans(),
    ),
    max_size=80,
).map(lambda reviews: sorted(reviews, key=lambda review: review.day))


def after(*grades: Grade, apart: int = 0) -> list[Review]:
    return [Review("l/q", START + timedelta(days=apart * index), grade) for index, grade in enumerate(grades)]


@settings(max_examples=drawn(60))
@given(HISTORY)
def test_a_card_depends_on_its_own_reviews_only(history: list[Review]) -> None:
    together = schedules(history)
    for card, schedule in together.items():
        alone = [review for review in history if review.card == card]
        assert schedules(alone) == {card: schedule}
        assert schedule.reviews == len(alone)


@settings(max_examples=drawn(60))
@given(HISTORY)
def test_a_card_comes_tomorrow_at_the_earliest_and_within_a_year(history: list[Review]) -> None:
    for schedule in schedules(history).values():
        assert 1 <= (schedule.due - schedule.last).days <= LONGEST


@settings(max_examples=drawn(60))
@given(HISTORY, st.integers(0, 90))
def test_a_day_is_bounded(history: list[Review], ahead: int) -> None:
    today = START + timedelta(days=ahead)
    past = [review for review in history if review.day <= today]
    met = [f"l/{number}" for number in range(60)]
    chosen = cards_of_today(met, schedules(past), past, today)
    done = {review.card for review in past if review.in_review and review.day == today}
    assert len(chosen) == len(set(chosen))
    assert len(chosen) + len(done) <= DAILY or not chosen
    assert sum(card not in schedules(past) for card in chosen) <= NEW_DAILY
    assert all(schedules(past)[card].due <= today for card in chosen if card in schedules(past))


def test_new_cards_are_counted_over_the_whole_day() -> None:
    met = [f"l/{number}" for number in range(20)]
    assert len(cards_of_today(met, {}, [], START)) == NEW_DAILY
    done = [Review(card, START, "good", in_review=True) for card in met[:3]]
    assert len(cards_of_today(met, schedules(done), done, START)) == NEW_DAILY - 3


def test_what_waits_longest_comes_first_and_lessons_alternate() -> None:
    old = [Review("a/old", START, "again")]
    crowd = [Review(f"{lesson}/{n}", START + timedelta(days=5), "again") for lesson in "ab" for n in range(10)]
    known = schedules([*old, *crowd])
    chosen = cards_of_today(list(known), known, [], START + timedelta(days=9))
    assert chosen[0] == "a/old"
    lessons = [card[0] for card in chosen[1:]]
    assert Counter(lessons) == {"a": 10, "b": 10}
    assert lessons != sorted(lessons)
    assert chosen == cards_of_today(list(known), known, [], START + timedelta(days=9))


def test_a_better_answer_is_remembered_longer() -> None:
    due = [schedules(after("good", grade, apart=3))["l/q"].due for grade in ("again", "hard", "good")]
    assert due == sorted(due)
    assert len(set(due)) == 3


@pytest.mark.parametrize("grades", [("good",), ("again", "good"), ("good", "hard", "good"), ("good", "again")])
def test_memory_is_that_of_fsrs(grades: tuple[Grade, ...]) -> None:
    """Beside the library itself, asked directly: the same stability, and nine in ten remembered after that long."""
    from datetime import UTC, datetime, time

    ratings = {"again": fsrs.Rating.Again, "hard": fsrs.Rating.Hard, "good": fsrs.Rating.Good}
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card = fsrs.Card()
    for review in after(*grades, apart=4):
        card, _ = scheduler.review_card(card, ratings[review.grade], datetime.combine(review.day, time(), UTC))
    schedule = schedules(after(*grades, apart=4))["l/q"]
    assert schedule.stability == card.stability
    assert schedule.retention(schedule.last) == 1
    assert schedule.retention(schedule.last + timedelta(days=max(1, round(schedule.stability)))) == pytest.approx(
        0.9, abs=0.08
    )
