"""Judging orders and pairs: what is right, and what is said to each wrong arrangement."""

from __future__ import annotations

import itertools

import pytest

from tutor.lesson.format.questions import MatchQuestion, OrderQuestion
from tutor.quiz.grade import grade_match, grade_order
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
    found = grade_order(ORDER, list(order))
    assert (found.status, found.code, found.arguments.get("count"), found.feedback) == ("wrong", code, count, feedback)


def test_one_order_is_right_and_every_other_can_be_answered() -> None:
    orders = ["".join(order) for order in itertools.permutations("abcd")]
    found = {order: grade_order(ORDER, list(order)) for order in orders}
    assert [order for order in orders if found[order].status == "right"] == ["abcd"]
    assert all(found[order].feedback or found[order].code in GRADES for order in orders if order != "abcd")


def test_every_wrong_pair_hears_why() -> None:
    assert grade_match(MATCH, {"a": "a", "b": "b", "c": "c"}).status == "right"
    found = grade_match(MATCH, {"a": "b", "b": "a", "c": "c"})
    assert (found.status, found.code, found.arguments, found.feedback) == (
        "wrong",
        "pairs-wrong",
        {"count": 2},
        ("a", "b"),
    )
