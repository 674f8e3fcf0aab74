"""The characters that people type, brought to the few that the tokenizer knows, each with its place in the text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from tutor.formulas.expression import Span
from tutor.formulas.limits import FormulaError
from tutor.spelling import GREEK
from tutor.text import is_control

BREAK: Final = "\x00"
"""Stands where a name or a number ends although the next character could continue it."""

_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad")
_SAME: Final[dict[str, str]] = {
    **dict.fromkeys("·⋅×∙•∗⨯✕✖・⊙∘", "*"), **dict.fromkeys("÷∕⁄", "/"), **dict.fromkeys("−–—‐‑‒﹣ー", "-"),
    **dict.fromkeys("【〔〖", "("), **dict.fromkeys("】〕〗", ")"), **dict.fromkeys("′’‘ʹʼ`´", "'"), "″": "''",
    "、": ",", "ˆ": "^", "≤": "<=", "⩽": "<=", "≥": ">=", "⩾": ">=", "ϵ": "ε", "ϕ": "φ", "ς": "σ", "µ": "μ",
    "∣": "|", "｜": "|", "𝜕": "∂", "⊤": "T",
}  # fmt: skip
_SIMPLE: Final = frozenset("0123456789+-()=,") | frozenset(GREEK.values())
_HAT: Final = "\u0302"

_Role: TypeAlias = Literal["plain", "raised", "lowered", "invisible", "control"]


@dataclass(frozen=True, slots=True)
class Characters:
    """A text in the tokenizer's alphabet; `places[i]` is where its i-th character stands in the text as typed."""

    text: str
    places: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the range in the text as typed that `text[start:end]` came from."""
        # What LaTeX writes first may be read last: the mark of a `\hat \sigma` follows its letter.
        ends = self.places[start], self.places[end - 1]
        return Span(min(place.start for place in ends), max(place.end for place in ends))


def characters(typed: str) -> Characters:
    """Return `typed` in the tokenizer's alphabet: ASCII, Greek letters, `∂`, `√`, vulgar fractions and `BREAK`.

    Raised characters become a power, lowered ones a subscript. Raises FormulaError `control_char` for characters
    that could steer a terminal, `chinese_full_stop` for one that is no decimal point.
    """
    text: list[str] = []
    places: list[int] = []
    index = 0
    while index < len(typed):
        role, meaning = _meaning(typed[index])
        if role == "control":
            raise FormulaError("control_char", Span(index, index + 1), character=f"U+{ord(typed[index]):04X}")
        if role in ("raised", "lowered"):
            end = _end_of_run(typed, index, role)
            meaning = _script(typed, index, end, role)
            text.append(meaning)
            places.extend(min(index + offset, end - 1) for offset in range(len(meaning)))
            index = end
            continue
        if typed[index] == "。":
            meaning = _decimal_point(typed, index)
        text.append(meaning)
        places.extend([index] * len(meaning))
        index += 1
    return Characters("".join(text), tuple(Span(place, place + 1) for place in places))


@lru_cache(maxsize=2048)
def _meaning(character: str) -> tuple[_Role, str]:
    """What one character is to a formula, and its plain form."""
    if character in _SAME:
        return "plain", _SAME[character]
    if character in _INVISIBLE:
        return "invisible", ""
    if character in "\t\n" or unicodedata.category(character) == "Zs":
        return "plain", " "
    if is_control(character):
        return "control", ""
    if character == _HAT:
        return "plain", f"_hat{BREAK}"
    tag = unicodedata.decomposition(character).partition(" ")[0]
    plain = unicodedata.normalize("NFKC", character)
    plain = _SAME.get(plain, plain)
    if tag in ("<super>", "<sub>") and (plain in _SIMPLE or (plain.isascii() and plain.isalpha())):
        return ("raised" if tag == "<super>" else "lowered"), plain
    if tag in ("<wide>", "<font>", "<compat>") and len(plain) == 1:
        return "plain", plain
    decomposed = unicodedata.normalize("NFD", character)
    if len(decomposed) == 2 and decomposed[1] == _HAT:
        return "plain", f"{decomposed[0]}_hat{BREAK}"
    return "plain", character


def _end_of_run(typed: str, start: int, role: _Role) -> int:
    end = start
    while end < len(typed) and _meaning(typed[end])[0] == role:
        end += 1
    return end


def _script(typed: str, start: int, end: int, role: _Role) -> str:
    """The plain form of a run of raised or lowered characters."""
    run = "".join(_meaning(character)[1] for character in typed[start:end])
    if role == "lowered":
        return f"_{run}{BREAK}"
    followed_by_subscript = end < len(typed) and _meaning(typed[end])[0] == "lowered"
    if run.isdigit() and followed_by_subscript:
        return f"_{run}"  # h¹₁ is one name: unit 1 of layer 1
    return f"^{run}{BREAK}" if run.removeprefix("-").isdigit() else f"^{{{run}}}"


def _decimal_point(typed: str, index: int) -> str:
    """A Chinese full stop between digits was meant as a decimal point."""
    before, after = typed[index - 1 : index], typed[index + 1 : index + 2]
    if before.isdigit() and after.isdigit():
        return "."
    raise FormulaError("chinese_full_stop", Span(index, index + 1))
