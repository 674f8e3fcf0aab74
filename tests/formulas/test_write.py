"""One line of text for every expression, and back."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from tests.formulas.formulas import VOCABULARY, expressions
from tutor.formulas.expression import Expression, plain, symbols
from tutor.formulas.limits import FormulaError, Limits
from tutor.formulas.parse import Vocabulary, parse
from tutor.formulas.vocabulary import display_name
from tutor.formulas.write import one_line
from tutor.text import Cells
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol

WIDE = Limits(characters=5000, tokens=5000, depth=100, nodes=5000, exponent=float("inf"), magnitude=float("inf"))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("a(1-a)", "a·(1 − a)"),
        ("2(a-t)a(1-a)x", "2·(a − t)·a·(1 − a)·x"),
        ("w*x+b", "w·x + b"),
        ("1/2x", "(1/2)·x"),
        ("1/(2x)", "1/(2·x)"),
        ("a - a^2", "a − a²"),
        ("-x^2", "−x²"),
        ("(-x)^2", "(−x)²"),
        ("2*-x", "2·(−x)"),
        ("e^-z", "e^(−z)"),
        ("sigma'(z)", "σ′(z)"),
        ("∂L/∂a·da/dz", "∂L/∂a·da/dz"),
        ("x/(dL/da)", "x/(dL/da)"),
        ("|x|-1", "|x| − 1"),
        ("½x", "(1/2)·x"),
        ("[z>=0]x", "[z ≥ 0]·x"),
        ("alpha w_1", "α·w₁"),
    ],
)
def test_the_echo_is_explicit_and_keeps_the_order(typed: str, shown: str) -> None:
    vocabulary = Vocabulary(("a", "t", "w", "x", "b", "z", "alpha", "w1"), leibniz=frozenset({("L", "a"), ("a", "z")}))
    assert one_line(parse(typed, vocabulary)) == shown


@given(expressions)
def test_one_line_reads_back_as_the_same_tree(expression: Expression) -> None:
    text = one_line(expression)
    try:
        again = parse(text, VOCABULARY, WIDE)
    except FormulaError as error:
        assume(error.code != "no_value")  # 0/0 and its kin
        raise
    assert plain(again) == plain(expression), text


@pytest.mark.parametrize(
    "name", ["w", "w1", "w_1", "w12", "w_in", "x_i", "alpha", "delta1", "yhat", "y_hat", "h11", "h1_1", "lr"]
)
def test_names_look_as_they_do_in_two_dimensions(name: str) -> None:
    assert display_name(name) == plain_line(symbol(name), Cells())
    assert symbols(parse(display_name(name), Vocabulary((name,)))) == {name}
