"""Text that a learner or an author typed, read into an expression whose size and numbers are bounded.

The size of every part that holds no symbol is bounded too, so that nothing can hang.
"""

from __future__ import annotations

import math

from tutor.formulas.evaluate import REAL, combine
from tutor.formulas.expression import Binary, Cases, Expression, Leibniz, Symbol, children, walk
from tutor.formulas.grammar import left_side, read
from tutor.formulas.limits import AUTHOR, LEARNER, FormulaError, Limits
from tutor.formulas.tokens import LeftSide
from tutor.formulas.vocabulary import STANDARD, Vocabulary

__all__ = ["AUTHOR", "LEARNER", "STANDARD", "FormulaError", "LeftSide", "Limits", "Vocabulary", "left_side", "parse"]


def parse(text: str, vocabulary: Vocabulary, limits: Limits = LEARNER) -> Expression:
    """Return the formula that `text` says, order, brackets and implicit products kept.

    Pasted LaTeX is read as what it sets (`latex`), functions without brackets as textbooks mean them (`grammar`).
    A left side such as `dL/dw =` is read and left out. Raises FormulaError, and nothing else, for any other text;
    its span counts characters of `text`.
    """
    expression = read(text, vocabulary, limits)
    _check_bounds(expression, limits)
    return expression


def _check_bounds(expression: Expression, limits: Limits) -> None:
    """Raise FormulaError if `expression` has too many parts or a constant part that is too large or has no value."""
    if sum(1 for _ in walk(expression)) > limits.nodes:
        raise FormulaError("too_complex", expression.span, limit=limits.nodes)
    _constant(expression, limits)


def _constant(node: Expression, limits: Limits) -> float | None:
    """The value of a part without symbols, computed only from parts that were found small; None for other parts."""
    parts = [_constant(child, limits) for child in children(node)]
    if isinstance(node, Binary) and node.operator == "^":
        exponent = parts[1]
        if exponent is not None and abs(exponent) > limits.exponent:
            raise FormulaError("exponent_too_large", node.right.span, limit=limits.exponent)
    if isinstance(node, Binary) and node.operator == "/" and parts[1] == 0:
        raise FormulaError("no_value", node.span)
    if isinstance(node, Symbol | Leibniz | Cases) or None in parts:
        return None
    try:
        result = combine(node, parts, REAL)
    except OverflowError:
        result = math.inf
    except (ZeroDivisionError, ValueError):
        raise FormulaError("no_value", node.span) from None
    if abs(result) > limits.magnitude:
        raise FormulaError("number_too_large", node.span)
    return result
