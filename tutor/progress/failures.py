"""Why the file of the progress can't be read or written, and what must be opened for it."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from pathlib import Path
from typing import Final

from tutor.errors import Cause, TutorError, cause_of

REASONS: Final = ("not-permitted", "read-only", "no-folder", "full", "busy", "damaged", "failed")
"""Why a file can't be used, each with a remedy of its own; what is `read-only` is its disk.

The last part of the codes `progress.not-saved.…` (yet), `.not-kept.…` and `.lost.…`."""

_PRIMARY_CODES: Final = {
    sqlite3.SQLITE_READONLY: "not-permitted",
    sqlite3.SQLITE_CANTOPEN: "not-permitted",
    sqlite3.SQLITE_PERM: "not-permitted",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
_ERRNO_REASONS: Final = {
    errno.EACCES: "not-permitted",
    errno.EPERM: "not-permitted",
    errno.EROFS: "read-only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}
_DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


class DamagedFileError(Exception):
    """The file is not a sound progress file."""


class UnwritableError(TutorError):
    """Nothing can be written, for one of `REASONS`: `progress.not-kept.…`; with records `lost`: `progress.lost.…`."""

    def __init__(self, path: Path, reason: str, detail: str, lost: int = 0) -> None:
        what = "lost" if lost else "not-kept"
        if reason == "not-permitted" and is_on_read_only_disk(path):
            reason = "read-only"
        place = str(closed_place(path))
        super().__init__(f"progress.{what}.{reason}", file=str(path), detail=detail, place=place, count=lost)
        self.reason, self.detail = reason, detail


class UnreadableError(TutorError):
    """Nothing can be read for now, for one of `REASONS`: `progress.unreadable`."""

    def __init__(self, path: Path, error: sqlite3.Error) -> None:
        super().__init__("progress.unreadable", file=str(path), detail=cause_in_sqlite(error))
        self.reason, self.detail = reason_of(error), cause_in_sqlite(error)


def reason_of(error: sqlite3.Error) -> str:
    """Return which of `REASONS` stands behind `error`."""
    return _PRIMARY_CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, "failed")


def cause_in_sqlite(error: sqlite3.Error) -> Cause:
    """Return what `error` says of its cause."""
    return Cause(str(error), getattr(error, "sqlite_errorname", ""))


def unwritable(path: Path, error: sqlite3.Error | OSError) -> UnwritableError:
    """Return what `error`, raised where `path` was to be opened or begun, says about it."""
    if isinstance(error, sqlite3.Error):
        return UnwritableError(path, reason_of(error), cause_in_sqlite(error))
    if in_the_way := file_in_the_way(path):
        return UnwritableError(path, "no-folder", str(in_the_way))
    return UnwritableError(path, _ERRNO_REASONS.get(error.errno or 0, "failed"), cause_of(error))


def is_on_read_only_disk(path: Path) -> bool:
    """Return whether nobody may write to the disk of `path`, where the system can say so."""
    if sys.platform == "win32":
        return False
    return bool(os.statvfs(_nearest_folder(path)).f_flag & os.ST_RDONLY)


def file_in_the_way(path: Path) -> Path | None:
    """Return what stands where one of the folders around `path` should be and is none."""
    there = _nearest_folder(path)
    return None if there.is_dir() else there


def closed_place(path: Path) -> Path:
    """Return what must be opened to its owner for `path` to be written: the file, or else its nearest folder."""
    folder = _nearest_folder(path)
    if os.access(folder, os.W_OK | os.X_OK) and os.access(path, os.F_OK) and not os.access(path, os.R_OK | os.W_OK):
        return path
    return folder


def _nearest_folder(path: Path) -> Path:
    """The nearest of the folders around `path` that is there and can be seen."""
    return next(parent for parent in path.absolute().parents if os.access(parent, os.F_OK))


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether `error`, raised by a query that fits a sound file, says that the content is broken."""
    # Text that is no UTF-8 is found by Python's module, not by SQLite, and has no code.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF in _DAMAGE
