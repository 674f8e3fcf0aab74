"""Where lines come from and go to: a terminal, a pipe, or a test."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import Final, TextIO

from tutor.figures.lines import Line, plain
from tutor.printing import LinePrinter, Sign
from tutor.text import Cells, cleaned

PROMPT: Final = "> "
_LONGEST: Final = 10_000
"""Characters that are read of one line."""


class Leave(Exception):  # noqa: N818 - says what it means: the learner wants to go, or the input has ended
    """Ends the walk from wherever it is."""


class Console:
    """Reads lines from `source` and writes lines to `sink`; nothing is ever written but text."""

    def __init__(self, source: TextIO | None = None, sink: TextIO | None = None) -> None:
        # There is no standard input where it was closed; then nothing will be typed.
        self._source = source or sys.stdin or io.StringIO()
        self._sink = sink or sys.stdout
        self._printer = LinePrinter(self._sink)
        if isinstance(self._source, io.TextIOWrapper):
            # Bytes that are no text must not end the program.
            self._source.reconfigure(errors="replace")

    @property
    def cells(self) -> Cells:
        """Return how text is drawn here."""
        return self._printer.cells

    @property
    def width(self) -> int:
        """Return how many cells a line may take."""
        return self._printer.width

    def write(self, *lines: str) -> None:
        """Write `lines` as they are, but for characters that the sink can't take."""
        self._printer.write(*lines)

    def rows(self, *rows: str) -> None:
        """Write rows of a list; what of one is too wide goes on below it."""
        self._printer.rows(*rows)

    def draw(self, lines: Iterable[Line]) -> None:
        """Write lines of tagged text."""
        self.write(*map(plain, lines))

    def say(self, words: str) -> None:
        """Write a sentence, in lines that fit."""
        self._printer.say(words)

    def work(self, words: str) -> None:
        """Write `words` to a terminal wherever it is long until more is written, or until it is the learner's turn."""
        if self._sink.isatty():
            Sign(self._sink, words, passing=False).begin()

    def ask(self) -> str:
        """Return the next line that is typed. Raises `Leave` at the end of the input.

        The terminal's own line editing serves: Python's would write control sequences.
        """
        Sign.take_away()
        self._sink.write(PROMPT)
        self._sink.flush()
        line = self._source.readline(_LONGEST)
        if not line:
            self.write("")
            raise Leave
        line = cleaned(line.rstrip("\r\n"))
        if not self._source.isatty():
            # Nobody typed it here: written out, it makes the whole a readable record.
            self.write(line)
        return line

    def forget_typed_ahead(self) -> None:
        """Drop what was typed before the last lines could be read, so that a key held down skips nothing."""
        if self._source.isatty() and os.name != "nt":
            import termios

            termios.tcflush(self._source.fileno(), termios.TCIFLUSH)
