"""How text fills terminal cells: widths, line breaking with Chinese rules, glyph sets, control characters."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from tutor.spelling import in_ascii

WIDEST: Final = 88
"""Cells of a line of text; longer ones are hard to read."""

MOST_MARKS: Final = 4
"""Combining marks on one character; no script stacks more, and a terminal draws them over the lines above."""

_CONTROL: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
"""Categories of Unicode: controls, format characters, private use, halves, unassigned, ends of lines and paragraphs."""
_MARKS: Final = frozenset({"Mn", "Me"})
_FILLERS: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0\U00016fe4\U0001d159"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Letters and marks that show nothing: fillers, joiners of graphemes, variation selectors."""
_CJK: Final = "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
_PIECES: Final = re.compile(rf"\0+|[^\S\n\u00a0]+|[^\s{_CJK}\u00a0\0]+(?:\u00a0+[^\s{_CJK}\u00a0\0]+)*|\u00a0+|\S")
_WHOLE: Final = "\0"
"""Stands for each character of what no line may break; no text that is shown has it."""
_CLOSING: Final = "，。、；：！？）》」』】〕”’…—％·,.;:!?)]}%"
_QUOTE: Final = "`"
_QUOTED: Final = rf"([^\s{_CJK}`]*)(`[^`\n]+`)([^\s{_CJK}`]*[{re.escape(_CLOSING)}]*)"
"""A command within a sentence, `python -m tutor list`, with what touches it; compiled where there is one."""
_NO_LINE_START: Final = frozenset(_CLOSING + "们")
"""What stays with the character before it: closing punctuation, and the end of 我们 and 它们."""
_NO_LINE_END: Final = frozenset("（《「『【〔“‘([{")
_APPROXIMATELY: Final = "≈ "
_FEWEST_CELLS: Final = 5
"""Cells of a last line, without its closing punctuation, below which its words are still too few."""
_OPERATORS: Final = "=≈<>≤≥≠+−·×⊙→←⇒∈*-/"
NO_BREAK_SPACE: Final = "\u00a0"
_OTHER_KEYS: Final = {"、": "/", "。": "."}
"""What a Chinese input method types for a key, where it is not the full-width form of the same character."""


def half_width(typed: str) -> str:
    """Return the character of a key for what an input method made of it: `h` for `ｈ`, `/` for `／` and `、`."""
    return unicodedata.normalize("NFKC", _OTHER_KEYS.get(typed, typed))


class Refused(NamedTuple):
    """A character that no text may hold, at `place`; `character` is its number, `U+001B`."""

    place: int
    reason: Literal["control", "mark"]
    character: str


@lru_cache(maxsize=4096)
def is_control(character: str) -> bool:
    """Return whether `character` is invisible, has no shape of its own, or could steer a terminal.

    Newlines, tabs and spaces are ordinary.
    """
    return character not in "\t\n" and (unicodedata.category(character) in _CONTROL or character in _FILLERS)


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in _MARKS


def _refused(text: str) -> Iterator[Refused]:
    if not any(is_control(character) or _is_mark(character) for character in set(text)):
        return
    marks = 0
    for index, character in enumerate(text):
        if is_control(character):
            # It ends no stack: left out, it joins the marks on both its sides.
            yield Refused(index, "control", f"U+{ord(character):04X}")
            continue
        marks = marks + 1 if _is_mark(character) else 0
        if marks > MOST_MARKS:
            yield Refused(index, "mark", f"U+{ord(character):04X}")


def first_control_character(text: str) -> Refused | None:
    """Return the first character that `is_control`, or is one mark too many on its base; None where there is none."""
    return next(_refused(text), None)


def without_control_characters(text: str) -> str:
    """Return `text` with a harmless sign, as long as itself, for each character that no text may hold."""
    characters = list(text)
    for place, _, _ in _refused(text):
        code = ord(text[place])
        characters[place] = chr(0x2400 + code) if code < 0x20 else "\ufffd"
    return "".join(characters)


def cleaned(typed: str) -> str:
    """Return what was typed or pasted, without the characters that no text may hold."""
    left_out = {found.place for found in _refused(typed)}
    return "".join(character for index, character in enumerate(typed) if index not in left_out)


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
        nor does the space between `≈` and its number, nor a command in backticks that fits on a line of its own. The
        last line has more than one character, and more than one short word, if another one can come down to it.
        """
        width = max(2, width)
        breaks: list[int] = []
        column = 0
        pieces = _unbreakable(self._with_whole_commands(text, width))
        for start, end in pieces:
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
                        if self.width(text[at : start + offset + 1]) > width:
                            at = start + offset
                        breaks.append(at)
                        column = self.width(text[at : start + offset])
                    column += size
        return self._with_company(text, pieces, breaks, width)

    def _with_company(self, text: str, pieces: Sequence[tuple[int, int]], breaks: list[int], width: int) -> list[int]:
        """Return `breaks` with the last one earlier, where one word or character would stand alone in the last line."""
        if not breaks or all(start != breaks[-1] for start, _ in pieces):
            return breaks
        above, last = max(breaks[-2:-1], default=0), breaks[-1]
        for start, _ in reversed([piece for piece in pieces if above < piece[0] < last]):
            alone = text[last:].rstrip().rstrip(_CLOSING)
            if self.width(text[start:].rstrip()) > width or self._is_company(alone, width):
                break
            # A word comes down only from a line that stays the longer part of the two.
            if len(alone) > 1 and self.width(text[above:start].rstrip()) < width // 2:
                break
            last = start
        return [*breaks[:-1], last]

    def _is_company(self, line: str, width: int) -> bool:
        """Return whether a last line is more than a word: a few words, one long thing, or the end of a formula."""
        taken = self.width(line)
        return len(line) > 1 and (
            taken >= width // 6 or line[0] in _OPERATORS or (taken >= _FEWEST_CELLS and len(_unbreakable(line)) > 1)
        )

    def _with_whole_commands(self, text: str, width: int) -> str:
        """Return `text` with signs in place of each command that fits in `width`, at which no line may break."""
        if _QUOTE not in text:
            return text

        def sign(found: re.Match[str]) -> str:
            """What stands in place of a command; behind closing punctuation a line may break as ever."""
            before, command, after = found.groups()
            if self.width(found[0]) <= width:
                kept = found[0].rstrip(_CLOSING)
                return _WHOLE * len(kept) + found[0][len(kept) :]
            return before + (_WHOLE * len(command) if self.width(command) <= width else command) + after

        return re.sub(_QUOTED, sign, text)

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
        NO_BREAK_SPACE if character == " " and index and text[index - 1] in _OPERATORS else character
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
