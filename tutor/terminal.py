"""Asks the terminal, before anything is drawn, how wide it draws characters of ambiguous width."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Callable
from typing import Final

from tutor.text import ASCII, Cells

PROBE: Final = "─"
"""A character of ambiguous width that the interface is full of."""
PATIENCE: Final = 0.2
"""Seconds to wait for an answer; a terminal that knows the question answers within a few milliseconds."""
_CURSOR: Final = re.compile(rb"\x1b\[\d+;(\d+)R")


def _forget(typed: str) -> None:
    """Take nothing of what was typed ahead."""


def cells_of_this_terminal(take: Callable[[str], object] = _forget) -> Cells:
    """Return how this terminal draws text: `$TUTOR_AMBIGUOUS` (1 or 2) if set, else by asking it, else the usual.

    `take` is given what was typed meanwhile, as the terminal sent it.
    """
    return cells_of_width(chosen_width() or measured_width(PROBE, take))


def chosen_width() -> int | None:
    """Return the cells that the user says this terminal gives characters of ambiguous width; None if not said."""
    said = os.environ.get("TUTOR_AMBIGUOUS", "")
    return int(said) if said in ("1", "2") else None


def cells_of_width(ambiguous: int | None) -> Cells:
    """Return how a terminal draws text that gives characters of ambiguous width so many cells; None is the usual."""
    return Cells(ambiguous_width=2, glyphs=ASCII) if ambiguous == 2 else Cells()


def is_interactive() -> bool:
    """Return whether a person sits before all that this process reads and writes; Textual draws on standard error."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def places_cursor() -> bool:
    """Return whether the terminal can place a cursor: not where it is dumb, or nothing is known of it."""
    return os.name == "nt" or os.environ.get("TERM", "dumb") not in ("", "dumb")


def measured_width(text: str, take: Callable[[str], object] = _forget) -> int | None:
    """Write `text`, ask where the cursor is (DSR 6), wipe the line; None where nothing sensible answers.

    `take` is given what was typed before the answer came, as the terminal sent it.
    """
    if not is_interactive() or os.name == "nt":
        return None
    import signal
    import termios
    import tty

    source, sink = sys.stdin.fileno(), sys.stdout.fileno()
    before = termios.tcgetattr(source)
    # What would end or stop the program waits until the terminal is as it was.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGTSTP})
    try:
        tty.setcbreak(source, termios.TCSADRAIN)  # The usual way drops what was typed before.
        os.write(sink, b"\r" + text.encode() + b"\x1b[6n")
        column, typed = _answered_column(source)
    finally:
        os.write(sink, b"\r\x1b[K")
        termios.tcsetattr(source, termios.TCSADRAIN, before)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    take(typed.decode(errors="ignore"))
    return column


def _answered_column(source: int) -> tuple[int | None, bytes]:
    """Return the column that the terminal answers, if it does, and what else is read meanwhile."""
    deadline = time.monotonic() + PATIENCE
    received = b""
    while (left := deadline - time.monotonic()) > 0 and select.select([source], [], [], left)[0]:
        received += os.read(source, 64)
        if match := _CURSOR.search(received):
            return int(match[1]) - 1, received[: match.start()] + received[match.end() :]
    return None, received
