"""File to lesson, course or glossary, with every problem on the way: the loader that the program and `check` share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from tutor.errors import Place, Problem
from tutor.lesson.files.document import Document
from tutor.lesson.files.shape import shape_problems
from tutor.lesson.files.source import FileError, read_document
from tutor.lesson.format.course_model import Course, Glossary
from tutor.lesson.format.model import Lesson, WrittenLesson
from tutor.lesson.format.scalars import is_language, shortened
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.format.translated import Translated
from tutor.lesson.loading.overlay import overlay
from tutor.lesson.references.lesson import course_problems, glossary_problems, lesson_problems

MOST_TRANSLATIONS: Final = 40
"""Of one file; each is read whenever it is."""

Model = TypeVar("Model", bound=BaseModel)


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
    return _filled(load_file(WrittenLesson, file, folder or file.parent, read), shelf)


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
    return load_file(Course, folder / "course.yaml", folder, partial(_whole, Course, course_problems))


def load_glossary(folder: Path) -> Loaded[Glossary]:
    """Return the terms in `glossary.yaml` of `folder`."""
    return load_file(Glossary, folder / "glossary.yaml", folder, partial(_whole, Glossary, glossary_problems))


def load_file(
    model: type[Model],
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
    """A lesson with errors of shape is read again without its broken steps, so that the others are checked too."""
    lesson = validated(WrittenLesson, document)
    if isinstance(lesson, WrittenLesson):
        return lesson, list(lesson_problems(lesson, document, glossary, shelf, range(len(lesson.steps))))
    problems = shape_problems(WrittenLesson, document, lesson)
    kept = sound_items(document, "steps", lesson)
    if kept:
        steps = [document.data["steps"][index] for index in kept]
        rest = validated(WrittenLesson, document, {**document.data, "steps": steps})
        if isinstance(rest, WrittenLesson):
            return rest, [*problems, *lesson_problems(rest, document, glossary, shelf, kept)]
    return None, problems


def sound_items(document: Document, key: str, error: ValidationError) -> list[int]:
    """Return the indexes of the items of the list at `key` that `error` does not speak of."""
    items = document.data.get(key) if isinstance(document.data, dict) else None
    broken = {detail["loc"][1] for detail in error.errors() if detail["loc"][:1] == (key,) and detail["loc"][1:]}
    return [index for index in range(len(items)) if index not in broken] if isinstance(items, list) else []


def _whole(
    model: type[Model], references: Callable[[Model, Document], Iterable[Problem]], document: Document
) -> tuple[Model | None, list[Problem]]:
    value = validated(model, document)
    if isinstance(value, ValidationError):
        return None, shape_problems(model, document, value)
    return value, list(references(value, document))


def validated(model: type[Model], document: Document, data: object = None) -> Model | ValidationError:
    """Return the model of `data`, by default that of the whole document, or what is wrong with its shape."""
    try:
        return model.model_validate(document.data if data is None else data)
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
