"""The language is switched in place: in the middle of a question, with everything that was typed kept."""

from __future__ import annotations

from pathlib import Path

from tests.ui.driving import tutor


async def test_switch_in_the_middle_of_a_question_keeps_the_draft(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="sigma-slope") as learner:
        await learner.type("a(1-a")
        await learner.press("escape", "l")
        assert "链式法则" in learner.text
        assert "a(1-a" in learner.text
        await learner.press("i")
        await learner.type(")")
        await learner.press("enter")
        assert "正确" in learner.text
        await learner.press("l")
        assert "Right" in learner.text


async def test_a_choice_keeps_its_cursor(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("down", "down", "l", "enter")
        assert "正确" in learner.text


async def test_every_screen_switches(tmp_path: Path) -> None:
    async with tutor(tmp_path) as learner:
        for key, english, chinese in (("g", "Glossary", "术语表"), ("?", "Keys", "按键")):
            await learner.press(key)
            assert english in learner.lines()[0]
            await learner.press("l")
            assert chinese in learner.lines()[0]
            await learner.press("l", "escape")
        await learner.press("l")
        assert "一切皆是映射" in learner.lines()[0]


async def test_composed_letters_outside_a_field_are_explained(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="rule", language="zh") as learner:
        await learner.type("下")
        assert "切换到英文输入" in learner.text
        await learner.press("n")
        assert "切换到英文输入" not in learner.text


async def test_full_width_twins_of_punctuation_work(tmp_path: Path) -> None:
    async with tutor(tmp_path, language="zh") as learner:
        await learner.type("？")
        assert "按键" in learner.lines()[0]
