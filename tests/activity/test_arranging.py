"""Orders and pairs as activities: shuffled by the seed, never right from the start, read strictly."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quiz.test_arranging import MATCH, ORDER
from tutor.activity.arranging import paired, pairs_of, shuffled
from tutor.activity.base import Unreadable
from tutor.activity.quiz import quiz_activity


@given(st.integers(2, 9), st.integers(0, 2**31))
def test_a_shuffle_has_everything_is_repeatable_and_is_never_right(count: int, seed: int) -> None:
    ids = tuple("abcdefghi"[:count])
    order = shuffled(ids, seed)
    assert sorted(order) == list(ids)
    assert order != ids
    assert shuffled(ids, seed) == order


def test_every_other_order_is_drawn() -> None:
    drawn = {shuffled(("a", "b", "c"), seed) for seed in range(200)}
    assert drawn == set(itertools.permutations("abc")) - {("a", "b", "c")}


@pytest.mark.parametrize("question", [ORDER, MATCH], ids=["order", "match"])
def test_what_stands_there_at_first_is_wrong_and_the_solution_is_right(question: object) -> None:
    for seed in range(30):
        activity = quiz_activity(question, seed)  # type: ignore[arg-type]
        asked = activity.question
        assert asked is not None
        shown = (
            ",".join(asked.options) if asked.form == "order" else paired(dict(zip("abc", asked.partners, strict=True)))
        )
        assert activity.judge(shown).kind == "wrong"
        assert activity.judge(activity.ladder()[-1].answer).kind == "right"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "nothing-chosen"),
        ("a,b,c", "order-incomplete"),
        ("a,a,b,c", "order-incomplete"),
        ("a,b,c,x", "order-incomplete"),
    ],
)
def test_what_is_no_order_costs_nothing(raw: str, code: str) -> None:
    reading = quiz_activity(ORDER, 0).read(raw)
    assert isinstance(reading, Unreadable)
    assert reading.code == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "nothing-chosen"),
        ("a", "nothing-chosen"),
        ("a=b", "pairs-missing"),
        ("a=b,b=b,c=c", "pairs-shared"),
        ("a=x", "unknown-choice"),
    ],
)
def test_what_is_not_all_pairs_costs_nothing(raw: str, code: str) -> None:
    activity = quiz_activity(MATCH, 0)
    reading = activity.read(raw)
    assert isinstance(reading, Unreadable)
    assert reading.code == code
    assert activity.judge(raw).kind == "unreadable"


def test_pairs_that_are_missing_are_named_by_their_numbers() -> None:
    reading = quiz_activity(MATCH, 0).read("b=a")
    assert isinstance(reading, Unreadable)
    assert reading.arguments == {"names": "1, 3"}


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("abcdef")))
def test_pairs_survive_being_stored(partners: dict[str, str]) -> None:
    assert pairs_of(paired(partners)) == partners
