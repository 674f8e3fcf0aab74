"""What is wrong with a course or a lesson: the program's own loader run to the end, then every step tried out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from tutor.check.choices import habits
from tutor.check.lesson import lesson_walk_problems, meaning_problems
from tutor.check.questions import hint_problems, meaning_of_question
from tutor.check.texts import glossary_problems, sound_texts, text_problems, texts_of_file, translated_node
from tutor.errors import Place, Problem, Problems
from tutor.lesson.files.document import Document
from tutor.lesson.format.bank import Bank
from tutor.lesson.format.course_model import OF_THE_COURSE, Course, Glossary
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.scalars import shortened
from tutor.lesson.loading.course import CourseError, LoadedCourse, known_terms, load_course, missing
from tutor.lesson.loading.file import (
    Loaded,
    in_order,
    load_bank,
    load_course_file,
    load_glossary,
    load_lesson,
    load_shelf,
)
from tutor.lesson.references.naming import unknown_name
from tutor.lesson.writing.translating import TextState, texts_in

Thing: TypeAlias = Literal["lesson", "step", "question", "term"]
"""What a check counts: lessons, their steps, the questions of the bank and the terms of the glossary."""

Look: TypeAlias = Callable[[str, int, int], object]
"""Told what is looked at now: its title, and the how manieth it is of how many lessons; 0 of 0 for another file."""

THINGS: Final[tuple[Thing, ...]] = get_args(Thing)
_ROWS_ABOVE: Final = 2
"""Rows that a quiz from the bank has above a question: which one it is, and an empty one."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was looked at in one file (its translations included), and what is wrong with it.

    `path` was to be checked: the file, or the folder of the course that it belongs to, which is called `title`. What
    could not be read does not count.
    """

    path: Path
    problems: Sequence[Problem]
    counts: Mapping[Thing, int] = field(default_factory=dict)
    languages: Mapping[str, Mapping[TextState, int]] = field(default_factory=dict)
    """How many texts of each language stand so; the source's own is there without any."""
    title: str = ""


def check(paths: Sequence[Path]) -> list[Problem]:
    """Return the problems of courses (folders) and lessons (files), by file and place."""
    return in_order(problem for checked in check_each(paths) for problem in checked.problems)


def unseen(title: str, number: int, total: int) -> None:
    """Nobody watches."""


def check_each(paths: Sequence[Path], look: Look = unseen) -> Iterator[Checked]:
    """Yield one file after the other, each checked when it is asked for; `look` is told of each before."""
    for path in paths:
        if path.is_dir():
            yield from _course(path, look)
        elif not path.exists() and not path.is_symlink():
            yield Checked(path, [missing(path)])
        else:
            look(path.name, 0, 0)
            yield _file(path)


def _course(folder: Path, look: Look) -> Iterator[Checked]:
    try:
        course = load_course(folder)
    except CourseError as error:
        yield Checked(folder, in_order(error.problems))
        return
    listing = load_course_file(folder)
    found = [*course.problems, *texts_of_file(listing)]
    yield replace(_checked(folder, listing, found, {}), title=course.course.source.title)
    if (folder / "glossary.yaml").exists():
        yield _checked(folder, glossary := load_glossary(folder), glossary_problems(glossary), _terms(glossary))
    if (bank := course.bank) is not None:
        look(bank.file.name, 0, 0)
        yield _checked(folder, bank, _bank_problems(bank, course.course.source, _taught(course)), _questions(bank))
    total = len(course.course.source.lessons)
    for index, entry in enumerate(course.course.source.lessons):
        lesson = course.lesson(entry.id)
        look(entry.id if lesson.value is None else lesson.value.source.title, index + 1, total)
        if listing.document is not None and [one.code for one in lesson.problems] == ["no-such-file"]:
            written = [listed["id"] for listed in listing.document.data["lessons"]].index(entry.id)
            place = listing.document / "lessons" / written / "id"
            yield Checked(folder, [place.problem("no-lesson-file", file=lesson.file.name)])
        else:
            yield _checked(folder, lesson, _lesson(lesson), _steps(lesson))
    yield Checked(folder, list(_strays(course)))


def _checked(path: Path, loaded: Loaded[Any], problems: Iterable[Problem], counts: Mapping[Thing, int]) -> Checked:
    """What was looked at in one file, with what its translations lack."""
    languages: dict[str, Mapping[TextState, int]] = {}
    if loaded.value is not None:
        languages[loaded.value.source.language] = {}
    found = list(problems)
    for language in loaded.value.versions if loaded.value is not None else ():
        texts = texts_in(loaded, language)
        languages[language] = Counter(state for _, state, _ in texts)
        found += [
            Problem("translation-filler", place, {"text": shortened(one.translation)}, "warning")
            for one, state, place in texts
            if state == "missing" and one.is_filler
        ]
    return Checked(path, in_order(found), counts, languages)


def _steps(loaded: Loaded[Lesson]) -> Mapping[Thing, int]:
    return {} if loaded.sound is None else {"lesson": 1, "step": len(loaded.sound.steps)}


def _questions(loaded: Loaded[Bank]) -> Mapping[Thing, int]:
    return {} if loaded.value is None else {"question": len(loaded.value.source.questions)}


def _terms(loaded: Loaded[Glossary]) -> Mapping[Thing, int]:
    return {} if loaded.value is None else {"term": len(loaded.value.source.terms)}


def _taught(course: LoadedCourse) -> set[str]:
    """The skills that some lesson teaches, as far as lessons can be read."""
    lessons = (course.lesson(entry.id).sound for entry in course.course.source.lessons)
    return {skill for lesson in lessons if lesson is not None for skill in lesson.teaches}


def check_file(file: Path) -> list[Problem]:
    """Return the problems of one file: a lesson, or a course's own file, or the source of a translation."""
    return list(_file(file).problems)


def _file(file: Path) -> Checked:
    source = _source(file)
    folder = source.parent
    match source.stem:
        case "course":
            course = load_course_file(folder)
            return _checked(source, course, [*course.problems, *texts_of_file(course)], {})
        case "glossary":
            glossary = load_glossary(folder)
            return _checked(source, glossary, glossary_problems(glossary), _terms(glossary))
        case "bank":
            bank = load_bank(folder, known_terms(folder))
            # Its topics lead to lessons of the course beside it, if there is one.
            beside = load_course_file(folder).value if (folder / "course.yaml").exists() else None
            problems = _bank_problems(bank, beside.source if beside else None)
            return _checked(source, bank, problems, _questions(bank))
        case _:
            terms = known_terms(folder)
            lesson = load_lesson(source, terms, shelf=load_shelf(folder, terms)[0])
            return _checked(source, lesson, _lesson(lesson), _steps(lesson))


def _bank_problems(loaded: Loaded[Bank], course: Course | None, taught: Collection[str] | None = None) -> Problems:
    """Yield what is wrong with the bank.

    Topics may lead only to lessons of `course`, and questions practise only skills that are `taught`, where these are
    known.
    """
    yield from loaded.problems
    if loaded.value is None or loaded.document is None:
        return
    bank, document = loaded.value.source, loaded.document
    if course is not None:
        yield from _unknown_lessons(bank, course, document)
    ids = [question.get("id") for question in document.data["questions"] if isinstance(question, dict)]
    nodes = [document / "questions" / ids.index(question.id) for question in bank.questions]
    for question, node in zip(bank.questions, nodes, strict=True):
        yield from sound_texts(question, meaning_of_question(question, node), node, _ROWS_ABOVE)
        yield from hint_problems(question, node)
        if taught is not None and question.skill is not None and question.skill not in taught:
            yield from unknown_name(node / "skill", question.skill, taught, "skill-not-taught")
    yield from habits(bank.questions, nodes)
    yield from texts_of_file(loaded, without="questions")
    for language, words in loaded.translations.items():
        version = loaded.value.in_language(language)
        for index, question in enumerate(version.questions):
            place = partial(translated_node, words, version, "questions", index)
            yield from text_problems(question, place, _ROWS_ABOVE)


def _unknown_lessons(bank: Bank, course: Course, document: Document) -> Problems:
    known = [lesson.id for lesson in course.lessons]
    for index, topic in enumerate(bank.topics):
        if topic.lesson is not None and topic.lesson not in known:
            yield from unknown_name(document / "topics" / index / "lesson", topic.lesson, known, "unknown-lesson")


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
        if stem and stem not in listed and stem not in OF_THE_COURSE:
            yield Problem("not-in-course", Place(file), {"id": stem}, "warning")
