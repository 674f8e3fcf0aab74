"""The whole first lesson by the keyboard alone, in both languages, from the course list back to it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.ui.driving import Learner, tutor
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.lesson_end import EndScreen
from tutor.wording import LANGUAGES, Language

STEPS = 14


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
async def test_lesson_from_first_step_to_last(tmp_path: Path, language: Language) -> None:
    async with tutor(tmp_path, language=language, lesson="chain-rule") as learner:
        seen = []
        for _ in range(STEPS):
            seen.append(learner.step)
            while learner.lesson.session.player.activity.question is not None:
                before = learner.lesson.session.player.activity.question
                await learner.answer_rightly()
                assert learner.lesson.session.player.activity.question != before, (learner.step, before)
            assert learner.lines()[-1].split()[0] == "enter", "the footer names the key that goes on"
            here = learner.step
            while isinstance(learner.app.screen, LessonScreen) and learner.step == here:
                await learner.press("enter")
        assert len(set(seen)) == STEPS
        assert isinstance(learner.app.screen, EndScreen)
        assert "✓" in learner.text
        await learner.press("escape")
        assert "✓  6  " in learner.text


async def test_leaving_in_the_middle_comes_back_to_the_same_question(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="inner", seed=1) as learner:
        asked = [line for line in learner.lines() if "Let y" in line]
        await learner.type("1")
        await learner.press("enter")
    async with tutor(tmp_path, seed=2) as learner:
        await learner.press("enter")
        assert learner.step == "inner"
        assert [line for line in learner.lines() if "Let y" in line] == asked
        assert "Not yet" in learner.text


async def test_the_footer_names_the_key_to_what_is_below_the_window_also_where_that_came_late(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="overfitting", step="by-heart", size=(80, 21)) as learner:
        assert "Scroll" not in learner.lines()[-1]
        await learner.press("enter")
        assert "pgdn Scroll" in learner.lines()[-1]
        await learner.press("down", "down", "down", "down")
        assert "Scroll" not in learner.lines()[-1]


@asynccontextmanager
async def slow_disk(learner: Learner) -> AsyncIterator[None]:
    """Let nothing be recorded before everything that is pressed inside has come to its handlers."""
    gate, busy = threading.Event(), threading.Event()

    def hold() -> None:
        busy.set()
        gate.wait()

    held = asyncio.ensure_future(learner.app.bench.run(hold))
    try:
        while not busy.is_set():
            await asyncio.sleep(0)
        yield
        for _ in range(5):
            await learner.pilot.pause(0)
    finally:
        gate.set()
        await held
    await learner.settle()


@pytest.mark.parametrize(("key", "done"), [("pagedown", 1), ("escape", 0)])
@pytest.mark.every(2)
async def test_a_slow_disk_loses_nothing_when_the_lesson_is_left(tmp_path: Path, key: str, done: int) -> None:
    """Leaving waits for what was begun before it: here for the bench, which comes to it only later."""
    async with tutor(tmp_path, lesson="chain-rule", step="end") as learner:
        session = learner.lesson.session
        async with slow_disk(learner):
            learner.send("m", key, key)
        assert type(learner.app.screen) is {"pagedown": EndScreen, "escape": HomeScreen}[key]
        assert session.player.standing.done == done
        assert session.player.annotation("bookmarked").text != ""


async def test_enter_pressed_twice_answers_once(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-alone") as learner:
        player = learner.lesson.session.player
        first = player.activity.question
        assert first is not None
        assert first.form == "rule"
        await learner.press(str(first.options.index(player.activity.ladder()[-1].answer) + 1))
        async with slow_disk(learner):
            learner.send("enter", "enter")
        player = learner.lesson.session.player
        assert player.activity.question is not None
        assert player.activity.question.part != first.part
        assert player.last_answer is not None
        assert (player.last_answer.part, player.last_answer.verdict) == (first.part, "right")
        assert "✓" in learner.text, "nothing was said about the next question"


@pytest.mark.parametrize(("first", "key", "last"), [("transfer", "pagedown", "end"), ("rule", "pageup", "nudge")])
@pytest.mark.every(2)
async def test_keys_typed_ahead_stop_at_the_ends_of_the_lesson(tmp_path: Path, first: str, key: str, last: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step=first) as learner:
        async with slow_disk(learner):
            learner.send(key, key, key)
        assert learner.step == last
