"""Showing on the screen that one knows a lesson: where it is offered, how it ends, and what comes after."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.small_course import THREE_CARDS, small_course
from tests.ui.driving import Learner, tutor, visible
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.screens.review_end import ReviewEndScreen
from tutor.wording import Language

OFFER: dict[Language, str] = {"en": "K I know this", "zh": "K 已经会了"}


@asynccontextmanager
async def at_second(home: Path, language: Language = "en", size: tuple[int, int] = (80, 24)) -> AsyncIterator[Learner]:
    """Open the lesson that has three questions, the least that show that one knows it."""
    course = small_course(home / "course", THREE_CARDS)
    async with tutor(home, course=course, lesson="second", language=language, size=size) as learner:
        yield learner


async def answer_all(learner: Learner, *, wrong_at: int = -1) -> None:
    """Answer the three questions rightly, but for the first answer to one of them."""
    for position in range(3):
        if position == wrong_at:
            await learner.type("-1")
            await learner.press("enter", "home", "delete", "delete")
        await learner.answer_rightly()
        await learner.press("enter")


def is_known(learner: Learner) -> bool:
    assert learner.app.study is not None
    entries = learner.app.study.entries("en")
    return any(entry.id == "second" and entry.standing and entry.standing.known for entry in entries)


@pytest.mark.parametrize("language", OFFER)
@pytest.mark.every(2)
async def test_it_is_offered_at_the_start_of_a_lesson_outside_the_field(tmp_path: Path, language: Language) -> None:
    async with at_second(tmp_path, language) as learner:
        assert OFFER[language] not in learner.lines()[-1]
        await learner.press("escape")
        assert OFFER[language] in learner.lines()[-1]
        await learner.press("K")
        assert isinstance(learner.app.screen, ReviewScreen)
        assert learner.lines()[0].startswith(
            {"en": " Known already?  Gradients", "zh": " 已经会了？  Gradients"}[language]
        )
        assert OFFER[language] not in learner.text


async def test_a_lesson_with_fewer_questions_offers_nothing(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course", THREE_CARDS), lesson="first") as learner:
        assert "I know this" not in learner.text
        before = learner.text
        await learner.press("K")
        assert learner.text == before


async def test_whoever_has_begun_the_lesson_is_offered_nothing_any_more(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes") as learner:
        assert "K I know this" in learner.lines()[-1]
        await learner.press("n")
        assert "I know this" not in learner.text
        await learner.press("K", "p")
        assert "I know this" not in learner.text


@pytest.mark.parametrize("language", OFFER)
@pytest.mark.every(2)
async def test_all_right_at_once_and_the_lesson_is_known_and_enter_goes_on(tmp_path: Path, language: Language) -> None:
    async with at_second(tmp_path, language) as learner:
        await learner.press("escape", "K")
        await answer_all(learner)
        assert isinstance(learner.app.screen, ReviewEndScreen)
        assert is_known(learner)
        said = {"en": "All right at once: Gradients counts as known.", "zh": "全部一次答对：《Gradients》算作已会。"}
        assert visible(learner.lines(), said[language])
        assert "✗" not in learner.text
        assert [line.strip().endswith({"en": "days", "zh": "再来"}[language]) for line in learner.lines()].count(
            True
        ) == 3
        await learner.press("enter")
        assert learner.lesson.lesson.id == "first"
        await learner.press("escape", "end")
        assert {"en": "known", "zh": "已会"}[language] in learner.text
        await learner.press("home")
        assert "✓  2  Gradients" in learner.text


async def test_a_wrong_answer_is_told_and_enter_leads_into_the_lesson(tmp_path: Path) -> None:
    async with at_second(tmp_path) as learner:
        await learner.press("escape", "K")
        await answer_all(learner, wrong_at=1)
        assert isinstance(learner.app.screen, ReviewEndScreen)
        assert not is_known(learner)
        assert visible(learner.lines(), "2 of 3 right at once, without a hint")
        assert [line.split()[0] for line in learner.lines() if "back " in line] == ["✓", "✗", "✓"]
        assert "2  Gradients · 5 min" in learner.text
        await learner.press("enter")
        assert (learner.lesson.lesson.id, learner.step) == ("second", "rate")
        assert not isinstance(learner.app.screen, ReviewScreen)


async def test_leaving_amid_it_is_back_in_the_lesson_with_all_as_it_was(tmp_path: Path) -> None:
    async with at_second(tmp_path) as learner:
        await learner.type("12")
        await learner.press("escape", "K")
        await learner.answer_rightly()
        await learner.press("escape")
        assert (type(learner.lesson).__name__, learner.step) == ("LessonScreen", "rate")
        assert visible(learner.lines(), "nothing has changed")
        assert "12" in learner.text
        assert not is_known(learner)
        await learner.press("escape", "K")
        assert isinstance(learner.app.screen, ReviewScreen)
        await learner.press("escape", "escape", "escape", "escape")
        assert isinstance(learner.app.screen, HomeScreen)


async def test_the_course_is_one_key_away_from_its_end_in_another_language(tmp_path: Path) -> None:
    async with at_second(tmp_path, size=(120, 40)) as learner:
        await learner.press("escape", "K")
        await answer_all(learner, wrong_at=0)
        await learner.press("l")
        assert visible(learner.lines(), "3 题中不看提示一次答对 2 题")
        await learner.press("escape")
        assert learner.app.screen is learner.app.home
