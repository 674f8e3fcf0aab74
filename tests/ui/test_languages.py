"""The language is switched in place: in the middle of a question, with everything that was typed kept."""

from __future__ import annotations

from pathlib import Path

from tests.ui.driving import tutor
from tutor.ui.steps.derivation import DerivationView
from tutor.ui.widgets.formula_field import FormulaField

LABS = Path(__file__).parents[1] / "courses" / "labs"


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
            await learner.press("ctrl+l")
            assert chinese in learner.lines()[0]
            await learner.press("ctrl+l", "escape")
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


async def test_a_field_is_switched_from_inside_with_the_cursor_where_it_was(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="sigma-slope") as learner:
        await learner.type("a(1-a")
        await learner.press("left", "left", "ctrl+l")
        assert "链式法则" in learner.text
        assert learner.lesson.in_field
        await learner.type("x")
        assert learner.app.screen.query_one(FormulaField).text == "a(1x-a"


async def test_the_marked_term_and_the_place_in_a_long_text_stay(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="backward-pass", step="live", size=(80, 12)) as learner:
        page = learner.app.screen.query_one("#page")
        page.scroll_to(y=3, animate=False)
        await learner.press("l")
        assert page.scroll_offset.y == 3


async def test_unfolded_rules_stay_unfolded(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await learner.press("enter", "v", "l")
        assert learner.app.screen.query_one(DerivationView).kept() is True
        await learner.press("v", "l")
        assert learner.app.screen.query_one(DerivationView).kept() is False


async def test_a_run_goes_on_and_what_is_open_stays_open(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="labs", step="xor", course=LABS, reduced_motion=True) as learner:
        await learner.press("v", "v", "v", "v")
        learner.send("space", "l")
        await learner.sees("space 暂停")
        await learner.press("space", "e")
        await learner.type("0.25")
        await learner.press("ctrl+l")
        assert learner.lesson.in_field
        assert learner.app.screen.query_one(FormulaField).text == "0.25"
        await learner.press("escape", "i", "l")
        assert "enter 关闭" in learner.lines()[-1]
