"""Quizzes from the bank and steps on code through a session: what is kept, what a replay brings back, what is begun
afresh."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tutor.activity.bank_quiz import BankQuizActivity
from tutor.activity.code import CodeActivity
from tutor.check.walk import own_answer
from tutor.errors import TutorError
from tutor.events import Event
from tutor.learner.session import Session
from tutor.learner.study import Study
from tutor.lesson.loading.course import load_course
from tutor.progress import MemoryProgress

KINDS = Path(__file__).parent / "courses" / "kinds"


def _study(seed: int = 3) -> Study:
    return Study(load_course(KINDS), MemoryProgress(), seeds=random.Random(seed))


def _quiz(session: Session) -> BankQuizActivity:
    assert isinstance(session.player.activity, BankQuizActivity)
    return session.player.activity


def _events(study: Study, step: str) -> list[Event]:
    return [event for event in study.progress.events("kinds", "drawn") if event.step == step]


def _answer(session: Session) -> None:
    session.answer(own_answer(session.player.activity))


def _finish(session: Session) -> None:
    while session.player.activity.question is not None:
        _answer(session)


def test_events_tell_which_question_of_the_bank_was_answered_with_which_numbers() -> None:
    study = _study()
    session = study.session("drawn", "en")
    session.open("quiz")
    drawn = list(_quiz(session).chosen)
    _finish(session)
    answered = [event for event in _events(study, "quiz") if event.kind == "answered"]
    assert [event.bank for event in answered] == [event.part for event in answered] == drawn
    assert len({event.seed for event in answered}) == 1
    for event in answered:
        assert ("k" in event.drawn) == (event.bank == "sum-of-two")
    assert session.player.standing.states["quiz"] == "done"


def test_a_used_question_is_kept_under_its_step_and_its_id_in_the_bank() -> None:
    study = _study()
    session = study.session("drawn", "en")
    session.open("one-more")
    _answer(session)
    assert {event.bank for event in _events(study, "one-more")} == {"sum-of-two"}
    assert session.player.standing.states["one-more"] == "done"


def test_a_quiz_goes_on_where_it_was_left_with_the_same_questions_and_the_last_verdict() -> None:
    study = _study()
    before = study.session("drawn", "en")
    before.open("quiz")
    _answer(before)
    _answer(before)
    _answer(before)
    after = study.session("drawn", "zh")
    assert after.player.step.id == "quiz"
    assert _quiz(after).chosen == _quiz(before).chosen
    assert _quiz(after).number == _quiz(before).number == 1
    assert _quiz(after).question == _quiz(before).question
    assert after.player.verdict is not None
    assert after.player.verdict.kind == "right"
    assert _quiz(after).drawn == _quiz(before).drawn


def test_every_moment_of_a_quiz_is_a_replay_of_its_events() -> None:
    study = _study()
    session = study.session("drawn", "en")
    session.open("quiz")
    moments = [_moment(session)]
    generator = random.Random(1)
    while session.player.activity.question is not None:
        if generator.random() < 0.4 and session.player.activity.ladder():
            session.hint()
        else:
            _answer(session)
        moments.append(_moment(session))
        assert _moment(study.session("drawn", "en")) == moments[-1]
    assert _quiz(session).scores() == _quiz(study.session("drawn", "en")).scores() != []
    assert len(set(map(str, moments))) == len(moments)


def _moment(session: Session) -> object:
    quiz = _quiz(session)
    return quiz.asked, quiz.question, dict(quiz.outcomes), len(session.player.hints_given())


def test_beginning_again_draws_afresh_and_keeps_the_credit() -> None:
    study = _study()
    session = study.session("drawn", "en")
    session.open("quiz")
    _finish(session)
    draws = {tuple(_quiz(session).chosen)}
    for _ in range(5):
        session.restart()
        assert _quiz(session).scores() == []
        draws.add(tuple(_quiz(session).chosen))
    assert len(draws) > 1
    assert session.player.standing.states["quiz"] == "done"


def test_a_quiz_whose_answers_were_all_shown_is_done_when_the_learner_goes_on() -> None:
    study = _study()
    session = study.session("drawn", "en")
    session.open("quiz")
    while session.player.activity.question is not None:
        if session.player.activity.ladder():
            session.hint()
        else:
            session.answer("")
    assert set(_quiz(session).outcomes.values()) == {"shown"}
    session.go(2)
    assert session.player.standing.states["quiz"] == "done"


def test_code_goes_on_where_it_was_left() -> None:
    study = _study()
    before = study.session("code", "en")
    before.open("neuron")
    before.answer("")
    before.answer("")
    assert before.answer("(1 - z)").feedback == ("slope.of-z",)
    after = study.session("code", "en")
    assert isinstance(after.player.activity, CodeActivity)
    assert after.player.activity.question == before.player.activity.question
    assert after.player.verdict is not None
    assert after.player.verdict.feedback == ("slope.of-z",)
    _finish(after)
    assert after.player.standing.states["neuron"] == "done"


def test_the_network_of_code_can_be_exported_and_code_without_one_says_so() -> None:
    study = _study()
    assert study.network("code", "neuron").inputs == ("x",)
    with pytest.raises(TutorError) as caught:
        study.network("code", "keras")
    assert caught.value.code == "study.no-network"
    assert caught.value.arguments["steps"] == "neuron"


def test_a_lesson_to_revisit_is_named_in_the_learners_language() -> None:
    study = _study()
    assert study.lesson_title("order", "en") != study.lesson_title("order", "zh")
    assert study.lesson_title("nowhere", "en") == "nowhere"
