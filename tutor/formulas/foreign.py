"""Notation of vectors, sums and programs that formulas of single numbers do not have, each refused by its own name."""

from __future__ import annotations

import re
from typing import Final

from tutor.formulas.characters import Characters
from tutor.formulas.limits import FormulaError
from tutor.formulas.vocabulary import Vocabulary

_TRANSPOSED: Final = re.compile(r"\^\s*\{?\s*T(?![a-z0-9]{3})")
_RAISED_INDEX: Final = re.compile(r"\^\s*\{\s*\(\s*[A-Za-z0-9]+\s*\)\s*\}")
_INDEX: Final = re.compile(r"\[\s*(?:[0-9]+|[A-Za-z][A-Za-z0-9]*)\s*(?:,\s*[A-Za-z0-9]+\s*)?\]")
_DIFFERENTIATION: Final = re.compile(r"([d∂])(?:\^2)?\s*/\s*[d∂]\s*[A-Za-zα-ω](?!\w*\s*/)")
_REMAINDER: Final = re.compile(r"%|(?:b|p)?mod(?![A-Za-z0-9_])")


def check_native(source: Characters, index: int, after_name: bool, vocabulary: Vocabulary) -> None:
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


def check_index(source: Characters, index: int) -> None:
    """Raise FormulaError if an index such as `[0]` follows a name directly at `index`."""
    if match := _INDEX.match(source.text, index):
        raise FormulaError("index", source.span(*match.span()), got=match[0].replace(" ", ""))
