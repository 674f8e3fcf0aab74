"""Text cut into numbers, names, derivatives and signs; runs of letters become the names that the vocabulary knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, TypeAlias

from tutor.formulas.characters import BREAK, Characters, characters
from tutor.formulas.expression import Span
from tutor.formulas.foreign import check_index, check_native
from tutor.formulas.limits import FormulaError, Limits
from tutor.formulas.vocabulary import Vocabulary, canonical_name, display_name

Kind: TypeAlias = Literal["number", "fraction", "symbol", "function", "constant", "derivative", "sign", "end"]

_LETTER: Final = "A-Za-zΑ-Ωα-ω"
_WORD: Final = rf"[{_LETTER}](?:[{_LETTER}0-9]|_(?=[{_LETTER}0-9{{])|(?<=_)\{{[{_LETTER}0-9,]+\}})*"
_TOKEN: Final = re.compile(
    rf"(?P<number>[0-9]+\.?[0-9]*|\.[0-9]+)|(?P<word>{_WORD})|(?P<fraction>[¼-¾⅐-⅞])"
    r"|(?P<sign>\*\*|<=|>=|==|[-+*/^()\[\]{},'=<>|√∛∜])"
)
_LOGARITHM: Final = re.compile(
    rf"log(?:_(?P<digits>[0-9]+)|_(?P<letter>[{_LETTER}])(?![{_LETTER}0-9_])|_\{{(?P<base>{_WORD}|[0-9]+)\}}"
    r"|(?P<touching>[0-9]+)(?=\s*[(\[{|]))"
)
_INDICATOR: Final = re.compile(r"1(?:_\s*(?=[{(\[][^<>=]*(?:[<>]|==))|\s*(?=[{(\[][^<>=)\]}]*(?:[<>]|==)))")
"""The 1 of `1{z > 0}` and `1_{z > 0}`, which says nothing: the comparison itself is 1 or 0."""
_NATIVE_WORD: Final = re.compile("[\u3400-\u9fff]+")
"""A word that is not spelled in letters: 学习率."""
_QUOTIENT: Final = re.compile(rf"(?P<d>[d∂])\s*(?P<of>{_WORD})\s*/\s*[d∂]\s*(?P<by>{_WORD})")
_GAP: Final = rf"[\s{BREAK}]*"
_LEFT_SIDE: Final = re.compile(
    rf"\s*(?:[d∂]\s*(?P<above>{_WORD}){_GAP}/\s*[d∂]\s*(?P<below>{_WORD})"
    rf"|(?P<name>{_WORD}){_GAP}(?P<primes>'*)\s*(?:\(\s*(?P<argument>{_WORD}){_GAP}\))?){_GAP}=(?!=)"
)
_SMALLEST: Final = 20
"""Decimal places of the smallest number that may be typed as `1e-20`."""
_DECIMAL: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NAME_AND_NUMBER: Final = re.compile(r"(?P<name>.*\D)(?P<number>[0-9]+)")
_SCIENTIFIC: Final = re.compile(r"(?P<digits>[0-9]+\.?[0-9]*|\.[0-9]+)[eE](?P<exponent>[-+]?[0-9]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a formula; `text` is its meaning (`sigmoid` for σ), `names` the pair of a derivative."""

    kind: Kind
    text: str
    span: Span
    names: tuple[str, str] = ("", "")
    base: Token | None = None
    """Of a logarithm whose base was typed, `log_2`: the base."""
    declared: bool = True
    """Whether it is more than a word that an open vocabulary lets pass."""


@dataclass(frozen=True, slots=True)
class LeftSide:
    """What stands left of the = before a formula, `dz/dw`, `z'(w)`, `f(x)` or `y`: names as trees hold them.

    `order` counts how often `of` is differentiated; `by` is empty where nothing is said to vary; `text` is as typed.
    """

    of: str
    by: str
    order: int
    text: str = field(compare=False)
    span: Span = field(compare=False)


def left_side(typed: str) -> LeftSide | None:
    """Return what is left out in front of a formula, `dL/dw` of `dL/dw = x`, None where nothing is.

    Raises FormulaError for a character that no formula may have.
    """
    source = characters(typed)
    match = _LEFT_SIDE.match(source.text)
    if match is None:
        return None
    of, by = match["above"] or match["name"], match["below"] or match["argument"] or ""
    order = 1 if match["above"] else len(match["primes"])
    named = match[0][:-1].strip(f" {BREAK}")
    start = match[0].index(named)
    span = source.span(start, start + len(named))
    return LeftSide(canonical_name(of), canonical_name(by), order, typed[span.start : span.end], span)


def tokens(source: Characters, vocabulary: Vocabulary, limits: Limits) -> list[Token]:
    """Return the tokens of `source` without a left side `dL/dw =`; raises FormulaError where it cannot be cut."""
    left = _LEFT_SIDE.match(source.text)
    found: list[Token] = []
    for token in _scan(source, left.end() if left else 0, vocabulary, limits):
        found.append(token)
        if len(found) > limits.tokens:
            raise FormulaError("too_complex", token.span, limit=limits.tokens)
    return found


def _scan(source: Characters, index: int, vocabulary: Vocabulary, limits: Limits) -> Iterator[Token]:
    text = source.text
    last: Token | None = None
    while index < len(text):
        if text[index] in (" ", BREAK):
            index += 1
            continue
        if (indicator := _INDICATOR.match(text, index)) and (last is None or last.text != "^"):
            index = indicator.end()
            continue
        check_native(source, index, _is_name(last), vocabulary)
        if derivative := _derivative(source, index, vocabulary):
            last = derivative[0]
            yield last
            index = derivative[1]
            continue
        match = _TOKEN.match(text, index)
        if match is None:
            if word := _NATIVE_WORD.match(text, index):
                raise _unknown_native(source, word, vocabulary)
            sign, span = text[index], source.span(index, index + 1)
            if sign.isascii():
                raise FormulaError("bad_char", span, character=sign)
            # A Cyrillic х or a curved quotation mark is told from its twin by its number alone.
            raise FormulaError("foreign_char", span, character=sign, number=f"U+{ord(sign):04X}")
        if match["word"]:
            found, index = _names(source, match, vocabulary)
            yield from found
            last = found[-1]
            if last.kind == "symbol":
                check_index(source, index)
        else:
            last, index = _number_or_sign(source, match, vocabulary, limits)
            yield last


def _is_name(token: Token | None) -> bool:
    """Whether `token` ends what can have a superscript that is no power: a name or a bracket."""
    return token is not None and (token.kind == "symbol" or token.text in (")", "]", "}"))


def _number_or_sign(
    source: Characters, match: re.Match[str], vocabulary: Vocabulary, limits: Limits
) -> tuple[Token, int]:
    """The token that `match` is, and where it ends."""
    text, span = match[0], source.span(*match.span())
    if match["fraction"]:
        return Token("fraction", unicodedata.normalize("NFKC", text).replace("\u2044", "/"), span), match.end()
    if match["sign"]:
        return Token("sign", "^" if text == "**" else text, span), match.end()
    if sum(character.isdigit() for character in text) > limits.digits:
        raise FormulaError("number_too_long", span, limit=limits.digits)
    if scientific := _SCIENTIFIC.match(source.text, match.start()):
        return _power_of_ten(source, scientific, vocabulary, limits), scientific.end()
    return Token("number", text, span), match.end()


def _power_of_ten(source: Characters, match: re.Match[str], vocabulary: Vocabulary, limits: Limits) -> Token:
    """`1e-3` as the decimal number 0.001; without the minus, or where e is a name, it may mean a product with e.

    `1e3` can mean nothing else where it is all that there is.
    """
    span = source.span(*match.span())
    if abs(int(match["exponent"])) > _SMALLEST:
        raise FormulaError("number_too_long", span, limit=limits.digits)
    number = format(Decimal(match[0]), "f")
    is_small, is_all = match["exponent"].startswith("-"), source.text.strip().lstrip("+-") == match[0]
    if vocabulary.symbol("e") or not (is_small or is_all):
        raise FormulaError("scientific_notation", span, got=match[0], number=number)
    return Token("number", number, span)


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
    if word.endswith("_"):
        raise FormulaError("index", source.span(start, end + 1), got=source.text[start : end + 1])
    if found := vocabulary.find(word):
        return [Token(*found, source.span(start, end))], end
    if logarithm := _logarithm(source, start, vocabulary):
        return logarithm
    if vocabulary.open:
        if quotient := _QUOTIENT.match(source.text, start):
            raise _unknown_derivative(source, quotient)
        return [Token("symbol", canonical_name(word), source.span(start, end), declared=False)], end
    if (pieces := _pieces(source, start, word, vocabulary)) is not None:
        return pieces, end
    for offset in range(1, len(word)):
        derivative = _derivative(source, start + offset, vocabulary) if word[offset] == "d" else None
        before = _pieces(source, start, word[:offset], vocabulary) if derivative else None
        if derivative and before is not None:
            return [*before, derivative[0]], derivative[1]
    raise _unknown(source, match, vocabulary)


def _logarithm(source: Characters, start: int, vocabulary: Vocabulary) -> tuple[list[Token], int] | None:
    """`log_2`, `log2` before brackets or `log_b`: the logarithm to a base that is a number or a known name."""
    match = _LOGARITHM.match(source.text, start)
    if match is None or not vocabulary.function("ln"):
        return None
    word = next(group for group in match.groups() if group)
    span = source.span(*match.span())
    name = vocabulary.symbol(word) or (canonical_name(word) if vocabulary.open else None)
    if word.isdigit():
        return [Token("function", "ln", span, base=Token("number", word, span))], match.end()
    if name is None:
        return None
    return [Token("function", "ln", span, base=Token("symbol", name, span))], match.end()


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
    if numbered and (pieces := vocabulary.pieces(numbered["name"])):
        name, kind, _ = pieces[-1]
        if kind == "function":
            # A decimal number ends behind the word: ln0.4.
            number = _DECIMAL.match(source.text, match.start() + numbered.start("number"))
            assert number is not None
            return FormulaError("number_after_function", span, got=f"{name}{number[0]}", meant=f"{name}({number[0]})")
        return FormulaError("number_after_name", span, got=word, number=numbered["number"])
    names = ", ".join(display_name(name) for name in vocabulary.symbols)
    near = vocabulary.nearest(word)
    if not names:
        return _unknown_beside_numbers(word, span, near)
    if near:
        return FormulaError("misspelled_name", span, got=word, name=display_name(near), names=names)
    if vocabulary.symbol(word.partition("_")[0]):
        return FormulaError("index", span, got=word)
    return FormulaError("unknown_name", span, got=word, names=names)


def _unknown_native(source: Characters, word: re.Match[str], vocabulary: Vocabulary) -> FormulaError:
    """What to say about a word that no formula can have as a name."""
    span = source.span(*word.span())
    if names := ", ".join(display_name(name) for name in vocabulary.symbols):
        return FormulaError("unknown_name", span, got=word[0], names=names)
    return FormulaError("name_for_number", span, got=word[0])


def _unknown_beside_numbers(word: str, span: Span, near: str | None) -> FormulaError:
    """What to say about a word where only numbers and functions count."""
    if near:
        return FormulaError("misspelled_function", span, got=word, name=near)
    return FormulaError("name_for_number", span, got=word)
