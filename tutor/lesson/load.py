"""File to lesson, course or glossary, with every problem on the way: the loader that the program and `check` share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from tutor.errors import Place, Problem
from tutor.lesson.course_model import Course, Glossary
from tutor.lesson.document import Document
from tutor.lesson.files import FileError, read_document
from tutor.lesson.model import Lesson
from tutor.lesson.references import course_problems, glossary_problems, lesson_problems
from tutor.lesson.scalars import shortened
from tutor.lesson.shape import shape_problems
from tutor.lesson.translation import Translated, overlay

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


def load_lesson(file: Path, glossary: Glossary | None = None, folder: Path | None = None) -> Loaded[Lesson]:
    """Return the lesson in `file`; `[[terms]]` are looked up in `glossary` if there is one.

    Nothing outside `folder`, the file's own folder by default, is read.
    """
    return _load(Lesson, file, folder or file.parent, partial(_lesson, glossary=glossary))


def load_course_file(folder: Path) -> Loaded[Course]:
    """Return the course that `course.yaml` in `folder` describes, without its lessons."""
    return _load(Course, folder / "course.yaml", folder, partial(_whole, Course, course_problems))


def load_glossary(folder: Path) -> Loaded[Glossary]:
    """Return the terms in `glossary.yaml` of `folder`."""
    return _load(Glossary, folder / "glossary.yaml", folder, partial(_whole, Glossary, glossary_problems))


def _load(
    model: type[Model], file: Path, folder: Path, read: Callable[[Document], tuple[Model | None, list[Problem]]]
) -> Loaded[Model]:
    try:
        document = read_document(file, folder)
    except FileError as error:
        return Loaded(file, None, (error.problem,))
    source, problems = read(document)
    problems += _lost_texts(document)
    if source is None or _has_errors(problems):
        return Loaded(file, None, tuple(in_order(problems)), document, sound=source)
    versions: dict[str, Model] = {}
    documents: dict[str, Document] = {}
    for language, sibling in translation_files(file):
        try:
            words = read_document(sibling, folder)
        except FileError as error:
            problems.append(error.problem)
            continue
        versions[language], found = overlay(source, words, language)
        documents[language] = words
        problems += [*found, *_lost_texts(words)]
    return Loaded(file, Translated(source, versions), tuple(in_order(problems)), document, documents, source)


def translation_files(file: Path) -> Iterator[tuple[str, Path]]:
    """Yield the language and path of every translation beside `file`: `chain-rule.zh.yaml` for `chain-rule.yaml`."""
    for sibling in sorted(file.parent.glob(f"{file.stem}.*{file.suffix}")):
        yield sibling.name[len(file.stem) + 1 : -len(file.suffix)], sibling


def _lesson(document: Document, glossary: Glossary | None) -> tuple[Lesson | None, list[Problem]]:
    """A lesson with errors of shape is read again without its broken steps, so that the others are checked too."""
    lesson = _validated(Lesson, document)
    if isinstance(lesson, Lesson):
        indexes = range(len(lesson.steps))
        return lesson, list(lesson_problems(lesson, document, glossary, indexes))
    problems = shape_problems(Lesson, document, lesson)
    kept = _sound_steps(document, lesson)
    if kept:
        steps = [document.data["steps"][index] for index in kept]
        rest = _validated(Lesson, document, {**document.data, "steps": steps})
        if isinstance(rest, Lesson):
            return rest, [*problems, *lesson_problems(rest, document, glossary, kept)]
    return None, problems


def _sound_steps(document: Document, error: ValidationError) -> list[int]:
    """The indexes of the steps that `error` does not speak of."""
    steps = document.data.get("steps") if isinstance(document.data, dict) else None
    broken = {detail["loc"][1] for detail in error.errors() if detail["loc"][:1] == ("steps",) and detail["loc"][1:]}
    return [index for index in range(len(steps)) if index not in broken] if isinstance(steps, list) else []


def _whole(
    model: type[Model], references: Callable[[Model, Document], Iterable[Problem]], document: Document
) -> tuple[Model | None, list[Problem]]:
    value = _validated(model, document)
    if isinstance(value, ValidationError):
        return None, shape_problems(model, document, value)
    return value, list(references(value, document))


def _validated(model: type[Model], document: Document, data: object = None) -> Model | ValidationError:
    try:
        return model.model_validate(document.data if data is None else data)
    except ValidationError as error:
        return error


def _lost_texts(document: Document) -> list[Problem]:
    return [
        Problem("lost-text", Place(document.file, *position), {"text": shortened(text)}, "warning")
        for position, text in document.lost_texts
    ]


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.severity == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return `problems` by file and place, each once."""
    ordered = sorted(
        problems, key=lambda problem: (str(problem.place.file), problem.place.line, problem.place.column, problem.code)
    )
    return [problem for index, problem in enumerate(ordered) if index == 0 or problem != ordered[index - 1]]
