"""A derivation in lines: the quantities, the chain rule, every factor that stands, the product as it grows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Final

from tutor.activity.derivation import DerivationActivity, label
from tutor.deriving.chain_rule import Factor, Path
from tutor.figures.derivation import (
    asked_lines,
    conclusion_lines,
    factor_text,
    quantity_lines,
    rules_lines,
)
from tutor.figures.lines import Line, broken
from tutor.formulas.expression import Binary, Expression, Leibniz
from tutor.lesson.format.model import Step
from tutor.numerals import numeral
from tutor.plain.desk import StepDesk
from tutor.text import Cells
from tutor.typesetting.formula import derivative
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol
from tutor.typesetting.typeset import from_expression
from tutor.wording import interface, plainly
from tutor.wording.derivations import RULES

_APART: Final = 10_000
"""A gap so wide that each thing stands on a line of its own."""


class DerivationDesk(StepDesk[DerivationActivity]):
    """Writes the derivation of one step; it knows how many factors it has written, so that none is written twice."""

    works = DerivationActivity
    _written = 0

    def write(self, step: Step) -> None:
        """Write the derivation as far as it has come, without what is asked."""
        cells = self._desk.console.cells
        quantities = quantity_lines(self._activity, cells, self._desk.console.width, _APART)
        self._desk.console.draw([[], *quantities, [], _chain_line(self._activity, cells, shown=False)])
        self._written = 0
        self.write_news(step)

    def write_news(self, step: Step) -> None:
        """Write the factors that stand now and were not written before, and the product with them in it."""
        new = self._activity.shown[self._written :]
        self._written += len(new)
        factors = [factor for factor in self._activity.factors if label(factor) in new]
        if factors:
            self._desk.console.draw([*map(self._factor_line, factors), *self._growth_lines()])

    def write_rules(self) -> None:
        """Write the rules behind every factor that stands."""
        console, voice = self._desk.console, self._desk.voice
        if self._activity.shown:
            console.draw(rules_lines(self._activity, voice, console.cells, console.width))
        else:
            self._desk.say(plainly.NO_RULES)

    def asked_lines(self, step: Step) -> list[Line]:
        """Return what is asked about the open factor, or how to see it."""
        return asked_lines(self._activity, self._desk.voice, self._desk.console.cells)

    def _growth_lines(self) -> list[Line]:
        """The product with every factor that stands as a formula, and at the end as a number with its check."""
        cells = self._desk.console.cells
        width = self._desk.console.width
        lines = broken(_chain_line(self._activity, cells, shown=True), width, cells)
        if self._activity.question is None:
            lines += conclusion_lines(self._activity, self._desk.voice, cells, width, _APART)
        return lines

    def _factor_line(self, factor: Factor) -> Line:
        """One factor: name, formula, value and the rule that gives it."""
        cells = self._desk.console.cells
        name = factor_text(factor, cells, partial=self._activity.is_partial)
        formula, value = plain_line(from_expression(factor.formula), cells), numeral(factor.value)
        known = f" {value.relation} {value.text}" if formula != value.text else ""
        voice = self._desk.voice
        rule = voice(interface.BRACKETED, remark=voice(RULES[factor.derivation.headline].name))
        return [(f"{name} = {formula}{known}  {rule}", "maths")]


def _chain_line(activity: DerivationActivity, cells: Cells, *, shown: bool) -> Line:
    chain = activity.chain
    left = derivative(symbol(chain.target), symbol(chain.wrt), partial=activity.is_partial)
    paths = [_product(path, activity, shown) for path in chain.paths]
    right = reduce(lambda before, path: Binary("+", before, path), paths)
    return [(f"{plain_line(left, cells)} = {plain_line(from_expression(right), cells)}", "maths")]


def _product(path: Path, activity: DerivationActivity, shown: bool) -> Expression:
    return reduce(lambda before, factor: Binary("*", before, factor), _factors(path, activity, shown))


def _factors(path: Path, activity: DerivationActivity, shown: bool) -> Iterator[Expression]:
    for factor in path.factors:
        stands = shown and label(factor) in activity.shown
        yield factor.formula if stands else Leibniz(factor.of, factor.by, partial=activity.is_partial)
