"""While a lesson is opened a sign names it, and where it can't be opened that is said on the list."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.ui.driving import Learner, tutor
from tutor.errors import TutorError
from tutor.learner.session import Session
from tutor.learner.study import Study
from tutor.ui.screens import journey
from tutor.ui.screens.opening import OpeningScreen
from tutor.wording import Language


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Lets no lesson be opened until it is set; from the first moment on a wait shows its sign."""
    gate, session = threading.Event(), Study.session

    def late(study: Study, lesson_id: str, language: str) -> Session:
        assert gate.wait(PATIENCE)
        return session(study, lesson_id, language)

    monkeypatch.setattr(Study, "session", late)
    monkeypatch.setattr(journey, "UNNOTICED", 0.0)
    return gate


async def until(learner: Learner, is_so: Callable[[], bool]) -> None:
    """Wait for something while the bench, and so the application, is busy."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await asyncio.sleep(0)


@pytest.mark.parametrize(("language", "title", "moment"), [("en", "Slopes", "One moment"), ("zh", "斜率", "请稍候")])
async def test_a_sign_names_the_lesson_until_its_step_stands_there(
    tmp_path: Path, gate: threading.Event, language: Language, title: str, moment: str
) -> None:
    async with tutor(tmp_path, language=language) as learner:
        learner.send("5", "enter")
        await until(learner, lambda: isinstance(learner.app.screen, OpeningScreen) and moment in learner.text)
        lines = learner.lines()
        assert lines[0].strip() == title
        assert [line.strip()[: len(moment)] for line in lines[1:] if line.strip()] == [moment]
        gate.set()
        await learner.settle()
        assert "1/14" in learner.lines()[0]
        assert learner.lesson.lesson.id == "slopes"


async def test_a_lesson_that_cannot_be_opened_leaves_no_sign(
    tmp_path: Path, gate: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = Study.session

    def fails(study: Study, lesson_id: str, language: str) -> Session:
        late(study, lesson_id, language)
        raise TutorError("study.unknown-lesson", lesson=lesson_id)

    monkeypatch.setattr(Study, "session", fails)
    async with tutor(tmp_path) as learner:
        learner.send("enter")
        await until(learner, lambda: isinstance(learner.app.screen, OpeningScreen))
        gate.set()
        await learner.settle()
        assert learner.app.screen is learner.app.home
        assert "There is no lesson welcome" in learner.text


async def test_lessons_are_not_read_for_the_index_while_one_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tutor(tmp_path) as learner:
        home, study = learner.app.home, learner.app.study
        assert study is not None
        read: list[float] = []

        def noted(seconds: float) -> bool:
            read.append(seconds)
            return True

        monkeypatch.setattr(study, "read_rest", noted)
        with home.reading_held_back():
            await home.open(study)
            for _ in range(5):
                await learner.pilot.pause(0)
            assert read == []
        await learner.settle()
        assert len(read) == 1
