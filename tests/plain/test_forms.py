"""How an answer is said to a learner follows from the step alone, and is what the question asked for."""

from __future__ import annotations

import pytest

from tests.ui.driving import shipped
from tutor.activity import activity_for
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
