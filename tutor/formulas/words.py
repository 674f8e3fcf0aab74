"""Words that an open vocabulary lets pass as names, refused where they would become factors without a word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.limits import FormulaError
from tutor.formulas.tokens import Token
from tutor.spelling import GREEK

_LETTERS: Final = re.compile(r"[A-Za-z]+")
_CLOSE: Final = 0.86
"""How alike a misspelt name and its function are: sigmod and sigmoid, but neither selu and relu nor lg and log."""
_OPENING: Final = ("(", "[", "{")
_KNOWN: Final = ", ".join(sorted(FUNCTIONS))


def check_words(found: Sequence[Token]) -> None:
    """Raise FormulaError for an undeclared word that stands before a bracket, or beside a factor without a sign.

    Letters, Greek or not, with a number or a subscript are names: `w1(x + 1)` and `ŷ(1 − ŷ)` are products. Longer words
    are read as names only where signs tell that they are factors or terms: `loss*x`, but neither `loss(x)` nor
    `x mod 2`. A number in front needs no sign: `2loss`.
    """
    for index, token in enumerate(found):
        if not _is_word(token):
            continue
        after = _after_exponent(found, index)
        if after is not None and after.kind == "sign" and after.text in _OPENING:
            raise _unknown_function(token)
    for left, right in pairwise(found):
        word = left if _is_word(left) else right
        if _is_word(word) and _ends_factor(left) and _starts_factor(right):
            raise FormulaError("word_in_product", word.span, got=word.text)


def _unknown_function(token: Token) -> FormulaError:
    if close := difflib.get_close_matches(token.text, FUNCTIONS, 1, _CLOSE):
        return FormulaError("misspelled_before_bracket", token.span, got=token.text, name=close[0])
    return FormulaError("unknown_function", token.span, name=token.text, known=_KNOWN)


def _is_word(token: Token) -> bool:
    """Whether `token` is an undeclared name of several letters, which are neither a Greek one nor wear a hat."""
    if token.declared:
        return False
    letters = _LETTERS.match(token.text.partition("_")[0])
    return letters is not None and len(letters[0]) > 1 and letters[0] not in GREEK


def _after_exponent(found: Sequence[Token], index: int) -> Token | None:
    """The token behind the one at `index`, past an exponent as in `coth^2(x)`."""
    rest = found[index + 1 : index + 4]
    if len(rest) > 2 and rest[0].text == "^" and rest[1].kind == "number":
        rest = rest[2:]
    return rest[0] if rest else None


def _ends_factor(token: Token) -> bool:
    match token.kind:
        case "symbol" | "constant" | "derivative":
            return True
        case "sign":
            return token.text in (")", "]", "}")
        case "number" | "fraction" | "function" | "end":
            return False


def _starts_factor(token: Token) -> bool:
    match token.kind:
        case "symbol" | "constant" | "derivative" | "function" | "number" | "fraction":
            return True
        case "sign" | "end":
            return False
