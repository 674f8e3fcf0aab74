"""Showing that one knows a lesson: what is asked, what counts, and what follows for list, deck and overview."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.small_course import THREE_CARDS, right_answer, small_course
from tutor.learner.course import LessonStanding
from tutor.learner.study import Study
from tutor.learner.today import ReviewSession
from tutor.lesson.loading.course import load_course
from tutor.progress import Progress, open_progress

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CARDS = {"bank/lr-large", "bank/lr-small", "bank/lr-plain"}
"""One that the lesson asks itself, and two that its topic has."""


@pytest.fixture
def progress(tmp_path: Path) -> Progress:
    return open_progress(tmp_path / "progress.sqlite3").progress


@pytest.fixture
def study(tmp_path: Path, progress: Progress) -> Study:
    return Study(
        load_course(small_course(tmp_path / "course", THREE_CARDS)), progress, clock=lambda: NOW, seeds=random.Random(3)
    )


def asked(study: Study) -> ReviewSession:
    session = study.knowing("second", "en")
    assert session is not None
    return session


def where(study: Study, lesson: str = "second") -> LessonStanding:
    return next(entry.standing for entry in study.entries("en") if entry.id == lesson and entry.standing)


def walk(session: ReviewSession, wrong_at: int = -1, hint_at: int = -1) -> None:
    for position in range(len(session.player.steps)):
        session.go(position)
        if position == wrong_at:
            session.answer("-1")
        if position == hint_at:
            session.hint()
        if session.player.activity.question is not None:
            session.answer(right_answer(session))
    session.finish()


def test_three_questions_are_asked_those_of_the_bank_s_topics_included(study: Study) -> None:
    assert {step.id for step in asked(study).player.steps} == CARDS


def test_a_lesson_with_fewer_makes_no_offer(study: Study) -> None:
    assert study.knowing("first", "en") is None


def test_all_right_at_once_and_the_lesson_is_known(study: Study) -> None:
    walk(asked(study))
    known = where(study)
    assert (known.known, known.finished, known.state, known.done) == (True, True, "done", 0)
    assert study.recommended(study.entries("en")) == "first"
    assert set(study.today().schedules) == CARDS
    assert set(study.today().met) == CARDS
    assert not any(one.advice == "skipped" for one in study.overview().suggestions)
    assert study.orphans() == []


@pytest.mark.parametrize("wrong_at", [-1, 0])
def test_what_is_asked_there_is_scheduled_but_is_no_review(study: Study, wrong_at: int) -> None:
    walk(asked(study), wrong_at)
    today = study.today()
    assert set(today.schedules) == CARDS
    assert (today.done, today.known) == ((), 0)


@pytest.mark.parametrize(("wrong_at", "hint_at"), [(0, -1), (2, -1), (-1, 1)])
def test_a_wrong_answer_or_a_hint_shows_nothing(study: Study, wrong_at: int, hint_at: int) -> None:
    walk(asked(study), wrong_at, hint_at)
    assert (where(study).known, where(study).state) == (False, "new")


def test_whoever_leaves_before_the_end_has_shown_nothing(study: Study) -> None:
    session = asked(study)
    for position in range(3):
        session.go(position)
        session.answer(right_answer(session))
    assert not where(study).known


def test_what_was_skipped_is_not_right(study: Study) -> None:
    session = asked(study)
    session.go(2)
    session.answer(right_answer(session))
    session.finish()
    assert not where(study).known


def test_whoever_had_looked_into_it_goes_on_with_another_lesson(study: Study) -> None:
    study.session("second", "en").open()
    assert study.recommended(study.entries("en")) == "second"
    walk(asked(study))
    assert where(study).left_behind
    assert study.recommended(study.entries("en")) == "first"


def test_a_known_lesson_can_be_gone_through_all_the_same(study: Study) -> None:
    walk(asked(study))
    assert where(study).place == "rate"
    session = study.session("second", "en")
    session.open()
    session.answer(right_answer(session))
    session.finish()
    assert (where(study).done, where(study).undone, where(study).state) == (1, (), "done")
    assert not where(study).known


def test_a_reset_takes_it_away(study: Study) -> None:
    walk(asked(study))
    study.reset("second", "en")
    assert where(study).state == "new"


def test_another_program_that_opens_the_progress_knows_it_too(study: Study, tmp_path: Path) -> None:
    walk(asked(study))
    study.close()
    later = Study(load_course(tmp_path / "course"), open_progress(tmp_path / "progress.sqlite3").progress)
    assert where(later).known
    later.close()


def test_cards_of_a_known_lesson_that_were_not_asked_come_as_new_ones(study: Study, tmp_path: Path) -> None:
    more = "  - {id: lr-more, topic: rates, kind: numeric, prompt: What is 8?, answer: '8', review: true}\n"
    larger = Study(
        load_course(small_course(tmp_path / "course", THREE_CARDS + more)),
        study.progress,
        clock=lambda: NOW + timedelta(minutes=1),
        seeds=random.Random(5),
    )
    session = larger.knowing("second", "en")
    assert session is not None
    walk(session)
    today = larger.today()
    assert len(today.schedules) == 3
    assert len(today.new) == 1
    assert set(today.met) == {*CARDS, "bank/lr-more"}
