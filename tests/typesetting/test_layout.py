"""Formulas in two dimensions: how chosen ones look, and what holds for all."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.typesetting.pictures import (
    ALL_CELLS,
    ASCII_CELLS,
    UNICODE_CELLS,
    chain_rule,
    drawing,
    formulas,
    lines_of,
)
from tutor.text import Cells
from tutor.typesetting.formula import Atom, Boxed, Brace, Formula, Row, Tagged, derivative, row
from tutor.typesetting.latex import parse_latex
from tutor.typesetting.layout import lay_out
from tutor.typesetting.symbols import symbol

DRAWINGS = [
    (
        r"\sigma(z) = \frac{1}{1+e^{-z}}",
        """
          1
σ(z) = ───────
       1 + e⁻ᶻ
""",
    ),
    (
        r"L = \tfrac12 \sum_i (o_i-t_i)^2",
        """
L = ½Σᵢ (oᵢ − tᵢ)²
""",
    ),
    (
        r"y = f\left(\sum_{i=1}^{n} w_i x_i + b\right)",
        """
     ⎛ n         ⎞
y = f⎜ Σ wᵢxᵢ + b⎟
     ⎝i=1        ⎠
""",
    ),
    (
        r"W \leftarrow W - \alpha\frac{\partial L}{\partial W}",
        """
          ∂L
W ← W − α ──
          ∂W
""",
    ),
    (
        r"\mathrm{ReLU}(z) = \begin{cases} z & z > 0 \\ 0 & z \le 0 \end{cases}",
        """
          ⎧ z   z > 0
ReLU(z) = ⎨
          ⎩ 0   z ≤ 0
""",
    ),
    (
        r"J = \begin{bmatrix} p_1(1-p_1) & -p_1p_2 & -p_1p_3 \\ -p_2p_1 & p_2(1-p_2) & -p_2p_3 \\"
        r" -p_3p_1 & -p_3p_2 & p_3(1-p_3)\end{bmatrix}",
        """
    ⎡p₁(1 − p₁)    −p₁p₂       −p₁p₃   ⎤
J = ⎢  −p₂p₁     p₂(1 − p₂)    −p₂p₃   ⎥
    ⎣  −p₃p₁       −p₃p₂     p₃(1 − p₃)⎦
""",
    ),
    (
        r"\frac{\partial L}{\partial W} = \mathbf{x}^\top\boldsymbol{\delta} = "
        r"\begin{pmatrix} x_1 \\ x_2 \end{pmatrix}\begin{pmatrix} \delta_1 & \delta_2 \end{pmatrix}",
        """
∂L         ⎛x₁⎞
── = xᵀδ = ⎜  ⎟(δ₁  δ₂)
∂W         ⎝x₂⎠
""",
    ),
    (
        r"\frac{\partial L}{\partial h} = \frac{\partial L}{\partial o_1}\frac{\partial o_1}{\partial h}"
        r" + \frac{\partial L}{\partial o_2}\frac{\partial o_2}{\partial h}",
        """
∂L   ∂L  ∂o₁   ∂L  ∂o₂
── = ─── ─── + ─── ───
∂h   ∂o₁ ∂h    ∂o₂ ∂h
""",
    ),
    (
        r"\hat y_k = \frac{e^{z_k}}{\sum_j e^{z_j}}",
        """
       zₖ
      e
ŷₖ = ──────
         zⱼ
     Σⱼ e
""",
    ),
    (
        r"\sqrt{\frac{a}{b}} \cdot \left.\frac{dL}{dw}\right|_{w=2}",
        """
┌──
│a    dL│
│─  · ──│
√b    dw│w=2
""",
    ),
    (
        r"\begin{aligned} z &= wx + b \\ L &= (a-y)^2 \end{aligned}",
        """
z = wx + b
L = (a − y)²
""",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), DRAWINGS)
def test_chosen_formulas_look_as_in_a_textbook(source: str, expected: str) -> None:
    assert drawing(lay_out(parse_latex(source), UNICODE_CELLS)) == expected


def test_braces_stand_centred_under_evenly_spaced_factors() -> None:
    assert (
        drawing(lay_out(chain_rule(), UNICODE_CELLS))
        == """
dL       dL           da           dz
── =     ──     ·     ──     ·     ──
dw       da           dz           dw
        ╰┬─╯         ╰┬─╯
     2·(a − y)        ?
      ≈ −0.500
"""
    )


def test_the_same_in_ascii() -> None:
    assert (
        drawing(lay_out(chain_rule(), ASCII_CELLS))
        == """
dL       dL           da           dz
-- =     --     *     --     *     --
dw       da           dz           dw
        \\+-/         \\+-/
     2*(a - y)        ?
      ~ -0.500
"""
    )


def test_a_caption_that_is_revealed_later_moves_nothing() -> None:
    factor = derivative(symbol("a"), symbol("z"))
    shown = lay_out(Brace(factor, (Atom("a(1−a)"),), room=10), UNICODE_CELLS)
    hidden = lay_out(Brace(factor, (Atom("?"),), room=10), UNICODE_CELLS)
    unreached = lay_out(Brace(factor, room=10), UNICODE_CELLS)
    assert lines_of(shown)[:4] == lines_of(hidden)[:4]
    assert lines_of(shown)[:3] == lines_of(unreached)


def test_an_inner_tag_wins_and_a_tag_covers_the_whole_rectangle() -> None:
    inner = Tagged(symbol("w"), "weight")
    block = lay_out(row(Atom("2"), Tagged(derivative(symbol("loss"), inner), "factor")), UNICODE_CELLS)
    tags = [[(run.text, run.tag) for run in line] for line in block.runs()]
    assert tags == [
        [("  ", None), ("dloss", "factor")],
        [("2 ", None), ("─────", "factor")],
        [("  ", None), (" d", "factor"), ("w", "weight"), ("  ", "factor")],
    ]


@pytest.mark.parametrize("cells", ALL_CELLS, ids=["unicode", "ascii", "ambiguous-wide"])
@given(formula=formulas)
def test_every_row_is_as_wide_as_the_block(cells: Cells, formula: Formula) -> None:
    block = lay_out(formula, cells)
    assert 0 <= block.baseline < block.height
    for line in block.runs():
        assert sum(cells.width(run.text) for run in line) == block.width


@given(formulas)
def test_ascii_terminals_get_ascii(formula: Formula) -> None:
    assert all(line.isascii() for line in lines_of(lay_out(formula, ASCII_CELLS)))


@given(formulas, formulas)
def test_tags_cover_exactly_what_was_tagged(tagged: Formula, beside: Formula) -> None:
    alone = lay_out(tagged, UNICODE_CELLS)
    whole = lay_out(Row((Boxed(Tagged(tagged, "outer")), beside)), UNICODE_CELLS)
    width = sum(UNICODE_CELLS.width(run.text) for line in whole.runs() for run in line if run.tag == "outer")
    inner = sum(UNICODE_CELLS.width(run.text) for line in alone.runs() for run in line if run.tag is None)
    assert width == inner
