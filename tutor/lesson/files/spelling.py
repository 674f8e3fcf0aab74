"""What an author may have meant: by a word that is not known, by a character that only looks like one of YAML's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final, NamedTuple

_MEANT: Final[Mapping[str, str]] = {
    **dict(zip("０１２３４５６７８９", "0123456789", strict=True)),
    "：": ":", "，": ",", "、": ",", "－": "-", "–": "-", "—": "-", "−": "-", "•": "-", "［": "[", "］": "]", "【": "[",
    "】": "]", "｛": "{", "｝": "}", "“": "'", "”": "'", "‘": "'", "’": "'", "＂": "'", "＇": "'", "｜": "|", "％": "%",
}  # fmt: skip
_SPACES: Final = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
_STRUCTURE: Final = re.compile(
    rf"[ -]*(?P<indent>[{_SPACES}])|[ -]*(?P<dash>[－–—−•])\s| *(?P<joined>-)(?=[A-Za-z][\w-]*:?(?:\s|$))"
    rf"|[ -]*[\w-]+(?:(?P<colon>：)|:(?P<gap>[{_SPACES}]))"
    rf"|[ -]*[\w-]+: +(?P<opening>[［【｛“‘＂＇｜])"
)
"""A look-alike where a line is indented, begins an item, or ends its key, and one that was to open a value."""
_SPACE: Final = re.compile(f"[{_SPACES}]")


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the word of `known` that `word` is most likely a slip of, or an empty text."""
    by_lower_case = {candidate.lower(): candidate for candidate in sorted(known, reverse=True)}
    matches = get_close_matches(word.lower()[:64], by_lower_case, n=1, cutoff=0.7)
    return by_lower_case[matches[0]] if matches else ""


def listed(words: Iterable[str], most: int | None = None) -> str:
    """Return `words` as one text for a message, in their order, of more than `most` the first; a dash for none."""
    known = list(words)
    left_out = ["…"] if most is not None and len(known) > most else []
    return ", ".join([*known[:most], *left_out]) or "–"


class LookAlike(NamedTuple):
    """A character at `place`, counted from 0, and the one that was meant: the code and arguments of the problem."""

    place: int
    code: str
    arguments: Mapping[str, str]


def in_structure(line: str) -> LookAlike | None:
    """Return the look-alike that keeps a `line` of a file from being read as it looks."""
    match = _STRUCTURE.match(line)
    return _named(line, match.start(match.lastgroup)) if match and match.lastgroup else None


def in_word(text: str) -> LookAlike | None:
    """Return the first look-alike in a value that is no text: an id, a number, a list."""
    return next((_named(text, index) for index, sign in enumerate(text) if sign in _MEANT or _SPACE.match(sign)), None)


def _named(text: str, index: int) -> LookAlike:
    sign = text[index]
    if sign == "-":
        return LookAlike(index, "dash-joined", {})
    number = f"U+{ord(sign):04X}"
    if sign in _MEANT:
        return LookAlike(index, "look-alike", {"sign": sign, "number": number, "meant": _MEANT[sign]})
    return LookAlike(index, "look-alike-space", {"number": number})
