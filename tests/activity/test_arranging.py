"""Orders and pairs as activities: shuffled by the seed, never right from the start, read strictly, then judged."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.activity.arranging import paired, pairs_of, shuffled
from tutor.activity.base import Unreadable
from tutor.activity.quiz import quiz_activity
from tutor.events import Verdict
from tutor.lesson.format.questions import MatchQuestion, OrderQuestion
from tutor.wording.quiz import GRADES

BASE = {"id": "q", "type": "quiz", "prompt": "?"}
ORDER = OrderQuestion.model_validate(
    BASE
    | {
        "kind": "order",
        "items": [
            {"id": "a", "text": "A", "feedback": "first"},
            {"id": "b", "text": "B", "feedback": "behind a"},
            {"id": "c", "text": "C"},
            {"id": "d", "text": "D", "feedback": "behind c"},
        ],
        "wrong": [{"id": "backwards", "answer": ["d", "c", "b", "a"], "feedback": "!"}],
    }
)
MATCH = MatchQuestion.model_validate(
    BASE
    | {
        "kind": "match",
        "pairs": [{"id": name, "left": name, "right": name.upper(), "feedback": "!"} for name in "abc"],
    }
)


def judged(question: OrderQuestion | MatchQuestion, given: str) -> Verdict:
    """What is said to the ids in this order, or to these partners of a, b, c."""
    is_match = isinstance(question, MatchQuestion)
    raw = paired(dict(zip("abc", given, strict=True))) if is_match else ",".join(given)
    return quiz_activity(question, 0).judge(raw)


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


@pytest.mark.parametrize(
    ("order", "code", "count", "feedback"),
    [
        ("dcba", "misconception", None, ("backwards",)),
        ("bacd", "order-wrong", 0, ("b",)),
        ("acbd", "order-wrong", 1, ("b",)),
        ("abdc", "order-wrong", 2, ("d",)),
        ("cabd", "order-wrong", 0, ("a",)),
    ],
)
def test_a_wrong_order_hears_of_its_first_wrong_neighbour(
    order: str, code: str, count: int | None, feedback: tuple[str, ...]
) -> None:
    found = judged(ORDER, order)
    assert (found.kind, found.code, found.arguments.get("count"), found.feedback) == ("wrong", code, count, feedback)


def test_one_order_is_right_and_every_other_can_be_answered() -> None:
    orders = ["".join(order) for order in itertools.permutations("abcd")]
    found = {order: judged(ORDER, order) for order in orders}
    assert [order for order in orders if found[order].kind == "right"] == ["abcd"]
    assert all(found[order].feedback or found[order].code in GRADES for order in orders if order != "abcd")


def test_every_wrong_pair_hears_why() -> None:
    assert judged(MATCH, "abc").kind == "right"
    found = judged(MATCH, "bac")
    assert (found.kind, found.code, found.arguments, found.feedback) == (
        "wrong",
        "pairs-wrong",
        {"count": 2},
        ("a", "b"),
    )
