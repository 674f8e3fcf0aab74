"""Everything can be done with the mouse as well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.ui.driving import Learner, tutor
from tutor.ui.screens.lesson_end import EndScreen


async def click_on(learner: Learner, words: str, times: int = 1) -> None:
    """Click on the first place where `words` stand."""
    for y, line in enumerate(learner.lines()):
        if words in line:
            x = line.index(words) + len(words) // 2
            await learner.pilot.click(offset=(x, y), times=times)
            await learner.settle()
            return
    raise AssertionError(f"{words} is not on the screen:\n{learner.text}")


async def test_walk_by_mouse(tmp_path: Path) -> None:
    async with tutor(tmp_path) as learner:
        await click_on(learner, "The chain rule")
        assert "Open" in learner.lines()[-1]
        await click_on(learner, "enter ▸")
        assert learner.step == "nudge"
        await click_on(learner, "By 0.5")
        await click_on(learner, "Check")
        assert "Not yet" in learner.text
        await click_on(learner, "By 0.2", times=2)
        assert "✓ Right" in learner.text
        await click_on(learner, "Next")
        assert learner.step == "rule"
        await click_on(learner, "chain rule:")
        assert "Glossary" in learner.lines()[0]
        await click_on(learner, "Close")
        assert learner.step == "rule"
        await click_on(learner, "Outline")
        await click_on(learner, "A neuron, worked", times=2)
        assert learner.step == "neuron"
        await click_on(learner, "Go on")
        assert "2·(a − y)" in learner.text
        await click_on(learner, "Course")
        assert "Everything is a mapping" in learner.lines()[0]


async def click_key(learner: Learner, label: str) -> None:
    """Click on a key in the footer by its label."""
    row = len(learner.lines()) - 1
    await learner.pilot.click(offset=(learner.lines()[row].index(label) + 1, row))
    await learner.settle()


@pytest.mark.long
async def test_a_whole_lesson_by_clicks_alone(tmp_path: Path) -> None:
    """Choices are clicked on, what one would type is asked for by hints, and keys are clicked in the footer."""
    async with tutor(tmp_path, size=(120, 40), reduced_motion=True) as learner:
        await click_on(learner, "The chain rule")
        await click_on(learner, "enter ▸")
        steps = len(learner.lesson.session.player.steps)
        for number in range(steps):
            assert learner.lesson.session.player.position == number
            for _ in range(40):
                question = learner.lesson.session.player.activity.question
                if question is None:
                    break
                ladder = learner.lesson.session.player.activity.ladder()
                if question.form == "choice" and ladder:
                    await click_on_choice(learner, question.options.index(ladder[-1].answer) + 1)
                    await click_key(learner, "Check")
                elif "Hint" in learner.lines()[-1]:
                    await click_key(learner, "Hint")
                else:
                    await click_key(learner, learner.lines()[-1].split()[1])
            await click_key(learner, "Finish" if number == steps - 1 else "Next")
        assert isinstance(learner.app.screen, EndScreen)
        await click_key(learner, "Course")
        assert "Everything is a mapping" in learner.lines()[0]


async def click_on_choice(learner: Learner, number: int) -> None:
    """Click on the number of a choice."""
    sign = re.compile(rf"^[ ▸]*(?:\S.* {{3}})?[ ▸]*(?P<number>{number}) {{1,3}}\S")
    for y, line in enumerate(learner.lines()):
        if (found := sign.match(line)) and y > 2:
            await learner.pilot.click(offset=(found.start("number"), y))
            await learner.settle()
            return
    raise AssertionError(f"no choice {number}:\n{learner.text}")
