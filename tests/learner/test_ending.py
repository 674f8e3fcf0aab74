"""The end of a lesson: first tries, what is still open, new cards, the lesson that follows."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parts_course import LESSONS, parts_course
from tests.patience import drawn
from tests.small_course import Learner, right_answer
from tutor.activity.base import TASK_MISSED
from tutor.learner.ending import LessonEnd
from tutor.learner.session import Session
from tutor.learner.study import Study
from tutor.lesson.loading.course import load_course
from tutor.paths import shipped_course
from tutor.progress import MemoryProgress, open_progress


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path / "course", open_progress(tmp_path / "progress.sqlite3").progress)


def answer(session: Session, *, at_once: bool = True) -> None:
    """Answer the open question, if there is one, rightly in the end."""
    if session.player.activity.question is not None:
        if not at_once:
            session.answer("-1")
        session.answer(right_answer(session))


def end(learner: Learner, lesson: str) -> LessonEnd:
    return learner.study.ending(lesson, "en")


def test_a_lesson_that_was_walked_rightly(learner: Learner) -> None:
    learner.walk("first")
    seen = end(learner, "first")
    assert (seen.lesson, seen.title, seen.outcomes) == ("first", "Slopes of lines", ())
    assert (seen.first_try, seen.tried, seen.undone, seen.new_cards) == (3, 3, (), 2)
    assert seen.new_cards_in == learner.study.today().days_until_next == 2
    assert seen.following is not None
    assert (seen.following.id, seen.following.number, seen.is_last, seen.all_done) == ("second", 2, False, False)


def test_wrong_answers_hints_and_what_is_passed_over(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    session.go(0)
    session.go(1)
    answer(session, at_once=False)
    session.go(2)
    session.go(3)
    session.skip()
    session.finish()
    seen = end(learner, "first")
    assert (seen.first_try, seen.tried, seen.undone) == (0, 1, ("thrice", "once"))
    assert seen.new_cards == 1
    again = learner.study.session("first", "en")
    again.open("thrice")
    answer(again)
    seen = end(learner, "first")
    assert (seen.first_try, seen.tried, seen.undone, seen.new_cards) == (1, 2, ("once",), 2)


def test_new_cards_come_when_the_review_says_so(learner: Learner) -> None:
    """One that was answered comes back another day at the earliest, one that was passed over still today."""
    session = learner.study.session("first", "en")
    session.open("twice")
    answer(session, at_once=False)
    assert end(learner, "first").new_cards_in == learner.study.today().days_until_next == 1
    session.open("thrice")
    session.skip()
    assert (end(learner, "first").new_cards, end(learner, "first").new_cards_in) == (2, 0)
    assert learner.study.today().due == ("first/thrice",)


def test_what_was_answered_with_a_hint_is_right_but_not_on_the_first_try(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    session.open("twice")
    session.hint()
    answer(session)
    assert (end(learner, "first").first_try, end(learner, "first").tried) == (0, 1)


def test_an_answer_that_was_shown_in_an_earlier_attempt_is_no_first_try(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    session.open("once")
    while session.player.activity.question is not None:
        session.hint()
    assert end(learner, "first").tried == 0
    session.restart()
    answer(session)
    assert (end(learner, "first").first_try, end(learner, "first").tried) == (0, 1)
    [slope, _] = learner.study.overview().skills
    assert (slope.first_try, slope.tried) == (0, 1)


def test_a_task_that_a_run_missed_before_is_not_right_on_the_first_try() -> None:
    study = Study(load_course(shipped_course()), MemoryProgress())
    session = study.session("gradient-descent", "en")
    session.open("live")
    session.answer("quarter")
    session.miss("one-step", "learning_rate=0.001")
    session.miss("one-step", "learning_rate=0.001")
    assert [event.code for event in session.player.attempt if event.part == "one-step"] == [TASK_MISSED]
    session.answer(right_answer(session))
    seen = study.ending("gradient-descent", "en")
    assert (session.player.complete, seen.first_try, seen.tried) == (True, 0, 1)
    [rate] = (skill for skill in study.overview().skills if skill.tried)
    assert (rate.first_try, rate.tried) == (0, 1)


@pytest.mark.parametrize(("predicted", "right"), [("quarter", 1), ("half", 0)])
def test_a_task_after_a_wrong_prediction_is_not_right_on_the_first_try(predicted: str, right: int) -> None:
    study = Study(load_course(shipped_course()), MemoryProgress())
    session = study.session("gradient-descent", "en")
    session.open("live")
    session.answer(predicted)
    session.answer(right_answer(session))
    assert session.player.complete
    seen = study.ending("gradient-descent", "en")
    assert (seen.first_try, seen.tried) == (right, 1)
    [rate] = (skill for skill in study.overview().skills if skill.tried)
    assert (rate.first_try, rate.tried) == (right, 1)


def test_hints_of_an_attempt_without_an_answer_count(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    session.open("twice")
    session.hint()
    session.restart()
    answer(session)
    assert (end(learner, "first").first_try, end(learner, "first").tried) == (0, 1)


def test_the_lesson_that_follows_is_offered_although_the_last_question_is_open(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    for position in range(4):
        session.go(position)
    session.finish()
    following = end(learner, "first").following
    assert following is not None
    assert following.id == "second"


def test_once_more_is_no_other_first_try_and_no_new_card(learner: Learner) -> None:
    learner.walk("first")
    learner.wait(30)
    learner.review(rightly=False)
    session = learner.study.session("first", "en")
    session.open("twice")
    session.restart()
    answer(session, at_once=False)
    seen = end(learner, "first")
    assert (seen.first_try, seen.tried, seen.new_cards) == (3, 3, 0)


def test_a_card_that_another_lesson_has_brought_is_not_new_again(learner: Learner) -> None:
    """The bank's own question comes with the lesson of its topic, the other where it is asked."""
    learner.walk("second")
    assert end(learner, "second").new_cards == 2
    assert end(learner, "first").new_cards == 0


def test_the_last_lesson_and_what_is_left_then(learner: Learner) -> None:
    learner.walk("second")
    assert end(learner, "second").following is not None
    session = learner.walk("first")
    seen = end(learner, "first")
    assert (seen.following, seen.is_last, seen.all_done) == (None, True, True)
    assert end(learner, "second").is_last
    session.open("twice")
    session.restart()
    assert end(learner, "second").following is None


def test_after_a_reset_nothing_is_counted_any_more(learner: Learner) -> None:
    learner.walk("first")
    learner.study.reset("first", "en")
    seen = end(learner, "first")
    assert (seen.first_try, seen.tried, seen.new_cards) == (0, 0, 0)
    assert seen.undone == ("page", "twice", "thrice", "once")


def test_it_speaks_the_language_that_is_asked_for(tmp_path: Path) -> None:
    study = Study.open(parts_course(tmp_path / "course"), tmp_path / "progress.sqlite3")
    (seen, translated), ids = (study.ending("welcome", language) for language in ("en", "zh")), list(LESSONS)
    assert (seen.title, translated.title) == tuple(LESSONS["welcome"])
    assert seen.outcomes[0] == "multiply the slopes along a chain of two machines"
    assert translated.outcomes[0] == "把两台机器的斜率沿着链乘起来"
    assert translated.following is not None
    assert translated.following.id == ids[1]
    assert translated.following.facts.title == LESSONS[ids[1]].zh
    assert translated.following.facts.question.startswith("x 转一圈，u 转 2 圈")
    study.close()


ACTS = st.sampled_from(["right", "late", "hint", "skip", "on"])
WALKS = st.permutations(["first", "second"]).flatmap(
    lambda order: st.tuples(*(st.tuples(st.just(lesson), st.lists(ACTS, min_size=4, max_size=4)) for lesson in order))
)


@settings(max_examples=drawn(40), deadline=None)
@given(WALKS)
def test_the_ends_of_all_lessons_say_together_what_the_progress_page_says(
    walks: tuple[tuple[str, list[str]], ...],
) -> None:
    """First tries and cards: every question of these lessons practises a skill."""
    with tempfile.TemporaryDirectory() as folder:
        learner = Learner(Path(folder))
        cards = 0
        for lesson, acts in walks:
            session = learner.study.session(lesson, "en")
            for position in range(len(session.player.steps)):
                session.go(position)
                _act(session, acts[position])
            session.finish()
            cards += end(learner, lesson).new_cards
        ends = [end(learner, lesson) for lesson, _ in walks]
        skills = learner.study.overview().skills
        assert cards == len(learner.study.today().met)
        assert sum(one.tried for one in ends) == sum(skill.tried for skill in skills)
        assert sum(one.first_try for one in ends) == sum(skill.first_try for skill in skills)
        done = sum(one.all_done for one in ends)
        assert done == (len(ends) if not any(one.undone for one in ends) else 0)


def _act(session: Session, act: str) -> None:
    if act == "skip":
        session.skip()
    elif act != "on":
        if act == "hint" and session.player.activity.question is not None:
            session.hint()
        answer(session, at_once=act != "late")
