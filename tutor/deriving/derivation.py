"""What a derivation is: a tree of frozen records, one for each rule that was applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import sympy as sp

from tutor.deriving.convert import symbol, to_expression
from tutor.deriving.gathering import gather
from tutor.errors import TutorError
from tutor.formulas.expression import Expression
from tutor.formulas.functions import FUNCTIONS

RuleCode: TypeAlias = str
"""A rule of how a formula is built, or the rule of a function's record."""

RULE_CODES: Final[frozenset[RuleCode]] = frozenset(
    [
        "constant", "variable", "sum", "constant-multiple", "product", "quotient", "power", "general-power",
        "general-exponential", "piecewise", "chain", *(record.rule for record in FUNCTIONS.values()),
    ]
)  # fmt: skip
"""`wording.derivations` has a name, a formula and a sentence for each."""


class DontKnow(TutorError):  # noqa: N818 - the name says what it means: no guess
    """No rule differentiates this formula; said instead of a guess."""

    def __init__(self, function: str) -> None:
        super().__init__("derivation.no-rule", function=function)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One rule applied to one formula.

    `tree` is what is differentiated with respect to `wrt`, `derivative` the result, tidied: `x`, not `1·x + w·0`. The
    derivation of a chain has two steps: the outer function with respect to u, then u with respect to `wrt`.
    """

    rule: RuleCode
    wrt: str
    tree: sp.Expr
    derivative: sp.Expr
    steps: tuple[Derivation, ...] = ()

    @property
    def of(self) -> Expression:
        """What is differentiated."""
        return to_expression(self.tree)

    @property
    def result(self) -> Expression:
        """The derivative, tidied."""
        return to_expression(self.derivative)

    @property
    def gathered(self) -> Expression:
        """The derivative as a person leaves it at the end: common factors in front, like things together."""
        return to_expression(gather(self.derivative, symbol(self.wrt)))

    @property
    def headline(self) -> RuleCode:
        """The rule that a teacher would name first: that of the outer function, past constant multiples of it."""
        if self.rule == "chain":
            return self.steps[0].rule
        if self.rule == "constant-multiple" and self.steps[0].rule != "variable":
            return self.steps[0].headline
        return self.rule

    @property
    def rules(self) -> tuple[RuleCode, ...]:
        """Every rule that was applied, each once, in the order of use."""
        return tuple(dict.fromkeys(step.rule for step in self.walk()))

    def walk(self) -> Iterator[Derivation]:
        """Yield this derivation and all below it, parents first."""
        return (step for _, step in self.lines())

    def lines(self, depth: int = 0) -> Iterator[tuple[int, Derivation]]:
        """Yield all that `walk` does, each with the number of rules around it."""
        yield depth, self
        for step in self.steps:
            yield from step.lines(depth + 1)
