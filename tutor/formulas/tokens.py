"""Text cut into numbers, names, derivatives and signs; runs of letters become the names that the vocabulary knows.

Notation of vectors, sums and programs, which formulas of single numbers do not have, is refused by its own name.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from tutor.formulas.characters import BREAK, Characters
from tutor.formulas.expression import Span
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.limits import FormulaError, Limits
from tutor.formulas.vocabulary import Vocabulary, canonical_name, display_name, display_names
from tutor.spelling import GREEK

Kind: TypeAlias = Literal["number", "fraction", "symbol", "function", "constant", "derivative", "sign", "end"]

BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
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
    rf"{_GAP}(?:[d∂]\s*(?P<above>{_WORD}){_GAP}/\s*[d∂]\s*(?P<below>{_WORD})"
    rf"|(?P<name>{_WORD}){_GAP}(?P<primes>'*)\s*(?:\(\s*(?P<argument>{_WORD}){_GAP}\))?){_GAP}=(?!=)"
)
_SMALLEST: Final = 20
"""Decimal places of the smallest number that may be typed as `1e-20`."""
_DECIMAL: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_NAME_AND_NUMBER: Final = re.compile(r"(?P<name>.*\D)(?P<number>[0-9]+)")
_TWO_POINTS: Final = re.compile(r"[0-9]*\.[0-9]*\.[0-9.]*")
_SCIENTIFIC: Final = re.compile(r"(?P<digits>[0-9]+\.?[0-9]*|\.[0-9]+)[eE](?P<exponent>[-+]?[0-9]+)")

_TRANSPOSED: Final = re.compile(r"\^\s*\{?\s*T(?![a-z0-9]{3})")
_RAISED_INDEX: Final = re.compile(r"\^\s*\{\s*\(\s*[A-Za-z0-9]+\s*\)\s*\}")
_INDEX: Final = re.compile(r"\[\s*(?:[0-9]+|[A-Za-z][A-Za-z0-9]*)\s*(?:,\s*[A-Za-z0-9]+\s*)?\]")
_DIFFERENTIATION: Final = re.compile(r"([d∂])(?:\^2)?\s*/\s*[d∂]\s*[A-Za-zα-ω](?!\w*\s*/)")
_REMAINDER: Final = re.compile(r"%|(?:b|p)?mod(?![A-Za-z0-9_])")
_WORD_CLOSE: Final = 0.86
"""How alike a misspelt name and its function are: sigmod and sigmoid, but neither selu and relu nor lg and log."""


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

    `order` counts how often `of` is differentiated; `by` is empty where nothing is said to vary; `text` is as typed, or
    as LaTeX was read.
    """

    of: str
    by: str
    order: int
    text: str = field(compare=False)
    span: Span = field(compare=False)


def left_side_in(source: Characters, typed: str) -> LeftSide | None:
    """Return what `tokens` leaves out in front of a formula, `dL/dw` of `dL/dw = x`, None where that is nothing."""
    match = _LEFT_SIDE.match(source.text)
    if match is None:
        return None
    of, by = match["above"] or match["name"], match["below"] or match["argument"] or ""
    order = 1 if match["above"] else len(match["primes"])
    named = match[0][:-1].strip(f" {BREAK}")
    start = match[0].index(named)
    span = source.span(start, start + len(named))
    # A place inside a `\frac{dL}{dw}` cuts it in two, so LaTeX is said as it was read.
    text = "".join(named.replace(BREAK, " ").split()) if "\\" in typed else typed[span.start : span.end]
    return LeftSide(canonical_name(of), canonical_name(by), order, text, span)


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
        _check_native(source, index, _is_name(last), vocabulary)
        if derivative := _derivative(source, index, vocabulary):
            last = derivative[0]
            yield last
            index = derivative[1]
            continue
        match = _TOKEN.match(text, index)
        if match is None:
            if word := _NATIVE_WORD.match(text, index):
                raise _unknown(source, word, vocabulary)
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
                _check_index(source, index)
        else:
            last, index = _number_or_sign(source, match, vocabulary, limits)
            yield last


def _is_name(token: Token | None) -> bool:
    """Whether `token` ends what can have a superscript that is no power: a name or a bracket."""
    return token is not None and (token.kind == "symbol" or token.text in BRACKETS.values())


def _number_or_sign(
    source: Characters, match: re.Match[str], vocabulary: Vocabulary, limits: Limits
) -> tuple[Token, int]:
    """The token that `match` is, and where it ends."""
    text, span = match[0], source.span(*match.span())
    if match["fraction"]:
        return Token("fraction", unicodedata.normalize("NFKC", text).replace("\u2044", "/"), span), match.end()
    if match["sign"]:
        return Token("sign", "^" if text == "**" else text, span), match.end()
    if two := _TWO_POINTS.match(source.text, match.start()):
        raise FormulaError("two_points", source.span(*two.span()))
    if sum(character.isdigit() for character in text) > limits.digits:
        raise FormulaError("number_too_long", span, limit=limits.digits)
    if scientific := _SCIENTIFIC.match(source.text, match.start()):
        return _power_of_ten(source, scientific, vocabulary), scientific.end()
    return Token("number", text, span), match.end()


def _power_of_ten(source: Characters, match: re.Match[str], vocabulary: Vocabulary) -> Token:
    """`1e-3` as the decimal number 0.001; without the minus, or where e is a name, it may mean a product with e.

    `1e3` can mean nothing else where it is all that there is.
    """
    span = source.span(*match.span())
    is_small, is_all = match["exponent"].startswith("-"), source.text.strip().lstrip("+-") == match[0]
    if abs(int(match["exponent"])) > _SMALLEST:
        raise FormulaError("number_too_small" if is_small else "number_too_large", span)
    number = format(Decimal(match[0]), "f")
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
    name = word if word.isdigit() else vocabulary.symbol(word) or (canonical_name(word) if vocabulary.open else None)
    if name is None:
        return None
    base = Token("number" if word.isdigit() else "symbol", name, span)
    return [Token("function", "ln", span, base=base)], match.end()


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
    if quotient := _QUOTIENT.match(source.text, match.start()):
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
    names = display_names(vocabulary.symbols)
    near = vocabulary.nearest(word)
    if near and not names:
        return FormulaError("misspelled_function", span, got=word, name=near)
    if not names:
        return FormulaError("name_for_number", span, got=word)
    if near:
        return FormulaError("misspelled_name", span, got=word, name=display_name(near), names=names)
    if vocabulary.symbol(word.partition("_")[0]):
        return FormulaError("index", span, got=word)
    return FormulaError("unknown_name", span, got=word, names=names)


def _check_native(source: Characters, index: int, after_name: bool, vocabulary: Vocabulary) -> None:
    """Raise FormulaError if foreign notation starts at `index`; `after_name` says that a name or bracket ends there."""
    text = source.text
    if text[index] in "∑∏" or (text[index] in "ΣΠ" and vocabulary.symbol(text[index]) is None):
        raise FormulaError("sum_sign", source.span(index, index + 1), got=text[index])
    if text[index] == "∫":
        raise FormulaError("integral_sign", source.span(index, index + 1))
    if text[index] == "∇":
        raise FormulaError("gradient_sign", source.span(index, index + 1))
    if text[index] == "∞":
        raise FormulaError("infinity", source.span(index, index + 1))
    if (match := _REMAINDER.match(text, index)) and vocabulary.symbol(match[0]) is None:
        raise FormulaError("remainder", source.span(*match.span()), got=match[0])
    if (match := _DIFFERENTIATION.match(text, index)) and vocabulary.symbol("d") is None:
        raise FormulaError("differentiation", source.span(*match.span()), got=re.sub(r"\s", "", match[0]))
    if after_name:
        _check_raised(source, index, vocabulary)


def _check_raised(source: Characters, index: int, vocabulary: Vocabulary) -> None:
    """What stands above or behind a name without being a power or a product."""
    if (match := _TRANSPOSED.match(source.text, index)) and vocabulary.symbol("T") is None:
        raise FormulaError("transpose", source.span(*match.span()))
    if source.text[index - 1] not in ")]}" and (match := _RAISED_INDEX.match(source.text, index)):
        raise FormulaError("index", source.span(*match.span()), got=match[0].replace(" ", ""))


def _check_index(source: Characters, index: int) -> None:
    """Raise FormulaError if an index such as `[0]` follows a name directly at `index`."""
    if match := _INDEX.match(source.text, index):
        raise FormulaError("index", source.span(*match.span()), got=match[0].replace(" ", ""))


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
        if after is not None and after.text in BRACKETS:
            raise _unknown_function(token)
    for left, right in pairwise(found):
        word = left if _is_word(left) else right
        if _is_word(word) and _ends_factor(left) and right.kind not in ("sign", "end"):
            raise FormulaError("word_in_product", word.span, got=word.text)


def _unknown_function(token: Token) -> FormulaError:
    if close := difflib.get_close_matches(token.text, FUNCTIONS, 1, _WORD_CLOSE):
        return FormulaError("misspelled_before_bracket", token.span, got=token.text, name=close[0])
    return FormulaError("unknown_function", token.span, name=token.text, known=", ".join(sorted(FUNCTIONS)))


def _is_word(token: Token) -> bool:
    """Whether `token` is an undeclared name of several letters, which are neither a Greek one nor wear a hat."""
    if token.declared:
        return False
    letters = re.match(r"[A-Za-z]+", token.text.partition("_")[0])
    return letters is not None and len(letters[0]) > 1 and letters[0] not in GREEK


def _after_exponent(found: Sequence[Token], index: int) -> Token | None:
    """The token behind the one at `index`, past an exponent as in `coth^2(x)`."""
    rest = found[index + 1 : index + 4]
    if len(rest) > 2 and rest[0].text == "^" and rest[1].kind == "number":
        rest = rest[2:]
    return rest[0] if rest else None


def _ends_factor(token: Token) -> bool:
    return token.kind in ("symbol", "constant", "derivative") or token.text in BRACKETS.values()
