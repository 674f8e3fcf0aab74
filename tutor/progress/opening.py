"""Opens the learner's progress, whatever state its file and its folder are in."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tutor.errors import Argument
from tutor.events import Event
from tutor.progress.database import DamagedFileError, SqliteProgress, connect, read_all, reason_of, transaction
from tutor.progress.records import MemoryProgress, Progress


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the learner must be told at the start: a code and its arguments."""

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """The progress to work with, and what is to be said about it, if anything."""

    progress: Progress
    notice: Notice | None = None


def _utc_now() -> datetime:
    return datetime.now(UTC)


def open_progress(path: Path, clock: Callable[[], datetime] = _utc_now) -> Opened:
    """Open the progress at `path`, or begin it, folders included.

    A file that is damaged, or is none of ours, is set aside under a dated name and a new one is begun
    (`progress.set-aside`). Where nothing can be written, what can be read is held in memory, and nothing new is kept
    (`progress.not-kept.…`).

    Raises:
        TutorError: `progress.newer`, the file was written by a newer program; it is left as it was.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return Opened(SqliteProgress(path))
        except DamagedFileError:
            return _begin_anew(path, clock())
    except sqlite3.Error as error:
        return _in_memory(path, reason_of(error), str(error))
    except OSError as error:
        reason = "full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "read-only"
        return _in_memory(path, reason, error.strerror or "")


def _begin_anew(path: Path, now: datetime) -> Opened:
    """Set the damaged file aside and begin a new one, one terminal at a time."""
    # An empty database is the lock: it works wherever SQLite does, and the end of a process releases it.
    with closing(connect(path.with_suffix(".lock"))) as lock, transaction(lock):
        try:
            return Opened(SqliteProgress(path))
        except DamagedFileError:
            aside = _set_aside(path, now)
        return Opened(SqliteProgress(path), Notice("progress.set-aside", {"file": str(path), "aside": str(aside)}))


def _set_aside(path: Path, now: datetime) -> Path:
    stem = f"{path.stem}-damaged-{now:%Y-%m-%d-%H%M%S}"
    aside = path.with_name(stem + path.suffix)
    count = 1
    while aside.exists():
        count += 1
        aside = path.with_name(f"{stem}-{count}{path.suffix}")
    path.rename(aside)
    return aside


def _in_memory(path: Path, reason: str, detail: str) -> Opened:
    arguments = {"file": str(path), "detail": detail}
    return Opened(MemoryProgress(_readable(path)), Notice(f"progress.not-kept.{reason}", arguments))


def _readable(path: Path) -> list[Event]:
    """The events of a file that can be read but not written; none where it can't be read either."""
    try:
        with closing(connect(path, mode="ro")) as connection:
            return read_all(connection, path)
    except (sqlite3.Error, DamagedFileError):
        return []
