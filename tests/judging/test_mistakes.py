"""Mistakes made by rule in questions of our own: each answer is called wrong, and for the reason that made it."""

from __future__ import annotations

import pytest

from tests.judging.own_questions import OWN, Own, generated
from tests.judging.questions import verdict
from tutor.events import Verdict


@pytest.mark.parametrize("own", OWN, ids=lambda own: own.name)
def test_the_answer_is_right(own: Own) -> None:
    assert verdict(own.judge, own.answer) == Verdict("right", "right")


def test_mistakes_are_wrong_and_nearly_all_are_named() -> None:
    cases = generated(seed=3, count=300)
    unnamed = []
    for judge, text, code in cases:
        found = verdict(judge, text)
        assert not (isinstance(found, Verdict) and found.kind != "wrong"), text
        if found.code != code:
            unnamed.append((text, code, found.code))
    assert len(unnamed) <= 0.05 * len(cases), unnamed
