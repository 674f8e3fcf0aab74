"""The last look at a line of the screen: nothing may steer the terminal, or be wider there than it was laid out."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tutor.spelling import in_ascii
from tutor.text import without_control_characters

SPELLED: Final = "-spelled"
"""The class of an app whose terminal draws so: its text is spelled in ASCII before it is laid out."""
_LINES: Final = {"HORIZONTAL": "-", "VERTICAL": "|"}


class ControlFilter(LineFilter):
    """Keeps what could steer a terminal from it, wherever it came from: a file's name, a note that was imported."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` with the same widths and no character that no text may hold."""
        return [Segment(harmless(text), style, control) for text, style, control in segments]


@lru_cache(4096)
def harmless(text: str) -> str:
    """Return `text` with a sign as wide for each character that no text may hold, nothing for one without a width."""
    signs = without_control_characters(text)
    if signs == text:
        return text
    return "".join(
        sign if sign == character else sign.ljust(cell_len(character))[: cell_len(character)]
        for sign, character in zip(signs, text, strict=True)
    )


class NarrowFilter(LineFilter):
    """Keeps the layout of a screen whole where the terminal would push it apart; last resort behind the glyph sets."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` with the same widths and no character of ambiguous width."""
        return [Segment(narrowed(text), style, control) for text, style, control in segments]


@lru_cache(4096)
def narrowed(text: str) -> str:
    """Return `text` with each character of ambiguous width replaced by one that is one cell wide everywhere.

    What no single character says truly becomes a question mark: `10²` is not `102`.
    """
    return text if text.isascii() else "".join(map(_narrow, text))


@lru_cache(1024)
def _narrow(character: str) -> str:
    if unicodedata.east_asian_width(character) != "A":
        return character
    name = unicodedata.name(character, "")
    if name.startswith("BOX DRAWINGS"):
        return next((sign for word, sign in _LINES.items() if name.endswith(word)), "+")
    if name.endswith("BLOCK"):
        return " "  # The end of a scroll bar.
    spelled = in_ascii(character)
    simple = "".join(part for part in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(part))
    return simple if len(simple) == 1 and simple.isascii() else "?"
