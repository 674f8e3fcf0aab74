"""Progress as a text file, one event a line: to take along, to merge on another machine, to read."""

from __future__ import annotations

import errno
import gzip
import json
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from tutor.errors import TutorError
from tutor.events import Event
from tutor.files import SpecialFileError, read_file, replace_file
from tutor.progress.records import Progress
from tutor.progress.rows import COLUMNS, DEFAULTS, event_of, object_of, row_of

FORMAT: Final = 2
MOST_BYTES: Final = 200_000_000
"""The largest export that is read: some 400,000 events, more than a lifetime's."""
_HEAD: Final = "backprop-tutor-progress"


@dataclass(frozen=True, slots=True)
class Imported:
    """How many events an import added, and how many of its events were here before."""

    added: int
    known: int


def export_text(events: Iterable[Event]) -> str:
    """Return an export: a line with the format's number, then one line with a JSON object for each event."""
    rows = (dict(zip(COLUMNS, row_of(event), strict=True)) for event in events)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in ({_HEAD: FORMAT}, *rows))


def export_progress(progress: Progress, path: Path) -> int:
    """Write every event to `path`, replacing it only when all is written; return how many.

    Raises:
        TutorError: `progress.export-failed`, or `progress.export-special` for what is no ordinary file.
    """
    events = progress.history()
    try:
        replace_file(path, export_text(events).encode())
    except SpecialFileError as error:
        raise TutorError("progress.export-special", file=str(path)) from error
    except OSError as error:
        raise TutorError("progress.export-failed", file=str(path), detail=error.strerror or "") from error
    return len(events)


def import_progress(progress: Progress, path: Path) -> Imported:
    """Add the events of an export that are not here yet: all or, where any line is bad, none.

    Raises:
        TutorError: `progress.import-failed` (no such file), `progress.import-special` (no ordinary file),
            `progress.import-large`, `progress.import-newer`, `progress.import-line` (the first line that is no event),
            or `progress.not-kept.…`.
    """
    try:
        content = _unpacked(read_file(path, MOST_BYTES))
        lines = content.decode().split("\n")
    except SpecialFileError as error:
        raise TutorError("progress.import-special", file=str(path)) from error
    except OSError as error:
        raise TutorError("progress.import-failed", file=str(path), detail=error.strerror or "") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise TutorError("progress.import-line", file=str(path), line=line) from error
    if len(content) > MOST_BYTES:
        raise TutorError("progress.import-large", file=str(path), most=MOST_BYTES // 1_000_000)
    events = _parsed(lines, path)
    added = progress.merge(events)
    return Imported(added, len(events) - added)


def _unpacked(content: bytes) -> bytes:
    """The text of an export, of a copy that is packed at most a little more than `MOST_BYTES`."""
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(BytesIO(content)) as stream:
            return stream.read(MOST_BYTES + 1)
    except (EOFError, zlib.error) as error:
        raise OSError(errno.EIO, os.strerror(errno.EIO)) from error


def _parsed(lines: list[str], path: Path) -> list[Event]:
    events: list[Event] = []
    missing: Mapping[str, str] = {}
    for number, line in enumerate(lines, start=1):
        try:
            if number == 1:
                missing = DEFAULTS if _format_of(object_of(line), path) == 1 else {}
            elif line.strip():
                events.append(_event({**missing, **object_of(line)}))
        except ValueError as error:
            raise TutorError("progress.import-line", file=str(path), line=number) from error
    return events


def _format_of(head: dict[str, Any], path: Path) -> int:
    version = head.get(_HEAD)
    if type(version) is not int:
        raise ValueError(_HEAD)
    if version > FORMAT:
        raise TutorError("progress.import-newer", file=str(path), found=version, supported=FORMAT)
    return version


def _event(values: dict[str, Any]) -> Event:
    if set(values) != set(COLUMNS):
        raise ValueError("not the fields of an event")
    event = event_of([values[name] for name in COLUMNS])
    if not all(-(2**63) <= number < 2**63 for number in (event.seed, event.hints)):
        raise ValueError("a number that no file can hold")
    return event
