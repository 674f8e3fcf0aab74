"""What the list of lessons says of a lesson, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.learner.course import present_steps

if TYPE_CHECKING:
    from tutor.lesson.format.model import Lesson


@dataclass(frozen=True, slots=True)
class LessonFacts:
    """A lesson as the list shows it, in one language; `steps` and `questions` are how many a learner walks through."""

    title: str
    summary: str
    minutes: int
    teaches: tuple[str, ...]
    steps: int
    questions: int
    step_titles: Mapping[str, str]
    """The titles of those steps by their ids, in their order; empty where a step has none."""


def facts_of(lesson: Lesson) -> LessonFacts:
    """Return what the list says of `lesson`, in the language of its texts."""
    steps = present_steps(lesson)
    return LessonFacts(
        lesson.title,
        lesson.summary,
        lesson.minutes,
        lesson.teaches,
        len(steps),
        sum(step.question_count for step in steps),
        {step.id: step.title for step in steps},
    )
