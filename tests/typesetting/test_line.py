"""Formulas in one line: how chosen ones read, and that what came from an expression reads back as the same value."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given

from tests.formulas.formulas import DERIVATIVES, SYMBOLS, VOCABULARY, expressions
from tests.typesetting.pictures import ASCII_CELLS, UNICODE_CELLS, chain_rule, formulas
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Cases, Condition, Expression, walk
from tutor.formulas.limits import FormulaError, Limits
from tutor.formulas.parse import parse
from tutor.text import Cells
from tutor.typesetting.formula import Formula, Tagged, row
from tutor.typesetting.latex import parse_latex
from tutor.typesetting.line import one_line, plain_line
from tutor.typesetting.symbols import symbol
from tutor.typesetting.typeset import from_expression

WIDE = Limits(characters=5000, tokens=5000, depth=100, nodes=5000, exponent=float("inf"), magnitude=float("inf"))
NUMBERS = {name: 0.3 + 0.217 * index for index, name in enumerate(SYMBOLS)} | {
    f"d{of}/d{by}": -0.7 + 0.9 * index for index, (of, by) in enumerate(DERIVATIVES)
}


@pytest.mark.parametrize(
    ("source", "unicode_line", "ascii_line"),
    [
        (r"\frac{dL}{dw}", "dL/dw", "dL/dw"),
        (r"\frac{a-y}{2b}", "(a − y)/(2b)", "(a - y)/(2b)"),
        (r"\frac12(o-t)^2", "½(o − t)²", "1/2 * (o - t)^2"),
        (r"\frac{1}{n}\sum_{i=1}^{n} x_i", "1/n · Σᵢ₌₁ⁿ xᵢ", "1/n * sum_(i=1)^n x_i"),
        (r"\frac{dL}{da}\frac{da}{dz}", "dL/da · da/dz", "dL/da * da/dz"),
        (r"\ln\frac1p", "ln(1/p)", "ln(1/p)"),
        (r"\frac{d}{dx} x^2", "(d/dx)x²", "(d/dx)x^2"),
        (r"\sqrt{x}", "√(x)", "sqrt(x)"),
        (r"e^{-(wx+b)}", "e^(−(wx+b))", "e^(-(wx+b))"),
        (r"\hat y_k", "ŷₖ", "yhat_k"),
        (r"\sigma'(z)", "σ′(z)", "sigma'(z)"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)", "(a, b; c, d)"),
        (r"\begin{cases} z & z > 0 \\ 0 & \text{else} \end{cases}", "{z, z > 0; 0, else}", "{z, z > 0; 0, else}"),
        (r"w_{t+1} \to w_b", "wₜ₊₁ → w_b", "w_(t+1) -> w_b"),
    ],
)  # fmt: skip
def test_chosen_formulas_in_one_line(source: str, unicode_line: str, ascii_line: str) -> None:
    formula = parse_latex(source)
    assert plain_line(formula, UNICODE_CELLS) == unicode_line
    assert plain_line(formula, ASCII_CELLS) == ascii_line


def test_captions_follow_their_factor() -> None:
    assert plain_line(chain_rule(), UNICODE_CELLS) == "dL/dw = dL/da [2·(a − y); ≈ −0.500] · da/dz [?] · dz/dw"


def test_tags_reach_the_line() -> None:
    runs = one_line(row(symbol("w"), Tagged(parse_latex("x^2"), "input")), UNICODE_CELLS)
    assert [(run.text, run.tag) for run in runs] == [("w", None), ("x²", "input")]


@given(formulas)
def test_a_line_is_one_line_and_ascii_where_asked(formula: Formula) -> None:
    assert "\n" not in plain_line(formula, UNICODE_CELLS)
    assert plain_line(formula, ASCII_CELLS).isascii()


@pytest.mark.parametrize("cells", [UNICODE_CELLS, ASCII_CELLS], ids=["unicode", "ascii"])
@given(expression=expressions)
def test_an_expression_reads_back_with_the_same_value(cells: Cells, expression: Expression) -> None:
    assume(not any(isinstance(part, Cases | Condition) for part in walk(expression)))
    expected = value(expression, NUMBERS)
    assume(not math.isnan(expected))
    text = plain_line(from_expression(expression), cells)
    try:
        again = parse(text, VOCABULARY, WIDE)
    except FormulaError as error:
        assume(error.code == "no_value")
    assert value(again, NUMBERS) == pytest.approx(expected, rel=1e-9, nan_ok=True), text
