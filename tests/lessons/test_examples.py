"""What an empty field gives as an example must tell nothing of the number that is asked for."""

from __future__ import annotations

import pytest

from tests.lessons.shipped import course, lesson_ids
from tutor.activity.numeric import numeric_answer
from tutor.activity.quiz import quiz_activity
from tutor.formulas.evaluate import value
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.format.questions import NumericQuestion
from tutor.quiz.variant import draw


@pytest.mark.parametrize("lesson", lesson_ids())
def test_no_example_is_of_the_size_of_the_answer(lesson: str) -> None:
    loaded = course().lesson(lesson).value
    assert loaded is not None
    for step in loaded.source.steps:
        if isinstance(step, NumericQuestion):
            for seed in range(12):
                question = quiz_activity(step, seed).question
                assert question is not None
                shown = abs(value(parse(question.example, Vocabulary()), {}))
                answer = abs(numeric_answer(step, draw(step.params, step.where, seed)))
                assert not answer / 2 < shown < answer * 2, (step.id, seed)
