"""Equality of formulas: by probes, confirmed at forty digits, honest where nothing can be computed."""

from __future__ import annotations

import pytest

from tests.judging.questions import compare
from tutor.errors import TutorError
from tutor.formulas.expression import Expression
from tutor.formulas.parse import AUTHOR, Vocabulary, parse
from tutor.judging.equivalence import DIFFERENT, SAME, UNDECIDED, Sameness
from tutor.judging.probes import Domain

NAMES = ("a", "x", "y", "z")


def read(text: str) -> Expression:
    return parse(text, Vocabulary(NAMES), AUTHOR)


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("a(1-a)", "a - a^2", SAME),
        ("a", "a(1-a)", DIFFERENT),
        ("σ'(z)", "σ(z)σ(-z)", SAME),
        ("softplus'(z)", "σ(z)", SAME),
        ("leaky_relu(z)", "cases(z, z > 0, 0.01z)", SAME),
        ("|x|", "max(x, -x)", SAME),
        ("relu'(z)", "[z > 0]", SAME),
        ("sign(x)", "2[x > 0] - 1", SAME),
        ("arctan'(x)", "1/(1 + x^2)", SAME),
        ("sec(x)^2", "1 + tan(x)^2", SAME),
        ("csc(x)^2 - cot(x)^2", "1", SAME),
        ("tan(arctan(x))", "x", SAME),
        ("arctan(x)", "tan(x)^-1", DIFFERENT),
        ("sin(x)^2 + cos(x)^2 - 1", "0", SAME),
        ("15(3x+1)^4", "1215x^4 + 1620x^3 + 810x^2 + 180x + 15", SAME),
        ("(x+1000000)^3 - 1000000(x^2*3 + 3000000x + 1000000000000)", "x^3", SAME),
        ("(x+1000000)^3 - 1000000(x^2*3 + 3000000x + 1000000000000)", "x^3 + 0.000001", DIFFERENT),
        ("0.3333333333x", "x/3", DIFFERENT),
        ("x + 0.0000000001", "x", DIFFERENT),
        ("x + e^(-e^4)", "x", DIFFERENT),
        ("[z > 0.05]x", "[z > 0]x", DIFFERENT),
        ("max(x, 1.99)", "1.99", DIFFERENT),
        ("ln(x) + ln(y)", "ln(x y)", DIFFERENT),
        ("x^2/x", "x", SAME),
        ("1/(1/x)", "x", SAME),
        ("sqrt(x)^2", "x", SAME),
        ("sqrt(x^2)", "x", DIFFERENT),
        ("e^(700x)*e^(-700x)", "1", SAME),
        ("e^(e^(e^(9x^2+9)))", "x", UNDECIDED),
        ("x + 1/e^(e^(e^(9x^2+9)))", "x", UNDECIDED),
        ("sin(e^(e^(9+x^2)))", "x", UNDECIDED),
    ],
)
def test_comparison(text: str, answer: str, expected: Sameness) -> None:
    assert compare(read(text), read(answer)) is expected


def test_named_quantities_follow_their_definitions() -> None:
    definitions = {"x": None, "z": read("2x"), "a": read("sigmoid(z)")}
    assert compare(read("a(1-a)"), read("σ'(2x)"), definitions) is SAME
    assert compare(read("a(1-a)"), read("σ'(x)"), definitions) is DIFFERENT


def test_the_domain_decides_what_is_the_same() -> None:
    positive = Domain({"x": (0.1, 3.0)})
    assert compare(read("sqrt(x^2)"), read("x"), domain=positive) is SAME
    assert compare(read("|x|"), read("x"), domain=positive) is SAME


def test_points_without_a_value_are_left_out() -> None:
    assert compare(read("ln(x)"), read("ln(x^2)/2")) is DIFFERENT
    assert compare(read("ln(x^2)/2"), read("ln(x)")) is SAME


def test_an_answer_without_values_in_its_domain_is_the_authors_mistake() -> None:
    with pytest.raises(TutorError) as caught:
        compare(read("x"), read("ln(x)"), domain=Domain({"x": (-3.0, -1.0)}))
    assert caught.value.code == "domain_undefined"
