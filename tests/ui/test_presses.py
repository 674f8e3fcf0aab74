"""Keys that are held down, pressed too early, or typed faster than pages open: none answers or skips by accident."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.ui.driving import Learner, tutor
from tutor.progress import open_progress
from tutor.ui.presses import DEAF
from tutor.ui.screens.lesson_end import EndScreen
from tutor.ui.screens.search import SearchScreen
from tutor.ui.widgets.formula_field import FormulaField

DELAYS = [0.25, 0.5, 0.66, 0.9]
"""Seconds until a key that is held down comes again for the first time."""


async def hold(learner: Learner, key: str, delay: float, seconds: float = 10) -> None:
    """Press a key and hold it down for so many seconds."""
    await learner.press(key)
    for number in range(round(seconds / 0.03)):
        learner.watch.pace = delay if number == 0 else 0.03
        learner.send(key)
        if number % 10 == 1:
            await learner.settle()
    await learner.settle()
    learner.watch.pace = 2.0


def answers(home: Path) -> int:
    return [event.kind for event in open_progress(home / "progress.sqlite3").progress.history()].count("answered")


@pytest.mark.parametrize("delay", DELAYS)
@pytest.mark.every(4)
async def test_enter_held_down_answers_once_and_skips_no_verdict(tmp_path: Path, delay: float) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await hold(learner, "enter", delay)
        assert (learner.step, answers(tmp_path)) == ("nudge", 1)
        assert "Not yet" in learner.text
        await learner.press("3")
        await hold(learner, "enter", delay)
        assert (learner.step, answers(tmp_path)) == ("nudge", 2)
        assert "Right" in learner.text
        await hold(learner, "enter", delay)
        assert learner.step == "rule"


@pytest.mark.parametrize("delay", DELAYS)
@pytest.mark.every(4)
async def test_page_down_held_down_scrolls_to_the_end_and_the_next_press_turns(tmp_path: Path, delay: float) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="rule", size=(80, 12)) as learner:
        page = learner.app.screen.query_one("#page")
        assert page.max_scroll_y > 0
        await hold(learner, "pagedown", delay)
        assert (learner.step, page.scroll_offset.y) == ("rule", page.max_scroll_y)
        await hold(learner, "pagedown", delay)
        assert learner.step == "square"
        learner.watch.pace = 0.3
        await learner.press("pageup")
        assert learner.step in ("rule", "square")


@pytest.mark.parametrize(("wait", "step"), [(DEAF / 2, "nudge"), (DEAF + 0.01, "rule")])
@pytest.mark.every(2)
async def test_right_after_a_verdict_enter_is_deaf(tmp_path: Path, wait: float, step: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("3", "enter")
        learner.watch.pace = wait
        await learner.press("enter")
        assert learner.step == step


@pytest.mark.parametrize(("wait", "answered"), [(DEAF / 2, 0), (DEAF + 0.01, 1)])
@pytest.mark.every(2)
async def test_right_after_a_lesson_has_opened_enter_answers_nothing(
    tmp_path: Path, wait: float, answered: int
) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("escape")
        learner.watch.pace = wait
        await learner.press("enter", "enter")
        assert (learner.step, answers(tmp_path)) == ("nudge", answered)


async def test_enter_pressed_twice_opens_a_lesson_and_turns_none_of_its_pages(tmp_path: Path) -> None:
    async with tutor(tmp_path) as learner:
        learner.watch.pace = 0.2
        learner.send("enter", "enter")
        await learner.settle()
        assert (learner.lesson.lesson.id, learner.lesson.session.player.position) == ("welcome", 0)
        learner.watch.pace = 2.0
        await learner.press("enter")
        assert learner.lesson.session.player.position == 1


async def test_whoever_presses_something_else_first_has_seen_the_step(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("escape")
        learner.watch.pace = 0.01
        await learner.press("enter", "3", "enter")
        assert (learner.step, answers(tmp_path)) == ("nudge", 1)
        assert "✓ Right" in learner.text


async def test_enter_pressed_twice_at_the_end_of_a_lesson_does_not_begin_the_next(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="end") as learner:
        learner.watch.pace = 0.3
        await learner.press("enter", "enter")
        assert isinstance(learner.app.screen, EndScreen)
        learner.watch.pace = 2.0
        await learner.press("enter")
        assert learner.lesson.lesson.id == "gradient-descent"


async def test_a_second_enter_counts_where_it_is_pressed_again(tmp_path: Path) -> None:
    """Only what comes after it tells a second press from the first repeat of a key that is held down."""
    async with tutor(tmp_path, lesson="chain-rule", step="square") as learner:
        learner.watch.pace = 0.5
        shown = len(learner.lesson.session.player.attempt)
        await learner.press("enter", "enter")
        assert len(learner.lesson.session.player.attempt) == shown + 2


@pytest.mark.parametrize("start", [{}, {"lesson": "chain-rule", "step": "rule"}])
@pytest.mark.every(2)
async def test_what_is_typed_in_one_burst_goes_to_the_page_that_its_first_key_opens(
    tmp_path: Path, start: dict[str, str]
) -> None:
    async with tutor(tmp_path, **start) as learner:  # type: ignore[arg-type]
        learner.watch.pace = 0.001
        learner.send(*"/loss")
        await learner.settle()
        assert isinstance(learner.app.screen, SearchScreen)
        assert learner.app.screen.query_one(FormulaField).text == "loss"


async def test_a_formula_that_is_typed_behind_the_key_that_turns_the_page_stands_on_the_next_one(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="square") as learner:
        while learner.lesson.session.player.activity.question is not None:
            await learner.answer_rightly()
        learner.watch.pace = 0.001
        learner.send("pagedown", *"3x^2")
        await learner.settle()
        assert learner.step == "inner"
        assert learner.app.screen.query_one(FormulaField).text == "3x^2"


@pytest.mark.long
async def test_no_key_of_a_burst_goes_to_a_page_before_however_it_is_torn(tmp_path: Path) -> None:
    chance = random.Random(14)
    async with tutor(tmp_path, lesson="chain-rule", step="rule") as learner:
        learner.watch.pace = 0.15
        for _ in range(20):
            for key in "/loss":
                learner.send(key)
                for _ in range(chance.choice((0, 0, 1, 3))):
                    await learner.pilot.pause(0)
            await learner.settle()
            assert learner.app.screen.query_one(FormulaField).text == "loss"
            await learner.press("escape")


async def test_lines_that_are_pasted_are_one_line_and_what_is_too_much_is_said(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="inner") as learner:
        learner.paste("6\r\n+ 7\n\n")
        await learner.settle()
        assert learner.app.screen.query_one(FormulaField).text == "6 + 7"
        learner.paste("line of text\n" * 50_000)
        await learner.settle()
        field = learner.app.screen.query_one(FormulaField).text
        assert "\n" not in field
        left_out = len("line of text ") * 50_000 - 1 + len("6 + 7") - len(field)
        assert f"{left_out:,} characters were left out" in " ".join(learner.text.split())
