"""File to lesson, course, glossary or bank, with every problem on the way: the loader that `check` shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from tutor.errors import Place, Problem
from tutor.lesson.files.document import Document
from tutor.lesson.files.shape import shape_problems
from tutor.lesson.files.source import FileError, read_document
from tutor.lesson.format.bank import Bank
from tutor.lesson.format.course_model import Course, Glossary
from tutor.lesson.format.model import Lesson, WrittenLesson
from tutor.lesson.format.scalars import is_language, shortened
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.format.translated import Translated
from tutor.lesson.loading.overlay import overlay
from tutor.lesson.references.lesson import course_problems, glossary_problems, lesson_problems
from tutor.lesson.references.questions import bank_question_problems, topic_problems

MOST_TRANSLATIONS: Final = 40
"""Of one file; each is read whenever it is."""

Model = TypeVar("Model", bound=BaseModel)
FILE: Final = "bank.yaml"


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Model]):
    """What came of reading a file and its translations.

    `value` is None when the file has an error; errors in a translation leave the source's words in their places.
    """

    file: Path
    value: Translated[Model] | None
    problems: tuple[Problem, ...]
    document: Document | None = None
    """The file as it was read; None where it is no YAML."""
    translations: Mapping[str, Document] = field(default_factory=dict)
    """Each translation that could be read, by language."""
    sound: Model | None = None
    """What can still be checked: `value`'s source, or a lesson without the steps that have errors of shape."""
    written: BaseModel | None = None
    """What a translation translates: `value`'s source as it stands in the file, without what it takes from others."""


def load_lesson(
    file: Path, glossary: Glossary | None = None, folder: Path | None = None, shelf: Shelf | None = None
) -> Loaded[Lesson]:
    """Return the lesson in `file`; it finds `[[terms]]` in `glossary` and questions on `shelf` if there are such.

    Nothing outside `folder`, the file's own folder by default, is read.
    """
    shelf = shelf or Shelf()
    read = partial(_lesson, glossary=glossary, shelf=shelf)
    return _filled(load_file(file, folder or file.parent, read), shelf)


def _filled(loaded: Loaded[WrittenLesson], shelf: Shelf) -> Loaded[Lesson]:
    """A lesson with what it takes from the bank, in every language; none where the bank leaves it without steps."""
    problems, value, sound = loaded.problems, None, None
    if loaded.sound is not None:
        sound = shelf.filled(loaded.sound)
    if loaded.value is not None:
        versions = {language: shelf.filled(version) for language, version in loaded.value.versions.items()}
        value = Translated(shelf.filled(loaded.value.source), versions)
        if not value.source.steps:
            assert loaded.document is not None
            value, problems = None, (*problems, (loaded.document / "steps").key_problem("nothing-left"))
    file, document = loaded.file, loaded.document
    return Loaded(file, value, problems, document, loaded.translations, sound, loaded.written)


def load_course_file(folder: Path) -> Loaded[Course]:
    """Return the course that `course.yaml` in `folder` describes, without its lessons."""
    return load_file(folder / "course.yaml", folder, _course)


def _course(document: Document) -> tuple[Course | None, list[Problem]]:
    course, problems = _whole(Course, course_problems, document)
    return (course if course is None or problems else course.in_order()), problems


def load_glossary(folder: Path) -> Loaded[Glossary]:
    """Return the terms in `glossary.yaml` of `folder`."""
    return load_file(folder / "glossary.yaml", folder, partial(_whole, Glossary, glossary_problems))


def load_file(
    file: Path,
    folder: Path,
    read: Callable[[Document], tuple[Model | None, list[Problem]]],
    *,
    in_parts: bool = False,
) -> Loaded[Model]:
    """Return what `read` makes of `file`, with its translations.

    A file with an error has no value; of one that is used `in_parts`, the value is what `read` leaves of it.
    """
    try:
        document = read_document(file, folder)
    except FileError as error:
        return Loaded(file, None, (error.problem(file),))
    source, problems = read(document)
    problems += _lost_texts(document)
    if source is None or (has_errors(problems, file) and not in_parts):
        return Loaded(file, None, tuple(in_order(problems)), document, sound=source)
    versions: dict[str, Model] = {}
    documents: dict[str, Document] = {}
    siblings = list(translation_files(file))
    if len(siblings) > MOST_TRANSLATIONS:
        place = Place(siblings[MOST_TRANSLATIONS][1])
        problems.append(Problem("too-many-translations", place, {"most": MOST_TRANSLATIONS}))
    for language, sibling in siblings[:MOST_TRANSLATIONS]:
        if not is_language(language):
            problems.append(Problem("translation-to-no-language", Place(sibling), {"tag": shortened(language)}))
            continue
        try:
            words = read_document(sibling, folder)
        except FileError as error:
            problems.append(error.problem(sibling))
            continue
        versions[language], found = overlay(source, words, language)
        documents[language] = words
        problems += [*found, *_lost_texts(words)]
    return Loaded(file, Translated(source, versions), tuple(in_order(problems)), document, documents, source, source)


def translation_files(file: Path) -> Iterator[tuple[str, Path]]:
    """Yield the language and path of every translation beside `file`: `chain-rule.zh.yaml` for `chain-rule.yaml`."""
    for sibling in sorted(file.parent.glob(f"{file.stem}.*{file.suffix}")):
        yield sibling.name[len(file.stem) + 1 : -len(file.suffix)], sibling


def _lesson(document: Document, glossary: Glossary | None, shelf: Shelf) -> tuple[WrittenLesson | None, list[Problem]]:
    lesson, kept, problems = _in_parts(WrittenLesson, "steps", document)
    if lesson is not None:
        problems += lesson_problems(lesson, document, glossary, shelf, kept)
    return lesson, problems


def _in_parts(model: type[Model], key: str, document: Document) -> tuple[Model | None, Sequence[int], list[Problem]]:
    """The model of `document`, the indexes of the entries that it has of the list at `key`, and the errors of shape.

    With errors it is read again without the entries that have them, so that the others are checked too.
    """
    whole = _validated(model, document.data)
    if not isinstance(whole, ValidationError):
        return whole, range(len(document.data[key])), []
    items = document.data.get(key) if isinstance(document.data, dict) else None
    broken = {detail["loc"][1] for detail in whole.errors() if detail["loc"][:1] == (key,) and detail["loc"][1:]}
    kept = [index for index in range(len(items)) if index not in broken] if isinstance(items, list) else []
    rest = _validated(model, {**document.data, key: [items[index] for index in kept]}) if items and kept else whole
    return None if isinstance(rest, ValidationError) else rest, kept, shape_problems(model, document, whole)


def _whole(
    model: type[Model], references: Callable[[Model, Document], Iterable[Problem]], document: Document
) -> tuple[Model | None, list[Problem]]:
    value = _validated(model, document.data)
    if isinstance(value, ValidationError):
        return None, shape_problems(model, document, value)
    return value, list(references(value, document))


def _validated(model: type[Model], data: object) -> Model | ValidationError:
    """The model of `data`, or what is wrong with its shape."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        return error


def _lost_texts(document: Document) -> list[Problem]:
    return [
        Problem("lost-text", Place(document.file, *position), {"text": shortened(text)}, "warning")
        for position, text in document.lost_texts
    ]


def has_errors(problems: Iterable[Problem], file: Path) -> bool:
    """Return whether one of `problems` is an error of `file` itself, not of a translation."""
    return any(problem.is_error and problem.place.file == file for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return `problems` by file and place, each once."""
    ordered = sorted(
        problems, key=lambda problem: (str(problem.place.file), problem.place.line, problem.place.column, problem.code)
    )
    return [problem for index, problem in enumerate(ordered) if index == 0 or problem != ordered[index - 1]]


def load_bank(folder: Path, glossary: Glossary | None = None) -> Loaded[Bank]:
    """Return the bank in `bank.yaml` of `folder`: its sound questions, whatever the others are like.

    `[[terms]]` are looked up in `glossary` if there is one.
    """
    loaded = load_file(folder / FILE, folder, partial(_bank, glossary=glossary), in_parts=True)
    broken = _broken(loaded)
    # The translation of a broken question is sound: it comes back when its question is mended.
    spared = {document.key_place(("questions", id_)) for document in loaded.translations.values() for id_ in broken}
    return replace(loaded, problems=tuple(problem for problem in loaded.problems if problem.place not in spared))


def load_shelf(folder: Path, glossary: Glossary | None = None) -> tuple[Shelf, Loaded[Bank] | None]:
    """Return what lessons may take from the bank of `folder`, and that bank as it was read, if there is one."""
    if not (folder / FILE).exists():
        return Shelf(), None
    loaded = load_bank(folder, glossary)
    if loaded.value is None:
        return Shelf(unreadable=True), loaded
    return Shelf(loaded.value, _broken(loaded)), loaded


def _broken(loaded: Loaded[Bank]) -> frozenset[str]:
    """The ids of the questions that stand in the file and were left out."""
    if loaded.value is None or loaded.document is None:
        return frozenset()
    sound = {question.id for question in loaded.value.source.questions}
    written = {_id(question) for question in loaded.document.data["questions"]}
    return frozenset(written - sound - {""})


def _id(question: Any) -> str:
    id_ = question.get("id") if isinstance(question, dict) else None
    return id_ if isinstance(id_, str) else ""


def _bank(document: Document, glossary: Glossary | None) -> tuple[Bank | None, list[Problem]]:
    """The bank without the questions in which something does not fit; None where no question is left."""
    bank, indexes, problems = _in_parts(Bank, "questions", document)
    if bank is None:
        return None, problems
    found = list(bank_question_problems(bank, document, indexes, glossary))
    kept = tuple(question for question, wrong in zip(bank.questions, found, strict=True) if not wrong)
    problems += [*topic_problems(bank, document), *(problem for wrong in found for problem in wrong)]
    return (bank.model_copy(update={"questions": kept}) if kept else None), problems
