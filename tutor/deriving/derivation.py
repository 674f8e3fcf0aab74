"""What a derivation is: a tree of frozen records, one for each rule that was applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import sympy as sp

from tutor.deriving.convert import symbol, to_expression
from tutor.deriving.gathering import gather
from tutor.deriving.rule_codes import RuleCode
from tutor.errors import TutorError
from tutor.formulas.expression import Expression

Detail: TypeAlias = Literal["factor", "rules"]
"""How much of a derivation is shown: its one line, or every rule unfolded."""


class DontKnow(TutorError):  # noqa: N818 - the name says what it means: no guess
    """No rule differentiates this formula; said instead of a guess."""

    def __init__(self, function: str) -> None:
        super().__init__("derivation.no-rule", function=function)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One rule applied to one formula.

    `tree` is what is differentiated with respect to `wrt`; `literal` is the rule's formula filled in with the results
    of `steps` (`1·x + w·0`), `derivative` the same tidied (`x`). `parts` names what the rule's formula calls f, g, c,
    n or u. The derivation of a chain has two steps: the outer function with respect to u, then u with respect to `wrt`.
    """

    rule: RuleCode
    wrt: str
    tree: sp.Expr
    literal: sp.Expr
    derivative: sp.Expr
    parts: tuple[tuple[str, sp.Expr], ...] = ()
    steps: tuple[Derivation, ...] = ()

    @property
    def of(self) -> Expression:
        """What is differentiated."""
        return to_expression(self.tree)

    @property
    def written(self) -> Expression:
        """The rule's formula with everything filled in and nothing tidied."""
        return to_expression(self.literal)

    @property
    def result(self) -> Expression:
        """The derivative, tidied."""
        return to_expression(self.derivative)

    @property
    def gathered(self) -> Expression:
        """The derivative as a person leaves it at the end: common factors in front, like things together."""
        return to_expression(gather(self.derivative, symbol(self.wrt)))

    @property
    def bindings(self) -> Mapping[str, Expression]:
        """What the names in the rule's formula stand for here."""
        return {name: to_expression(part) for name, part in self.parts}

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
        yield self
        for step in self.steps:
            yield from step.walk()

    def lines(self, detail: Detail) -> tuple[Line, ...]:
        """Return the derivation as lines from top to bottom at the level of `detail`."""
        match detail:
            case "factor":
                return (Line(0, self),)
            case "rules":
                return tuple(_unfolded(self, 0))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a derivation on the screen: `depth` counts the rules around it."""

    depth: int
    derivation: Derivation


def _unfolded(derivation: Derivation, depth: int) -> Iterator[Line]:
    yield Line(depth, derivation)
    for step in derivation.steps:
        yield from _unfolded(step, depth + 1)
