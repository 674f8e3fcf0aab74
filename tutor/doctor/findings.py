"""Looks at terminal, characters, folders and program; what is found is a code with arguments, nothing is changed."""

from __future__ import annotations

import codecs
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Final, Literal, TypeAlias

from tutor import __version__
from tutor.days import rollover
from tutor.errors import Argument, BrokenFilesError, Problem, TutorError
from tutor.lesson.loading.course import load_course
from tutor.progress import MemoryProgress
from tutor.progress.backup import backups, day_to_back_up, lacking
from tutor.progress.database import IMPATIENCE, connect, read_all
from tutor.progress.failures import (
    DamagedFileError,
    cause_in_sqlite,
    closed_place,
    file_in_the_way,
    is_damage,
    is_on_read_only_disk,
    reason_of,
)
from tutor.progress.opening import readable
from tutor.progress.transfer import import_progress
from tutor.prose.window import SMALLEST
from tutor.terminal import PROBE, is_interactive, measured_width

Severity: TypeAlias = Literal["good", "hint", "problem"]
"""It works · it works and could be better · something cannot work until it is mended."""

SAMPLE: Final = "─ σ ∂"
"""Characters of ambiguous width, as they are shown to the learner."""
CHINESE: Final = "汉"

_MULTIPLEXERS: Final = {
    "TMUX": ("tmux", "set -ga terminal-overrides ',*:Tc'"),
    "STY": ("screen", "term screen-256color"),
}
ROOM: Final = 5
"""Megabytes that should be free where the progress is kept."""
_MEGABYTE: Final = 1_000_000
_TOLERANCE: Final = timedelta(minutes=5)
"""How far two machines' clocks may differ before it is worth a word."""
LEAST: Final = (3, 11)
PACKAGES: Final = ("textual", "numpy", "sympy", "pydantic", "PyYAML", "markdown-it-py", "platformdirs", "click", "fsrs")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; `code` names its sentence, which says what to do where there is something to do."""

    code: str
    severity: Severity
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    cause: Problem | None = None
    """The first problem of a lesson that has some; it stands for `{problem}` in the sentence."""


# The terminal.


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the program runs; `width_of` asks the terminal how wide it draws a text and returns None for no answer."""

    environment: Mapping[str, str]
    is_terminal: bool
    size: tuple[int, int]
    encoding: str
    width_of: Callable[[str], int | None]


def these_surroundings() -> Surroundings:
    """Return where this process runs."""
    columns, rows = shutil.get_terminal_size()
    return Surroundings(os.environ, is_interactive(), (columns, rows), sys.stdout.encoding or "", measured_width)


def terminal_findings(around: Surroundings) -> Iterator[Finding]:
    """Yield what kind of terminal this is and what it shows."""
    term = around.environment.get("TERM", "")
    if not around.is_terminal:
        yield Finding("terminal.none", "hint")
        return
    if term in ("", "dumb"):
        yield Finding("terminal.dumb", "problem", {"term": term or "–"})
    else:
        yield Finding("terminal.named", "good", {"term": term})
    yield _size(around.size)
    yield _colours(around.environment, term)
    for variable, (name, setting) in _MULTIPLEXERS.items():
        if around.environment.get(variable):
            yield Finding("multiplexer", "good", {"name": name, "setting": setting})
    if around.environment.get("SSH_CONNECTION") or around.environment.get("SSH_TTY"):
        yield Finding("remote", "good")


def character_findings(around: Surroundings) -> Iterator[Finding]:
    """Yield whether characters other than ASCII arrive, and how wide they are."""
    yield _encoding(around.encoding)
    if around.is_terminal:
        yield _ambiguous(around)
        width = around.width_of(CHINESE)
        if width is not None:
            yield Finding("chinese.right", "good") if width == 2 else Finding("chinese.wrong", "hint", {"width": width})


def _size(size: tuple[int, int]) -> Finding:
    arguments = {"width": size[0], "height": size[1]}
    if size[0] >= SMALLEST[0] and size[1] >= SMALLEST[1]:
        return Finding("size.good", "good", arguments)
    return Finding("size.small", "hint", arguments)


def _colours(environment: Mapping[str, str], term: str) -> Finding:
    if environment.get("NO_COLOR"):
        return Finding("colours.off", "good")
    if environment.get("COLORTERM") in ("truecolor", "24bit") or term.endswith("-direct"):
        return Finding("colours.true", "good")
    return Finding("colours.256", "good") if "256" in term else Finding("colours.few", "hint")


def _encoding(encoding: str) -> Finding:
    if _is_utf8(encoding):
        return Finding("encoding.utf8", "good")
    return Finding("encoding.other", "hint", {"encoding": encoding or "?"})


def _is_utf8(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name == "utf-8"
    except LookupError:
        return False


def _ambiguous(around: Surroundings) -> Finding:
    chosen = around.environment.get("TUTOR_AMBIGUOUS", "")
    if chosen in ("1", "2"):
        return Finding("ambiguous.set", "good", {"width": chosen, "sample": SAMPLE})
    width = around.width_of(PROBE)
    if width is None:
        return Finding("ambiguous.unknown", "hint", {"sample": SAMPLE})
    arguments = {"sample": SAMPLE}
    if width == 2:
        return Finding("ambiguous.wide", "hint", arguments)
    return Finding("ambiguous.narrow", "good", arguments)


# The folders.


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


def day_findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield at which hour a day of reviews begins, and whether the learner has chosen it."""
    asked = environment.get("TUTOR_ROLLOVER", "")
    hour = rollover(environment)
    if asked in ("", str(hour)):
        yield Finding("day.begins", "good", {"hour": hour})
    else:
        yield Finding("day.unknown", "hint", {"hour": hour, "asked": asked})


def progress_findings(file: Path, now: datetime) -> Iterator[Finding]:
    """Yield whether progress can be kept in `file`, whether what is there is sound, and what there is of backups."""
    folder = next(parent for parent in file.parents if os.access(parent, os.F_OK))
    there = os.access(file, os.F_OK)
    writable = folder.is_dir() and os.access(folder, os.W_OK | os.X_OK) and (not there or os.access(file, os.W_OK))
    if in_the_way := file_in_the_way(file):
        yield Finding("progress.no-folder", "problem", {"file": str(in_the_way)})
    elif not os.access(folder, os.X_OK):
        yield Finding("progress.closed", "problem", {"folder": str(folder)})
    elif not writable and is_on_read_only_disk(file):
        yield Finding("progress.read-only", "problem", {"place": str(closed_place(file))})
    elif not writable and (not there or os.access(file, os.R_OK)):
        yield Finding("progress.unwritable", "problem", {"place": str(closed_place(file))})
    free = shutil.disk_usage(folder).free // _MEGABYTE
    if free < ROOM:
        yield Finding("progress.full", "problem", {"folder": str(folder), "free": free})
    found = list(_file_findings(file, now)) if there else []
    yield from found
    if not there and writable and free >= ROOM:
        yield Finding("progress.none", "good", {"file": str(file)})
    if all(one.severity != "problem" for one in found):
        yield from _last_day_findings(file, now, can_be_made=writable and free >= ROOM)
    copies = [_read_backup(copy) for copy in backups(file)]
    yield from [one for one in copies if one.severity == "good"][:1]
    yield from (one for one in copies if one.severity != "good")
    if copies:
        events = readable(file)
        if events is not None and (more := lacking(MemoryProgress(events), file)):
            yield Finding("backup.more", "hint", more.arguments)


def _file_findings(file: Path, now: datetime) -> Iterator[Finding]:
    try:
        with closing(connect(file, "ro", IMPATIENCE)) as connection:
            events = read_all(connection, file)
    except TutorError:
        yield Finding("progress.newer", "problem", {"file": str(file)})
        return
    except (sqlite3.Error, DamagedFileError) as error:
        yield _unsound(file, error)
        return
    if events:
        yield Finding("progress.good", "good", {"file": str(file), "count": len(events)})
    else:
        yield Finding("progress.empty", "good", {"file": str(file)})
    latest = max((event.at for event in events), default=now)
    if latest > now + _TOLERANCE:
        shown = {"now": _shown(now), "latest": _shown(latest)}
        yield Finding("clock.behind", "hint", shown)


def _unsound(file: Path, error: sqlite3.Error | DamagedFileError) -> Finding:
    """Why a file gives no progress: it is damaged, another program holds it, or the system lets nobody read it."""
    if isinstance(error, DamagedFileError) or is_damage(error) or (os.access(file, os.R_OK) and file.is_dir()):
        return Finding("progress.damaged", "problem", {"file": str(file)})
    if reason_of(error) == "busy":
        return Finding("progress.busy", "problem", {"file": str(file)})
    return Finding("progress.unreadable", "problem", {"file": str(file), "detail": cause_in_sqlite(error)})


def _last_day_findings(file: Path, now: datetime, *, can_be_made: bool) -> Iterator[Finding]:
    """Whether the last day of work waits for a backup, or can get none."""
    with suppress(sqlite3.Error, OSError):  # a file that can't be read has been named above
        day = day_to_back_up(file, now)
        if day and can_be_made:
            yield Finding("backup.waits", "good", {"day": day.isoformat()})
        elif day:
            yield Finding("backup.impossible", "problem", {"day": day.isoformat()})
        elif not backups(file):
            yield Finding("backup.none", "good")


def _read_backup(copy: Path) -> Finding:
    try:
        made = datetime.fromtimestamp(copy.stat().st_mtime, UTC)
        count = import_progress(MemoryProgress(), copy).added
    except (TutorError, OSError):
        return Finding("backup.unreadable", "problem", {"file": str(copy)})
    return Finding("backup.good", "good", {"file": str(copy), "made": _shown(made), "count": count})


def _shown(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


# The program.


def program_findings() -> Iterator[Finding]:
    """Yield the versions, and what is missing or too old."""
    if sys.version_info < LEAST:
        yield Finding("python.old", "problem", {"version": platform.python_version()})
    names = [f"backprop-tutor {__version__}", f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            names.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            yield Finding("package.missing", "problem", {"name": package})
    yield Finding("versions", "good", {"names": " · ".join(names)})
