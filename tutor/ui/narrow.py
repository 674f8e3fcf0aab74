"""For terminals that draw `σ` and `─` two cells wide: every such character becomes one of one cell."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_STAND_INS: Final = {
    "σ": "s", "δ": "d", "∂": "d", "α": "a", "Σ": "S", "∇": "V", "·": ".", "×": "x", "−": "-", "→": ">", "←": "<",
    "≈": "~", "≤": "<", "≥": ">", "≠": "#", "√": "v", "…": "~", "“": '"', "”": '"', "‘": "'", "’": "'", "—": "-",
    "±": "+", "°": "o", "▸": ">", "▌": "|", "▰": "#", "▱": ".", "•": "*", "●": "*", "○": "o", "✓": "+", "✗": "x",
    "▁": "_", "↕": "|", "∞": "8", "∈": "E",
}  # fmt: skip
_LINES: Final = {"HORIZONTAL": "-", "VERTICAL": "|"}
_DIGITS: Final = "₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹"


class NarrowFilter(LineFilter):
    """Keeps the layout of a screen whole where the terminal would push it apart; last resort behind the glyph sets."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments` with the same widths and no character of ambiguous width."""
        return [Segment(narrowed(text), style, control) for text, style, control in segments]


@lru_cache(4096)
def narrowed(text: str) -> str:
    """Return `text` with each character of ambiguous width replaced by one that is one cell wide everywhere."""
    return text if text.isascii() else "".join(map(_narrow, text))


@lru_cache(1024)
def _narrow(character: str) -> str:
    if unicodedata.east_asian_width(character) != "A":
        return character
    if character in _STAND_INS:
        return _STAND_INS[character]
    if character in _DIGITS:
        return str(_DIGITS.index(character) % 10)
    name = unicodedata.name(character, "")
    if name.startswith("BOX DRAWINGS"):
        return next((sign for word, sign in _LINES.items() if name.endswith(word)), "+")
    simple = unicodedata.normalize("NFKD", character)[0]
    return simple if simple.isascii() else "?"
