"""Quizzes from the bank and steps on code through the real interface, in both languages, up to the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driving import Learner, tutor, visible
from tests.ui.test_keys import shown
from tutor.activity.bank_quiz import BankQuizActivity
from tutor.text import Cells
from tutor.ui.keys import BY_ID, keys
from tutor.ui.widgets.formula_field import FormulaField
from tutor.wording import LANGUAGES, Language

KINDS = Path(__file__).parents[1] / "courses" / "kinds"
DONE: dict[Language, str] = {"en": "4 of 4 right on the first try", "zh": "4 题中第一次就答对 4 题"}


def _quiz(learner: Learner) -> BankQuizActivity:
    activity = learner.lesson.session.player.activity
    assert isinstance(activity, BankQuizActivity)
    return activity


async def _finish(learner: Learner) -> None:
    while not learner.lesson.session.player.complete:
        await learner.answer_rightly()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(4)
async def test_a_quiz_is_answered_by_keys_up_to_its_result(tmp_path: Path, language: Language, seed: int) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="drawn", step="quiz", language=language, seed=seed) as learner:
        await _finish(learner)
        assert DONE[language] in learner.text


async def test_feedback_stays_until_enter_and_enter_goes_to_the_next_question(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="drawn", step="quiz") as learner:
        assert "Question 1 of 4" in learner.text
        assert "Four questions; take your time." in learner.text
        first = _quiz(learner).asked
        await learner.answer_rightly()
        assert _quiz(learner).asked == first
        assert "✓ Right" in learner.text
        assert "Press Enter for the next question." in learner.text
        assert f"enter {keys(['reveal'])[0].label.en}" in learner.lines()[-1]
        await learner.press("enter")
        assert "Question 2 of 4" in learner.text
        assert "✓ Right" not in learner.text
        assert "take your time" not in learner.text, "the first word is said once"


async def test_the_result_names_the_lessons_to_revisit_and_a_draws_afresh(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="drawn", step="signs-only", seed=5) as learner:
        for _ in range(2):
            while _quiz(learner).question is not None and _quiz(learner).question.form != "reveal":  # type: ignore[union-attr]
                learner.lesson.action_hint()
                await learner.settle()
            await learner.press("enter")
        assert "0 of 2 right on the first try" in learner.text
        assert "→ Slopes of activations" in learner.text
        await learner.press("l")
        assert "→ 《激活函数的斜率》" in learner.text
        await learner.press("l", "a")
        assert "Question 1 of 2" in learner.text


async def test_the_language_changes_in_the_middle_of_a_question_and_the_draft_stays(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="drawn", step="quiz", seed=3) as learner:
        while learner.app.focused is None or not list(learner.app.screen.query(FormulaField)):
            await learner.answer_rightly()
        await learner.type("7")
        await learner.press("escape", "l")
        assert "题，共 4 题" in learner.text
        assert learner.app.screen.query_one(FormulaField).text == "7"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
@pytest.mark.every(6)
async def test_code_is_read_and_filled_in_by_keys(tmp_path: Path, language: Language, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="code", step="neuron", language=language, size=size) as learner:
        assert "delta = 2 * (a - y) * a * ____" in learner.text
        await _finish(learner)
        assert "delta = 2 * (a - y) * a * (1 - a)" in learner.text
        await learner.press("down", "down", "down")
        assert visible(learner.lines(), "python -m tutor export code/neuron --to numpy")
        assert "`" not in learner.text


async def test_what_is_typed_stands_in_the_code_at_once(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="code", step="neuron") as learner:
        await learner.press("enter", "enter")
        await learner.type("(1 - z)")
        assert "a * (1 - z)" in learner.text
        await learner.press("enter")
        assert "is written in its value a, not in z" in learner.text
        await learner.press("ctrl+g")
        assert "How steep is a sigmoid" in learner.text


async def test_the_lines_of_a_note_are_marked_also_without_colour(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="code", step="neuron", cells=Cells(ambiguous_width=2)) as learner:
        await learner.press("enter")
        marked = [line for line in learner.lines() if line.strip().startswith(("|5", "|6"))]
        assert len(marked) == 2


@pytest.mark.parametrize(("lesson", "step"), [("drawn", "quiz"), ("code", "neuron")])
@pytest.mark.every(2)
async def test_only_keys_that_work_are_offered(tmp_path: Path, lesson: str, step: str) -> None:
    async with tutor(tmp_path, course=KINDS, lesson=lesson, step=step) as learner:
        while not learner.lesson.session.player.complete:
            assert shown(learner)
            await learner.answer_rightly()
        assert f"a {BY_ID['again'].label.en}" in learner.lines()[-1]


async def test_the_network_of_the_code_runs_in_the_lab_and_escape_leads_back(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="code", step="neuron") as learner:
        await _finish(learner)
        assert f"r {BY_ID['run-network'].label.en}" in learner.lines()[-1]
        await learner.press("r")
        assert "The same network in the lab" in learner.lines()[0]
        assert "step 0" in learner.lines()[0]
        await learner.press("u")
        assert "step 1" in learner.lines()[0]
        await learner.press("l")
        assert "同一个网络的实验台" in learner.lines()[0]
        assert "1" in learner.lines()[0]
        await learner.press("escape")
        assert learner.step == "neuron"


async def test_code_without_a_network_offers_no_lab(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="code", step="keras") as learner:
        await _finish(learner)
        await learner.press("r")
        assert learner.step == "keras"
        assert BY_ID["run-network"].label.en not in learner.lines()[-1]
