"""What a course and its glossary are: the declaration of `course.yaml` and `glossary.yaml`."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from tutor.lesson.format.markdown_rules import term_id
from tutor.lesson.format.part import Part
from tutor.lesson.format.scalars import FormatNumber, Identifier, LanguageTag, LessonId, Line, Prose, Source

OF_THE_COURSE: Final = ("course", "glossary", "bank")
"""Files of a course that are not lessons, without their ending."""


class CourseLesson(Part):
    """The place of a lesson in the course."""

    id: LessonId
    """The lesson's id, which is its file name."""
    builds_on: Annotated[tuple[Identifier, ...], Field(max_length=50)] = ()
    """Lessons that a learner should know before; nothing is locked."""


class Skill(Part):
    """What a skill is called, where it is no term of the glossary."""

    id: Identifier
    """As lessons name it in `teaches`."""
    title: Line


class Course(Part):
    """Lessons in their order."""

    format: FormatNumber
    """The version of this format, 1."""
    id: Identifier
    """Progress is stored by it: it never changes."""
    language: LanguageTag
    title: Line
    summary: Line = ""
    lessons: Annotated[tuple[CourseLesson, ...], Field(min_length=1, max_length=2000)]
    skills: Annotated[tuple[Skill, ...], Field(max_length=1000)] = ()
    """Names of skills that the glossary has no term for."""

    def skill(self, skill_id: str) -> Skill | None:
        """Return the skill with this id, if the course names it."""
        return next((skill for skill in self.skills if skill.id == skill_id), None)


class GlossaryTerm(Part):
    """A word that lessons explain on demand."""

    id: Identifier
    """What lessons write in `[[…]]`, with spaces or hyphens."""
    title: Line
    text: Prose
    """What it means, in a few sentences."""
    formula: Source | None = None
    """LaTeX, shown on lines of its own."""
    aliases: Annotated[tuple[Line, ...], Field(max_length=50)] = ()
    """Other words for it, for search."""


class Glossary(Part):
    """Everything that lessons may link with `[[…]]`."""

    format: FormatNumber
    """The version of this format, 1."""
    language: LanguageTag
    terms: Annotated[tuple[GlossaryTerm, ...], Field(max_length=1000)]

    def term(self, name: str) -> GlossaryTerm | None:
        """Return the entry with this id (spaces stand for hyphens), if there is one."""
        id_ = term_id(name)
        return next((term for term in self.terms if term.id.lower() == id_), None)
