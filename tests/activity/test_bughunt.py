"""A bug hunt: the loss falls, the check tells the wrong gradients, and one of several mistakes is the right name."""

from __future__ import annotations

import pytest

from tests.activity.by_hand import lesson
from tests.activity.events import record
from tutor.activity.bughunt import CHECK, NAME, WRONG, BughuntActivity
from tutor.lesson.format.network_steps import BughuntStep

HIDDEN = ["w1", "w2", "w3", "w4", "h1.bias", "h2.bias"]


def hunt(part: str = CHECK, **changes: object) -> BughuntActivity:
    """The hunt with `part` open."""
    step = lesson().step("hunt")
    assert isinstance(step, BughuntStep)
    activity = BughuntActivity(step.model_copy(update=changes), lesson())
    while activity.part != part:
        assert activity.question is not None
        revealed = activity.question.form == "reveal"
        activity = record(
            activity, "", kind="revealed" if revealed else "answered", verdict="" if revealed else "right"
        )
    return activity


def test_the_loss_falls_although_gradients_are_wrong() -> None:
    losses = hunt().losses
    assert losses[0] > 10 * losses[-1]


def test_the_check_comes_first_and_is_no_question() -> None:
    activity = hunt()
    assert activity.question is not None
    assert activity.question.form == "reveal"
    assert activity.judge("").kind == ""
    assert not activity.checked
    assert hunt(WRONG).checked


def test_any_wrong_gradient_counts_and_no_right_one() -> None:
    activity = hunt(WRONG)
    assert [name for name in activity.checks if activity.judge(name).kind == "right"] == HIDDEN
    verdict = activity.judge("w5")
    assert (verdict.kind, verdict.code, verdict.arguments) == ("wrong", "gradient-agrees", {"parameter": "w5"})
    assert activity.judge("w99").kind == "unreadable"


def test_the_mistake_is_chosen_among_others_that_are_told_apart() -> None:
    activity = hunt(NAME)
    assert len(activity.mistakes) == 4
    assert {"updated-weight-used", "one-path-only"} <= set(activity.mistakes)
    others = [code for code in activity.mistakes if code != "updated-weight-used"]
    assert all(activity.tells_apart(code) for code in others)
    assert not activity.tells_apart("updated-weight-used")
    assert list(hunt(NAME).mistakes) == list(activity.mistakes), "the same ones every time"


def test_the_right_name_has_the_authors_word() -> None:
    verdict = hunt(NAME).judge("updated-weight-used")
    assert (verdict.kind, verdict.feedback) == ("right", ("updated-weight-used",))
    silent = hunt(NAME, feedback={}).judge("updated-weight-used")
    assert (silent.code, silent.arguments) == ("mistake-named", {"mistake": "updated-weight-used"})


def test_a_wrong_name_says_what_that_mistake_would_have_given() -> None:
    activity = hunt(NAME, choices=("flipped-sign", "forgot-activation-slope"), feedback={})
    assert activity.judge("forgot-activation-slope").feedback == ()
    verdict = activity.judge("flipped-sign")
    assert verdict.code == "other-mistake"
    assert verdict.arguments["parameter"] in HIDDEN
    assert str(verdict.arguments["expected"]).startswith("−") != str(verdict.arguments["found"]).startswith("−")


def test_a_mistake_that_carries_over_is_shown_in_the_step_in_which_it_shows() -> None:
    activity = hunt(WRONG, bug="gradients-not-reset", feedback={})
    assert activity.lab.step == 1
    assert all(activity.judge(name).kind == "right" for name in activity.checks)


@pytest.mark.parametrize("part", [WRONG, NAME])
def test_the_last_hint_is_right(part: str) -> None:
    activity = hunt(part)
    assert activity.judge(activity.ladder()[-1].answer).kind == "right"
