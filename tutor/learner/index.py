"""The index of a course: what its list of lessons says, kept in a file, so that no lesson is read to show the list.

It is kept beside the progress, and may be removed at any time: it holds nothing but what stands in the course. What it
says of a lesson counts while every file that the lesson depends on is as it was, and no file has come.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time_ns
from typing import Any, Final, TypeAlias

from tutor import __version__
from tutor.errors import Place, Problem
from tutor.files import read_file, replace_file
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

FORMAT: Final = 5
"""Another number whenever the list says something else, or says it differently."""
_GRAIN: Final = 2 * 10**9
"""Nanoseconds within which two changes of a file may have the same time: FAT counts in steps of two seconds."""
_MOST_BYTES: Final = 64 * 2**20
_MOST_BYTES_OF_A_FILE: Final = 2**20
"""More than any file of a course may have."""
_OWN: Final = 0o600
_COURSE: Final = "course"
_SHARED: Final = (_COURSE, "glossary", "bank")
"""What files are called on which every lesson depends."""

Stamp: TypeAlias = tuple[int, int, int, str]
"""The size of a file, when its content and its entry changed last, in nanoseconds, and the digest of its content."""
_UNREAD: Final[Stamp] = (0, 0, 0, "")

Files: TypeAlias = Mapping[str, Stamp]
"""Files by their names."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a course as they were `at` one time, by what they are called up to the first full stop.

    A file and its translations are called the same there. What cannot be read to its end has an empty digest.
    """

    files: Mapping[str, Files]
    at: int

    @property
    def course(self) -> Files:
        """Return the files that say what the course is."""
        return self.files.get(_COURSE, {})

    def behind(self, lesson: str) -> tuple[Files, ...]:
        """Return the files on which it depends what is said of a lesson: one that comes counts as one that changes."""
        return tuple(self.files.get(stem, {}) for stem in (lesson.casefold(), *_SHARED))

    def is_whole(self, lesson: str) -> bool:
        """Return whether the lesson's file is there, and all on which it depends can be read."""
        is_there = f"{lesson}.yaml" in self.files.get(lesson.casefold(), {})
        return is_there and all(stamp[3] for files in self.behind(lesson) for stamp in files.values())


@dataclass(frozen=True, slots=True)
class Index:
    """What an index says that still counts, and of which files; `complete` where that is all, and nothing in doubt."""

    course: ListedCourse
    lessons: Mapping[str, ListedLesson]
    files: Snapshot
    complete: bool


def index_file(folder: Path, course: Path) -> Path:
    """Return the file in `folder` that keeps the index of the `course`."""
    name = hashlib.sha256(os.fsencode(course.absolute())).hexdigest()
    return folder / f"course-{name[:16]}.index"


def snapshot(course: Path) -> Snapshot:
    """Return the files of a course with the digests of their contents. Raises OSError where its folder is not read."""
    at = time_ns()
    return _grouped({name: _stamp(course / name) for name in _names(course)}, at)


def _grouped(stamps: Files, at: int) -> Snapshot:
    files: dict[str, dict[str, Stamp]] = {}
    for name, stamp in stamps.items():
        files.setdefault(_stem(name), {})[name] = stamp
    return Snapshot(files, at)


def read_index(file: Path, course: Path) -> Index | None:
    """Return what the index in `file` says that counts, None where it says nothing of the `course`."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        written, _, content = read_file(file, _MOST_BYTES).partition(b"\n")
        if written.decode() == hashlib.sha256(content).hexdigest():
            return _still_true(json.loads(content), course)
    return None


def write_index(
    file: Path, course: Path, listed: ListedCourse, lessons: Mapping[str, ListedLesson], files: Snapshot
) -> Index:
    """Return an index that says what was read of `files`, and keep it; a disk that takes nothing is left as it is."""
    kept = {id_: _written(lesson) for id_, lesson in lessons.items() if _can_be_kept(lesson, course)}
    stamps = {name: stamp for group in files.files.values() for name, stamp in group.items() if stamp[3]}
    head = {"program": __version__, "format": FORMAT, "at": files.at, "files": stamps}
    content = json.dumps({**head, "course": listed, "lessons": kept}).encode()
    with suppress(OSError):
        replace_file(file, hashlib.sha256(content).hexdigest().encode() + b"\n" + content, _OWN)
    return Index(listed, lessons, files, complete=True)


# The files.


def _names(course: Path) -> list[str]:
    return [entry.name for entry in course.iterdir() if entry.name.lower().endswith(".yaml")]


def _stem(name: str) -> str:
    return name.partition(".")[0].casefold()


def _times(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _stamp(file: Path) -> Stamp:
    """What `file` is like, with an empty digest where it can't be read, or leads out of its folder."""
    try:
        if not file.resolve().is_relative_to(file.parent.resolve()):
            return _UNREAD
        size, changed, moved = _times(file.stat())
        content = read_file(file, _MOST_BYTES_OF_A_FILE)
    except (OSError, RuntimeError):  # the latter of links in a circle
        return _UNREAD
    return size, changed, moved, hashlib.sha256(content).hexdigest()


def _is_as_before(file: Path, stamp: Stamp, at: int) -> bool | None:
    """Whether `file` is what it was `at` that time; None where only its content could tell that it is."""
    try:
        now = _times(file.stat())
    except OSError:
        return False
    if now != stamp[:3]:
        return False
    if max(now[1:]) < at - _GRAIN:
        return True
    return None if _stamp(file) == stamp else False


def _still_true(data: Mapping[str, Any], course: Path) -> Index | None:
    """What counts of an index that was read."""
    if (data["program"], data["format"]) != (__version__, FORMAT):
        return None
    before = {name: (size, changed, moved, digest) for name, (size, changed, moved, digest) in data["files"].items()}
    names = {*_names(course), *before}
    found = {name: name in before and _is_as_before(course / name, before[name], data["at"]) for name in names}
    changed = {_stem(name) for name, same in found.items() if same is False}
    if _COURSE in changed:
        return None
    said = {} if changed.intersection(_SHARED) else data["lessons"]
    lessons = {id_: _lesson(id_, one, course) for id_, one in said.items() if id_.casefold() not in changed}
    listed = _course(data["course"])
    complete = all(found.values()) and all(place.id in lessons for place in listed.lessons)
    return Index(listed, lessons, _grouped(before, data["at"]), complete)


# To and from what JSON knows.


def _can_be_kept(lesson: ListedLesson, course: Path) -> bool:
    """Whether JSON knows all that the lesson's problems name, and they are of files of the course."""
    named = [value for problem in lesson.problems for value in problem.arguments.values()]
    files = {problem.place.file for problem in lesson.problems}
    return all(type(value) in (str, int, float) for value in named) and all(file.parent == course for file in files)


def _written(lesson: ListedLesson) -> tuple[object, ...]:
    return lesson.outline and lesson.outline.steps, lesson.facts, [*map(_problem_written, lesson.problems)]


def _problem_written(problem: Problem) -> tuple[Any, ...]:
    place = problem.place
    return problem.code, place.file.name, place.line, place.column, dict(problem.arguments), problem.severity


def _problem(data: Iterable[Any], course: Path) -> Problem:
    code, name, line, column, arguments, severity = data
    return Problem(code, Place(course / name, line, column), arguments, severity)


def _lesson(lesson_id: str, data: Iterable[Any], course: Path) -> ListedLesson:
    steps, facts, problems = data
    outline = None if steps is None else Outline(lesson_id, tuple(OutlineStep(*_frozen(step)) for step in steps))
    versions = {language: LessonFacts(*_frozen(one)) for language, one in facts.items()}
    return ListedLesson(outline, versions, tuple(_problem(problem, course) for problem in problems))


def _course(data: Iterable[Any]) -> ListedCourse:
    id_, language, facts = data
    return ListedCourse(id_, language, {language: _course_facts(one) for language, one in facts.items()})


def _course_facts(data: Iterable[Any]) -> CourseFacts:
    title, places, parts = data
    in_order = tuple(LessonPlace(*_frozen(place)) for place in places)
    return CourseFacts(title, in_order, tuple(PartFacts(*_frozen(part)) for part in parts))


def _frozen(value: Any) -> Any:
    """The `value` with tuples for the lists in it, as it was before JSON."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
