"""Everything that passes by hand, experiments and hunts can name has its words, in both languages."""

from __future__ import annotations

import pytest

from tests.activity.by_hand import lesson
from tests.activity.events import record
from tests.wording.placeholders import placeholders
from tutor.activity.bughunt import CHECK, NAME, WRONG
from tutor.activity.trace import TraceActivity
from tutor.lesson.format.network_steps import TraceStep, Variation
from tutor.wording import by_hand, experiments
from tutor.wording.replies import SAID

ARGUMENTS = {
    "trace-unknown-name": {"got"},
    "trace-mistake": {"what", "why"},
    "trace-sign": set(),
    "trace-other-number": {"quantity", "asked"},
    "trace-wrong": set(),
    "gradient-agrees": {"parameter"},
    "mistake-named": {"why"},
    "other-mistake": {"parameter", "expected", "found"},
}


def test_every_reply_is_said_with_what_comes_along() -> None:
    assert set(by_hand.REPLIES) == set(ARGUMENTS)
    for code, arguments in ARGUMENTS.items():
        assert placeholders(SAID[code].en) == placeholders(SAID[code].zh) == arguments


ASKED = [
    "h1.z", "h1.a", "h1.slope", "h1.upstream", "o1.upstream", "h1.delta", "o1.delta", "loss", "w1.gradient",
    "h1.bias.gradient", "w1.next",
]  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_every_number_that_can_be_asked_has_a_method(name: str) -> None:
    step = lesson().step("by-hand")
    assert isinstance(step, TraceStep)
    activity = TraceActivity(step.model_copy(update={"ask": (name,), "hints": ()}), lesson())
    method, answer = activity.ladder()
    assert method.rule in by_hand.METHODS
    assert activity.judge(answer.answer).kind == "right"
    record(activity, "")
    assert activity.ladder() == ()


def test_every_part_of_a_hunt_is_said() -> None:
    assert set(by_hand.HUNT) == {CHECK, WRONG, NAME}
    assert WRONG in by_hand.METHODS


def test_every_setting_of_an_experiment_is_said() -> None:
    assert set(experiments.KEYS) == set(Variation.model_fields)
    words = {"optimizer", "activation", "initializer", "batch_norm"}
    assert set(experiments.SETTINGS) == set(Variation.model_fields) - words
