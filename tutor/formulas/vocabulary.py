"""The names that a formula may use: symbols, functions, constants and derivatives, however they are typed."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

from tutor.formulas.functions import FUNCTIONS, PIECEWISE, ROOT
from tutor.formulas.notation import COMBINING, lowered, raised
from tutor.spelling import GREEK

STANDARD: Final = frozenset(FUNCTIONS) | {PIECEWISE, ROOT}
_ALIASES: Final = {alias: record.name for record in FUNCTIONS.values() for alias in record.aliases}
_CONSTANTS: Final = {"e": "e", "pi": "pi"}
_SHORT: Final = re.compile(r"^eps(?![a-z])")
_SPELLED: Final = str.maketrans({letter: name for name, letter in GREEK.items() if not name.startswith("var")})
_UNKEYED: Final = str.maketrans("", "", "_{},")
_NAME: Final = re.compile(r"(?P<letters>[A-Za-z]+?)(?P<digits>\d*)(?:_(?P<rest>\w+))?")
_LAYER_AND_UNIT: Final = re.compile(r"h(?P<layer>\d)_?(?P<unit>\d)")
_LETTER_AND_NUMBER: Final = re.compile(r"([A-Za-z]+)_(\d+)")
_LONGEST_PIECE: Final = 24
"""Characters of the longest name that a word without signs is searched for."""

Kind: TypeAlias = Literal["symbol", "function", "constant"]


def canonical_name(name: str) -> str:
    """Return the name of a symbol as trees hold it: `α` is alpha, `w₁`, `w_1` and `w_{1}` are w1, `w_in` stays."""
    plain = name.translate(_SPELLED).replace("{", "").replace("}", "").replace(",", "_")
    match = _LETTER_AND_NUMBER.fullmatch(plain)
    return match[1] + match[2] if match else plain


def display_name(name: str) -> str:
    """Return the name of a symbol as one line shows it: `alpha` α, `w1` w₁, `y_hat` ŷ, `h11` h¹₁ (layer 1, unit 1)."""
    match = _NAME.fullmatch(name)
    if match is None:
        return name
    letters, digits, rest = match["letters"], match["digits"], match["rest"] or ""
    stem = letters.removesuffix("hat")
    if stem and (rest == "hat" or stem != letters):
        return unicodedata.normalize("NFC", GREEK.get(stem, stem) + COMBINING["hat"])
    if letters == "h" and (unit := _LAYER_AND_UNIT.fullmatch(name)):
        return f"h{raised(unit['layer'])}{lowered(unit['unit'])}"
    base = GREEK.get(letters, letters)
    subscript = None if digits and rest else lowered(digits or rest)
    return base + subscript if subscript is not None else f"{base}{lowered(digits) or ''}_{rest}"


def display_names(names: Iterable[str]) -> str:
    """Return `names` as one line lists them."""
    return ", ".join(map(display_name, names))


def _key(name: str) -> str:
    """What two spellings of one name have in common; `eps` is one of ε."""
    return _SHORT.sub("epsilon", name.translate(_SPELLED)).translate(_UNKEYED)


_FUNCTIONS: Final = {_key(name): name for name in STANDARD}


@dataclass(frozen=True)
class Vocabulary:
    """The names that count in one formula. `open` lets every other word be a symbol, as in an author's definitions."""

    symbols: Collection[str] = ()
    leibniz: frozenset[tuple[str, str]] = frozenset()
    """Pairs (of, by) for which `∂of/∂by` is a name."""
    open: bool = False

    @cached_property
    def _symbols(self) -> Mapping[str, str]:
        return {_key(canonical_name(name)): name for name in self.symbols}

    @cached_property
    def _functions(self) -> Mapping[str, str]:
        # Where a is a name, asin is a times sin.
        return _FUNCTIONS | {alias: name for alias, name in _ALIASES.items() if not self._is_product(alias)}

    def _is_product(self, alias: str) -> bool:
        return any(alias[:end] in self._symbols and alias[end:] in _FUNCTIONS for end in range(1, len(alias)))

    def symbol(self, word: str) -> str | None:
        """Return the symbol that `word` spells, in the vocabulary's own spelling."""
        return self._symbols.get(_key(word))

    def function(self, word: str) -> str | None:
        """Return the function that `word` spells; the case of its letters is free."""
        key = _key(word)
        return self._functions.get(key) or self._functions.get(key.lower())

    def find(self, word: str) -> tuple[Kind, str] | None:
        """Return what `word` as a whole means here; symbols hide functions and constants of the same name."""
        if name := self.symbol(word):
            return "symbol", name
        if name := self.function(word):
            return "function", name
        if name := _CONSTANTS.get(_key(word)):
            return "constant", name
        return None

    def derivative(self, of: str, by: str) -> tuple[str, str] | None:
        """Return the pair of names if `∂of/∂by` is a name here."""
        return self._derivatives.get((_key(of), _key(by)))

    @cached_property
    def _derivatives(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        return {(_key(of), _key(by)): (of, by) for of, by in self.leibniz}

    def pieces(self, word: str) -> list[tuple[str, Kind, str]] | None:
        """Split `word` into the fewest known names: `wx1` is w times x1, `2lnx` ends in the function ln and x.

        Each piece comes as typed, with its kind and name; None where the word cannot be split.
        """
        best: list[list[tuple[str, Kind, str]] | None] = [None] * len(word) + [[]]
        for start in reversed(range(len(word))):
            for end in range(min(len(word), start + _LONGEST_PIECE), start, -1):
                rest, piece = best[end], word[start:end]
                if rest is None or not piece[0].isalpha():
                    continue
                found = self.find(piece)
                if found is None:
                    continue
                current = best[start]
                if current is None or len(rest) + 1 < len(current):
                    best[start] = [(piece, *found), *rest]
        return best[0]

    def other_case(self, word: str) -> str | None:
        """Return the symbol that `word` would spell with other capitals, if any."""
        lowered = {key.lower(): name for key, name in self._symbols.items()}
        return lowered.get(_key(word).lower())

    def nearest(self, word: str) -> str | None:
        """Return the known name that is spelled most like `word`, if one is close."""
        names = {**{key: key for key in self._functions}, **self._symbols}
        close = difflib.get_close_matches(_key(word), names, 1, 0.7)
        return names[close[0]] if close else None
