"""Progress in an SQLite file that several terminals may use at once and that survives the end of any of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from importlib import resources
from os.path import samestat
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeAlias

from tutor.errors import TutorError
from tutor.events import ANNOTATIONS, Event
from tutor.progress.failures import (
    DamagedFileError,
    UnreadableError,
    UnwritableError,
    cause_in_sqlite,
    is_damage,
    reason_of,
    unwritable,
)
from tutor.progress.records import counting
from tutor.progress.rows import ADDED, COLUMNS, Value, checksum, event_of, row_of, timestamp

SCHEMA_VERSION: Final = 3
APPLICATION_ID: Final = 0x42507475
"""`BPtu`, written in the head of the file, so that another program's database is not taken for ours."""

HEAD_SIZE: Final = 100
"""Bytes at the start of every SQLite file that describe the rest."""

OWN: Final = 0o600
"""Permissions of what belongs to the learner alone."""

PATIENCE: Final = 10.0
"""Seconds to wait for another terminal that is writing."""

SILENCE: Final = 0.5
"""Seconds of them that pass without a word; another terminal mostly needs less."""

IMPATIENCE: Final = 0.3
"""Seconds to wait for it again, once it has held the file for longer than that."""

_KEPT: Final = (*COLUMNS, "moment", "checksum")
# S608: the only words that a query is put together of are names and defaults of columns, from this room.
_VALUES: Final = f"INTO event ({', '.join(_KEPT)}) VALUES ({', '.join('?' * len(_KEPT))})"
_SELECT: Final = f"SELECT {', '.join(COLUMNS)} FROM event"  # noqa: S608
_IN_ORDER: Final = " ORDER BY moment, sequence"
_LATEST: Final = (
    f"{_SELECT} WHERE sequence IN (SELECT sequence FROM"  # noqa: S608
    " (SELECT sequence, max(moment) FROM event WHERE course = ?1 GROUP BY lesson, step, kind)"
    f" UNION SELECT sequence FROM event WHERE course = ?1 AND kind IN {ANNOTATIONS})"
)


Waiting: TypeAlias = Callable[[], object]
"""Called where another program holds a file for longer than a moment, and is waited for."""


class SqliteProgress:
    """Progress in one file. Any thread may call; calls wait for the disk, so never make them on an event loop."""

    def __init__(self, path: Path, patience: float = PATIENCE, waiting: Waiting | None = None) -> None:
        """Open the file at `path`, or begin it; wait so many seconds for another terminal, now and later.

        Raises:
            DamagedFileError: there is something else at `path`.
            TutorError: `progress.newer`, the file was written by a newer program; it is left as it was.
            sqlite3.Error: the file can't be opened or begun.
        """
        self._path, self._waiting = path, waiting
        self._lock = Lock()
        if not path.exists():
            path.touch(OWN)
        with ExitStack() as unless_sound:
            self._connection = unless_sound.enter_context(closing(connect(path, patience=patience, waiting=waiting)))
            _begin_or_verify(self._connection, path)
            unless_sound.pop_all()
        self._status = path.stat()
        self._version: int
        self._changed: int
        self._note_state()

    @property
    def is_in_place(self) -> bool:
        """Return whether the file that was opened is still the one at its path, and was not emptied."""
        try:
            there = self._path.stat()
        except OSError:
            return False
        return samestat(self._status, there) and there.st_size > 0

    @property
    def is_overwritten(self) -> bool:
        """Return whether something else than SQLite may have written into the file since it was last looked at.

        SQLite serves on from its cache then. Another terminal's commit counts up the version of the data; whatever
        only moves the time of the file's last change is none.
        """
        # The file is not opened here: closing it again would release the locks that SQLite holds on it.
        with self._lock:
            try:
                version, changed = self._state()
            except (sqlite3.Error, OSError) as error:
                return isinstance(error, sqlite3.Error) and is_damage(error)
            if version == self._version and changed != self._changed:
                return True
            self._version, self._changed = version, changed
            return False

    def connect_again(self, patience: float) -> None:
        """Take the file as it is now: a connection that was made while it was read-only stays read-only.

        Raises UnwritableError; then the old connection stays, and waits for so many seconds from now on.
        """
        with self._lock:
            try:
                connection = connect(self._path, "rw", patience, self._waiting)
                _commit_to_disk(connection)
            except sqlite3.Error as error:
                self._connection.take_time(patience, self._waiting)
                raise unwritable(self._path, error) from error
            self._connection.close()
            self._connection = connection
            self._note_state()

    def append(self, *events: Event) -> None:
        """Keep all of `events`, whose seeds fit into 63 bits, so that they survive a crash; or raise UnwritableError.

        Without any it shows whether the file, its folder and its disk take more.
        """
        with self._writing() as connection:
            if not events:
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            latest = connection.execute("SELECT max(moment) FROM event").fetchone()[0] or ""
            for event in events:
                latest = max(latest, timestamp(event.at))
                connection.execute(f"INSERT {_VALUES}", _kept(event, latest))

    def merge(self, events: Sequence[Event]) -> int:
        """Keep the events that are not here yet; see `Progress.merge`."""
        with self._writing() as connection:
            before = connection.total_changes
            connection.executemany(
                f"INSERT OR IGNORE {_VALUES}", [_kept(event, timestamp(event.at)) for event in events]
            )
            return connection.total_changes - before

    def events(self, course: str, lesson: str | None = None) -> list[Event]:
        """Return the events of `course`, or of one of its lessons, that count."""
        if lesson is None:
            return counting(self._read(f"{_SELECT} WHERE course = ?{_IN_ORDER}", course))
        return counting(self._read(f"{_SELECT} WHERE course = ? AND lesson = ?{_IN_ORDER}", course, lesson))

    def latest(self, course: str) -> list[Event]:
        """Return the last event of each kind in each step of `course`, and all annotations, of those that count."""
        return counting(self._read(_LATEST + _IN_ORDER, course))

    def history(self) -> list[Event]:
        """Return every event of every course."""
        return self._read(_SELECT + _IN_ORDER)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is on record yet; raises as reading does."""
        return not self._read(f"{_SELECT} LIMIT 1")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _note_state(self) -> None:
        """Remember the file as it is now; where another program holds it, the next look at it counts."""
        self._version, self._changed = 0, 0  # SQLite counts from 1
        with suppress(sqlite3.Error, OSError):
            self._version, self._changed = self._state()

    def _state(self) -> tuple[int, int]:
        """The version of the data and when the file was changed last, in nanoseconds. Raises sqlite3.Error, OSError."""
        return self._connection.at_once("PRAGMA data_version"), self._path.stat().st_mtime_ns

    def _read(self, query: str, *values: str) -> list[Event]:
        with self._lock:
            try:
                return [event_of(row) for row in self._connection.execute(query, values)]
            except (sqlite3.Error, ValueError) as error:
                if isinstance(error, ValueError) or is_damage(error):
                    raise DamagedFileError(str(self._path)) from error
                raise UnreadableError(self._path, error) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                with transaction(self._connection):
                    yield self._connection
                self._note_state()
            except sqlite3.Error as error:
                reason = "damaged" if is_damage(error) else reason_of(error)
                raise UnwritableError(self._path, reason, cause_in_sqlite(error)) from error


class _Connection(sqlite3.Connection):
    """Says that it waits for another program, once in each wait, and waits on for `rest` more seconds."""

    waiting: Waiting | None = None
    rest = 0.0

    def take_time(self, patience: float, waiting: Waiting | None) -> None:
        """Wait for another program for `patience` seconds from now on, and say it to `waiting` if that is long."""
        has_words = waiting is not None and patience > SILENCE
        self.waiting, self.rest = (waiting, patience - SILENCE) if has_words else (None, 0.0)
        self._wait_for(SILENCE if has_words else patience)

    def execute(self, query: str, values: Any = (), /) -> sqlite3.Cursor:
        """Do `query`; raises sqlite3.Error."""
        try:
            return super().execute(query, values)
        except sqlite3.OperationalError as error:
            if self.waiting is None or reason_of(error) != "busy":
                raise
        self.waiting()
        self._wait_for(self.rest)
        try:
            return super().execute(query, values)
        finally:
            self._wait_for(SILENCE)

    def at_once(self, query: str) -> int:
        """Return the number that `query` asks for, without waiting for another program; raises sqlite3.Error."""
        patience: int = super().execute("PRAGMA busy_timeout").fetchone()[0]
        self._wait_for(0)
        try:
            number: int = super().execute(query).fetchone()[0]
            return number
        finally:
            self._wait_for(patience / 1000)

    def _wait_for(self, seconds: float) -> None:
        super().execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def connect(path: Path, mode: str = "rwc", patience: float = PATIENCE, waiting: Waiting | None = None) -> _Connection:
    """Return a connection that commits what `transaction` encloses and says when it is `waiting` for another one.

    It keeps a rollback journal, SQLite's default: the other mode (WAL) needs shared memory, which network folders lack.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        isolation_level=None,
        check_same_thread=False,
        factory=_Connection,
        uri=True,
    )
    connection.take_time(patience, waiting)
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit what happens inside, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # A full disk may have ended the transaction already; then there is nothing to take back.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _commit_to_disk(connection: sqlite3.Connection) -> None:
    """Have every commit wait until the disk has it."""
    connection.execute("PRAGMA synchronous = FULL")
    # On macOS only this makes a disk write what it has; elsewhere it changes nothing.
    connection.execute("PRAGMA fullfsync = ON")


def _begin_or_verify(connection: sqlite3.Connection, path: Path) -> None:
    try:
        verify(connection, path)
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedFileError(str(path)) from error
        raise
    _commit_to_disk(connection)
    if _pragma(connection, "user_version") == SCHEMA_VERSION:
        return
    with transaction(connection):
        # Another terminal may have begun the file since it was looked at, or brought it to this version.
        version = _pragma(connection, "user_version")
        if version == 0:
            _begin(connection)
        elif version < SCHEMA_VERSION:
            _bring_up_to_date(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def verify(connection: sqlite3.Connection, path: Path) -> None:
    """Read the whole file, unless it is still empty.

    Raises:
        DamagedFileError: a page, a row or the kind of the file is not what it should be.
        TutorError: `progress.newer`.
        sqlite3.Error: the file can't be read, or is no database at all.
    """
    # SQLite takes such a stump for a new file and would write over it.
    if 0 < path.stat().st_size < HEAD_SIZE:
        raise DamagedFileError(str(path))
    version = _pragma(connection, "user_version")
    if version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
        return
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise DamagedFileError(str(path))
    if version > SCHEMA_VERSION:
        raise TutorError("progress.newer", file=str(path), found=version, supported=SCHEMA_VERSION)
    # Also whether the indexes fit the table: queries go by them.
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise DamagedFileError(str(path))
    try:
        for row in connection.execute(_select(connection)):
            _verify_row(row)
    except ValueError as error:
        raise DamagedFileError(str(path)) from error


def read_all(connection: sqlite3.Connection, path: Path) -> list[Event]:
    """Return every event of a file that may be read only; raises as `verify` does."""
    verify(connection, path)
    if not _columns(connection):
        return []  # it is still empty
    return [event_of(row[: len(COLUMNS)]) for row in connection.execute(_select(connection) + _IN_ORDER)]


def times(connection: sqlite3.Connection, now: datetime) -> Iterator[datetime]:
    """Yield the times of the events that are not after `now`, the latest first. Raises sqlite3.Error."""
    for (at,) in connection.execute("SELECT at FROM event WHERE at <= ? ORDER BY at DESC", [timestamp(now)]):
        yield datetime.fromisoformat(at)


def is_of_an_earlier_version(connection: sqlite3.Connection) -> bool:
    """Return whether the file was begun by an earlier version of this program. Raises sqlite3.Error."""
    return 0 < _pragma(connection, "user_version") < SCHEMA_VERSION


def write_all(path: Path, rows: Iterable[tuple[Event, str]]) -> None:
    """Begin a file at `path` with `rows`: each event with the time that orders it. Raises sqlite3.Error."""
    with closing(connect(path)) as connection:
        _commit_to_disk(connection)
        with transaction(connection):
            _begin(connection)
            connection.executemany(f"INSERT {_VALUES}", (_kept(event, moment) for event, moment in rows))
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _kept(event: Event, moment: str) -> Sequence[Value]:
    row = row_of(event)
    return (*row, moment, checksum(row, moment))


def _verify_row(row: Sequence[Any]) -> None:
    """Raise ValueError unless `row`, of `_KEPT`, is what was written; of a row without checksum, unless it could be."""
    *values, moment, expected = row
    if not expected:
        event_of(values)
    elif checksum(values, moment) != expected:
        raise ValueError("not what was written")


def _select(connection: sqlite3.Connection) -> str:
    """The query for all rows of a file that may still be of the version in which it was written."""
    there = _columns(connection)
    values = (name if name in there or name not in ADDED else f"'{ADDED[name]}'" for name in _KEPT)
    return f"SELECT {', '.join(values)} FROM event"  # noqa: S608


def _begin(connection: sqlite3.Connection) -> None:
    schema = resources.files("tutor.progress").joinpath("schema.sql").read_text(encoding="utf-8")
    for statement in schema.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Add what an earlier version lacks; its program, if it has the file open, goes on writing to it."""
    there = _columns(connection)
    for name, default in ADDED.items():
        if name not in there:
            connection.execute(f"ALTER TABLE event ADD COLUMN {name} TEXT NOT NULL DEFAULT '{default}'")
    rows = connection.execute(f"SELECT {', '.join(COLUMNS)}, moment, sequence FROM event").fetchall()  # noqa: S608
    sums = ((checksum(row, moment), sequence) for *row, moment, sequence in rows)
    connection.executemany("UPDATE event SET checksum = ? WHERE sequence = ?", sums)


def _columns(connection: sqlite3.Connection) -> set[str]:
    return {name for _, name, *_ in connection.execute("PRAGMA table_info(event)")}


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
