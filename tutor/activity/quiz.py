"""A question of any kind as something to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tutor.activity.answerable import Answerable
from tutor.activity.arranging import MatchActivity, OrderActivity
from tutor.activity.base import Activity
from tutor.activity.choices import MultipleActivity, SingleActivity
from tutor.activity.numeric import NumericActivity
from tutor.activity.symbolic import SymbolicActivity
from tutor.lesson.format.questions import Question, QuestionKind
from tutor.quiz.variant import draw

ACTIVITIES: Final[Mapping[QuestionKind, type[Answerable[Any]]]] = {
    "single": SingleActivity,
    "multiple": MultipleActivity,
    "numeric": NumericActivity,
    "symbolic": SymbolicActivity,
    "order": OrderActivity,
    "match": MatchActivity,
}


def quiz_activity(step: Question, seed: int) -> Activity:
    """Return a question as something to do, with the numbers and the shuffling that `seed` draws."""
    return ACTIVITIES[step.kind](step, draw(step.params, step.where, seed), seed)
