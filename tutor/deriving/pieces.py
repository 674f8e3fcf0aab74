"""Functions given in pieces and comparisons worth 1 or 0, as SymPy functions that nobody rewrites behind our back.

SymPy's own `Piecewise` and relations solve, sort and sometimes refuse their conditions as soon as they are built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sympy as sp

from tutor.formulas.expression import Relation


class Comparison(sp.Function):
    """1 where the first argument stands in a relation to the second, 0 elsewhere."""

    nargs = 2
    relation: type[sp.Rel]

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return 0: a comparison is constant wherever it is smooth."""
        return sp.S.Zero

    def _eval_evalf(self, precision: int) -> sp.Expr:
        return sp.Piecewise((1, self.relation(*self.args)), (0, True))._eval_evalf(precision)


class Less(Comparison):
    """[left < right]."""

    relation = sp.StrictLessThan


class AtMost(Comparison):
    """[left ≤ right]."""

    relation = sp.LessThan


class Greater(Comparison):
    """[left > right]."""

    relation = sp.StrictGreaterThan


class AtLeast(Comparison):
    """[left ≥ right]."""

    relation = sp.GreaterThan


class Equal(Comparison):
    """[left = right]."""

    relation = sp.Equality


COMPARISONS: Final[Mapping[Relation, type[Comparison]]] = {
    "<": Less,
    "<=": AtMost,
    ">": Greater,
    ">=": AtLeast,
    "==": Equal,
}


class Pieces(sp.Function):
    """The value of the first branch whose comparison holds: arguments are value, comparison, …, and an optional last
    value for "otherwise"."""

    @property
    def values(self) -> tuple[sp.Expr, ...]:
        """The value of every branch."""
        return tuple(self.args[::2])

    @property
    def tests(self) -> tuple[sp.Expr | None, ...]:
        """The comparison of every branch; None is "otherwise"."""
        return (*self.args[1::2], None)[: len(self.values)]

    def with_values(self, values: list[sp.Expr]) -> sp.Expr:
        """Return the same branches with other values."""
        return pieces(*zip(values, self.tests, strict=True))

    def fdiff(self, argindex: int = 1) -> sp.Expr:
        """Return 1 where the value at `argindex` counts; comparisons are constant wherever they are smooth."""
        if argindex % 2 == 0:
            return sp.S.Zero
        return self.with_values([sp.Integer(2 * place + 1 == argindex) for place in range(len(self.values))])

    def _eval_evalf(self, precision: int) -> sp.Expr:
        for value, test in zip(self.values, self.tests, strict=True):
            if test is None or not test.evalf().is_zero:
                return value._eval_evalf(precision)
        return sp.nan


def pieces(*branches: tuple[sp.Expr, sp.Expr | None]) -> sp.Expr:
    """Return a function given in pieces, each value with its comparison; None is "otherwise" and ends the list."""
    arguments: list[sp.Expr] = []
    for value, test in branches:
        arguments.append(value)
        if test is None:
            break
        arguments.append(test)
    return Pieces(*arguments, evaluate=False)


def compare(relation: Relation, left: sp.Expr, right: sp.Expr) -> sp.Expr:
    """Return the comparison of `left` and `right` as a value, 1 or 0."""
    return COMPARISONS[relation](left, right, evaluate=False)
