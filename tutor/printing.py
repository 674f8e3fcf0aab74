"""Lines as a terminal, a pipe or a file can take them: no control characters, and none that its encoding lacks."""

from __future__ import annotations

import os
import shutil
import unicodedata
from typing import TYPE_CHECKING, Final, TextIO

from tutor.spelling import in_ascii
from tutor.terminal import cells_of_width, chosen_width
from tutor.text import ASCII, WIDEST, Cells, without_control_characters

if TYPE_CHECKING:
    from tutor.figures.lines import Line

_NARROWEST: Final = 20
_COLOURS: Final = {"heading": "1", "dim": "2", "right": "32", "hint": "33", "wrong": "31"}
"""What a terminal is sent (SGR) for the meaning of a run; its own palette says which green that is."""
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

    def write(self, *lines: str) -> None:
        """Write `lines`, and see to it that they arrive."""
        self._stream.writelines(printable(line, self._encoding) + "\n" for line in lines)
        self._stream.flush()

    def draw(self, *lines: Line) -> None:
        """Write lines of tagged text, in the colours of their meaning where the terminal shows any."""
        coloured = self._stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        for line in lines:
            runs = [(printable(text, self._encoding), _COLOURS.get(tag, "") if coloured else "") for text, tag in line]
            self._stream.write("".join(f"\x1b[{code}m{text}\x1b[m" if code else text for text, code in runs) + "\n")
        self._stream.flush()

    def say(self, words: str) -> None:
        """Write a sentence in lines that fit."""
        self.write(*self.cells.wrap(words, self.width))


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
