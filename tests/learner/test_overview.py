"""The overview: what to do next and why, skills, days, notes."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest

from tests.small_course import Learner, right_answer
from tutor.figures.lines import plain, width_of
from tutor.figures.overview import Names, skill_lines
from tutor.learner.course import Remark, remarks_of
from tutor.learner.overview import DAYS, Overview, SkillStanding
from tutor.learner.study import Study
from tutor.progress import open_progress
from tutor.text import Cells
from tutor.wording import Voice


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    return Learner(tmp_path)


def advice(seen: Overview) -> list[str]:
    return [suggestion.advice for suggestion in seen.suggestions]


def test_a_beginner_is_sent_to_the_first_lesson(learner: Learner) -> None:
    [suggestion] = learner.study.overview().suggestions
    assert (suggestion.advice, suggestion.lesson, suggestion.reason) == ("begin", "first", "first")


def test_a_lesson_that_was_begun_goes_on(learner: Learner) -> None:
    learner.study.session("first", "en").open("twice")
    [suggestion] = learner.study.overview().suggestions
    assert (suggestion.advice, suggestion.lesson, suggestion.step) == ("continue", "first", "twice")


def test_what_is_due_comes_first_and_what_was_skipped_later(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    for position in range(4):
        session.go(position)
        session.skip()
    session.finish()
    seen = learner.study.overview()
    assert advice(seen) == ["review", "begin", "skipped"]
    assert seen.suggestions[2].step == "twice"
    assert (seen.suggestions[2].count, seen.suggestions[2].total) == (3, 4)


def test_a_weak_skill_is_worth_going_back_to(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    for position in range(1, 4):
        session.go(position)
        session.answer("-1")
        session.answer(right_answer(session))
    weak = next(one for one in learner.study.overview().suggestions if one.advice == "weak")
    assert (weak.skill, weak.count, weak.total, weak.lesson, weak.step) == ("slope", 0, 3, "first", "twice")


def test_everything_done(learner: Learner) -> None:
    learner.walk("first")
    learner.walk("second")
    assert "all-done" in advice(learner.study.overview())


def test_skills_count_first_answers_in_lessons_and_reviews(learner: Learner) -> None:
    learner.walk("first")
    assert learner.study.overview().skills[0] == SkillStanding("slope", done=3, total=3, first_try=3, tried=3)
    learner.wait(3)
    learner.review(rightly=False)
    assert learner.study.overview().skills[0] == SkillStanding("slope", done=3, total=3, first_try=3, tried=5)


def test_days_look_back_four_weeks_and_forget_what_was_before(learner: Learner) -> None:
    learner.walk("first")
    assert learner.study.overview().days == (0,) * (DAYS - 1) + (3,)
    learner.wait(2)
    learner.walk("second")
    seen = learner.study.overview()
    assert seen.days[-3:] == (3, 0, 1)
    assert seen.active_of_last_week == 2
    learner.now += timedelta(days=DAYS)
    assert set(learner.study.overview().days) == {0}


def test_notes_are_kept_changed_and_taken_away(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    session.open("twice")
    session.annotate("noted", "one")
    session.annotate("noted", "two")
    session.annotate("noted", "two")
    session.annotate("bookmarked", "on")
    session.annotate("reported", "a slip")
    assert [event.raw for event in learner.progress.history() if event.kind == "noted"] == ["one", "two"]
    assert learner.study.overview().remarks == (
        Remark("bookmarked", "first", "twice", "on"),
        Remark("noted", "first", "twice", "two"),
        Remark("reported", "first", "twice", "a slip"),
    )
    again = learner.study.session("first", "en")
    again.annotate("noted", "")
    again.annotate("bookmarked", "")
    assert [remark.kind for remark in learner.study.overview().remarks] == ["reported"]


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        ("mine", "theirs", "mine / theirs"),
        ("mine", "mine", "mine"),
        ("mine", "", "mine"),
        ("", "theirs", "theirs"),
        ("", "", ""),
        ("first", "theirs", "theirs"),
    ],
)
@pytest.mark.parametrize("kind", ["noted", "reported"])
def test_two_terminals_take_away_nothing_that_they_have_not_seen(
    learner: Learner, kind: Literal["noted", "reported"], one: str, other: str, stands: str, tmp_path: Path
) -> None:
    """Wherever it is shown: beside the step, in the overview, in what is found; also on a machine to which it goes."""
    begun = learner.study.session("first", "en")
    begun.open("twice")
    begun.annotate(kind, "first")
    here, there = learner.study.session("first", "en"), learner.study.session("first", "en")
    here.annotate(kind, one)
    learner.now += timedelta(minutes=1)
    assert there.annotate(kind, other).text == stands
    assert here.look_at(kind).text == stands
    with closing(open_progress(tmp_path / "elsewhere" / "progress.sqlite3").progress) as elsewhere:
        elsewhere.merge(learner.progress.history())
        for progress in (learner.progress, elsewhere):
            study = Study(learner.study._loaded, progress)
            texts = [remark.text for remark in study.overview().remarks]
            assert texts == ([stands] if stands else [])
            assert [entry.shown for entry in study.index.of_remarks("en")] == [(text,) for text in texts]
    there.annotate(kind, "both are seen now")
    assert here.look_at(kind).text == "both are seen now"


def test_what_programs_before_wrote_replaces_what_stood_there(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    session.open("twice")
    for text in ("one", "two"):
        (event,) = session._events(session.player.annotate("noted", text))
        learner.progress.append(replace(event, arguments={}))
    assert [remark.text for remark in learner.study.overview().remarks] == ["two"]
    session.look_at("noted")
    assert session.annotate("noted", "three").text == "three"


def test_a_bookmark_that_is_set_in_two_terminals_is_one(learner: Learner) -> None:
    here, there = learner.study.session("first", "en"), learner.study.session("first", "en")
    for session in (here, there):
        session.annotate("bookmarked", "on")
    assert [remark.text for remark in learner.study.overview().remarks] == ["on"]
    assert here.annotate("bookmarked", "", here.look_at("bookmarked")).text == ""
    assert learner.study.overview().remarks == ()


@pytest.mark.parametrize("gone", ["twice", "thrice"])
def test_a_note_on_a_step_that_is_hidden_or_gone_is_kept_and_leads_to_its_lesson(learner: Learner, gone: str) -> None:
    session = learner.study.session("first", "en")
    session.open(gone)
    session.annotate("noted", "mine")
    session.annotate("bookmarked", "on")
    lesson, events = learner.study.lesson("first", "en"), learner.progress.history()
    hidden = tuple(step.model_copy(update={"retired": step.id == gone}) for step in lesson.steps)
    for steps in (hidden, tuple(step for step in lesson.steps if step.id != gone)):
        changed = lesson.model_copy(update={"steps": steps})
        assert list(remarks_of(changed, events)) == [Remark("noted", "first", "", "mine")]
    renamed = [
        step.model_copy(update={"id": "new", "was": (gone,)}) if step.id == gone else step for step in lesson.steps
    ]
    kept = {remark.step for remark in remarks_of(lesson.model_copy(update={"steps": tuple(renamed)}), events)}
    assert kept == {"new"}


def test_a_note_changes_nothing_else(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    session.open("twice")
    session.answer(right_answer(session))
    before = session.player.standing
    session.annotate("noted", "mine")
    assert learner.study.session("first", "en").player.standing == before
    assert learner.study.session("first", "en").player.complete


def test_a_reset_leaves_what_was_written_beside_the_steps_and_nothing_else(learner: Learner) -> None:
    session = learner.study.session("first", "en")
    session.open("twice")
    session.annotate("noted", "mine")
    session.annotate("bookmarked", "on")
    session.annotate("reported", "a slip")
    written = learner.study.overview().remarks
    seed = session.player.seed
    learner.study.reset("first", "en")
    assert learner.study.overview().remarks == written
    assert len(written) == 3
    (entry, *_) = learner.study.entries("en")
    assert entry.standing is not None
    assert set(entry.standing.states.values()) == {"new"}
    again = learner.study.session("first", "en")
    assert again.player.step.id == "page"
    assert again.player.annotation("noted").text == ""
    again.open("twice")
    assert again.player.annotation("noted").text == "mine"
    assert again.player.seed != seed


@pytest.mark.parametrize("width", [31, 36, 60])
def test_a_bar_leaves_a_name_its_row_and_shows_that_something_was_done(width: int) -> None:
    names, cells = Names(lambda lesson: lesson, lambda lesson, step: step, lambda skill: skill), Cells()
    skills = [SkillStanding("finite differences", 1, 40, 2, 5), SkillStanding("gradient", 3, 3, 10, 15)]
    *_, begun, done = skill_lines(skills, names, Voice("en"), cells, width)
    assert plain(begun).rstrip("▱ 2/5").split() == ["finite", "differences", "▰"]
    assert "▱" not in plain(done)
    assert {width_of(begun, cells), width_of(done, cells)} == {width}
