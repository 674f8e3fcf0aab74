"""One reading of a lesson that somebody is writing, and the check of it in a process of its own."""

from __future__ import annotations

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE
from dataclasses import dataclass
from pathlib import Path

from tutor.errors import Problem, TutorError
from tutor.lesson.loading.course import CourseError, LoadedCourse, course_of, load_course
from tutor.lesson.loading.file import in_order
from tutor.paths import ROOT
from tutor.workshop.report import problems_of


@dataclass(frozen=True, slots=True)
class Save:
    """What a file said when it was read: `course` has a lesson without errors of shape, or is None."""

    course: LoadedCourse | None
    problems: tuple[Problem, ...]


def read_save(file: Path) -> Save:
    """Return what stands in the lesson `file` now, in the course beside it if that lists the lesson, else alone."""
    course = _course_around(file)
    try:
        course = course or course_of(file)
    except CourseError as error:
        return Save(None, error.problems)
    lesson = course.lesson(file.stem)
    problems = tuple(in_order((*course.problems, *lesson.problems)))
    return Save(course if lesson.value is not None else None, problems)


def _course_around(file: Path) -> LoadedCourse | None:
    if not (file.parent / "course.yaml").exists():
        return None
    try:
        course = load_course(file.parent)
    except CourseError:
        return None  # The lesson can be seen all the same; `check` of the course says what is wrong with it.
    return course if any(lesson.id == file.stem for lesson in course.course.source.lessons) else None


async def check_apart(file: Path) -> list[Problem]:
    """Return what `check` says of the lesson `file`, from another process, which ends where this is cancelled.

    Trying out a lesson takes seconds of pure computing. A thread would make every key wait for it, and could not be
    stopped when a newer save comes.

    Raises:
        TutorError: `preview.not-checked`.
    """
    command = (sys.executable, "-m", "tutor", "check", "--format", "json", str(file.absolute()))
    # It starts where the program lies: in the folder of a stranger's course, modules of that course would come first.
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)
    try:
        said, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()  # unlike `wait`, it also closes the pipe
    try:
        return problems_of(said.decode())
    except json.JSONDecodeError as error:
        raise TutorError("preview.not-checked", file=str(file), code=process.returncode or 0) from error
