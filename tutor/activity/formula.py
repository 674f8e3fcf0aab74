"""A typed formula as an answer: it is read with its value."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.activity.base import Reading, Understood, Unreadable
from tutor.activity.left_sides import Asked
from tutor.formulas.evaluate import value
from tutor.formulas.limits import FormulaError
from tutor.formulas.parse import left_side, parse
from tutor.judging.diagnosis import Judge


def read_formula(text: str, judge: Judge, asked: Asked, numbers: Mapping[str, float] | None = None) -> Reading:
    """Return the formula in `text` in the names of the judge, with its value where `numbers` give one to every symbol.

    A left side that is not what is `asked` cannot be read, nor can a division by what is 0 everywhere.
    """
    try:
        expression = parse(text, judge.question.vocabulary)
        left = left_side(text, judge.question.vocabulary)
        if (division := judge.division_by_zero(expression)) is not None:
            raise FormulaError("no_value", division.span)
    except FormulaError as error:
        return Unreadable(error.code, error.arguments, error.span)
    refused = asked(left) if left is not None else None
    return refused or Understood(expression, None if numbers is None else value(expression, numbers))
