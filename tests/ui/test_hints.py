"""Hints: the newest thing that was said comes first, what goes on below says so, and the answer never comes unasked."""

from __future__ import annotations

from pathlib import Path

from tests.ui.driving import Learner, tutor


def row_of(learner: Learner, words: str) -> int:
    """The first row in which `words` stand."""
    return next(row for row, line in enumerate(learner.lines()) if words in line)


async def test_what_was_said_last_stands_first(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", reduced_motion=True) as learner:
        await learner.press("enter", "h")
        assert row_of(learner, "Hint 1 of 3") < row_of(learner, "✗ Not yet")
        await learner.press("h")
        assert row_of(learner, "Hint 2 of 3") < row_of(learner, "Hint 1 of 3")
        await learner.press("space", "down", "enter")
        assert row_of(learner, "✗ Not yet") < row_of(learner, "Hint 2 of 3")


async def test_before_the_answer_is_given_away_it_is_said(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", reduced_motion=True) as learner:
        await learner.press("h")
        assert "close to the answer" not in learner.text
        await learner.press("h")
        assert "Hint 2 of 3  the next one is close to the answer" in learner.text
        assert "h Hint: answer" not in learner.lines()[-1]
        await learner.press("h")
        assert "Hint 3 of 3  next comes the answer" in learner.text
        assert "h Hint: answer" in learner.lines()[-1]


async def test_what_goes_on_below_says_with_which_key(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded", reduced_motion=True) as learner:
        await learner.press("enter", "enter", "h")
        more = "… PgDn shows the rest"
        assert more in learner.lines()[-2]
        while more in learner.text:
            before = learner.text
            await learner.press("pagedown")
            assert learner.text != before
        assert learner.step == "neuron-faded"


async def test_a_wrong_rule_has_its_sign(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded", reduced_motion=True) as learner:
        await learner.press("enter")
        assert "✗" not in learner.text
        await learner.press("enter")
        assert "1 ✗ " in learner.text
