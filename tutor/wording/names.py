"""Words that stand beside quantities on the screen, and that may be typed in place of their symbols."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache, partial
from typing import Final

from tutor.wording import by_hand, interface
from tutor.wording.sentence import LANGUAGES, Sentence

_QUANTITIES: Final[Mapping[str, Sentence]] = {"alpha": interface.LEARNING_RATE, "L": by_hand.QUANTITIES["loss"]}
"""By the name that formulas have for it."""
_LETTERS: Final = {"alpha": "α", "L": "L"}
"""The same in one character, shorter than any word."""


def in_symbols(text: str, symbols: Collection[str], *, in_place: bool = False) -> str:
    """Return typed `text` with words, of any language, as those of `symbols` that they stand for.

    With `in_place` every other character keeps its place.
    """
    for symbol in _QUANTITIES.keys() & symbols:
        letter = _LETTERS[symbol]
        text = _words(symbol).sub(partial(_in_place, letter) if in_place else letter, text)
    return text


@cache
def _words(symbol: str) -> re.Pattern[str]:
    words = "|".join(re.escape(_QUANTITIES[symbol].in_language(language)) for language in LANGUAGES)
    return re.compile(rf"(?<![A-Za-z_])(?:{words})(?![A-Za-z_])", re.IGNORECASE)


def _in_place(letter: str, word: re.Match[str]) -> str:
    return letter.ljust(len(word[0]))
