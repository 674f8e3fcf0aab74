"""Formulas with one or two more pairs of brackets: the same text otherwise, and another meaning."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.formulas.evaluate import value
from tutor.formulas.parse import Vocabulary, parse
from tutor.formulas.readings import rebracketed
from tutor.formulas.write import one_line

NAMES = Vocabulary(("a", "b", "c", "d"))
HERE = {"a": 1.3, "b": 0.7, "c": 2.1, "d": 0.4}
_SIGNS = st.sampled_from("+-*/^")


def _readings(text: str) -> list[str]:
    return [one_line(found) for found in rebracketed(parse(text, NAMES))]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("a/b-c", ["a/(b − c)"]),
        ("a-1/b", ["(a − 1)/b"]),
        ("1/2a", ["1/(2·a)"]),
        ("-a^2", ["(−a)²"]),
        ("a*b*c", []),
        ("a+b+c", []),
        ("a-b-c", ["a − (b − c)"]),
        ("(a+b)*c", []),
        ("a+b/c+d", ["(a + b)/c + d", "a + b/(c + d)", "(a + b)/(c + d)", "(a + b)/(c + d)"]),
    ],
)
def test_every_place_where_brackets_matter_is_read_the_other_way(text: str, readings: list[str]) -> None:
    assert _readings(text) == readings


@given(st.lists(st.tuples(st.sampled_from("abcd"), _SIGNS), min_size=1, max_size=5), st.sampled_from("abcd"))
def test_another_reading_has_the_same_operands_and_signs(parts: list[tuple[str, str]], last: str) -> None:
    text = "".join(name + sign for name, sign in parts) + last
    bare = str.maketrans("", "", "()")
    for found in rebracketed(parse(text, NAMES)):
        written = one_line(found)
        assert written.translate(bare) == one_line(parse(text, NAMES)).translate(bare)
        assert value(parse(written, NAMES), HERE) == pytest.approx(value(found, HERE), nan_ok=True)


def test_a_long_formula_is_left_as_it_is() -> None:
    assert not _readings("+a*b" * 9)
