"""Looks at the terminal: its kind, size, colours, encoding, and how wide it draws what diagrams are made of."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tutor.doctor.finding import Finding
from tutor.terminal import PROBE, measured_width

SMALLEST: Final = (80, 24)
SAMPLE: Final = "─ σ ∂"
"""Characters of ambiguous width, as they are shown to the learner."""
CHINESE: Final = "汉"

_MULTIPLEXERS: Final = {
    "TMUX": ("tmux", "set -ga terminal-overrides ',*:Tc'"),
    "STY": ("screen", "term screen-256color"),
}


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
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return Surroundings(os.environ, terminal, (columns, rows), sys.stdout.encoding or "", measured_width)


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
