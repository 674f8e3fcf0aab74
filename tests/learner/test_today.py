"""Today's review as a learner meets it: what is a card, when it comes back, and a clock that jumps."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.small_course import Learner, right_answer
from tutor.events import REVIEW
from tutor.learner.course import standing
from tutor.learner.listing import outline_of
from tutor.progress import MemoryProgress, open_progress


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def test_nothing_comes_back_that_was_never_met(learner: Learner) -> None:
    assert {card.id for card in learner.study.today().deck.cards} == {
        "first/twice", "first/thrice", "bank/lr-large", "bank/lr-small",
    }  # fmt: skip
    assert learner.study.today().due == ()
    assert learner.study.today().days_until_next is None


def test_an_answered_question_comes_back_days_later_with_other_numbers(learner: Learner) -> None:
    walked = learner.walk("first")
    numbers = {event.step: event.drawn for event in learner.progress.history() if event.kind == "answered"}
    assert learner.study.today().due == ()
    assert learner.study.today().days_until_next == 2
    learner.wait(2)
    assert set(learner.study.today().due) == {"first/twice", "first/thrice"}
    session = learner.study.review(learner.study.today().session, "en")
    session.open()
    assert session.player.activity.drawn != numbers[session.player.step.id.partition("/")[2]]
    assert walked.player.standing.done == 4


def test_a_skipped_question_is_a_card_too(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    for position in range(4):
        session.go(position)
        session.skip()
    assert set(learner.study.today().due) == {"first/twice", "first/thrice"}


def test_a_question_of_the_bank_is_one_card_wherever_it_is_asked(learner: Learner) -> None:
    learner.walk("second")
    # What the lesson taught and did not ask comes at once; what was answered comes later.
    assert learner.study.today().due == ("bank/lr-small",)
    learner.wait(2)
    assert set(learner.study.today().due) == {"bank/lr-small", "bank/lr-large"}
    learner.review()
    assert {event.bank for event in learner.progress.history() if event.lesson == REVIEW} == {"lr-small", "lr-large"}
    assert learner.study.today().schedules["bank/lr-large"].reviews == 2


def test_a_review_leaves_lessons_as_they_are(learner: Learner) -> None:
    learner.walk("first")
    before = {entry.id: entry.standing for entry in learner.study.entries("en")}
    learner.wait(3)
    learner.review(rightly=False)
    assert {entry.id: entry.standing for entry in learner.study.entries("en")} == before
    lesson = learner.study.lesson("first", "en")
    assert standing(outline_of(lesson), learner.progress.history()).done == 4


def test_how_it_went_decides_when_it_comes_back(learner: Learner) -> None:
    learner.walk("first")
    learner.wait(3)
    cards = learner.study.today().session
    session = learner.study.review(cards, "en")
    session.open()
    session.answer("-1")
    session.answer(right_answer(session))
    session.go(1)
    session.answer(right_answer(session))
    today = learner.study.today()
    assert today.schedules[cards[0]].due < today.schedules[cards[1]].due
    assert (len(today.done), today.known) == (2, 1)


def test_an_unsure_answer_comes_back_sooner(learner: Learner, tmp_path: Path) -> None:
    dues = []
    for certainty in ("sure", "unsure"):
        one = Learner(tmp_path / certainty)
        one.walk("first")
        one.wait(3)
        session = one.study.review(one.study.today().session, "en")
        session.open()
        session.certainty = certainty
        session.answer(right_answer(session))
        dues.append(one.study.today().schedules[session.player.step.id].due)
    assert dues[1] < dues[0]


def test_nothing_is_lost_when_the_program_is_killed_after_an_answer(tmp_path: Path) -> None:
    learner = Learner(tmp_path, open_progress(tmp_path / "progress.sqlite3").progress)
    learner.walk("first")
    learner.wait(3)
    session = learner.study.review(learner.study.today().session, "en")
    session.open()
    session.answer(right_answer(session))
    learner.progress.close()
    again = Learner(tmp_path, open_progress(tmp_path / "progress.sqlite3").progress)
    again.now = learner.now
    assert len(again.study.today().done) == 1
    assert len(again.study.today().due) == 1


def test_a_reset_lesson_has_no_cards_any_more(learner: Learner) -> None:
    learner.walk("first")
    learner.wait(3)
    learner.review()
    learner.study.reset("first", "en")
    assert learner.study.today().due == ()
    assert learner.study.today().schedules == {}


def test_a_former_id_keeps_its_card(learner: Learner) -> None:
    learner.walk("first")
    learner.progress = MemoryProgress(
        replace(event, step="treble") for event in learner.progress.history() if event.step == "thrice"
    )
    assert set(learner.study.today().schedules) == {"first/thrice"}


def test_the_lesson_of_a_review_speaks_both_languages(learner: Learner) -> None:
    lesson = learner.study.review_lesson(["first/twice", "gone/away"], "zh")
    assert [step.title for step in lesson.steps] == ["一个数的两倍"]


@settings(max_examples=drawn(25), deadline=None)
@given(st.lists(st.one_of(st.sampled_from([0.0, 1.0, 2.0]), st.floats(-4000, 4000)), min_size=1, max_size=8))
@example([337.0])
def test_whatever_the_clock_does_cards_stay_usable(jumps: list[float]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        learner = Learner(Path(folder))
        learner.walk("first")
        true_time = learner.now
        for jump in jumps:
            learner.wait(jump)
            learner.review()
        learner.now = true_time
        # The clock is right again; with more on record at the right time than at wrong ones, everything comes back.
        for _ in range(4 * len(jumps)):
            learner.walk("first")
        learner.wait(400)
        assert set(learner.study.today().due) == {"first/twice", "first/thrice"}


def test_a_clock_a_year_ahead_for_one_review_delays_nothing(learner: Learner) -> None:
    learner.walk("first")
    learner.wait(365)
    learner.review()
    learner.wait(-364)
    learner.walk("second")
    learner.wait(30)
    assert "first/twice" in learner.study.today().due
