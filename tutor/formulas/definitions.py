"""The formulas of the functions' records, read when they are first asked for."""

from __future__ import annotations

from functools import cache
from typing import Final

from tutor.formulas.expression import Call, Cases, Condition, Expression, walk
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.grammar import read
from tutor.formulas.vocabulary import Vocabulary

ARGUMENT: Final = "u"
"""The argument of a function in its record's formulas."""

_VOCABULARY: Final = Vocabulary((ARGUMENT,))


@cache
def slope_of(function: str) -> Expression:
    """Return the derivative of a function of one argument, as in a table of derivatives; KeyError for no function."""
    return read(FUNCTIONS[function].slope, _VOCABULARY)


@cache
def computed(function: str, primes: int) -> Expression:
    """Return the formula from which the value of a function, or of its derivative, is computed."""
    record = FUNCTIONS[function]
    return read(record.stable_slope or record.slope if primes else record.value, _VOCABULARY)


def has_kinks(expression: Expression) -> bool:
    """Return whether `expression` is given in pieces anywhere, openly or by a function with a kink."""
    return any(
        isinstance(part, Condition | Cases) or (isinstance(part, Call) and FUNCTIONS[part.function].kinked)
        for part in walk(expression)
    )
