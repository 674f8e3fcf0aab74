"""How text fills terminal cells: widths, line breaking with Chinese rules, glyph sets, control characters."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tutor.spelling import in_ascii

WIDEST: Final = 88
"""Cells of a line of text; longer ones are hard to read."""

_CONTROL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_CJK: Final = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECES: Final = re.compile(rf"[^\S\n\u00a0]+|[{_CJK}]|[^\s{_CJK}\u00a0]+(?:\u00a0+[^\s{_CJK}\u00a0]+)*|\u00a0+")
_NO_LINE_START: Final = frozenset("，。、；：！？）》」』】〕”’…—％·,.;:!?)]}%")
_NO_LINE_END: Final = frozenset("（《「『【〔“‘([{")
_APPROXIMATELY: Final = "≈ "
_OPERATORS: Final = "=≈<>≤≥≠+−·×⊙→←⇒∈*-/"
_NO_BREAK_SPACE: Final = "\u00a0"
_OTHER_KEYS: Final = {"、": "/", "。": "."}
"""What a Chinese input method types for a key, where it is not the full-width form of the same character."""


def half_width(typed: str) -> str:
    """Return the character of a key for what an input method made of it: `h` for `ｈ`, `/` for `／` and `、`."""
    return unicodedata.normalize("NFKC", _OTHER_KEYS.get(typed, typed))


def first_control_character(text: str) -> tuple[int, str] | None:
    """Return index and name (`U+001B`) of the first character that is invisible or could steer a terminal, or None.

    Newlines and tabs are ordinary; C0, C1, bidirectional controls, zero-width characters, soft hyphens, tags are not.
    """
    match = _CONTROL.search(text)
    return (match.start(), f"U+{ord(match[0]):04X}") if match else None


def without_control_characters(text: str) -> str:
    """Return `text` with each character that could steer a terminal shown as a harmless sign."""
    return _CONTROL.sub(lambda match: chr(0x2400 + ord(match[0])) if ord(match[0]) < 0x20 else "\ufffd", text)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters that drawings are made of; `plain` sets have only ASCII."""

    bar: str = "─"
    column: str = "│"
    brace_left: str = "╰"
    brace_middle: str = "┬"
    brace_right: str = "╯"
    arrow: str = "→"
    times: str = "·"
    separator: str = "·"
    minus: str = "−"
    approximately: str = "≈"
    partial: str = "∂"
    sum: str = "Σ"
    root: str = "√"
    bullet: str = "•"
    done: str = "✓"
    wrong: str = "✗"
    current: str = "▸"
    todo: str = "·"
    skipped: str = "~"
    filled: str = "▰"
    empty: str = "▱"
    ellipsis: str = "…"
    unicode: bool = True


UNICODE: Final = Glyphs()
ASCII: Final = Glyphs(
    bar="-",
    column="|",
    brace_left="\\",
    brace_middle="+",
    brace_right="/",
    arrow=">",
    times="*",
    separator="|",
    minus="-",
    approximately="~",
    partial="d",
    sum="S",
    root="v",
    bullet="*",
    done="+",
    wrong="x",
    current=">",
    todo=".",
    filled="#",
    empty=".",
    ellipsis="..",
    unicode=False,
)


@lru_cache(maxsize=4096)
def _character_width(character: str, ambiguous: int) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    match unicodedata.east_asian_width(character):
        case "W" | "F":
            return 2
        case "A":
            return ambiguous
        case _:
            return 1


@dataclass(frozen=True, slots=True)
class Cells:
    """How one terminal draws text: `ambiguous_width` is the cells it gives `σ`, `─` and their kin (1 or 2)."""

    ambiguous_width: int = 1
    glyphs: Glyphs = UNICODE

    def shown(self, text: str) -> str:
        """Return `text` as it stands on this terminal: with mathematics spelled in ASCII where the glyphs are plain."""
        return text if self.glyphs.unicode else in_ascii(text)

    def width(self, text: str) -> int:
        """Return the number of cells that `text` (one line) takes as it is `shown`."""
        text = self.shown(text)
        if text.isascii():
            return len(text)
        return sum(_character_width(character, self.ambiguous_width) for character in text)

    def breaks(self, text: str, width: int) -> list[int]:
        """Return the indexes at which `text` (one paragraph) starts a new line to stay within `width` cells.

        Chinese may break between any two characters, but no line starts with closing punctuation or ends with opening
        punctuation; words break at spaces only, unless one word is wider than the line. A no-break space never breaks,
        nor does the space between `≈` and its number.
        """
        width = max(2, width)
        breaks: list[int] = []
        column = 0
        for start, end in _unbreakable(text):
            piece = text[start:end]
            visible = self.width(piece.rstrip(" \t"))
            if column + visible <= width:
                column += self.width(piece)
            elif visible <= width:
                if start:
                    breaks.append(start)
                column = self.width(piece)
            else:
                for offset, character in enumerate(piece):
                    size = self.width(character)
                    if column + size > width:
                        at = start + offset
                        while text[at] in _NO_LINE_START and at - 1 > max(breaks[-1:], default=start):
                            at -= 1
                        breaks.append(at)
                        column = self.width(text[at : start + offset])
                    column += size
        return breaks

    def wrap(self, text: str, width: int) -> list[str]:
        """Return the lines of `text` at `width` cells, without trailing spaces; newlines in it start new lines."""
        lines: list[str] = []
        for paragraph in self.shown(text).split("\n"):
            edges = [0, *self.breaks(paragraph, width), len(paragraph)]
            lines += [paragraph[start:end].rstrip(" ") for start, end in itertools.pairwise(edges)]
        return lines

    def truncate(self, text: str, width: int) -> str:
        """Return `text` cut to `width` cells, with an ellipsis where something was cut."""
        text = self.shown(text)
        if self.width(text) <= width:
            return text
        ellipsis = self.glyphs.ellipsis
        room = width - self.width(ellipsis)
        kept, used = [], 0
        for character in text:
            used += self.width(character)
            if used > room:
                break
            kept.append(character)
        return "".join(kept) + ellipsis if room >= 0 else ""

    def pad(self, text: str, width: int) -> str:
        """Return `text` cut or filled with spaces to exactly `width` cells."""
        text = self.truncate(text, width)
        return text + " " * (width - self.width(text))

    def rjust(self, text: str, width: int) -> str:
        """Return `text` behind as many spaces as make it `width` cells wide."""
        return " " * (width - self.width(text)) + text


def with_bound_operators(text: str) -> str:
    """Return `text` with no-break spaces after operators, so that a line breaks before them; its length is the same."""
    return "".join(
        _NO_BREAK_SPACE if character == " " and index and text[index - 1] in _OPERATORS else character
        for index, character in enumerate(text)
    )


def _unbreakable(text: str) -> list[tuple[int, int]]:
    """Ranges that stay on one line; spaces belong to the piece before them."""
    ranges: list[tuple[int, int]] = []
    for match in _PIECES.finditer(text):
        start, end = match.span()
        piece = match[0]
        if ranges:
            first, last = ranges[-1]
            before = text[last - 1]
            joins_closing = piece[0] in _NO_LINE_START and not before.isspace()
            if piece.isspace() or joins_closing or before in _NO_LINE_END or text.endswith(_APPROXIMATELY, 0, last):
                ranges[-1] = (first, end)
                continue
        ranges.append((start, end))
    return ranges
