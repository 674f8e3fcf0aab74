"""Everything that passes by hand, experiments and hunts can name has its words, in both languages."""

from __future__ import annotations

import pytest

from tests.activity.by_hand import lesson
from tests.activity.events import record
from tests.wording.placeholders import placeholders
from tutor.activity.bughunt import CHECK, NAME, WRONG
from tutor.activity.known_numbers import QUANTITY
from tutor.activity.trace import TraceActivity
from tutor.lesson.format.network_steps import TraceStep, Variation
from tutor.network.mistakes import MISTAKES
from tutor.network.wrong_numbers import INCLUDES
from tutor.wording import by_hand, experiments
from tutor.wording.replies import SAID

ARGUMENTS = {
    "trace-unknown-name": {"got", "names"},
    "trace-misspelled-name": {"got", "name"},
    "trace-circular": {"got"},
    "trace-not-yet": {"got"},
    "trace-mistake": {"what", "why"},
    "trace-slip": {"what"},
    "trace-either": {"what", "or"},
    "trace-several": set(),
    "trace-near": {"near", "what"},
    "trace-other-by-slip": {"quantity", "asked", "what"},
    "trace-equal-here": {"this", "that"},
    "trace-by-chance": set(),
    "trace-one-name": {"this", "that"},
    "trace-sign": set(),
    "trace-other-number": {"quantity", "asked"},
    "trace-other-digits": {"quantity", "asked"},
    "trace-wrong": set(),
    "trace-wrong-exact": set(),
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
    activity = record(activity, "")
    assert activity.ladder() == ()


def test_every_part_of_a_hunt_is_said() -> None:
    assert set(by_hand.HUNT) == {CHECK, WRONG, NAME}
    assert WRONG in by_hand.METHODS


def test_every_setting_of_an_experiment_is_said() -> None:
    assert set(experiments.KEYS) == set(Variation.model_fields)
    words = {"optimizer", "activation", "initializer", "batch_norm"}
    assert set(experiments.SETTINGS) == set(Variation.model_fields) - words


ONE, TWO = {"this"}, {"this", "that"}
SLIPS = {code: placeholders(sentence.en) for code, sentence in by_hand.SLIPS.items()}


def test_every_slip_is_said_with_the_quantities_that_it_is_about() -> None:
    activity = TraceActivity(lesson_step(), lesson())
    made = [one for name in ASKED for one in activity.wrong(name) if one.code not in {QUANTITY, *MISTAKES}]
    assert {one.code for one in made} <= SLIPS.keys()
    for one in made:
        names = ONE if one.name and not one.other else TWO if one.other else set()
        assert SLIPS[one.code] <= names, one
    assert all(placeholders(sentence.zh) == SLIPS[code] for code, sentence in by_hand.SLIPS.items())


def test_what_a_slip_includes_are_known_mistakes_and_it_has_words() -> None:
    for code, included in INCLUDES.items():
        assert code in SLIPS
        assert included <= MISTAKES.keys()


def lesson_step() -> TraceStep:
    """The pass by hand of the test lesson."""
    step = lesson().step("by-hand")
    assert isinstance(step, TraceStep)
    return step
