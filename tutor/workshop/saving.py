"""Saves of a lesson that somebody is writing: when there is one, what it says, and the check of it in another process.

Files are looked at now and then: this works on every disk, network folders included.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from tutor.errors import Place, Problem, TutorError
from tutor.lesson.loading.course import CourseError, LoadedCourse, course_of, load_course
from tutor.lesson.loading.file import in_order
from tutor.paths import ROOT

QUIET: Final = 0.2
"""Seconds without a further change after which a save counts as finished; editors write in several strokes."""

_State: TypeAlias = Mapping[Path, tuple[int, int, int]]
"""Time of change, size and inode of each file that is there."""


class Watch:
    """Looks at the files of some folders; what it is asked costs one `stat` a file."""

    def __init__(
        self,
        files: Callable[[], Iterable[Path]],
        *,
        clock: Callable[[], float] = time.monotonic,
        quiet: float = QUIET,
    ) -> None:
        self._files = files
        self._clock = clock
        self._quiet = quiet
        self._told = self._seen = _state(files())
        self._seen_at = clock()

    def changed(self) -> bool:
        """Return whether something was saved since this last returned true, and the saving is over."""
        now, state = self._clock(), _state(self._files())
        if state != self._seen:
            self._seen, self._seen_at = state, now
        if self._seen == self._told or now - self._seen_at < self._quiet:
            return False
        self._told = self._seen
        return True


def course_files(paths: Iterable[Path]) -> list[Path]:
    """Return every YAML file beside the files in `paths` and inside the folders in it."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    return sorted(file for folder in folders for file in folder.glob("*.yaml"))


def _state(files: Iterable[Path]) -> _State:
    state: dict[Path, tuple[int, int, int]] = {}
    for file in files:
        try:
            found = file.stat()
        except OSError:  # Gone between two looks: an editor that replaces the file.
            continue
        state[file] = (found.st_mtime_ns, found.st_size, found.st_ino)
    return state


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


def problems_of(report: str) -> list[Problem]:
    """Return the problems that stand in a JSON report; raises json.JSONDecodeError where `report` is none."""
    return [
        Problem(
            found["code"],
            Place(Path(found["file"]), found["line"], found["column"]),
            found["arguments"],
            found["severity"],
        )
        for found in json.loads(report)["problems"]
    ]


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
    except asyncio.CancelledError:
        if process.returncode is None:
            process.kill()
        await _closed(process)
        raise
    try:
        return problems_of(said.decode())
    except json.JSONDecodeError as error:
        raise TutorError("preview.not-checked", file=str(file), code=process.returncode or 0) from error


async def _closed(process: Process) -> None:
    """Wait until a process that was killed is gone and its pipe closed, also where this is cancelled meanwhile.

    Whoever leaves cancels a second time, and a pipe that is left to the loop outlives it.
    """
    while True:
        with suppress(asyncio.CancelledError):
            await process.communicate()  # unlike `wait`, it also closes the pipe
            return
