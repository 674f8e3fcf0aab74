"""Formulas go to SymPy and back without a change of value or order."""

from __future__ import annotations

import math

import pytest
import sympy
from hypothesis import given, settings

from tests.deriving.truth import formula
from tests.formulas.formulas import DERIVATIVES, SYMBOLS, expressions
from tutor.deriving.convert import to_expression, to_sympy
from tutor.errors import TutorError
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Call, Expression, Leibniz, Symbol, plain
from tutor.formulas.write import one_line

KEPT = [
    "w*x + b", "b + w*x", "a - y", "2*(a - y)", "a*(1 - a)", "-(y*ln(a) + (1 - y)*ln(1 - a))", "-x", "-x^2",
    "1/(1 + e^(-z))", "exp(-z)/(1 + exp(-z))^2", "x^2*y/(2*z)", "sqrt(x + 1)", "1/2*(a - y)^2", "0.50*x",
    "|x - 1|", "x^(1/2)", "a - (b - c)", "a + (b + c)", "cases(z, z > 0, 0.01*z)", "[x <= 1]*x", "max(0, z)",
    "pi*r^2", "2*x*3", "(a/b)/c", "1/x^2", "e^x",
]  # fmt: skip


@pytest.mark.parametrize("text", KEPT)
def test_what_an_author_wrote_comes_back_as_written(text: str) -> None:
    written = formula(text)
    assert one_line(plain(to_expression(to_sympy(written)))) == one_line(plain(written)).replace("0.50", "0.5")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("-1*x", "−x"),
        ("x*(-1)", "x·(−1)"),
        ("x*y^(-1)", "x/y"),
        ("a + (-b)", "a − b"),
        ("1*x", "x"),
        ("x/2*y", "x·y/2"),
    ],
)
def test_signs_and_quotients_become_readable(text: str, shown: str) -> None:
    assert one_line(to_expression(to_sympy(formula(text)))) == shown


@given(expression=expressions)
@settings(deadline=None)
def test_values_survive(expression: Expression) -> None:
    at = {
        name: 0.3 + 0.21 * index for index, name in enumerate((*SYMBOLS, *(f"d{of}/d{by}" for of, by in DERIVATIVES)))
    }
    before, after = (value(each, at) for each in (expression, to_expression(to_sympy(expression))))
    if math.isfinite(before):
        assert after == pytest.approx(before, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", [Leibniz("L", "a"), Leibniz("a", "z", partial=True)])
def test_a_derivative_that_is_a_name_stays_one(name: Leibniz) -> None:
    assert to_expression(to_sympy(name)) == name


def test_nothing_is_evaluated() -> None:
    assert to_sympy(formula("2*(a - t)")).args[0] == 2
    assert str(to_sympy(formula("x + x")).args) == "(x, x)"


@pytest.mark.parametrize("call", [Call("mystery", (Symbol("x"),)), Call("sigmoid", (Symbol("x"),), primes=2)])
def test_functions_that_nobody_knows_are_refused(call: Call) -> None:
    with pytest.raises(TutorError) as caught:
        to_sympy(call)
    assert caught.value.code == "derivation.unknown-function"


def test_no_text_is_read_by_sympy(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("SymPy read a text")

    monkeypatch.setattr("sympy.parsing.sympy_parser.parse_expr", refuse)
    with pytest.raises(AssertionError):
        sympy.sympify("x")
    to_sympy(formula("0.5*sigmoid(w1*x + 2)^2/max(x, pi)"))
