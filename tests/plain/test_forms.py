"""How an answer is said to a learner follows from the step alone, and is what the question asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plain.learner import own_study, typed
from tests.ui.driving import shipped
from tutor.activity import activity_for
from tutor.lesson.writing.new import template
from tutor.plain.answers import answer_text
from tutor.wording import Voice

LESSONS = [entry.id for entry in shipped().course.source.lessons]


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_an_answer_has_the_form_of_its_question(lesson_id: str) -> None:
    loaded = shipped().lesson(lesson_id).value
    assert loaded is not None
    lesson = loaded.source
    for step in lesson.steps:
        activity = activity_for(lesson, step, 1)
        question, ladder = activity.question, activity.ladder()
        if question is None or question.shows_next:
            continue
        form = activity.form_of(question.part)
        assert form == question.form
        if ladder and ladder[-1].answer:
            assert answer_text(ladder[-1].answer, form, step.asked(question.part), Voice("en"))


def test_where_enter_shows_what_comes_next_that_is_said(tmp_path: Path) -> None:
    """The lesson that `new` writes has every kind of step."""
    study = own_study(tmp_path, mine=template("mine"))
    lesson = study.lesson("mine", "en")
    told = {}
    for step in lesson.steps:
        question = activity_for(lesson, step, 1).question
        if question is not None and question.shows_next:
            told[step.id] = typed(study, [], lesson="mine", step=step.id).partition(step.title)[2]
    assert told
    assert [step for step, text in told.items() if "Enter" not in text] == []
