"""Progress as a text file, one event a line: to take along, to merge on another machine, to read."""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from tutor.errors import TutorError, cause_of
from tutor.events import Event
from tutor.files import SpecialFileError, read_file, replace_file
from tutor.progress.records import Progress
from tutor.progress.rows import COLUMNS, DEFAULTS, event_of, object_of, row_of

FORMAT: Final = 2
MOST_BYTES: Final = 200_000_000
"""The largest export that is read: some 400,000 events, more than a lifetime's."""
_HEAD: Final = "backprop-tutor-progress"
_PART: Final = 4096
"""Bytes that are unpacked at once: of a damaged file, so many before the damage may be lost."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many events an import added, and how many of its events were here before."""

    added: int
    known: int


def export_text(events: Iterable[Event]) -> str:
    """Return an export: a line with the format's number, then one line with a JSON object for each event."""
    rows = (dict(zip(COLUMNS, row_of(event), strict=True)) for event in events)
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in ({_HEAD: FORMAT}, *rows))


def export_progress(progress: Progress, path: Path, own: Path | None = None) -> int:
    """Write every event to `path`, replacing it only when all is written; return how many.

    Raises:
        TutorError: `progress.export-failed`, `progress.export-special` for what is no ordinary file,
            `progress.export-own` where `path` is the progress file `own`, or named as what the program keeps beside it,
            `progress.export-other` where something that is no export stands there, `progress.export-over` where that
            is an export with events that `progress` has not, or `progress.export-newer` where a newer program can tell.
    """
    if own is not None and _is_kept(path, own):
        raise TutorError("progress.export-own", file=str(path))
    events = progress.history()
    if only_there := _events_in(path) - {event.id for event in events}:
        raise TutorError("progress.export-over", file=str(path), count=len(only_there))
    try:
        replace_file(path, export_text(events).encode())
    except SpecialFileError as error:
        raise TutorError("progress.export-special", file=str(path)) from error
    except OSError as error:
        raise TutorError("progress.export-failed", file=str(path), detail=cause_of(error)) from error
    return len(events)


def _events_in(path: Path) -> set[str]:
    """The ids of what can be read in an export, none where nothing stands there yet.

    Raises TutorError `progress.export-newer`, or `progress.export-other` for what does not begin as an export does.
    """
    try:
        events, damage = read_export(path)
    except TutorError as error:
        if error.code == "progress.import-newer":
            raise TutorError("progress.export-newer", **error.arguments) from error
        if error.code == "progress.import-large":
            raise TutorError("progress.export-other", file=str(path)) from error
        return set()
    is_no_export = damage is not None and damage.arguments.get("line") == 1
    if is_no_export and path.stat().st_size:
        raise TutorError("progress.export-other", file=str(path)) from damage
    return {event.id for event in events}


def _is_kept(file: Path, own: Path) -> bool:
    real, place = Path(os.path.realpath(file)), Path(os.path.realpath(own))
    if real == place:
        return True
    names = (f"{own.name}*", f"{own.stem}.lock*", *(f"{own.stem}-{kind}*" for kind in ("new", "damaged", "backup")))
    # Some disks take names for the same that differ in case.
    is_named = any(fnmatchcase(real.name.lower(), name.lower()) for name in names)
    return is_named and real.parent == Path(os.path.realpath(own.parent))


def import_progress(progress: Progress, path: Path) -> Imported:
    """Add the events of an export that are not here yet: all or, where any line is bad, none.

    Raises:
        TutorError: as `read_export` does, what it returns as damage, or `progress.not-kept.…`.
    """
    events, damage = read_export(path)
    if damage is not None:
        raise damage
    added = progress.merge(events)
    return Imported(added, len(events) - added)


def read_export(path: Path) -> tuple[list[Event], TutorError | None]:
    """Return the events of an export, of a damaged one those before the damage, and what the damage is, if any.

    That is `progress.import-line`, the first line that is no event, `progress.import-cut-off`, the last one that is not
    whole, or `progress.import-unpacked`, the last one that can be unpacked.

    Raises:
        TutorError: `progress.import-failed` (no such file), `progress.import-special` (no ordinary file),
            `progress.import-large`, or `progress.import-newer`.
    """
    try:
        content, is_whole = _unpacked(read_file(path, MOST_BYTES))
    except SpecialFileError as error:
        raise TutorError("progress.import-special", file=str(path)) from error
    except OSError as error:
        raise TutorError("progress.import-failed", file=str(path), detail=cause_of(error)) from error
    if len(content) > MOST_BYTES:
        raise TutorError("progress.import-large", file=str(path), most=MOST_BYTES // 1_000_000)
    lines = content.split(b"\n")
    events, damage = _parsed(lines, path)
    if not is_whole:
        damage = TutorError("progress.import-unpacked", file=str(path), line=len(lines))
    return events, damage


def _unpacked(content: bytes) -> tuple[bytes, bool]:
    """The text of an export, of one that is packed at most a little more than `MOST_BYTES`; and whether it is whole."""
    if not content.startswith(b"\x1f\x8b"):
        return content, True
    unpacked = bytearray()
    try:
        with gzip.open(BytesIO(content)) as stream:
            while len(unpacked) <= MOST_BYTES and (part := stream.read1(_PART)):
                unpacked += part
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return bytes(unpacked), False
    return bytes(unpacked), True


def _parsed(lines: Sequence[bytes], path: Path) -> tuple[list[Event], TutorError | None]:
    """The events of `lines` up to the first that is none, which is named."""
    events: list[Event] = []
    missing: Mapping[str, str] = {}
    for number, line in enumerate(lines, start=1):
        try:
            if number == 1:
                # Some editors mark UTF-8 when they save.
                missing = DEFAULTS if _format_of(object_of(line.decode("utf-8-sig")), path) == 1 else {}
            elif line.strip():
                events.append(_event({**missing, **object_of(line.decode())}))
        except ValueError:
            is_cut_off = 1 < number == len(lines) and _is_begun(line)
            code = "progress.import-cut-off" if is_cut_off else "progress.import-line"
            return events, TutorError(code, file=str(path), line=number)
    return events, None


def _is_begun(line: bytes) -> bool:
    """Whether `line`, which no line break ends, begins as an object does and is none."""
    with suppress(ValueError):
        object_of(line.decode())
        return False
    return line.startswith(b"{")


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
