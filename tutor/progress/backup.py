"""Dated copies of the progress, made by themselves after a day of work and before the file is changed in kind."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Timer
from typing import Final, TypeAlias

from tutor.days import day_of
from tutor.errors import TutorError, cause_of
from tutor.events import Event
from tutor.files import replace_file
from tutor.progress.database import (
    IMPATIENCE,
    OWN,
    PATIENCE,
    Waiting,
    connect,
    is_of_an_earlier_version,
    read_all,
    times,
)
from tutor.progress.failures import DamagedFileError, reason_of
from tutor.progress.records import Notice, Progress

MOST: Final = 3
"""Copies that are kept; the oldest gives way to a new one."""
IN_BACKUP: Final = "progress.in-backup"
"""The code of a notice: a copy has what the progress lacks."""
_DELAY: Final = 5.0
"""Seconds after the start: the first screen comes first."""
_Read: TypeAlias = tuple[list[Event], TutorError | None]
"""The events of a file as far as it can be read, and why it can't be read further, if it can't."""


def backups(path: Path) -> list[Path]:
    """Return the copies of the progress file `path`, the latest first."""
    return sorted(path.parent.glob(f"{path.stem}-backup-????-??-??.jsonl.gz"), reverse=True)


def back_up(path: Path, now: datetime, patience: float = PATIENCE) -> Path | None:
    """Copy all of the progress file `path` beside it; None where there is nothing to copy.

    The copy has the date of the last day of work that has ended, or of the day that goes on where there is none before.
    Events of a clock that was ahead of `now` date nothing: the days of work after them would not be told apart.

    Raises:
        OSError, sqlite3.Error, DamagedFileError, TutorError: it can't be read, or the copy not be written.
    """
    import gzip

    from tutor.progress.transfer import export_text

    with closing(connect(path, "ro", patience)) as connection:
        events = read_all(connection, path)
    if not events:
        return None
    days = {day_of(event.at) for event in events if event.at <= now} or {day_of(now)}
    copy = _name(path, max(days - {day_of(now)} or days))
    replace_file(copy, gzip.compress(export_text(events).encode(), mtime=0), OWN)
    for old in [other for other in backups(path) if other != copy][MOST - 1 :]:
        old.unlink()
    return copy


def back_up_if_due(path: Path, now: datetime, tell: Callable[[Notice], object] = lambda notice: None) -> None:
    """Copy the progress where the last day of work has ended and was not copied; `tell` that it can't be copied.

    A file that another program holds is not waited for: the next start comes to it.
    """
    try:
        if day_to_back_up(path, now):
            back_up(path, now, IMPATIENCE)
    except OSError as error:
        tell(Notice("progress.no-backup", {"detail": cause_of(error)}))
    except (sqlite3.Error, DamagedFileError, TutorError):
        pass  # the progress itself can't be read, which is told where it is opened


def day_to_back_up(path: Path, now: datetime) -> date | None:
    """Return the last day of work that has ended if there is no copy of it; work may have begun again since.

    Raises sqlite3.Error where the file can't be read.
    """
    with closing(connect(path, "ro", IMPATIENCE)) as connection:
        day = next((day for at in times(connection, now) if (day := day_of(at)) < day_of(now)), None)
    return None if day is None or _name(path, day).exists() else day


def back_up_later(path: Path, now: datetime, tell: Callable[[Notice], object], delay: float = _DELAY) -> Timer:
    """Do `back_up_if_due` in the background, `delay` seconds from now; the end of the program does not wait for it."""
    timer = Timer(delay, back_up_if_due, [path, now, tell])
    timer.daemon = True
    timer.start()
    return timer


def back_up_before_a_change(path: Path, now: datetime, patience: float, waiting: Waiting | None) -> None:
    """Copy the progress if this program is about to bring its file to its own version; what can't be copied is left.

    Raises sqlite3.Error where another program holds the file for longer than `patience`, in seconds.
    """
    try:
        with closing(connect(path, "ro", patience, waiting)) as connection:
            earlier = is_of_an_earlier_version(connection)
        if earlier:
            back_up(path, now)
    except sqlite3.Error as error:
        if reason_of(error) == "busy":
            raise
    except (OSError, DamagedFileError, TutorError):
        pass


@dataclass(frozen=True, slots=True)
class Found:
    """What files beside the progress had: how many events came back, how many were there, what could not be read."""

    files: Sequence[Path]
    added: int
    known: int
    failures: Sequence[TutorError]


def restore(progress: Progress, path: Path) -> Found:
    """Add to `progress` what it lacks of the copies of the progress file `path`, as far as they can be read.

    Raises:
        TutorError: `progress.not-kept.…`.
    """
    return _found(progress, backups(path), _copied)


def repair(progress: Progress, path: Path) -> Found:
    """Add to `progress` what it lacks of the damaged files set aside beside `path`, as far as they can be read.

    Raises:
        TutorError: `progress.not-kept.…`.
    """
    damaged = sorted(path.parent.glob(f"{path.stem}-damaged-*{path.suffix}"))
    return _found(progress, damaged, _salvaged)


def lacking(progress: Progress, path: Path) -> Notice | None:
    """Return that copies of the progress file `path` have events that `progress` lacks, if they have (`IN_BACKUP`)."""
    known = {event.id for event in progress.history()} if (copies := backups(path)) else set()
    more: dict[Path, set[str]] = {copy: {event.id for event in _copied(copy)[0]} - known for copy in copies}
    latest = next((copy for copy in copies if more[copy]), None)
    if latest is None:
        return None
    day = latest.name.removesuffix(".jsonl.gz")[-len("2000-12-31") :]
    return Notice(IN_BACKUP, {"file": str(path), "day": day, "count": len(set().union(*more.values()))})


def _found(progress: Progress, files: Sequence[Path], read: Callable[[Path], _Read]) -> Found:
    # Whole files first: no checksum vouches for the lines of a damaged copy, and of two events the first one stays.
    parts = sorted((read(file) for file in files), key=lambda part: part[1] is not None)
    added = sum(progress.merge(events) for events, _ in parts)
    return Found(files, added, sum(len(events) for events, _ in parts) - added, [error for _, error in parts if error])


def _copied(copy: Path) -> _Read:
    from tutor.progress.transfer import read_export

    try:
        events, damage = read_export(copy)
    except TutorError as error:
        return [], error
    code = "progress.backup-damaged" if events else "progress.nothing-readable"
    return events, damage and TutorError(code, file=str(copy), **({"count": len(events)} if events else {}))


def _salvaged(file: Path) -> _Read:
    from tutor.progress.salvage import salvage

    try:
        events = [row.event for row in salvage(file)]
    except OSError as error:
        return [], TutorError("progress.import-failed", file=str(file), detail=cause_of(error))
    return events, None if events else TutorError("progress.nothing-readable", file=str(file))


def _name(path: Path, day: date) -> Path:
    return path.with_name(f"{path.stem}-backup-{day}.jsonl.gz")
