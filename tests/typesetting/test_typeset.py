"""Expressions as drawn formulas: what the last of several cases says."""

from __future__ import annotations

import pytest

from tutor.formulas.parse import AUTHOR, Vocabulary, parse
from tutor.text import Cells
from tutor.typesetting.line import plain_line
from tutor.typesetting.typeset import from_expression


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("cases(x, x > 0, 0)", "{x, x > 0; 0, x ≤ 0}"),
        ("cases(x, x <= 0, 1)", "{x, x ≤ 0; 1, x > 0}"),
        ("cases(x, x == 0, 1)", "otherwise"),
        ("cases(x, x > 1, 2, x > 0, 1)", "otherwise"),
        ("2*[x >= 0]", "[x ≥ 0]"),
        ("-(x + 1)*2", "−(x + 1)"),
    ],
)
def test_cases_and_conditions(text: str, shown: str) -> None:
    formula = from_expression(parse(text, Vocabulary(open=True), AUTHOR), otherwise="otherwise")
    assert shown in plain_line(formula, Cells())
