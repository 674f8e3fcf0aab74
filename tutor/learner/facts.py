"""What the list of lessons says of a course: plain values, for which no lesson needs to be read.

Tuples, for they are made sooner than other classes, and JSON knows them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tutor.errors import Problem


class OutlineStep(NamedTuple):
    """A step as records are held against it: its present id and the former ones, and the digest of what is graded."""

    id: str
    was: tuple[str, ...]
    retired: bool
    digest: str


class Outline(NamedTuple):
    """A lesson as records are held against it, the same in all languages."""

    id: str
    steps: tuple[OutlineStep, ...]


class LessonFacts(NamedTuple):
    """A lesson as the list shows it, in one language; `steps` is how many a learner walks through."""

    title: str
    summary: str
    question: str
    outcomes: tuple[str, ...]
    minutes: int
    teaches: tuple[str, ...]
    """What the skills are called that it teaches."""
    steps: int
    step_titles: Mapping[str, str]
    """The titles of those steps by their ids, in their order; empty where a step has none."""
    source_title: str
    """What the lesson is called in the language in which it was written."""


class NextLesson(NamedTuple):
    """A lesson to go on with, as the list has it."""

    id: str
    number: int
    facts: LessonFacts


class ListedLesson(NamedTuple):
    """A lesson in all its languages, its own first; or, without outline and facts, the problems that keep it shut."""

    outline: Outline | None
    facts: Mapping[str, LessonFacts]
    problems: tuple[Problem, ...]

    def in_language(self, language: str) -> LessonFacts | None:
        """Return the facts in `language`, or in the lesson's own where it has no other."""
        return self.facts.get(language) or next(iter(self.facts.values()), None)


class LessonPlace(NamedTuple):
    """The place of a lesson in the course: its id, and those of the lessons on which it builds."""

    id: str
    builds_on: tuple[str, ...]


class PartFacts(NamedTuple):
    """Lessons under a heading, by their ids; without id and title where a course has no parts."""

    id: str
    title: str
    lessons: tuple[str, ...]


class CourseFacts(NamedTuple):
    """A course as its list shows it, in one language; the parts together have its lessons, in their order."""

    title: str
    lessons: tuple[LessonPlace, ...]
    parts: tuple[PartFacts, ...]


class ListedCourse(NamedTuple):
    """A course in all its languages."""

    id: str
    language: str
    facts: Mapping[str, CourseFacts]

    @property
    def lessons(self) -> tuple[LessonPlace, ...]:
        """Return its lessons in their order."""
        return self.facts[self.language].lessons

    def in_language(self, language: str) -> CourseFacts:
        """Return the facts in `language`, or in its own where it has no other."""
        return self.facts.get(language) or self.facts[self.language]
