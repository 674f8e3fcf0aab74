"""Opens the learner's progress, whatever state its file and its folder are in."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from tutor.days import local
from tutor.errors import Argument
from tutor.events import Event
from tutor.files import keep_entries, replace_file
from tutor.progress.backup import back_up_before_a_change, back_up_later
from tutor.progress.database import (
    OWN,
    DamagedFileError,
    SqliteProgress,
    connect,
    read_all,
    reason_of,
    transaction,
    write_all,
)
from tutor.progress.records import MemoryProgress, Progress
from tutor.progress.salvage import Row, missing, salvage


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

    A file that is damaged, or is none of ours, is set aside under a dated name, and a new one is begun with all that
    could be read of it (`progress.recovered…`), or with nothing (`progress.set-aside`). Where nothing can be written,
    what can be read is held in memory, and nothing new is kept (`progress.not-kept.…`).

    Raises:
        TutorError: `progress.newer`, the file was written by a newer program; it is left as it was.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        back_up_before_a_change(path, clock())
        try:
            opened = Opened(SqliteProgress(path))
        except DamagedFileError:
            opened = _begin_anew(path, clock())
        back_up_later(path, clock())
        return opened
    except sqlite3.Error as error:
        return _in_memory(path, reason_of(error), str(error))
    except OSError as error:
        reason = "full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "read-only"
        return _in_memory(path, reason, error.strerror or "")


def _begin_anew(path: Path, now: datetime) -> Opened:
    """Begin a new file with what can be read of the damaged one, which is kept; one terminal at a time."""
    # An empty database is the lock: it works wherever SQLite does, and the end of a process releases it.
    with closing(connect(path.with_suffix(".lock"))) as lock, transaction(lock):
        try:
            return Opened(SqliteProgress(path))
        except DamagedFileError:
            rows = salvage(path)
        new, aside = path.with_name(f"{path.stem}-new{path.suffix}"), _unused_name(path, now)
        for unfinished in (new, _journal(new)):
            unfinished.unlink(missing_ok=True)
        new.touch(OWN)
        write_all(new, ((row.event, row.moment) for row in rows))
        _keep_as(aside, path)
        # What a program that was stopped left beside the damaged file would be written into the new one.
        with suppress(FileNotFoundError):
            _journal(path).rename(_journal(aside))
        keep_entries(path.parent)
        # Until here the damaged file is in its place, and a program that is stopped begins again from it.
        new.replace(path)
        keep_entries(path.parent)
        return Opened(SqliteProgress(path), _told(path, aside, rows))


def _keep_as(aside: Path, path: Path) -> None:
    """Give the damaged file a second name, so that what another terminal still writes into it is kept, too."""
    try:
        aside.hardlink_to(path)
    except OSError:  # some disks know one name for a file only
        replace_file(aside, path.read_bytes(), OWN)


def _told(path: Path, aside: Path, rows: Sequence[Row]) -> Notice:
    """What is said of a damaged file: what came back, and between which times something is missing."""
    named: dict[str, Argument] = {"file": str(path), "aside": str(aside)}
    if not rows:
        return Notice("progress.set-aside", named)
    lost = missing(rows)
    named |= {"count": len(rows), "latest": _shown(max(row.moment for row in rows))}
    if lost is None:
        return Notice("progress.recovered", named)
    named |= {"lost": lost.count, "from": _shown(lost.after), "to": _shown(lost.before)}
    return Notice("progress.recovered-in-part", named)


def _shown(moment: str) -> str:
    return f"{local(datetime.fromisoformat(moment)):%Y-%m-%d %H:%M}"


def _journal(path: Path) -> Path:
    """The file in which SQLite notes beside a database what a transaction that was not finished has overwritten."""
    return path.with_name(f"{path.name}-journal")


def _unused_name(path: Path, now: datetime) -> Path:
    """A dated name beside `path` for a damaged file, which no file has."""
    names = (
        path.with_name(f"{path.stem}-damaged-{now:%Y-%m-%d-%H%M%S}{number}{path.suffix}")
        for number in chain([""], (f"-{n}" for n in count(2)))
    )
    return next(name for name in names if not name.exists())


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
