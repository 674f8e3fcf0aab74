"""The end of a lesson on the screen: what it says, where it leads, and that it is there again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.parts_course import parts_course
from tests.small_course import Learner as Reviewer
from tests.small_course import small_course
from tests.ui.driving import Learner, shipped, tutor, visible
from tutor.progress import open_progress
from tutor.ui.screens.face import rows_wanted
from tutor.ui.screens.lesson_end import EndScreen
from tutor.wording import Language


def at_the_end(learner: Learner) -> bool:
    return isinstance(learner.app.screen, EndScreen)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "With every step done, you can",
                "· multiply the slopes along a chain",
                "Next",
                "7  Gradient descent · 25 min",
            ],
        ),
        ("zh", ["每一步都做完之后，你能够", "7  梯度下降 · 25 分钟", "enter 下一课"]),
    ],
)
@pytest.mark.every(2)
async def test_the_end_says_what_one_can_do_now_and_what_comes_next(
    tmp_path: Path, language: Language, said: list[str]
) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="end", language=language) as learner:
        await learner.press("pagedown")
        assert at_the_end(learner)
        assert all(visible(learner.lines(), words) for words in said)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.every(4)
async def test_the_end_stands_whole_with_the_figure_of_the_lesson(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="end", size=size) as learner:
        await learner.press("pagedown")
        lines = learner.lines()
        assert "input" in learner.text
        assert any("You have the slope. Which way, and how far?" in line for line in lines)
        first = next(number for number, line in enumerate(lines) if "With every step done, you can" in line)
        last = next(number for number, line in enumerate(lines) if "Which way" in line)
        assert first - 1 <= len(lines) - 2 - last + 1


async def test_enter_goes_on_with_the_next_lesson_and_escape_to_the_course(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=parts_course(tmp_path / "course"), lesson="slopes", step="twice") as learner:
        await learner.press("escape", "n", "escape")
        assert learner.app.screen is learner.app.home
        await learner.press("enter", "escape", "pagedown")
        assert at_the_end(learner)
        await learner.press("enter")
        assert (learner.lesson.lesson.id, learner.step) == ("chain-rule", "page")
        await learner.press("escape")
        assert learner.app.screen is learner.app.home


async def test_what_is_still_to_do_is_one_key_away_and_so_is_the_whole_lesson(tmp_path: Path) -> None:
    course = parts_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="slopes") as learner:
        await learner.press("n", "s", *["escape", "s"] * 2)
        assert at_the_end(learner)
        assert "3 steps still open" in learner.text
        assert "s Still to do" in learner.lines()[-1]
        await learner.press("s")
        assert (learner.lesson.lesson.id, learner.step) == ("slopes", "factors")
        await learner.press("s", *["escape", "s"] * 2)
        await learner.press("a")
        assert learner.step == "page"


async def test_what_is_made_up_leads_to_what_is_still_open_and_back_to_the_end(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first") as learner:
        await learner.press("pagedown", "escape", "s")
        await learner.answer_rightly()
        await learner.press("enter", "escape", "s")
        assert at_the_end(learner)
        await learner.press("s")
        assert learner.step == "twice"
        await learner.answer_rightly()
        assert "enter Next" in learner.lines()[-1]
        await learner.press("enter")
        assert learner.step == "once", "thrice is done"
        await learner.answer_rightly()
        assert "enter Finish" in learner.lines()[-1]
        await learner.press("enter")
        assert at_the_end(learner)
        assert "still open" not in learner.text
        assert "4/4" in learner.lines()[0]


async def test_a_finished_lesson_that_is_walked_to_its_end_again_ends_so_again(tmp_path: Path) -> None:
    course = parts_course(tmp_path / "course")
    for _ in range(2):
        async with tutor(tmp_path, course=course, lesson="slopes", step="page") as learner:
            for _ in range(4):
                while not at_the_end(learner) and learner.lesson.session.player.activity.question is not None:
                    await learner.answer_rightly()
                await learner.press("pagedown")
            assert at_the_end(learner)
            assert "3 of 3 right on the first try" in learner.text
            assert "still open" not in learner.text
            assert "Still to do" not in learner.lines()[-1]


async def test_behind_the_last_lesson_it_says_that_all_is_done_and_how_the_review_stands(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    for lesson in ("first", "second"):
        async with tutor(tmp_path, course=course, lesson=lesson) as learner:
            total = learner.lesson.session.player.standing.total
            for _ in range(total):
                while learner.lesson.session.player.activity.question is not None:
                    await learner.answer_rightly()
                await learner.press("pagedown")
            assert at_the_end(learner)
    async with tutor(tmp_path, course=course, lesson="second") as learner:
        for _ in range(total):
            if not at_the_end(learner):
                await learner.press("pagedown")
        assert visible(learner.lines(), "every step of the course is done")
        assert learner.lines()[0].endswith(f" {total}/{total}")
        assert learner.lines()[-1].startswith(" enter Course")
        await learner.press("enter")
        assert learner.app.screen is learner.app.home


async def test_the_review_that_is_named_behind_the_last_lesson_is_one_key_away(tmp_path: Path) -> None:
    reviewer = Reviewer(tmp_path / "course", open_progress(tmp_path / "progress.sqlite3").progress)
    reviewer.now = datetime.now(UTC) - timedelta(days=9)
    reviewer.walk("first")
    reviewer.walk("second")
    reviewer.progress.close()
    async with tutor(tmp_path, course=tmp_path / "course", lesson="second") as learner:
        while not at_the_end(learner):
            await learner.press("pagedown")
        assert visible(learner.lines(), "press r to go on")
        assert "r Review" in learner.lines()[-1]
        await learner.press("r")
        assert "Review" in learner.lines()[0]
        await learner.press("escape", "escape")
        assert learner.app.screen is learner.app.home


async def test_the_language_switches_at_the_end_of_a_lesson(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="end") as learner:
        await learner.press("pagedown", "l")
        assert at_the_end(learner)
        assert "每一步都做完之后，你能够" in learner.text


def test_a_figure_takes_the_rows_that_its_largest_layer_needs() -> None:
    lessons = {lesson: shipped().sound_lesson(lesson).source for lesson in ("slopes", "backward-pass")}
    assert {id_: rows_wanted(lesson) for id_, lesson in lessons.items()} == {"slopes": 7, "backward-pass": 10}
