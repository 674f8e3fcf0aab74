"""A folder with a course: its order, its glossary and its lessons, each read when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tutor.errors import BrokenFilesError, Place, Problem
from tutor.lesson.format.bank import Bank
from tutor.lesson.format.course_model import Course, CourseLesson, Glossary
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.format.translated import Translated
from tutor.lesson.loading.bank_file import load_shelf
from tutor.lesson.loading.file import Loaded, load_course_file, load_glossary, load_lesson


class CourseError(BrokenFilesError):
    """A course that cannot be opened at all: `course.yaml` is missing or has an error."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("study.broken-course", problems)


@dataclass(frozen=True, slots=True)
class LoadedCourse:
    """A course that can be opened, whatever its single lessons are like."""

    folder: Path
    course: Translated[Course]
    glossary: Translated[Glossary]
    problems: tuple[Problem, ...]
    """Problems of `course.yaml`, `glossary.yaml` and their translations; a lesson and the bank keep their own."""
    shelf: Shelf = field(default_factory=Shelf)
    """What lessons and the review take from the question bank."""
    bank: Loaded[Bank] | None = None
    """The bank as it was read, if the course has one."""
    _lessons: dict[str, Loaded[Lesson]] = field(default_factory=dict, compare=False, repr=False)

    def is_read(self, lesson_id: str) -> bool:
        """Return whether the lesson was asked for before, so that the next call of `lesson` costs nothing."""
        return lesson_id in self._lessons

    def lesson(self, lesson_id: str) -> Loaded[Lesson]:
        """Return the lesson, read at the first call; KeyError if the course has none with this id."""
        if lesson_id not in self._lessons:
            if all(lesson.id != lesson_id for lesson in self.course.source.lessons):
                raise KeyError(lesson_id)
            file = self.folder / f"{lesson_id}.yaml"
            self._lessons[lesson_id] = load_lesson(file, self.glossary.source, self.folder, self.shelf)
        return self._lessons[lesson_id]


def course_of(file: Path) -> LoadedCourse:
    """Return a course that has only the lesson in `file`, with glossary and bank beside it if there are such.

    Raises CourseError if the lesson has an error.
    """
    glossary = load_glossary(file.parent).value if (file.parent / "glossary.yaml").exists() else None
    shelf, bank = load_shelf(file.parent, glossary.source if glossary else None)
    loaded = load_lesson(file, glossary.source if glossary else None, shelf=shelf)
    if loaded.value is None:
        raise CourseError(loaded.problems)
    lesson = loaded.value.source
    place = CourseLesson(id=lesson.id)
    course = Course(format=1, id=lesson.id, language=lesson.language, title=lesson.title, lessons=(place,))
    empty = Glossary(format=1, language=lesson.language, terms=())
    return LoadedCourse(
        file.parent,
        Translated(course),
        glossary or Translated(empty),
        loaded.problems,
        shelf,
        bank,
        {lesson.id: loaded},
    )


def load_course(folder: Path) -> LoadedCourse:
    """Return the course in `folder`, which needs neither glossary nor bank.

    Raises CourseError if `course.yaml` has an error, or is not there.
    """
    if not (folder / "course.yaml").exists():
        raise CourseError((Problem("no-course" if folder.is_dir() else "no-such-file", Place(folder)),))
    course = load_course_file(folder)
    if course.value is None:
        raise CourseError(course.problems)
    glossary, problems = _glossary(folder, course.value.source.language)
    shelf, bank = load_shelf(folder, glossary.source)
    return LoadedCourse(folder, course.value, glossary, (*course.problems, *problems), shelf, bank)


def _glossary(folder: Path, language: str) -> tuple[Translated[Glossary], tuple[Problem, ...]]:
    """The glossary of the course in `folder`, an empty one where there is none that can be read."""
    empty = Translated(Glossary(format=1, language=language, terms=()))
    if not (folder / "glossary.yaml").exists():
        return empty, ()
    loaded = load_glossary(folder)
    return loaded.value or empty, loaded.problems
