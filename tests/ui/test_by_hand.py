"""A pass by hand, experiments and a bug hunt in the real interface, in both languages."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.activity.by_hand import FOLDER
from tests.ui.driving import tutor, visible
from tutor.ui.keys import keys
from tutor.wording import LANGUAGES, Language

STEPS = ["by-hand", "rates", "depths", "hunt"]


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_whole_lesson_by_the_keyboard(tmp_path: Path, language: Language) -> None:
    async with tutor(tmp_path, language=language, course=FOLDER, lesson="passes") as learner:
        for step in STEPS:
            assert learner.step == step
            while (question := learner.lesson.session.player.activity.question) is not None:
                await learner.answer_rightly()
                assert learner.lesson.session.player.activity.question != question
            await learner.press("n")
        await learner.press("escape")
        assert "▰" * 10 in learner.text


async def test_a_number_is_typed_by_the_name_that_is_shown(tmp_path: Path) -> None:
    async with tutor(tmp_path, language="zh", course=FOLDER, lesson="passes") as learner:
        await learner.type("0*学习率+w1*i1+w2*i2+b_h1")
        assert visible(learner.lines(), "0·α + w₁·i₁")
        await learner.press("enter")
        assert "✓ 刚才的回答正确" in learner.text


async def test_a_rounded_number_hears_more_of_its_digits_beside_the_next_one(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=FOLDER, lesson="passes", step="by-hand") as learner:
        await learner.type("0.378")
        await learner.press("enter")
        assert visible(learner.lines(), "More exactly: 0.3775.")
        await learner.type("1")
        assert not visible(learner.lines(), "More exactly")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.every(4)
async def test_nothing_is_wider_than_the_smallest_window(tmp_path: Path, step: str, language: Language) -> None:
    """What does not fit is cut at the right edge: no line of text may reach it."""
    async with tutor(tmp_path, language=language, course=FOLDER, lesson="passes", step=step) as learner:
        for _ in range(3):
            # The last but one column is the scroll bar's.
            body = [line.rstrip(" ▁▂▃▄▅▆▇█") for line in learner.lines()[1:-1]]
            assert all(len(line) <= 77 for line in body), body
            if learner.lesson.session.player.activity.question is not None:
                await learner.answer_rightly()


async def test_numbers_go_on_to_the_next_screen(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=FOLDER, lesson="passes", step="by-hand") as learner:
        await learner.type("0.15*i1 + 0.2*i2 + 0.35")
        assert "≈ 0.378" in learner.text
        await learner.press("enter")
        await learner.type("0.9")
        await learner.press("enter")
        assert "✗ Not yet" in learner.text
        await learner.press("ctrl+g", "ctrl+g")
        assert visible(learner.lines(), "Put z of this unit into its activation function.")
        await learner.press("ctrl+g")
        assert [line for line in learner.lines() if "activation of o₁" in line and "≈ 0.751" in line]


async def test_a_draft_and_a_verdict_survive_the_other_language(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=FOLDER, lesson="passes", step="by-hand") as learner:
        await learner.type("-0.3775")
        await learner.press("enter")
        assert visible(learner.lines(), "The size is right, the sign is not.")
        await learner.press("escape", "l")
        assert "大小对了，符号反了。" in learner.text
        assert "-0.3775" in learner.text


@pytest.mark.parametrize(("language", "said"), [("en", "Press Enter to check"), ("zh", "按 Enter 检验")])
@pytest.mark.every(2)
async def test_the_text_of_a_hunt_names_the_key_of_the_footer(tmp_path: Path, language: Language, said: str) -> None:
    async with tutor(tmp_path, language=language, course=FOLDER, lesson="passes", step="hunt") as learner:
        assert visible(learner.lines(), said)
        assert learner.lines()[-1].strip().startswith("enter ")
        before = learner.lesson.session.player.activity.question
        await learner.press("enter")
        assert learner.lesson.session.player.activity.question != before


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["backprop", "central difference"]), ("zh", ["反向传播", "中心差分"])]
)
@pytest.mark.every(2)
async def test_heads_end_where_the_numbers_below_them_end(tmp_path: Path, language: Language, words: list[str]) -> None:
    async with tutor(tmp_path, language=language, course=FOLDER, lesson="passes", step="hunt") as learner:
        await learner.press("enter")
        lines = learner.lines()
        head, first = next(pair for pair in pairwise(lines) if all(word in pair[0] for word in words))
        ends = [cell_len(head[: head.index(word) + len(word)]) for word in words]
        assert ends == [number.end() for number in re.finditer(r"\S+", first)][-3:-1]


async def test_curves_appear_after_the_prediction_and_stay(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=FOLDER, lesson="passes", step="rates") as learner:
        assert "Loss over training steps" not in learner.text
        await learner.press("1", "enter")
        assert "✗ It turned out differently." in learner.text
        assert "0.01: 0.641" in learner.text
        assert "0.5: 0.0211" in learner.text
        before = learner.lines()[3:-1]
        await learner.press("l", "l")
        assert learner.lines()[3:-1] == before, "the same seed gives the same numbers"
        await learner.press("a")
        assert "Loss over training steps" not in learner.text, "again asks again"


async def test_the_check_runs_at_its_key_and_by_enter(tmp_path: Path) -> None:
    for key in ("c", "enter"):
        home = tmp_path / key
        home.mkdir()
        async with tutor(home, course=FOLDER, lesson="passes", step="hunt") as learner:
            assert "0.000439" not in learner.text
            await learner.press(key)
            assert "0.000439" in learner.text
            assert visible(learner.lines(), "Choose a parameter whose gradient is wrong.")
            await learner.press("9", "enter")
            assert "✗ Not yet" in learner.text
            await learner.press("up", "up", "up", "up", "enter")
            assert visible(learner.lines(), "Which mistake was made?")


@pytest.mark.long
@pytest.mark.parametrize("step", STEPS)
async def test_every_key_in_the_footer_does_something(tmp_path: Path, step: str) -> None:
    async with tutor(tmp_path, course=FOLDER, lesson="passes", step=step) as learner:
        ids = list(learner.lesson.live_keys())
    for index, key_id in enumerate(ids):
        home = tmp_path / str(index)
        home.mkdir()
        async with tutor(home, course=FOLDER, lesson="passes", step=step) as learner:
            before = (learner.text, type(learner.app.screen))
            [key] = keys([key_id])
            await learner.press(key.key)
            assert (learner.text, type(learner.app.screen)) != before, f"{key_id} does nothing in {step}"
