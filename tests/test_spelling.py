"""What is spelled in ASCII reads as before: a formula keeps its value, and no sign turns into another number."""

from __future__ import annotations

import math
import string
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.formulas.formulas import DERIVATIVES, SYMBOLS, VOCABULARY, expressions
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Cases, Condition, Expression, walk
from tutor.formulas.limits import FormulaError, Limits
from tutor.formulas.parse import parse
from tutor.formulas.write import one_line
from tutor.numerals import numeral
from tutor.spelling import in_ascii
from tutor.text import ASCII, Cells
from tutor.typesetting.line import plain_line
from tutor.typesetting.typeset import from_expression
from tutor.ui.narrow import narrowed
from tutor.wording.derivations import RULES

WIDE = Limits(characters=9000, tokens=5000, depth=100, nodes=5000, exponent=float("inf"), magnitude=float("inf"))
NUMBERS = {name: 0.3 + 0.217 * index for index, name in enumerate(SYMBOLS)} | {
    f"d{of}/d{by}": -0.7 + 0.9 * index for index, (of, by) in enumerate(DERIVATIVES)
}
CELLS = Cells(2, ASCII)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("L = (a − y)²", "L = (a - y)^2"),
        ("L = ½Σ(a − y)²", "L = 1/2*sum(a - y)^2"),
        ("x²y + w₁x₁", "x^2 y + w_1 x_1"),
        ("h¹₁", "h^1_1"),
        ("1.2·10⁻⁴", "1.2e-4"),
        ("10² ≥ 9 ≠ 8", "10^2 >= 9 != 8"),
        ("n·uⁿ⁻¹", "n*u^(n-1)"),
        ("−x²/√(2π), √u", "-x^2/sqrt(2pi), sqrt(u)"),
        ("2αx", "2alpha x"),
        ("→ ∞", "-> inf"),
        ("链式法则，“是”", '链式法则，"是"'),
    ],
)
def test_chosen_texts(text: str, spelled: str) -> None:
    assert in_ascii(text) == spelled
    assert CELLS.width(text) == CELLS.width(spelled)
    assert CELLS.wrap(text, 60) == [spelled]


@given(expressions)
def test_a_formula_that_is_spelled_keeps_its_value(expression: Expression) -> None:
    assume(not any(isinstance(part, Cases | Condition) for part in walk(expression)))
    expected = value(expression, NUMBERS)
    assume(not math.isnan(expected))
    for written in (plain_line(from_expression(expression), Cells()), one_line(expression)):
        text = in_ascii(written)
        assert text.isascii()
        try:
            again = parse(text, VOCABULARY, WIDE)
        except FormulaError as error:
            assume(error.code == "no_value")
        assert value(again, NUMBERS) == pytest.approx(expected, rel=1e-9, nan_ok=True), text


@given(st.floats(-1e300, 1e300))
def test_a_number_that_is_spelled_is_the_same_number(number: float) -> None:
    shown = float(in_ascii(numeral(number).text))
    assert shown == pytest.approx(number, rel=6e-3)


def test_the_rules_of_derivatives_are_spelled_out() -> None:
    for rule in RULES.values():
        assert in_ascii(rule.formula).isascii(), rule.formula


SMALL = [chr(code) for code in range(0x80, 0x2C00) if unicodedata.normalize("NFKC", chr(code)) in set("0123456789")]


@given(st.sampled_from(SMALL), st.sampled_from(string.ascii_letters + string.digits))
def test_a_small_digit_never_becomes_a_digit_of_its_base(small: str, base: str) -> None:
    assert narrowed(base + small) == base + small or narrowed(small) == "?"
    assert in_ascii(base + small)[1] in "^_" or in_ascii(small) == small
