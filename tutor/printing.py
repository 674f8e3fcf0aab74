"""Lines as a terminal, a pipe or a file can take them: no control characters, and none that its encoding lacks."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Timer
from typing import TYPE_CHECKING, ClassVar, Final, Self, TextIO

from tutor.spelling import in_ascii
from tutor.terminal import cells_of_width, chosen_width, places_cursor
from tutor.text import ASCII, WIDEST, Cells, without_control_characters

if TYPE_CHECKING:
    from tutor.figures.lines import Line

_NARROWEST: Final = 20
_COLOURS: Final = {"heading": "1", "dim": "2", "right": "32", "hint": "33", "wrong": "31"}
"""What a terminal is sent (SGR) for the meaning of a run; its own palette says which green that is."""
SOON: Final = 0.8
"""Seconds without a word, behind which a person at a terminal is told what is being done."""
LATE: Final = 10.0
"""Seconds behind which it is told where nobody may be watching: a file, a pipe."""
_WIPED: Final = "\r\x1b[K"
_SAMPLE: Final = "─✓σ∂₁·≈"
"""Some of the characters that drawings and formulas are made of."""


class LinePrinter:
    """Writes lines to a stream whatever it can take; `cells` says how they are drawn there."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        can_draw = _can_write(_SAMPLE, self._encoding)
        self.cells = cells_of_width(chosen_width()) if can_draw else Cells(glyphs=ASCII)

    @property
    def width(self) -> int:
        """Return how many cells a line may take: those of the terminal, but never more than can be read well."""
        if not self._stream.isatty():
            return WIDEST
        return max(_NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))

    def printable(self, text: str) -> str:
        """Return `text` as this stream can take it."""
        return printable(text, self._encoding)

    def write(self, *lines: str) -> None:
        """Write `lines`, and see to it that they arrive."""
        with Sign.aside():
            self._stream.writelines(self.printable(line) + "\n" for line in lines)
            self._stream.flush()

    def draw(self, *lines: Line) -> None:
        """Write lines of tagged text, in the colours of their meaning where the terminal shows any."""
        coloured = self._stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        with Sign.aside():
            for line in lines:
                runs = [(self.printable(text), _COLOURS.get(tag, "") if coloured else "") for text, tag in line]
                coded = "".join(f"\x1b[{code}m{text}\x1b[m" if code else text for text, code in runs)
                self._stream.write(coded + "\n")
            self._stream.flush()

    def rows(self, *rows: str) -> None:
        """Write rows; what of one is too wide goes on below it, indented."""
        from tutor.figures.lines import broken, plain

        self.write(*(plain(line) for row in rows for line in broken([(row, "")], self.width, self.cells)))

    def say(self, words: str) -> None:
        """Write a sentence in lines that fit."""
        self.write(*self.cells.wrap(words, self.width))


class Sign:
    """Says on a stream what is being done, wherever nothing else is printed for long; it steps aside for what is.

    A terminal that can take a line back shows what is done now, and nothing stays; elsewhere lines are added.
    """

    _standing: ClassVar[Sign | None] = None

    def __init__(
        self,
        stream: TextIO,
        words: str,
        *,
        passing: bool = True,
        timer: Callable[[float, Callable[[], None]], Timer] = Timer,
    ) -> None:
        """Say `words` first; without `passing` they are lines that stay, as for those to whom a terminal is read."""
        self._stream, self._words, self._timer_of = stream, words, timer
        self._printer = LinePrinter(stream)
        self._is_passing = passing and stream.isatty() and places_cursor()
        self._is_shown = False
        self._timer: Timer | None = None
        self._lock = Lock()

    def begin(self) -> Self:
        """Stand from now on, as the only one."""
        self.take_away()
        Sign._standing = self
        self._wait()
        return self

    def tell(self, words: str) -> None:
        """Say that it is something else now that is being done."""
        with self._lock:
            self._words = words
            if self._is_shown and self._is_passing:
                self._draw()

    @classmethod
    def take_away(cls) -> None:
        """Take away the sign that stands, if one does; its thread has ended then."""
        sign, cls._standing = cls._standing, None
        if sign is not None:
            sign._hide()

    @classmethod
    def rest(cls) -> None:
        """Let what was said last stand for the sign that stands, until something else is printed."""
        if cls._standing is not None:
            cls._standing._hide()

    @classmethod
    @contextmanager
    def aside(cls) -> Iterator[None]:
        """Let something else be printed inside."""
        sign = cls._standing
        if sign is not None:
            sign._hide()
        try:
            yield
        finally:
            if sign is not None and cls._standing is sign:
                sign._wait()

    def _wait(self) -> None:
        self._timer = self._timer_of(SOON if self._stream.isatty() else LATE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def _hide(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            # Ctrl+C may have come before it was begun.
            if self._timer.is_alive():
                self._timer.join()
        if self._is_shown and self._is_passing:
            self._send(_WIPED)
        self._is_shown = False

    def _show(self) -> None:
        with self._lock:
            self._is_shown = True
            self._draw()

    def _draw(self) -> None:
        cells, width = self._printer.cells, self._printer.width
        if self._is_passing:
            self._send(_WIPED + self._printer.printable(cells.truncate(self._words, width - 1)))
        else:
            self._send("".join(self._printer.printable(line) + "\n" for line in cells.wrap(self._words, width)))

    def _send(self, text: str) -> None:
        with suppress(OSError):  # What is being done may succeed where nobody can be told of it.
            self._stream.write(text)
            self._stream.flush()


@contextmanager
def working(words: str, *, passing: bool = True) -> Iterator[Sign]:
    """Say on standard error what is being done inside, wherever that takes long; see `Sign`."""
    sign = Sign(sys.stderr, words, passing=passing).begin()
    try:
        yield sign
    finally:
        sign.take_away()


def printable(text: str, encoding: str) -> str:
    """Return `text` so that `encoding` can write it: other characters are spelled with ASCII, or become `?`."""
    text = without_control_characters(text)
    return text if _can_write(text, encoding) else _spelled(text, encoding)


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _spelled(text: str, encoding: str) -> str:
    text = in_ascii(text, lambda piece: _can_write(piece, encoding))
    return "".join(
        character if _can_write(character, encoding) else _stand_in(character, encoding) for character in text
    )


def _stand_in(character: str, encoding: str) -> str:
    """The character without accents and ligatures, `y` for `ŷ`; nothing for an accent alone, else `?`."""
    parts = unicodedata.normalize("NFKD", character)
    simple = in_ascii("".join(part for part in parts if not unicodedata.combining(part)))
    return simple if _can_write(simple, encoding) else "?"
