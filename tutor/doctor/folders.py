"""Looks at the folders: the course, and the file that keeps the learner's progress. Nothing is changed by looking."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from tutor.doctor.finding import Finding
from tutor.errors import BrokenFilesError, TutorError
from tutor.lesson.loading.course import load_course
from tutor.progress.database import DamagedFileError, connect, read_all

ROOM: Final = 5
"""Megabytes that should be free where the progress is kept."""
_MEGABYTE: Final = 1_000_000
_TOLERANCE: Final = timedelta(minutes=5)
"""How far two machines' clocks may differ before it is worth a word."""


def course_findings(folder: Path) -> Iterator[Finding]:
    """Yield whether the course in `folder` can be opened, and each of its lessons."""
    try:
        course = load_course(folder)
    except BrokenFilesError as error:
        yield Finding("course.broken", "problem", {"folder": str(folder)}, error.problems[0])
        return
    broken = [loaded for place in course.course.source.lessons if (loaded := course.lesson(place.id)).value is None]
    if broken:
        yield Finding("course.broken", "hint", {"folder": str(folder)}, broken[0].problems[0])
    yield Finding("course.good", "good", {"folder": str(folder), "count": len(course.course.source.lessons)})


def progress_findings(file: Path, now: datetime) -> Iterator[Finding]:
    """Yield whether progress can be kept in `file`, and whether what is there is sound."""
    folder = next(parent for parent in file.parents if parent.exists())
    if not os.access(folder, os.W_OK) or (file.exists() and not os.access(file, os.W_OK)):
        yield Finding("progress.unwritable", "problem", {"folder": str(folder)})
    free = shutil.disk_usage(folder).free // _MEGABYTE
    if free < ROOM:
        yield Finding("progress.full", "problem", {"folder": str(folder), "free": free})
    if file.exists():
        yield from _file_findings(file, now)
    else:
        yield Finding("progress.none", "good", {"file": str(file)})


def _file_findings(file: Path, now: datetime) -> Iterator[Finding]:
    try:
        with closing(connect(file, mode="ro")) as connection:
            events = read_all(connection, file)
    except TutorError:
        yield Finding("progress.newer", "problem", {"file": str(file)})
        return
    except (sqlite3.Error, DamagedFileError):
        yield Finding("progress.damaged", "problem", {"file": str(file)})
        return
    yield Finding("progress.good", "good", {"file": str(file), "count": len(events)})
    latest = max((event.at for event in events), default=now)
    if latest > now + _TOLERANCE:
        shown = {"now": _shown(now), "latest": _shown(latest)}
        yield Finding("clock.behind", "hint", shown)


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
