"""Everything can be done with the mouse as well."""

from __future__ import annotations

from pathlib import Path

from tests.ui.driving import Learner, tutor


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
