"""Whatever form the right answer comes in, it is accepted."""

from __future__ import annotations

import random

import pytest

from tests.judging.own_questions import OWN
from tests.judging.questions import learner_answers, learner_judge, verdict
from tests.judging.rewrites import equivalent_lines, styled
from tutor.judging.diagnosis import Judge

EVERYDAY = ("power", "expneg", "sigmoid_z", "tanh_w")


def _refused(judge: Judge, count: int, source: random.Random) -> list[str]:
    lines = equivalent_lines(judge.question)
    texts = [styled(source.choice(lines), source) for _ in range(count)]
    return [f"{found.code}: {text}" for text in texts if (found := verdict(judge, text)).code != "right"]


@pytest.mark.parametrize("name", EVERYDAY)
def test_equivalent_forms_are_accepted(name: str) -> None:
    assert _refused(learner_judge(name), 25, random.Random(1)) == []


@pytest.mark.long
def test_a_thousand_equivalent_forms_are_accepted() -> None:
    source = random.Random(2)
    judges = [learner_judge(name) for name in learner_answers()["questions"]] + [own.judge for own in OWN]
    assert [text for judge in judges for text in _refused(judge, 55, source)] == []
