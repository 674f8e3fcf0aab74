"""Text that a learner or an author typed, read into an expression whose size and numbers are bounded."""

from __future__ import annotations

from tutor.formulas.bounds import check_bounds
from tutor.formulas.expression import Expression
from tutor.formulas.grammar import read
from tutor.formulas.limits import AUTHOR, LEARNER, FormulaError, Limits
from tutor.formulas.tokens import LeftSide, left_side
from tutor.formulas.vocabulary import STANDARD, Vocabulary

__all__ = ["AUTHOR", "LEARNER", "STANDARD", "FormulaError", "LeftSide", "Limits", "Vocabulary", "left_side", "parse"]


def parse(text: str, vocabulary: Vocabulary, limits: Limits = LEARNER) -> Expression:
    """Return the formula that `text` says, order, brackets and implicit products kept.

    Pasted LaTeX is read as what it sets (`latex`), functions without brackets as textbooks mean them (`grammar`).
    A left side such as `dL/dw =` is read and left out. Raises FormulaError, and nothing else, for any other text;
    its span counts characters of `text`.
    """
    expression = read(text, vocabulary, limits)
    check_bounds(expression, limits)
    return expression
