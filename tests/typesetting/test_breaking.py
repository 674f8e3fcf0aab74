"""Formulas that must break over lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.typesetting.pictures import ALL_CELLS, UNICODE_CELLS, drawing, formulas
from tutor.text import Cells
from tutor.typesetting.breaking import in_width
from tutor.typesetting.formula import DOT, EQUALS, PLUS, Atom, Brace, Formula, derivative, joined, row
from tutor.typesetting.latex import parse_latex
from tutor.typesetting.layout import lay_out
from tutor.typesetting.symbols import symbol

LOSS = r"L = \frac12\left(w_1 x_1 + w_2 x_2 + b - t\right)^2 + \frac{\lambda}{2}\left(w_1^2 + w_2^2\right) = 0.298"
CHAIN = (
    r"\frac{\partial L}{\partial w_1} = (a-y)\cdot a(1-a)\cdot w_5\cdot h_1(1-h_1)\cdot x_1"
    r" = 0.741\cdot 0.187\cdot 0.4\cdot 0.241\cdot 0.05 \approx 0.000439"
)


@pytest.mark.parametrize(
    ("source", "width", "expected"),
    [
        (
            LOSS,
            30,
            """
L = ½(w₁x₁ + w₂x₂ + b − t)²

      λ
    + ─ (w₁² + w₂²)
      2

  = 0.298
""",
        ),
        (
            LOSS,
            20,
            """
L = ½(w₁x₁ + w₂x₂
    + b − t)²

      λ
    + ─ (w₁² + w₂²)
      2

  = 0.298
""",
        ),
        (
            CHAIN,
            40,
            """
∂L
─── = (a − y)·a(1 − a)·w₅·h₁(1 − h₁)·x₁
∂w₁

    = 0.741·0.187·0.4·0.241·0.05
    ≈ 0.000439
""",
        ),
    ],
)
def test_lines_break_before_operators_the_outermost_first(source: str, width: int, expected: str) -> None:
    assert drawing(in_width(parse_latex(source), UNICODE_CELLS, width)) == expected


def test_factors_of_several_lines_stand_in_columns() -> None:
    factor = Brace(derivative(symbol("L"), symbol("a")), (Atom("a − y"),))
    other = Brace(derivative(symbol("a"), symbol("h")), (Atom("w"),))
    path = joined((factor, other), DOT)
    formula = row(derivative(symbol("L"), symbol("h")), EQUALS, joined((path, path), PLUS))
    assert (
        drawing(in_width(formula, UNICODE_CELLS, 24))
        == """
dL     dL       da
── =   ──   ·   ──
dh     da       dh
      ╰┬─╯     ╰┬─╯
     a − y      w

         dL       da
     +   ──   ·   ──
         da       dh
        ╰┬─╯     ╰┬─╯
       a − y      w
"""
    )


def test_a_formula_that_fits_stays_whole() -> None:
    formula = parse_latex(CHAIN)
    assert in_width(formula, UNICODE_CELLS, 120) == lay_out(formula, UNICODE_CELLS)


@pytest.mark.parametrize("cells", ALL_CELLS, ids=["unicode", "ascii", "ambiguous-wide"])
@given(formula=formulas, width=st.integers(4, 40))
def test_no_line_is_wider_than_asked(cells: Cells, formula: Formula, width: int) -> None:
    block = in_width(formula, cells, width)
    assert block.width <= width
    for line in block.runs():
        assert sum(cells.width(run.text) for run in line) == block.width
