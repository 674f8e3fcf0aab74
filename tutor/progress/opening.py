"""Opens the file of the learner's progress, whatever state it and its folder are in.

What only damaged files need is loaded for those: every start waits for the rest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.days import local
from tutor.errors import Argument
from tutor.events import Event
from tutor.files import keep_entries, replace_file
from tutor.progress.backup import back_up_before_a_change
from tutor.progress.database import (
    IMPATIENCE,
    OWN,
    PATIENCE,
    SqliteProgress,
    Waiting,
    connect,
    read_all,
    transaction,
    write_all,
)
from tutor.progress.failures import DamagedFileError, UnwritableError, is_damage, unwritable
from tutor.progress.records import Notice

if TYPE_CHECKING:
    from tutor.progress.salvage import Row


def open_file(
    path: Path, now: datetime, patience: float = PATIENCE, waiting: Waiting | None = None
) -> tuple[SqliteProgress, Notice | None]:
    """Open the progress file at `path`, or begin it, folders included; return it with what is to be said about it.

    A file that is damaged, or is none of ours, is set aside under a dated name, and a new one is begun with all that
    could be read of it (`progress.recovered…`), or with nothing (`progress.set-aside`); so is a folder
    (`progress.was-folder`).

    Raises:
        UnwritableError: nothing can be written there now.
        TutorError: `progress.newer`, the file was written by a newer program; it is left as it was.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.is_dir():
            return _begin_beside_folder(path, now)
        back_up_before_a_change(path, now, patience, waiting)
        try:
            return SqliteProgress(path, patience, waiting), None
        except DamagedFileError:
            return _begin_anew(path, now, patience, waiting)
    except (sqlite3.Error, OSError) as error:
        raise unwritable(path, error) from error


def _begin_beside_folder(path: Path, now: datetime) -> tuple[SqliteProgress, Notice]:
    aside = _unused_name(path, now).with_suffix("")
    path.rename(aside)
    return SqliteProgress(path), Notice("progress.was-folder", {"file": str(path), "aside": str(aside)})


def _begin_anew(
    path: Path, now: datetime, patience: float, waiting: Waiting | None
) -> tuple[SqliteProgress, Notice | None]:
    """Begin a new file with what can be read of the damaged one, which is kept; one terminal at a time."""
    new = path.with_name(f"{path.stem}-new{path.suffix}")
    try:
        # An empty database is the lock: it works wherever SQLite does, and the end of a process releases it.
        with closing(connect(path.with_suffix(".lock"), patience=patience, waiting=waiting)) as lock, transaction(lock):
            return _begun_anew(path, new, now, patience, waiting)
    except (sqlite3.Error, OSError) as error:
        raise UnwritableError(path, "damaged", unwritable(path, error).detail) from error


def _begun_anew(
    path: Path, new: Path, now: datetime, patience: float, waiting: Waiting | None
) -> tuple[SqliteProgress, Notice | None]:
    try:
        return SqliteProgress(path, patience, waiting), None
    except DamagedFileError:
        from tutor.progress.salvage import salvage

        rows = salvage(path)
    aside = _unused_name(path, now)
    _remove_unfinished(new)
    try:
        new.touch(OWN)
        write_all(new, ((row.event, row.moment) for row in rows))
        _keep_as(aside, path)
        # What a program that was stopped left beside the damaged file would be written into the new one.
        with suppress(FileNotFoundError):
            _journal(path).rename(_journal(aside))
        keep_entries(path.parent)
        # Until here the damaged file is in its place, and a program that is stopped begins again from it.
        new.replace(path)
    except (sqlite3.Error, OSError):
        _remove_unfinished(new)  # on a full disk it takes the last room
        raise
    keep_entries(path.parent)
    return SqliteProgress(path, patience, waiting), _told(path, aside, rows)


def _remove_unfinished(new: Path) -> None:
    for unfinished in (new, _journal(new)):
        unfinished.unlink(missing_ok=True)


def _keep_as(aside: Path, path: Path) -> None:
    """Give the damaged file a second name, so that what another terminal still writes into it is kept, too."""
    try:
        aside.hardlink_to(path)
    except OSError:  # some disks know one name for a file only
        replace_file(aside, path.read_bytes(), OWN)


def _told(path: Path, aside: Path, rows: Sequence[Row]) -> Notice:
    """What is said of a damaged file: what came back, and between which times something is missing."""
    from tutor.progress.salvage import is_cut_off, missing

    named: dict[str, Argument] = {"file": str(path), "aside": str(aside)}
    if not rows:
        return Notice("progress.set-aside", named)
    lost = missing(rows)
    named |= {"count": len(rows), "latest": _shown(max(row.moment for row in rows))}
    is_cut = is_cut_off(aside)
    if lost is None:
        return Notice("progress.recovered-cut-off" if is_cut else "progress.recovered", named)
    if is_cut:
        return Notice("progress.recovered-cut-off-in-part", {**named, "lost": lost.count})
    around = dict.fromkeys((_shown(lost.after), _shown(lost.before)))  # one, where it is the same minute
    return Notice("progress.recovered-in-part", {**named, "lost": lost.count, "time": " – ".join(around)})


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


def readable(path: Path) -> list[Event] | None:
    """Return the events of a file that can be read but not written; None where it is there but can't be read either."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError:
        return None
    try:
        with closing(connect(path, mode="ro", patience=IMPATIENCE)) as connection:
            return read_all(connection, path)
    except (sqlite3.Error, DamagedFileError) as error:
        if isinstance(error, sqlite3.Error) and not is_damage(error):
            return None
    from tutor.progress.salvage import salvage

    with suppress(OSError):
        return [row.event for row in salvage(path)]
    return None
