"""What is wrong with a course or a lesson: the program's own loader run to the end, then every step tried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tutor.check.bank import bank_problems
from tutor.check.lesson import lesson_walk_problems, meaning_problems
from tutor.errors import Place, Problem, Problems
from tutor.lesson.format.course_model import Glossary
from tutor.lesson.format.model import Lesson
from tutor.lesson.loading.bank_file import load_bank, load_shelf
from tutor.lesson.loading.course import CourseError, LoadedCourse, load_course
from tutor.lesson.loading.file import Loaded, in_order, load_course_file, load_glossary, load_lesson

_OF_THE_COURSE = ("course", "glossary", "bank")
"""Files of a course that are not lessons, without their ending."""


def check(paths: Sequence[Path]) -> list[Problem]:
    """Return the problems of courses (folders) and lessons (files), by file and place."""
    return in_order(problem for found in problems_by_file(paths) for problem in found)


def problems_by_file(paths: Sequence[Path]) -> Iterator[list[Problem]]:
    """Yield the problems of one file (its translations included) after the other, each checked when it is asked for."""
    for path in paths:
        if path.is_dir():
            yield from map(in_order, _course(path))
        else:
            yield check_file(path)


def _course(folder: Path) -> Iterator[Iterable[Problem]]:
    try:
        course = load_course(folder)
    except CourseError as error:
        yield error.problems
        return
    yield course.problems
    if course.bank is not None:
        yield bank_problems(course.bank, course.course.source, _taught(course))
    for entry in course.course.source.lessons:
        yield _lesson(course.lesson(entry.id))
    yield _strays(course)


def _taught(course: LoadedCourse) -> set[str]:
    """The skills that some lesson teaches, as far as lessons can be read."""
    lessons = (course.lesson(entry.id).sound for entry in course.course.source.lessons)
    return {skill for lesson in lessons if lesson is not None for skill in lesson.teaches}


def check_file(file: Path) -> list[Problem]:
    """Return the problems of one file: a lesson, or a course's own file, or the source of a translation."""
    source = _source(file)
    if source.stem == "course":
        return in_order(load_course_file(source.parent).problems)
    if source.stem == "glossary":
        return in_order(load_glossary(source.parent).problems)
    if source.stem == "bank":
        return in_order(_bank(source.parent))
    return check_lesson(source)


def check_lesson(file: Path) -> list[Problem]:
    """Return the problems of the lesson in `file`; glossary and bank beside it count, if there are such."""
    glossary = _glossary_beside(file)
    shelf, _ = load_shelf(file.parent, glossary)
    return in_order(_lesson(load_lesson(file, glossary, shelf=shelf)))


def _bank(folder: Path) -> Problems:
    """Problems of the bank in `folder`, whose topics lead to lessons of the course beside it, if there is one."""
    course = load_course_file(folder).value if (folder / "course.yaml").exists() else None
    bank = load_bank(folder, _glossary_beside(folder / "bank.yaml"))
    yield from bank_problems(bank, course.source if course else None)


def _glossary_beside(file: Path) -> Glossary | None:
    loaded = load_glossary(file.parent) if (file.parent / "glossary.yaml").exists() else None
    return loaded.value.source if loaded is not None and loaded.value is not None else None


def _lesson(loaded: Loaded[Lesson]) -> Problems:
    """A walk is only of use where every step means something by itself."""
    problems = [*loaded.problems, *meaning_problems(loaded)]
    yield from problems
    if not any(problem.is_error for problem in problems):
        yield from lesson_walk_problems(loaded)


def _source(file: Path) -> Path:
    """The lesson that `file` translates, or `file` itself."""
    source = file.with_name(file.name.split(".")[0] + file.suffix)
    return source if source != file and source.exists() else file


def _strays(course: LoadedCourse) -> Iterable[Problem]:
    """Lessons that lie in the folder but not in the course."""
    listed = {entry.id for entry in course.course.source.lessons}
    for file in sorted(course.folder.glob("*.yaml")):
        stem = file.name.split(".")[0]
        if stem not in listed and stem not in _OF_THE_COURSE:
            yield Problem("not-in-course", Place(file), {"id": stem}, "warning")
