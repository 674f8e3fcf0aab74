"""A number that a learner typed, as digits or as a calculation."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tutor.formulas.evaluate import value
from tutor.formulas.expression import Binary, Expression, Negate, Number, Span
from tutor.formulas.limits import FormulaError
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary

_NO_NAMES: Final = Vocabulary()
_SCIENTIFIC: Final = re.compile(r"([+-]?)(\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})[eE]([+-]?)(\d{1,3})")
_RELATION: Final = re.compile(r"\s*[=≈~约]\s*")


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What was read: the calculation, to show it, and its value."""

    expression: Expression
    value: float


def read_number(
    text: str, vocabulary: Vocabulary = _NO_NAMES, numbers: Mapping[str, float] = MappingProxyType({})
) -> TypedNumber:
    """Return the number that `text` says: `0.5`, `3/2`, `1e-3`, `50%`, `−0.25`, `½`, `σ(1.1)`, with or without `=`.

    Names of `vocabulary` stand for their values in `numbers`. Raises FormulaError for a text that is no calculation,
    `no_value` where it has no value such as `1/0`.
    """
    start = match.end() if (match := _RELATION.match(text)) else 0
    try:
        expression = _read(text[start:], vocabulary)
    except FormulaError as error:
        raise _moved(error, start) from error
    number = value(expression, numbers)
    if not math.isfinite(number):
        raise FormulaError("no_value", Span(start, len(text)))
    return TypedNumber(expression, number)


def _read(text: str, vocabulary: Vocabulary) -> Expression:
    plain = unicodedata.normalize("NFKC", text).strip().replace("\N{MINUS SIGN}", "-")
    if match := _SCIENTIFIC.fullmatch(plain):
        return _power_of_ten(*match.groups())
    if plain.endswith("%"):
        per_cent = text[: text.rindex("%" if "%" in text else "％")]
        return Binary("/", parse(per_cent, vocabulary), Number("100"))
    return parse(text, vocabulary)


def _power_of_ten(sign: str, digits: str, exponent_sign: str, exponent: str) -> Expression:
    """`1.5e-3` as 1.5·10⁻³; digits as typed."""
    power = Number(str(int(exponent)))
    scale = Binary("^", Number("10"), Negate(power) if exponent_sign == "-" else power)
    number = Binary("*", Number(digits), scale)
    return Negate(number) if sign == "-" else number


def _moved(error: FormulaError, by: int) -> FormulaError:
    """`error` with its place counted in the text as it was typed."""
    span = Span(error.span.start + by, error.span.end + by)
    arguments = {name: argument for name, argument in error.arguments.items() if name != "place"}
    return FormulaError(error.code, span, **arguments)
