"""A derivation in lines: the quantities, the chain rule, every factor that stands, the product as it grows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from tutor.activity.derivation import DerivationActivity, label
from tutor.figures.derivation import conclusion_lines, factor_text, is_partial, quantity_lines
from tutor.figures.lines import Line
from tutor.numerals import numeral
from tutor.plain.desk import Desk
from tutor.symbolic.chain_rule import Factor, Path
from tutor.symbolic.expression import Binary, Expression, Leibniz
from tutor.symbolic.formula import derivative
from tutor.symbolic.line import plain_line
from tutor.symbolic.notation import symbol
from tutor.symbolic.typeset import from_expression
from tutor.text import Cells
from tutor.wording.derivations import RULES

_ONE_A_LINE = 1
"""A width at which each of several things side by side gets a line of its own."""


def derivation_lines(activity: DerivationActivity, desk: Desk) -> list[Line]:
    """Return the derivation as far as it has come, without what is asked."""
    cells = desk.console.cells
    lines = [*quantity_lines(activity, cells, _ONE_A_LINE), [], _chain_line(activity, cells, shown=False)]
    shown = [factor for factor in activity.factors if label(factor) in activity.shown]
    lines += [factor_line(factor, activity, desk) for factor in shown]
    return [*lines, *growth_lines(activity, desk)] if shown else lines


def growth_lines(activity: DerivationActivity, desk: Desk) -> list[Line]:
    """Return the product with every factor that stands as a formula, and at the end as a number with its proof."""
    cells = desk.console.cells
    lines = [_chain_line(activity, cells, shown=True)]
    if activity.question is None:
        lines += conclusion_lines(activity, desk.voice, cells, _ONE_A_LINE)
    return lines


def factor_line(factor: Factor, activity: DerivationActivity, desk: Desk) -> Line:
    """Return one factor: name, formula, value and the rule that gives it."""
    cells = desk.console.cells
    name = factor_text(factor, cells, partial=is_partial(activity))
    formula, value = plain_line(from_expression(factor.formula), cells), numeral(factor.value)
    known = f" {value.relation} {value.text}" if formula != value.text else ""
    rule = desk.voice(RULES[factor.derivation.headline].name)
    return [(f"{name} = {formula}{known}   ({rule})", "maths")]


def _chain_line(activity: DerivationActivity, cells: Cells, *, shown: bool) -> Line:
    chain = activity.chain
    left = derivative(symbol(chain.target), symbol(chain.wrt), partial=is_partial(activity))
    paths = [_product(path, activity, shown) for path in chain.paths]
    right = reduce(lambda before, path: Binary("+", before, path), paths)
    return [(f"{plain_line(left, cells)} = {plain_line(from_expression(right), cells)}", "maths")]


def _product(path: Path, activity: DerivationActivity, shown: bool) -> Expression:
    return reduce(lambda before, factor: Binary("*", before, factor), _factors(path, activity, shown))


def _factors(path: Path, activity: DerivationActivity, shown: bool) -> Iterator[Expression]:
    for factor in path.factors:
        stands = shown and label(factor) in activity.shown
        yield factor.formula if stands else Leibniz(factor.of, factor.by, partial=is_partial(activity))
