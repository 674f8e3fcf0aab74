"""Text cut into numbers, names, derivatives and signs; runs of letters become the names that the vocabulary knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tutor.formulas.characters import BREAK, Characters
from tutor.formulas.expression import Span
from tutor.formulas.limits import FormulaError, Limits
from tutor.formulas.vocabulary import Vocabulary, canonical_name, display_name

Kind: TypeAlias = Literal["number", "fraction", "symbol", "function", "constant", "derivative", "sign", "end"]

_LETTER: Final = "A-Za-zΑ-Ωα-ω"
_WORD: Final = rf"[{_LETTER}](?:[{_LETTER}0-9]|_(?=[{_LETTER}0-9{{])|(?<=_)\{{[{_LETTER}0-9,]+\}})*"
_TOKEN: Final = re.compile(
    rf"(?P<number>[0-9]+\.?[0-9]*|\.[0-9]+)|(?P<word>{_WORD})|(?P<fraction>[¼-¾⅐-⅞])"
    r"|(?P<sign>\*\*|<=|>=|==|[-+*/^()\[\]{},'=<>|√])"
)
_QUOTIENT: Final = re.compile(rf"(?P<d>[d∂])\s*(?P<of>{_WORD})\s*/\s*[d∂]\s*(?P<by>{_WORD})")
_LEFT_SIDE: Final = re.compile(
    rf"\s*(?:[d∂]\s*{_WORD}\s*/\s*[d∂]\s*{_WORD}|{_WORD}\s*'*\s*(?:\(\s*{_WORD}\s*\))?)\s*=(?!=)"
)
_NAME_AND_NUMBER: Final = re.compile(r"(?P<name>.*\D)(?P<number>[0-9]+)")
_SCIENTIFIC: Final = re.compile(r"[0-9.]+[eE][-+]?[0-9]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a formula; `text` is its meaning (`sigmoid` for σ), `names` the pair of a derivative."""

    kind: Kind
    text: str
    span: Span
    names: tuple[str, str] = ("", "")


def tokens(source: Characters, vocabulary: Vocabulary, limits: Limits) -> list[Token]:
    """Return the tokens of `source` without a left side `dL/dw =`; raises FormulaError where it cannot be cut."""
    left_side = _LEFT_SIDE.match(source.text)
    found: list[Token] = []
    for token in _scan(source, left_side.end() if left_side else 0, vocabulary, limits):
        found.append(token)
        if len(found) > limits.tokens:
            raise FormulaError("too_complex", token.span, limit=limits.tokens)
    return found


def _scan(source: Characters, index: int, vocabulary: Vocabulary, limits: Limits) -> Iterator[Token]:
    text = source.text
    while index < len(text):
        if text[index] in (" ", BREAK):
            index += 1
            continue
        if derivative := _derivative(source, index, vocabulary):
            yield derivative[0]
            index = derivative[1]
            continue
        match = _TOKEN.match(text, index)
        if match is None and text[index] == "\\":
            raise FormulaError("latex", source.span(index, index + 1))
        if match is None:
            raise FormulaError("bad_char", source.span(index, index + 1), character=text[index])
        if match["word"]:
            found, index = _names(source, match, vocabulary)
            yield from found
        else:
            yield _number_or_sign(source, match, limits)
            index = match.end()


def _number_or_sign(source: Characters, match: re.Match[str], limits: Limits) -> Token:
    text, span = match[0], source.span(*match.span())
    if match["fraction"]:
        return Token("fraction", unicodedata.normalize("NFKC", text).replace("\u2044", "/"), span)
    if match["sign"]:
        return Token("sign", "^" if text == "**" else text, span)
    if sum(character.isdigit() for character in text) > limits.digits:
        raise FormulaError("number_too_long", span, limit=limits.digits)
    if scientific := _SCIENTIFIC.match(source.text, match.start()):
        raise FormulaError("scientific_notation", source.span(*scientific.span()), got=scientific[0])
    return Token("number", text, span)


def _derivative(source: Characters, index: int, vocabulary: Vocabulary) -> tuple[Token, int] | None:
    """The derivative such as `dL/da` that starts at `index`, and where it ends, if the vocabulary knows it."""
    match = _QUOTIENT.match(source.text, index)
    if match is None:
        return None
    for end in range(match.end("by"), match.start("by"), -1):
        if names := vocabulary.derivative(match["of"], source.text[match.start("by") : end]):
            return Token("derivative", match["d"], source.span(index, end), names), end
    if match["d"] == "∂":
        raise _unknown_derivative(source, match)
    return None


def _names(source: Characters, match: re.Match[str], vocabulary: Vocabulary) -> tuple[list[Token], int]:
    """The names that a run of letters means, and where the last of them ends."""
    word, start, end = match[0], match.start(), match.end()
    if found := vocabulary.find(word):
        return [Token(*found, source.span(start, end))], end
    if vocabulary.open:
        return [Token("symbol", canonical_name(word), source.span(start, end))], end
    if (pieces := _pieces(source, start, word, vocabulary)) is not None:
        return pieces, end
    for offset in range(1, len(word)):
        derivative = _derivative(source, start + offset, vocabulary) if word[offset] == "d" else None
        before = _pieces(source, start, word[:offset], vocabulary) if derivative else None
        if derivative and before is not None:
            return [*before, derivative[0]], derivative[1]
    raise _unknown(source, match, vocabulary)


def _pieces(source: Characters, start: int, word: str, vocabulary: Vocabulary) -> list[Token] | None:
    pieces = vocabulary.pieces(word)
    if pieces is None:
        return None
    found = []
    for typed, kind, name in pieces:
        found.append(Token(kind, name, source.span(start, start + len(typed))))
        start += len(typed)
    return found


def _unknown_derivative(source: Characters, match: re.Match[str]) -> FormulaError:
    return FormulaError("unknown_derivative", source.span(*match.span()), got=re.sub(r"\s+", "", match[0]))


def _unknown(source: Characters, match: re.Match[str], vocabulary: Vocabulary) -> FormulaError:
    """The most helpful thing to say about a word that means nothing here."""
    quotient = _QUOTIENT.match(source.text, match.start())
    if quotient:
        return _unknown_derivative(source, quotient)
    word, span = match[0], source.span(*match.span())
    if other := vocabulary.other_case(word):
        return FormulaError("wrong_case", span, got=word, name=display_name(other))
    numbered = _NAME_AND_NUMBER.fullmatch(word)
    if numbered and vocabulary.pieces(numbered["name"]):
        return FormulaError("number_after_name", span, got=word, number=numbered["number"])
    names = ", ".join(display_name(name) for name in vocabulary.symbols)
    if near := vocabulary.nearest(word):
        return FormulaError("misspelled_name", span, got=word, name=display_name(near), names=names)
    return FormulaError("unknown_name", span, got=word, names=names)
