"""A folder with a course: its order, its glossary and its lessons, each read when it is asked for."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tutor.errors import BrokenFilesError, Place, Problem, TutorError
from tutor.lesson.files.spelling import nearest
from tutor.lesson.format.bank import Bank
from tutor.lesson.format.course_model import Course, CourseLesson, Glossary
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.format.translated import Translated
from tutor.lesson.loading.file import Loaded, load_course_file, load_glossary, load_lesson, load_shelf


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
    terms: Glossary | None = None
    """What `[[terms]]` are looked up in; None where the glossary cannot be read, and nothing can be said of them."""
    _lessons: dict[str, Loaded[Lesson]] = field(default_factory=dict, compare=False, repr=False)

    def languages(self, first: str) -> list[str]:
        """Return every language of the course, `first` before the others."""
        return sorted((self.course.source.language, *self.course.versions), key=lambda other: other != first)

    def is_read(self, lesson_id: str) -> bool:
        """Return whether the lesson was asked for before, so that the next call of `lesson` costs nothing."""
        return lesson_id in self._lessons

    def lesson(self, lesson_id: str) -> Loaded[Lesson]:
        """Return the lesson, read at the first call; KeyError if the course has none with this id."""
        if lesson_id not in self._lessons:
            if all(lesson.id != lesson_id for lesson in self.course.source.lessons):
                raise KeyError(lesson_id)
            file = self.folder / f"{lesson_id}.yaml"
            self._lessons[lesson_id] = load_lesson(file, self.terms, self.folder, self.shelf)
        return self._lessons[lesson_id]

    def sound_lesson(self, lesson_id: str) -> Translated[Lesson]:
        """Return a lesson that can be opened.

        Raises:
            TutorError: `study.unknown-lesson`, `study.unknown-lesson-misspelt`, or `study.broken-lesson` with the
                lesson's problems.
        """
        if all(place.id != lesson_id for place in self.course.source.lessons):
            near = nearest(lesson_id, (place.id for place in self.course.source.lessons))
            if near:
                raise TutorError("study.unknown-lesson-misspelt", lesson=lesson_id, name=near)
            raise TutorError("study.unknown-lesson", lesson=lesson_id)
        loaded = self.lesson(lesson_id)
        if loaded.value is None:
            raise BrokenFilesError("study.broken-lesson", loaded.problems, lesson=lesson_id)
        return loaded.value

    def sound_lessons(self) -> list[Translated[Lesson]]:
        """Return the lessons that can be opened."""
        return [value for place in self.course.source.lessons if (value := self.lesson(place.id).value) is not None]


def course_of(file: Path) -> LoadedCourse:
    """Return a course that has only the lesson in `file`, with glossary and bank beside it if there are such.

    Raises CourseError if the lesson has an error.
    """
    glossary = load_glossary(file.parent).value if (file.parent / "glossary.yaml").exists() else None
    terms = glossary.source if glossary else None
    shelf, bank = load_shelf(file.parent, terms)
    loaded = load_lesson(file, terms, shelf=shelf)
    if loaded.value is None:
        raise CourseError(loaded.problems)
    lesson = loaded.value.source
    place = CourseLesson(id=lesson.id)
    course = Course(format=1, id=lesson.id, language=lesson.language, title=lesson.title, lessons=(place,))
    return LoadedCourse(
        file.parent,
        Translated(course),
        glossary or _no_terms(lesson.language),
        loaded.problems,
        shelf,
        bank,
        terms,
        {lesson.id: loaded},
    )


def load_course(folder: Path) -> LoadedCourse:
    """Return the course in `folder`, which needs neither glossary nor bank.

    Raises CourseError if `course.yaml` has an error, or is not there.
    """
    if not (folder / "course.yaml").exists():
        raise CourseError((Problem("no-course", Place(folder)) if folder.is_dir() else missing(folder),))
    course = load_course_file(folder)
    if course.value is None:
        raise CourseError(course.problems)
    glossary, problems = _glossary(folder, course.value.source.language)
    terms = glossary.source if glossary else None
    shelf, bank = load_shelf(folder, terms)
    shown = glossary or _no_terms(course.value.source.language)
    return LoadedCourse(folder, course.value, shown, (*course.problems, *problems), shelf, bank, terms)


def missing(path: Path) -> Problem:
    """Return that there is nothing at `path`, and which name beside it may have been meant."""
    names: list[str] = []
    with suppress(OSError):
        names = [other.name for other in path.absolute().parent.iterdir()]
    whole = f"{path.name}.yaml"
    if near := whole if whole in names else nearest(path.name, names):
        return Problem("no-such-file-misspelt", Place(path), {"suggestion": near})
    return Problem("no-such-file", Place(path))


def known_terms(folder: Path) -> Glossary | None:
    """Return what `[[terms]]` of the files in `folder` are looked up in, as `LoadedCourse.terms`.

    That is None as well where there is no glossary beside lessons that belong to no course yet.
    """
    is_course = (folder / "course.yaml").exists() or (folder / "glossary.yaml").exists()
    glossary = _glossary(folder, "en")[0] if is_course else None
    return glossary.source if glossary else None


def _glossary(folder: Path, language: str) -> tuple[Translated[Glossary] | None, tuple[Problem, ...]]:
    """The glossary of the course in `folder`, without terms where there is none; None where it cannot be read."""
    if not (folder / "glossary.yaml").exists():
        return _no_terms(language), ()
    loaded = load_glossary(folder)
    return loaded.value, loaded.problems


def _no_terms(language: str) -> Translated[Glossary]:
    return Translated(Glossary(format=1, language=language, terms=()))
