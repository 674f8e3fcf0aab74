"""A number has no smallest size: what counts is how far it is from the right one for its size, or for its terms."""

from __future__ import annotations

import pytest

from tutor.activity.numeric import NumericActivity
from tutor.formulas.evaluate import value
from tutor.formulas.parse import Vocabulary, parse
from tutor.lesson.format.questions import NumericQuestion
from tutor.lesson.format.scalars import Tolerance
from tutor.quiz.variant import Variant


def asked(answer: str) -> NumericActivity:
    question = NumericQuestion.model_validate(
        {
            "id": "q", "type": "quiz", "kind": "numeric", "title": "T", "prompt": "How much?", "params": {},
            "answer": answer,
        }
    )  # fmt: skip
    return NumericActivity(question, Variant())


@pytest.mark.parametrize(
    ("answer", "right", "wrong"),
    [
        ("1.6*10^(-19)", ["1.6e-19", "1.6*10^(-19)", "1.601e-19"], ["0", "1.7e-19", "-1.6e-19", "1e-15"]),
        ("2/10^12", ["2e-12", "2/10^12"], ["0", "3e-12"]),
        ("0.1 + 0.2 - 0.3", ["0", "0.1 + 0.2 - 0.3", "0.0"], ["1e-15", "5.6e-17"]),
        ("3*(0.7 - 0.4 - 0.3)", ["0", "0.3 - 0.1*3"], ["0.001"]),
        ("10^11 + 1", ["10^11 + 1"], ["0"]),
    ],
)
def test_no_size_is_too_small(answer: str, right: list[str], wrong: list[str]) -> None:
    activity = asked(answer)
    assert [text for text in right if not activity.judge(text).right] == []
    assert [text for text in wrong if activity.judge(text).right] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2 - 0.3", 0),
        ("0.3 - 0.1 - 0.2", 0),
        ("10^(-19)", 1e-19),
        ("1 - 0.999999", 1e-6),
        ("2^(-60) + 0", 2**-60),
    ],
)
def test_what_is_left_of_terms_that_cancel_is_nothing(text: str, expected: float) -> None:
    assert value(parse(text, Vocabulary()), {}) == pytest.approx(expected, rel=1e-9, abs=0)


def test_a_tolerance_of_nothing_is_for_rounding_only() -> None:
    assert Tolerance().accepts(0.1 + 0.2, 0.3)
    assert not Tolerance(relative=0.01).accepts(0, 1.6e-19)
    assert Tolerance(absolute=1e-3).accepts(0, 1.6e-19)
