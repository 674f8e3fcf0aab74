"""The review on the screen: due cards on the course list, answers with how sure one is, what is said at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.small_course import Learner as Reviewer
from tests.small_course import small_course
from tests.ui.driving import Learner, tutor, visible
from tutor.progress import open_progress
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.screens.review_end import ReviewEndScreen
from tutor.ui.screens.room import StepRoom
from tutor.wording import Language


@asynccontextmanager
async def days_later(home: Path, language: Language = "en", days: int = 3) -> AsyncIterator[Learner]:
    """Open the small course some days after its first lesson was done."""
    reviewer = Reviewer(home / "course", open_progress(home / "progress.sqlite3").progress)
    reviewer.now = datetime.now(UTC) - timedelta(days=days)
    reviewer.walk("first")
    reviewer.progress.close()
    async with tutor(home, course=home / "course", language=language) as learner:
        yield learner


def row_of(learner: Learner, words: str) -> int:
    return next(row for row, line in enumerate(learner.lines()) if words in line)


async def right_answer(learner: Learner) -> str:
    return learner.lesson.session.player.activity.ladder()[-1].answer


async def test_due_cards_stand_on_the_course_list(tmp_path: Path) -> None:
    async with days_later(tmp_path) as learner:
        assert "r  2 cards to review · 1 min" in learner.text
        assert "r Review" in learner.lines()[-1]
        await learner.press("l")
        assert "r  2 张卡片待复习 · 1 分钟" in learner.text


async def test_a_card_that_was_never_answered_is_called_new(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="twice") as learner:
        await learner.press("escape", "s", "escape", "escape")
        assert "r  1 new card to review · 1 min" in learner.text
        await learner.press("p")
        assert "New: not answered yet." in learner.text
        await learner.press("escape", "r")
        assert "new: not answered yet" in learner.lines()[0]


async def test_without_due_cards_the_footer_does_not_offer_a_review(tmp_path: Path) -> None:
    async with days_later(tmp_path, days=0) as learner:
        assert "Review" not in learner.lines()[-1]
        await learner.press("r")
        assert "No card is due today." in learner.text
        assert "in 2 days" in learner.text


async def test_a_review_from_first_card_to_last(tmp_path: Path) -> None:
    async with days_later(tmp_path) as learner:
        await learner.press("r")
        assert isinstance(learner.app.screen, ReviewScreen)
        assert "Slopes of lines" in learner.lines()[0]
        assert "1/2" in learner.lines()[0]
        await learner.type(await right_answer(learner))
        await learner.press("enter")
        assert "✓ Right" in learner.text
        await learner.press("n")
        await learner.type("-1")
        await learner.press("enter")
        assert "Not yet" in learner.text
        await learner.press("pagedown")
        assert isinstance(learner.app.screen, ReviewEndScreen)
        assert "1 of 2 right on the first try without a hint" in learner.text
        assert [line.split()[0] for line in learner.lines() if "back " in line] == ["✓", "✗"]
        assert "back tomorrow" in learner.text
        assert visible(learner.lines(), "The next ones come tomorrow. Next 2 Gradients · 5 min")
        assert learner.lines()[-1].startswith(" enter Go on  esc Course")
        await learner.press("enter")
        assert learner.lesson.lesson.id == "second"
        await learner.press("escape", "escape")
        assert learner.app.screen is learner.app.home
        assert "to review" not in learner.text


async def test_where_cards_are_left_the_end_goes_on_with_them(tmp_path: Path) -> None:
    async with days_later(tmp_path) as learner:
        await learner.press("r")
        await learner.type(await right_answer(learner))
        await learner.press("enter", "n", "escape", "n")
        assert isinstance(learner.app.screen, ReviewEndScreen)
        assert "1 of 1 right on the first try without a hint" in learner.text
        assert [line.split()[0] for line in learner.lines() if "back " in line or "still today" in line] == ["✓", "~"]
        assert visible(learner.lines(), "Next 1 card to review")
        await learner.press("enter")
        assert isinstance(learner.app.screen, ReviewScreen)
        assert "1/1" in learner.lines()[0]
        await learner.press("escape", "n")
        assert "No card was answered." in learner.text
        await learner.press("escape")
        assert learner.app.screen is learner.app.home


async def test_how_sure_one_is_is_kept_with_the_answer(tmp_path: Path) -> None:
    async with days_later(tmp_path) as learner:
        await learner.press("r")
        await learner.press("ctrl+n")
        assert "▸ not sure" in learner.text
        await learner.type(await right_answer(learner))
        await learner.press("enter")
        assert "Sure of it?" not in learner.text
        await learner.press("n")
        assert "▸ sure" in learner.text
        await learner.press("escape", "u", "u", "u")
        assert "▸ not sure" in learner.text
        assert learner.app.study is not None
        answers = [event for event in learner.app.study.progress.history() if event.lesson == "@review"]
        assert [event.certainty for event in answers if event.kind == "answered"] == ["unsure"]


@pytest.mark.parametrize("key", ["a", "o", "m", "j", "exclamation_mark"])
@pytest.mark.every(6)
async def test_what_belongs_to_lessons_does_nothing_in_a_review(tmp_path: Path, key: str) -> None:
    async with days_later(tmp_path) as learner:
        await learner.press("r", "escape")
        before = learner.text
        await learner.press(key)
        assert learner.text == before


async def test_leaving_early_keeps_the_rest_for_later(tmp_path: Path) -> None:
    async with days_later(tmp_path) as learner:
        await learner.press("r")
        await learner.type(await right_answer(learner))
        await learner.press("enter", "escape")
        assert "r  1 card to review" in learner.text
        assert visible(learner.lines(), "1 more card for today: press r to go on.")


async def test_the_language_switches_in_the_middle_of_a_card(tmp_path: Path) -> None:
    async with days_later(tmp_path) as learner:
        await learner.press("r", "escape", "l")
        assert "复习" in learner.lines()[0]
        assert "有把握" in learner.text


async def test_the_course_list_tells_what_was_skipped(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first") as learner:
        await learner.press("n", *["escape", "s"] * 3)
        await learner.press("escape", "home")
        assert "▸~  1  " in learner.text
        assert "3 to do" in learner.text
        await learner.press("l")
        assert "待补 3 步" in learner.text


async def test_the_question_of_certainty_has_a_row_that_nothing_else_takes(tmp_path: Path) -> None:
    async with days_later(tmp_path) as learner:
        await learner.press("r")
        room = learner.app.screen.query_one(StepRoom)
        before = room.region, room.page.region
        assert visible(learner.lines(), "Sure of it?")
        await learner.type("-1")
        await learner.press("enter")
        assert (room.region, room.page.region) == before
        assert not visible(learner.lines(), "Sure of it?")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=str)
@pytest.mark.every(3)
async def test_the_question_of_certainty_begins_where_the_card_begins(tmp_path: Path, size: tuple[int, int]) -> None:
    async with days_later(tmp_path) as learner:
        await learner.pilot.resize_terminal(*size)
        await learner.press("r")
        (asked,) = [line for line in learner.lines() if "Sure of it?" in line]
        card = learner.lines()[2:-2]
        assert asked.index("Sure") == min(len(line) - len(line.lstrip()) for line in card if line.strip())
        row = learner.lines().index(asked)
        room = learner.app.screen.query_one(StepRoom)
        assert room.view is not None
        assert row == max(part.region.bottom for part in room.view.children) + 1, "it stands by the card"


@pytest.mark.parametrize("hinted", [False, True])
async def test_a_verdict_moves_no_card_and_no_hint(tmp_path: Path, hinted: bool) -> None:
    async with days_later(tmp_path) as learner:
        await learner.pilot.resize_terminal(120, 40)
        await learner.press("r")
        if hinted and len(learner.lesson.session.player.activity.ladder()) == 1:
            await learner.press("escape", "n")
        await learner.type("-1")
        before, asked = learner.lines(), row_of(learner, "Sure of it?")
        if hinted:
            await learner.press("ctrl+g")
            before = learner.lines()
            assert row_of(learner, "▌") == asked + 2
        await learner.press("enter")
        after, verdict = learner.lines(), row_of(learner, "Not yet")
        assert after[1:asked] == before[1:asked]
        if hinted:
            assert after[asked + 1 : asked + 4] == before[asked + 1 : asked + 4]
            assert verdict > asked + 3
        else:
            assert verdict == asked
