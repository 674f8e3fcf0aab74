"""Begins a lesson: the template under its own id, and its place in the course."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from tutor.errors import TutorError, cause_of
from tutor.lesson.files.document import Document
from tutor.lesson.files.source import FileError, read_source, replace_text
from tutor.lesson.format.course_model import OF_THE_COURSE
from tutor.lesson.format.scalars import LessonId
from tutor.lesson.format.schema import schema_text
from tutor.lesson.loading.course import CourseError
from tutor.lesson.loading.file import load_course_file
from tutor.network.spec import ACTIVATIONS, CONVENTIONS, DATASETS, INITIALIZERS, LOSSES, OPTIMIZERS

_TEMPLATE_ID: Final = "my-lesson"
_SCHEMA: Final = "lesson.schema.json"
"""What the first line of the template tells editors to look for."""

_SETS: Final = {
    "activations": ACTIVATIONS,
    "losses": LOSSES,
    "optimizers": OPTIMIZERS,
    "conventions": CONVENTIONS,
    "initializers": INITIALIZERS,
    "datasets": DATASETS,
}
"""What the template names in braces: every word that may stand there."""

_COURSE: Final = """\
format: 1
id: {id}
language: en
title: {title}
lessons:
"""


def template(lesson_id: str) -> str:
    """Return a working lesson with one step of each kind and a comment for every key."""
    text = resources.files("tutor.lesson.writing").joinpath("template.yaml").read_text(encoding="utf-8")
    for name, members in _SETS.items():
        text = text.replace(f"{{{name}}}", f"{', '.join(members[:-1])} or {members[-1]}")
    title = lesson_id.replace("-", " ").replace("_", " ").capitalize()
    return text.replace("title: My lesson", f"title: {title}").replace(_TEMPLATE_ID, lesson_id)


def new_lesson(lesson_id: str, folder: Path) -> tuple[Path, Path]:
    """Write a lesson into `folder` and into its course, which is begun where there is none; return both files.

    Raises:
        TutorError: `new.not-an-identifier`, `new.exists`, `new.no-course`, `new.listed`, `new.not-listed`,
            `new.not-written`; CourseError where the course has errors. Only after the last one may something be there.
    """
    if not _is_lesson_id(lesson_id) or lesson_id in OF_THE_COURSE:
        raise TutorError("new.not-an-identifier", id=lesson_id)
    file, course = folder / f"{lesson_id}.yaml", folder / "course.yaml"
    if file.exists() or file.is_symlink():
        raise TutorError("new.exists", file=str(file))
    listed = _listed_text(lesson_id, folder, course)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_text(file, template(lesson_id))
        replace_text(course, listed)
        if not (schema := folder / _SCHEMA).exists():
            replace_text(schema, schema_text())
    except OSError as error:
        raise TutorError("new.not-written", file=str(error.filename or file), detail=cause_of(error)) from error
    return file, course


def _listed_text(lesson_id: str, folder: Path, course: Path) -> str:
    """The text of `course.yaml` with one more lesson at its end; everything else stays as it is."""
    if not course.exists():
        if folder.exists() and any(not file.name.startswith(".") for file in folder.iterdir()):
            raise TutorError("new.no-course", folder=str(folder))
        name = re.sub(r"[^A-Za-z0-9_-]+", "-", folder.resolve().name).strip("-")
        id_ = name if _is_lesson_id(name) else "my-course"
        return _COURSE.format(id=id_, title=id_.replace("-", " ").capitalize()) + f"  - id: {lesson_id}\n"
    loaded = load_course_file(folder)
    if loaded.value is None or loaded.document is None:
        raise CourseError(loaded.problems)
    if any(entry.id == lesson_id for entry in loaded.value.source.lessons):
        raise TutorError("new.listed", id=lesson_id)
    return _with_entry(loaded.document, lesson_id)


def _with_entry(course: Document, lesson_id: str) -> str:
    """The text of the course with the lesson below its last one; it is read again to see that this is what it says."""
    lines = course.text.splitlines(keepends=True)
    expected = {**course.data, "lessons": [*course.data["lessons"], {"id": lesson_id}]}
    if course.data.get("parts"):
        expected["parts"] = _with_part_entry(course, lines, lesson_id)
    first = course.values["lessons", 0]
    last = max(place.line for path, place in course.values.items() if path[:1] == ("lessons",))
    lines[last - 1] = lines[last - 1].rstrip("\r\n") + f"\n{lines[first.line - 1][: first.column - 1]}id: {lesson_id}\n"
    text = "".join(lines)
    try:
        understood = read_source(text, course.file).data
    except FileError:
        understood = None
    if understood != expected:
        raise TutorError("new.not-listed", file=str(course.file), id=lesson_id)
    return text


def _with_part_entry(course: Document, lines: list[str], lesson_id: str) -> list[Any]:
    """The parts of the course with the lesson behind the last one that they have, which `lines` gain too."""
    parts = list(course.data["parts"])
    number = max(index for index, part in enumerate(parts) if part.get("lessons"))
    names = parts[number]["lessons"]
    parts[number] = {**parts[number], "lessons": [*names, lesson_id]}
    place = course.values["parts", number, "lessons", len(names) - 1]
    line = lines[place.line - 1]
    before, last = line[: place.column - 1], line[place.column - 1 :]
    if before.strip() == "-":
        lines[place.line - 1] = line.rstrip("\r\n") + f"\n{before}{lesson_id}\n"
    else:
        lines[place.line - 1] = before + last.replace(names[-1], f"{names[-1]}, {lesson_id}", 1)
    return parts


def _is_lesson_id(text: str) -> bool:
    try:
        TypeAdapter(LessonId).validate_python(text)
    except ValidationError:
        return False
    return True
