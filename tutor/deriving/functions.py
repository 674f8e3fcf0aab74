"""The functions of formulas as SymPy functions; a formula stays as its author wrote it, so none evaluates itself.

Functions given in pieces and comparisons worth 1 or 0 are among them: SymPy's own `Piecewise` and relations solve, sort
and sometimes refuse their conditions as soon as they are built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sympy as sp

from tutor.formulas.expression import Relation
from tutor.formulas.functions import ELEMENTARY, FUNCTIONS

_OF_SYMPY: Final = {
    **{name: getattr(sp, theirs) for name, theirs in ELEMENTARY.items()},
    **{name: getattr(sp, name) for name in ("cot", "sec", "csc", "sech", "sign")},
    "abs": sp.Abs,
}
"""Those that SymPy has. Its `Max` and `Min` sort their arguments, and its square root is a power."""

CLASSES: Final[Mapping[str, type[sp.Function]]] = {
    name: _OF_SYMPY.get(name) or type(name, (sp.Function,), {"nargs": record.arity})
    for name, record in FUNCTIONS.items()
    if name != "sqrt"
}
"""Functions of a formula and their SymPy classes."""

NAMES: Final[Mapping[type[sp.Function], str]] = {made: name for name, made in CLASSES.items()}
"""And back."""


def call(function: type[sp.Function], *arguments: sp.Expr) -> sp.Expr:
    """Return `function` of `arguments`, not evaluated."""
    return function(*arguments, evaluate=False)


class Comparison(sp.Function):
    """1 where the first argument stands in a relation to the second, 0 elsewhere."""

    nargs = 2


COMPARISONS: Final[Mapping[Relation, type[Comparison]]] = {
    "<": type("Less", (Comparison,), {}),
    "<=": type("AtMost", (Comparison,), {}),
    ">": type("Greater", (Comparison,), {}),
    ">=": type("AtLeast", (Comparison,), {}),
    "==": type("Equal", (Comparison,), {}),
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
