"""The learner's progress, in its file as soon as that can be written, and until then in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock, Timer
from typing import Final, TypeVar

from tutor.days import Clock, day_of, utc_now
from tutor.errors import TutorError
from tutor.events import Event
from tutor.progress.backup import back_up_if_due, back_up_later, lacking
from tutor.progress.database import IMPATIENCE, PATIENCE, SqliteProgress
from tutor.progress.failures import DamagedFileError, UnreadableError, UnwritableError
from tutor.progress.opening import open_file, readable
from tutor.progress.records import MemoryProgress, Notice, Progress

Made = TypeVar("Made")

UNREAD: Final = "progress.not-read"
"""What the codes of notices begin with, before the cause: there is a file, but it can be neither written nor read, and
all seems new."""
_UNREAD_CAUSES: Final = ("busy", "not-permitted")
"""Of `REASONS` those with a remedy of their own where a file can't be read; the others are `failed`."""

RECALLED: Final = "progress.recalled"
"""The code of a notice: the file can't be read any more for now, and what was read before is all that counts."""

_PASSING: Final = (RECALLED, UNREAD, "progress.not-saved")
"""What the codes of notices begin with that speak of the present, to somebody who can still do something about it."""

WAITING: Final = "progress.waiting"
"""The code of a notice: another program holds the file, and is waited for."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The progress to work with, and what is to be said about it, if anything."""

    progress: Progress
    notice: Notice | None = None


def open_progress(
    path: Path,
    clock: Clock = utc_now,
    tell: Callable[[Notice], object] = lambda notice: None,
    *,
    tries_disk: bool = True,
) -> Opened:
    """Open the progress at `path`, or begin it; see `open_file`. Where it can't be written, what can be read counts.

    `tell` is told at once that another program is waited for (`progress.waiting`), on whichever thread has to wait.
    Unless it `tries_disk`, the first `save` does: it finds out whether the disk takes more, for which it has to wait.

    Raises:
        TutorError: `progress.newer`, the file was written by a newer program; it is left as it was.
    """
    progress = FileProgress(path, clock, tell, tries_disk=tries_disk)
    notice = progress.first_news()
    progress.back_up()
    return Opened(progress, notice)


class FileProgress:
    """Progress that a file keeps; what can't be written is held, counts, and is written when it can be.

    The file may be removed, replaced or damaged while this is at work. Any thread may call; calls wait for the disk.
    """

    def __init__(self, path: Path, clock: Clock, tell: Callable[[Notice], object], *, tries_disk: bool = True) -> None:
        self._path, self._clock, self._tell, self._lock = path, clock, tell, RLock()
        self._file: SqliteProgress | MemoryProgress | None = None
        """What is written; of a file that can't be opened, what could be read."""
        self._waiting: list[Event] = []
        self._known: dict[str, Event] = {}
        """What was read or written so far, by id: it comes back where the file was removed, emptied or damaged."""
        self._missing: list[Event] = []
        """What of that the file has lost and does not have again."""
        self.trouble: UnwritableError | None = None
        """Why something is not written yet; see `Progress.trouble`."""
        self._is_unread = False
        """Whether what counts is not all that the file holds: it can't be read for now."""
        self._news: list[Notice] = []
        self._day = day_of(clock())
        self._backup: Timer | None = None
        self._is_tried = tries_disk
        """Whether it is known that the disk takes more, or does not."""
        self._settle()

    @property
    def saves(self) -> bool:
        """Return whether everything is written by now, and the next event can be expected to be."""
        return self.trouble is None

    def news(self) -> list[Notice]:
        """Return what the learner must be told and was not told yet."""
        # Without the lock: whoever asks must not wait for the disk. The others only add to the end.
        news = self._news[:]
        del self._news[: len(news)]
        return news

    def first_news(self) -> Notice | None:
        """Return the first of the `news`, which keeps the others; None where there is none."""
        return self._news.pop(0) if self._news else None

    def append(self, *events: Event) -> None:
        """Keep `events`; see `Progress.append`."""
        with self._lock:
            self._waiting += events
            self._is_tried = True
            self._settle()
            if day_of(self._clock()) != self._day:
                self.back_up()

    def merge(self, events: Sequence[Event]) -> int:
        """Keep those of `events` that are not here yet; see `Progress.merge`."""
        with self._lock:
            added = self._in_file(lambda file: file.merge(events))
            self._keep_in_mind(events)
            return added

    def events(self, course: str, lesson: str | None = None) -> list[Event]:
        """Return the events of `course`, or of one of its lessons, that count."""
        return self._read(lambda progress: progress.events(course, lesson))

    def latest(self, course: str) -> list[Event]:
        """Return the last event of each kind in each step of `course`, and all annotations, of those that count."""
        return self._read(lambda progress: progress.latest(course))

    def history(self) -> list[Event]:
        """Return every event of every course."""
        return self._read(lambda progress: progress.history())

    def back_up(self) -> None:
        """Copy the last day of work in the background; this is done again on each day on which something is added."""
        self._day = day_of(self._clock())
        self._backup = back_up_later(self._path, self._clock(), self._news.append)

    def save(self) -> None:
        """Write what waits; see `Progress.save`."""
        with self._lock:
            if self._waiting or self.trouble or not self._is_tried or not self._is_in_place:
                self._is_tried = True
                self._settle()
            if self.trouble and (held := len(self._waiting) + len(self._missing)):
                raise UnwritableError(self._path, self.trouble.reason, self.trouble.detail, held)

    def close(self) -> None:
        """Write what waits and let go of the file; see `Progress.close`."""
        with self._lock:
            if self._file is None:
                return
            try:
                self.save()
            finally:
                self._waiting = []
                self._news = [notice for notice in self._news if not notice.code.startswith(_PASSING)]
                self._let_go()
                self._back_up_now()

    def _back_up_now(self) -> None:
        """Make the backup that was to be made later, before the program ends; where nothing can be written, none."""
        later, self._backup = self._backup, None
        if later is None or later.finished.is_set():
            return
        later.cancel()
        if self.trouble is None:
            back_up_if_due(self._path, self._clock(), self._news.append)

    def _read(self, read: Callable[[SqliteProgress | MemoryProgress], list[Event]]) -> list[Event]:
        """What `read` finds in the file and in what waits for it."""
        with self._lock:
            if not self._is_in_place:
                self._settle()
            try:
                found = read(self._held)
            except DamagedFileError:
                self._let_go()
                self._settle()
                found = read(self._held)
            except UnreadableError as error:
                found = read(self._recalled(error))
            self._keep_in_mind(found)
            if not self._waiting and not self._missing:
                return found
            whole = MemoryProgress(found)
            if self._missing:
                whole.merge(self._missing)
            whole.append(*self._waiting)
            return read(whole)

    def _recalled(self, error: UnreadableError) -> MemoryProgress:
        """What was read or written so far, of a file that can't be read for now."""
        if not self._is_unread:
            self._news.append(Notice(RECALLED, error.arguments))
        self.trouble, self._is_unread = UnwritableError(self._path, error.reason, error.detail), True
        if isinstance(self._file, SqliteProgress):
            with suppress(UnwritableError):
                self._file.connect_again(IMPATIENCE)
        return MemoryProgress(sorted(self._known.values(), key=lambda event: event.at))

    def _settle(self) -> None:
        """Write what waits; it is news where that fails for another reason than before, or fails no more."""
        was_unread = self._is_unread
        try:
            self._in_file(self._write)
        except UnwritableError as error:
            if self.trouble is None or self.trouble.reason != error.reason:
                readable = len(self._held.history()) + len(self._missing) if error.reason == "damaged" else 0
                told = {**error.arguments, "count": readable}
                cause = error.reason if error.reason in _UNREAD_CAUSES else "failed"
                unread = RECALLED if isinstance(self._file, SqliteProgress) else f"{UNREAD}.{cause}"
                code = unread if self._is_unread else f"progress.not-saved.{error.reason}"
                self._news.append(Notice(code, told))
            self.trouble = error
            return
        if self.trouble is not None:
            self._news.append(Notice("progress.read-again" if was_unread else "progress.saved-now"))
            with suppress(UnwritableError):
                self._opened().connect_again(PATIENCE)
        self._keep_in_mind(self._waiting)
        self._waiting, self.trouble, self._is_unread = [], None, False

    def _write(self, file: SqliteProgress) -> None:
        if self._missing:
            file.merge(self._missing)
            self._missing = []
        if self._is_tried:
            file.append(*self._waiting)

    def _keep_in_mind(self, events: Sequence[Event]) -> None:
        self._known.update((event.id, event) for event in events)

    @property
    def _is_in_place(self) -> bool:
        file = self._file
        return not isinstance(file, SqliteProgress) or (file.is_in_place and not file.is_overwritten)

    def _in_file(self, act: Callable[[SqliteProgress], Made]) -> Made:
        """What `act` makes of the file, or of a whole one where it was damaged since. Raises UnwritableError."""
        file = self._opened()
        try:
            return act(file)
        except UnwritableError as error:
            if error.reason != "damaged":
                raise
        self._let_go()
        return act(self._opened())

    def _opened(self) -> SqliteProgress:
        """The file that is at its place now, opened if it is not the one that was open. Raises UnwritableError."""
        if isinstance(self._file, SqliteProgress) and self._file.is_in_place:
            if not self._file.is_overwritten:
                if self.trouble:
                    self._file.connect_again(IMPATIENCE)
                return self._file
            self._let_go()  # what it would still read is a mixture of its cache and of what was written over it
        before = self._file
        is_gone = _is_gone(self._path)
        try:
            opened, notice = open_file(
                self._path, self._clock(), IMPATIENCE if self.trouble else PATIENCE, self._tell_that_it_waits
            )
        except UnwritableError as error:
            self._file = before or self._lent()
            if error.reason == "damaged":
                self._missing = self._lost_by(self._file, before)
            raise
        self._missing = self._lost_by(opened, before) if is_gone or notice is not None else []
        if is_gone and self._missing:
            notice = Notice("progress.begun-again", {"file": str(self._path), "count": len(self._missing)})
        self._let_go()
        self._file, self._is_unread = opened, False
        if notice is not None:
            self._news.append(notice)
        if self._missing and not is_gone:
            self._news.append(Notice("progress.put-back", {"count": len(self._missing)}))
        if notice is not None or opened.is_empty:
            known = MemoryProgress([*opened.history(), *self._missing])
            self._news += filter(None, [lacking(known, self._path)])
        return opened

    def _tell_that_it_waits(self) -> None:
        self._tell(Notice(WAITING, {"seconds": round(PATIENCE)}))

    def _lost_by(
        self, file: SqliteProgress | MemoryProgress, before: SqliteProgress | MemoryProgress | None
    ) -> list[Event]:
        """What was known so far, or stands in the file `before`, that is not in `file`."""
        # Most systems let a file that was removed or replaced be read for as long as it is open.
        with suppress(TutorError, DamagedFileError):
            self._keep_in_mind(before.history() if before else ())
        there = {event.id for event in file.history()}
        return [event for id_, event in self._known.items() if id_ not in there]

    def _lent(self) -> MemoryProgress:
        """What can be read of a file that can't be written."""
        events = readable(self._path)
        self._is_unread = events is None
        return MemoryProgress(events or ())

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None

    @property
    def _held(self) -> SqliteProgress | MemoryProgress:
        assert self._file is not None
        return self._file


def _is_gone(path: Path) -> bool:
    """Whether there is no file at `path`, or none with anything in it."""
    try:
        return path.stat().st_size == 0
    except OSError:
        return True
