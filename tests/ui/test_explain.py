"""Any gradient of the lab explained: symbol, number and check on one screen."""

from __future__ import annotations

from pathlib import Path

from tests.ui.driving import tutor, visible
from tutor.activity.network import NetworkActivity
from tutor.numerals import numeral


async def test_every_quantity_is_explained_and_agrees(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="live") as learner:
        await learner.answer_rightly()
        activity = learner.lesson.session.player.activity
        assert isinstance(activity, NetworkActivity)
        await learner.press("f", "b", "x")
        gradient = activity.lab.hidden_value("w.gradient")
        assert f"∂L/∂w ≈ {numeral(gradient).text}" in learner.text
        assert "2·(a − y)" in learner.text
        for _ in range(4):
            assert "✓ agrees" in learner.text
            await learner.press("down")
        await learner.press("l")
        assert visible(learner.lines(), "反向传播")
        await learner.press("escape")
        assert learner.step == "live"


async def test_it_explains_the_present_numbers(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="live") as learner:
        await learner.answer_rightly()
        await learner.press("x")
        first = [line for line in learner.lines() if "central difference" in line]
        await learner.press("escape", "u", "u", "x")
        assert [line for line in learner.lines() if "central difference" in line] != first
        assert "✓ agrees" in learner.text


async def test_a_digit_is_drawn_beside_the_gradient_by_its_pixels(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="beyond", step="eye") as learner:
        await learner.answer_rightly()
        await learner.press("x")
        assert visible(learner.lines(), "digit9")
        before = learner.lines()
        assert "the picture x" in learner.text
        assert "✓ agrees" in learner.text
        await learner.press("down", "down", "down")
        assert learner.lines() != before
        await learner.press("l")
        assert visible(learner.lines(), "作用最大的像素")
        await learner.press("escape")
        assert learner.step == "eye"
