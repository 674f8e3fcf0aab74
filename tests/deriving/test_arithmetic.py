"""Tidied sums and products keep value and order, and look as on a board."""

from __future__ import annotations

import math

import pytest
import sympy as sp
from hypothesis import given, settings

from tests.deriving.truth import formula
from tests.formulas.formulas import DERIVATIVES, SYMBOLS, expressions
from tutor.deriving.arithmetic import add, multiply
from tutor.deriving.convert import to_expression, to_sympy
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression
from tutor.formulas.write import one_line


def tidied(text: str) -> str:
    """What a product or sum looks like after tidying."""
    tree = to_sympy(formula(text))
    return one_line(to_expression(add(*tree.args) if tree.is_Add else multiply(tree)))


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ("x*0 + w*1", "w"),
        ("1*x + w*0 + 0", "x"),
        ("x + x", "2·x"),
        ("x*y + y*x", "2·x·y"),
        ("x - x", "0"),
        ("x*3*2", "6·x"),
        ("x*x*x", "x³"),
        ("x^2*x^(-3)", "1/x"),
        ("2*(a - y)*1", "2·(a − y)"),
        ("2*(y - a)*(-1)", "−2·(y − a)"),
        ("1/2*(2*(a - y))", "a − y"),
        ("0.5*(2*(a - y))", "a − y"),
        ("0.1*x*3", "0.3·x"),
        ("0.1*x/3", "1/30·x"),
        ("x/3", "1/3·x"),
        ("3*x/(6*y)", "x/(2·y)"),
        ("-(-x)", "x"),
        ("a - (b - c)", "a − b + c"),
        ("-(a + b)", "−(a + b)"),
        ("(x + 1)*(x + 1)", "(x + 1)²"),
        ("1/(1/x)", "x"),
        ("(x*y)^2/x", "x·y²"),
        ("b + w*x + a", "b + w·x + a"),
        ("0*ln(x)", "0"),
        ("x^0", "1"),
        ("sqrt(x)*sqrt(x)", "x"),
    ],
)
def test_tidied(text: str, tidy: str) -> None:
    assert tidied(text) == tidy


@settings(deadline=None)
@given(left=expressions, right=expressions)
def test_tidying_changes_no_value(left: Expression, right: Expression) -> None:
    at = {
        name: 0.3 + 0.21 * index for index, name in enumerate((*SYMBOLS, *(f"d{of}/d{by}" for of, by in DERIVATIVES)))
    }
    first, second = value(left, at), value(right, at)
    trees = to_sympy(left), to_sympy(right)
    pairs = [
        (first + second, add(*trees)),
        (first * second, multiply(*trees)),
        (first - second, add(trees[0], multiply(sp.S.NegativeOne, trees[1]))),
    ]
    for expected, tree in pairs:
        if math.isfinite(expected) and abs(expected) < 1e9:
            assert value(to_expression(tree), at) == pytest.approx(expected, rel=1e-9, abs=1e-9)
