"""From lessons that were read to what the list says of them."""

from __future__ import annotations

from tutor.learner.course import present_steps
from tutor.learner.facts import (
    CourseFacts,
    LessonFacts,
    LessonPlace,
    ListedCourse,
    ListedLesson,
    Outline,
    OutlineStep,
    PartFacts,
)
from tutor.lesson.format.course_model import Course
from tutor.lesson.format.digest import graded_digest
from tutor.lesson.format.model import Lesson
from tutor.lesson.loading.course import LoadedCourse


def listed_course(loaded: LoadedCourse) -> ListedCourse:
    """Return what the list says of a course."""
    source = loaded.course.source
    languages = loaded.languages(source.language)
    facts = {language: _course_facts(loaded.course.in_language(language)) for language in languages}
    return ListedCourse(source.id, source.language, facts)


def _course_facts(course: Course) -> CourseFacts:
    lessons = tuple(LessonPlace(place.id, place.builds_on) for place in course.lessons)
    parts = tuple(PartFacts(part.id, part.title, part.lessons) for part in course.parts)
    return CourseFacts(course.title, lessons, parts)


def listed_lesson(loaded: LoadedCourse, lesson_id: str) -> ListedLesson:
    """Return what the list says of a lesson of the course, which is read for it if it was not yet."""
    lesson = loaded.lesson(lesson_id)
    if lesson.value is None:
        return ListedLesson(None, {}, lesson.problems)
    source = lesson.value.source
    languages = dict.fromkeys((source.language, *lesson.value.versions, *loaded.course.versions))
    versions = {language: lesson.value.in_language(language) for language in languages}
    skills = {
        language: tuple(skill_title(loaded, skill, language) for skill in source.teaches) for language in languages
    }
    facts = {language: _lesson_facts(version, skills[language], source.title) for language, version in versions.items()}
    return ListedLesson(outline_of(source), facts, ())


def _lesson_facts(lesson: Lesson, teaches: tuple[str, ...], source_title: str) -> LessonFacts:
    steps = present_steps(lesson)
    return LessonFacts(
        lesson.title,
        lesson.summary,
        lesson.question,
        lesson.outcomes,
        lesson.minutes,
        teaches,
        len(steps),
        {step.id: step.title for step in steps},
        source_title,
    )


def outline_of(lesson: Lesson) -> Outline:
    """Return a lesson as records are held against it."""
    steps = (OutlineStep(step.id, step.was, step.retired, graded_digest(lesson, step)) for step in lesson.steps)
    return Outline(lesson.id, tuple(steps))


def skill_title(loaded: LoadedCourse, skill: str, language: str) -> str:
    """Return what a skill is called in `language`: as course or glossary call it, else its id in words."""
    course, glossary = loaded.course.in_language(language), loaded.glossary.in_language(language)
    named = course.skill(skill) or glossary.term(skill)
    return named.title if named else skill.replace("-", " ")
