"""What a course and its glossary are: the declaration of `course.yaml` and `glossary.yaml`."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import AfterValidator, Field, ValidationInfo

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


class CoursePart(Part):
    """Lessons that belong together, under a heading in the list."""

    id: Identifier
    """What translations name it by; empty for the one part of a course that has none."""
    title: Line
    lessons: Annotated[tuple[Identifier, ...], Field(max_length=2000)] = ()
    """Ids of its lessons, in their order; a part without lessons is not shown."""


def _one_at_least(parts: tuple[CoursePart, ...], read: ValidationInfo) -> tuple[CoursePart, ...]:
    """The parts, or one without a name that has every lesson."""
    ids = tuple(lesson.id for lesson in read.data.get("lessons", ()))
    return parts or (CoursePart.model_construct(id="", title="", lessons=ids),)


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
    parts: Annotated[
        tuple[CoursePart, ...], Field(max_length=100, validate_default=True), AfterValidator(_one_at_least)
    ] = ()
    """Headings over the lessons: each lesson belongs to one, and their order is that of the course."""
    skills: Annotated[tuple[Skill, ...], Field(max_length=1000)] = ()
    """Names of skills that the glossary has no term for."""

    def in_order(self) -> Course:
        """Return the course with its lessons in the order of its parts, each of which names lessons that it has."""
        by_id = {lesson.id: lesson for lesson in self.lessons}
        return self.model_copy(update={"lessons": tuple(by_id[id_] for part in self.parts for id_ in part.lessons)})

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
