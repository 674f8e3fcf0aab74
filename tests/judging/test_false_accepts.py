"""Answers that are wrong somewhere in the domain, or have no value where the right answer has one, are never right."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.judging.questions import compare, question, verdict
from tests.lessons.shipped import lesson
from tutor.activity import activity_for
from tutor.activity.base import Unreadable
from tutor.formulas.parse import AUTHOR, Vocabulary, parse
from tutor.judging.diagnosis import Judge
from tutor.judging.equivalence import DIFFERENT, SAME, Sameness
from tutor.judging.probes import Domain

NAMES = ("a", "b", "x", "y", "z", "w", "lambda")
RELU = {"z": None, "a": "relu(z)"}
WIDE = {"z": (-300.0, 300.0)}


@pytest.mark.parametrize(
    ("answer", "names", "typed"),
    [
        ("lambda*sign(w)", {"w": None, "lambda": None}, "cases(lambda, w > 0)"),
        ("2*x", {"x": None}, "2x[x>0]/[x>0]"),
        ("step(z)", RELU, "a/a"),
        ("step(z)", RELU, "z/a"),
        ("w^2 + 3", {"w": None, "b": None}, "cases(w^2 + 3, w > 0)"),
        ("w^2 + 3", {"w": None, "b": None}, "cases(w^2 + 3, w > -1.9999)"),
        ("2*x", {"x": None}, "2x + relu(x - 1.999)"),
        ("2*x", {"x": None}, "2x + relu(-x - 1.999)"),
        ("2*x", {"x": None}, "2x + (sqrt((x - 1.999)^2) + x - 1.999)"),
        ("2*x", {"x": None}, "2x + (((x - 1.999)^2)^(1/2) + x - 1.999)"),
        ("2*x*y", {"x": None, "y": None}, "2xy + relu(y - 1.999)x"),
        ("w", {"w": None}, "w + 0/[w > 1.9999]"),
        ("w", {"w": None}, "cases(w, w < 1.9999)"),
    ],
)
def test_what_is_wrong_or_has_no_value_in_a_part_of_the_domain_is_wrong(
    answer: str, names: Mapping[str, str | None], typed: str
) -> None:
    judge = Judge(question(answer, names))
    assert verdict(judge, answer).code == "right"
    found = verdict(judge, typed)
    assert getattr(found, "kind", "") == "wrong", found


def read(text: str, domain: Mapping[str, tuple[float, float]], answer: str) -> Sameness:
    vocabulary = Vocabulary(NAMES)
    return compare(parse(text, vocabulary, AUTHOR), parse(answer, vocabulary, AUTHOR), domain=Domain(domain))


@pytest.mark.parametrize(
    ("typed", "answer", "expected"),
    [
        ("0", "1.6*10^(-19)*x", DIFFERENT),
        ("1.6*10^(-19)*x", "1.6*10^(-19)*x", SAME),
        ("1.7*10^(-19)*x", "1.6*10^(-19)*x", DIFFERENT),
        ("0", "x*10^(-40)", DIFFERENT),
        ("0", "1.6*10^(-19)", DIFFERENT),
        ("x - x", "1.6*10^(-19)", DIFFERENT),
        ("1.6*10^(-19)", "0", DIFFERENT),
        ("x - x", "0", SAME),
        ("(x + 1)^2 - x^2 - 2x - 1", "0", SAME),
    ],
)
def test_equality_is_relative_to_the_values_at_every_size(typed: str, answer: str, expected: Sameness) -> None:
    assert read(typed, {}, answer) is expected


@pytest.mark.parametrize(
    ("typed", "answer", "domain", "expected"),
    [
        # Without a value in floats, though they have one: e^(300) and 1 − σ(200) need more digits, not other answers.
        ("(1/(1-σ(z)))^-1", "1-σ(z)", WIDE, SAME),
        ("1/(1/(1-σ(z)))", "σ(-z)", WIDE, SAME),
        ("e^(3z)/e^(2z)", "e^z", WIDE, SAME),
        # A point without a value is none of the domain's parts.
        ("x^2/x", "x", {"x": (0.0, 1.0)}, SAME),
        ("1/(1/x)", "x", {"x": (-1.0, 0.0)}, SAME),
        ("x ln(x)/ln(x)", "x", {"x": (0.0, 1.0)}, SAME),
        ("(x^2 - 1)/(x - 1)", "x + 1", {"x": (-1.0, 1.0)}, SAME),
        # Where the right answer has no value, the typed one may have one, or none.
        ("1/2 ln(x^2)", "ln(x)", {}, SAME),
        ("x^2/2/x + x/2", "cases(x, x > 0)", {}, SAME),
        ("cases(x, x > 0)", "cases(x, x > 0)", {}, SAME),
    ],
)
def test_a_value_that_floats_lose_is_no_difference(
    typed: str, answer: str, domain: Mapping[str, tuple[float, float]], expected: Sameness
) -> None:
    assert read(typed, domain, answer) is expected


@pytest.mark.parametrize(
    "typed", ["2x/(b-b)", "x + w/(w - w)", "1/(σ(b)-σ(b))", "x/(sin(x)^2 + cos(x)^2 - 1)", "x/(0b)"]
)
def test_a_division_by_what_is_zero_everywhere_cannot_be_read(typed: str) -> None:
    judge = Judge(question("2*x", {"x": None, "w": None, "b": None}))
    division = judge.division_by_zero(parse(typed, judge.question.vocabulary))
    assert division is not None
    assert typed[division.span.start : division.span.end].count("/") == 1


@pytest.mark.parametrize("typed", ["2x", "2x/(b-w)", "x/relu(b)", "1/x - 1/x", "1/(1/x)", "2x/(1-σ(b))"])
def test_other_divisions_can_be_read(typed: str) -> None:
    judge = Judge(question("2*x", {"x": None, "w": None, "b": None}))
    assert judge.division_by_zero(parse(typed, judge.question.vocabulary)) is None


def test_it_is_said_where_the_division_stands_and_costs_nothing() -> None:
    whole = lesson("slopes")
    activity = activity_for(whole, whole.step("other-knob"), 1)
    reading = activity.read("w + 3/(b - b)")
    assert isinstance(reading, Unreadable)
    assert (reading.code, reading.arguments) == ("no_value", {"place": 5})
    assert activity.judge("w + 3/(b - b)").costs_nothing
