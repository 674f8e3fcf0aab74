"""The course list on the screen: everything at once, the one thing to do, a lesson's face, arrows and mouse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.parts_course import LESSONS, parts_course
from tests.small_course import small_course
from tests.ui.driving import Learner, shipped, tutor
from tests.ui.test_mouse import click_on
from tutor.text import ASCII, Cells
from tutor.ui.widgets.typed_number import NEXT_DIGIT
from tutor.wording import LANGUAGES, Language


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return parts_course(tmp_path / "course")


def title(lesson: str, language: Language) -> str:
    return LESSONS[lesson].zh if language == "zh" else LESSONS[lesson].en


def row_of(learner: Learner, words: str) -> int:
    """The last row in which `words` stand: in the list, below the frame."""
    return max(number for number, line in enumerate(learner.lines()) if words in line)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
@pytest.mark.every(3)
async def test_the_whole_course_is_seen_without_scrolling(
    tmp_path: Path, course: Path, language: Language, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, course=course, language=language, size=size) as learner:
        assert all(title(lesson, language) in learner.text for lesson in LESSONS)
        assert learner.app.home.query_one("#list").max_scroll_y == 0
        assert {"en": "0 of 25", "zh": "0/25 课"}[language] in learner.lines()[0]
        top = next(number for number, line in enumerate(learner.lines()) if "╭" in line)
        last = row_of(learner, title("from-scratch", language))
        above, below = top - 1, size[1] - 2 - last
        assert above <= below + 1, "most of what is free is below"


async def test_the_frame_shows_the_marked_lesson_and_says_open_where_it_is_not_the_next(
    tmp_path: Path, course: Path
) -> None:
    async with tutor(tmp_path, course=course) as learner:
        assert "╭─ Go on ─" in learner.lines()[2]
        assert "1  The wave and the mystery" in learner.lines()[3]
        assert "enter Go on" in learner.lines()[-1]
        await learner.press("right", "down")
        assert "╭─ Open ─" in learner.lines()[2]
        assert "8  The forward pass" in learner.lines()[3]
        assert "enter Open" in learner.lines()[-1]
        await learner.press("end")
        assert "25  From scratch" in learner.lines()[3]
        await learner.press("home", "enter")
        assert learner.lesson.lesson.id == "welcome"


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
@pytest.mark.every(2)
async def test_another_language_moves_no_lesson_to_another_row(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, size=size) as learner:
        before = rows_of_lessons(learner)
        assert len(before) == len(shipped().course.source.lessons)
        await learner.press("l")
        assert rows_of_lessons(learner) == before


def rows_of_lessons(learner: Learner) -> dict[int, int]:
    """The row of the list in which each lesson stands."""
    return {
        int(found[1]): row for row, line in enumerate(learner.lines()) for found in re.finditer(r"[·✓◐] +(\d+)  ", line)
    }


async def test_a_number_that_is_typed_marks_its_lesson(tmp_path: Path, course: Path) -> None:
    async with tutor(tmp_path, course=course) as learner:
        await learner.press("4")
        assert "▸·  4  " in learner.text
        await learner.press("1")
        assert "▸·  1  The wave and the mystery" in learner.text
        learner.watch.pace = NEXT_DIGIT / 2
        await learner.press("2")
        assert "▸· 12  The gradient check" in learner.text
        await learner.press("7")
        assert "▸·  7  Gradient descent" in learner.text, "there is no lesson 127"
        await learner.press("0", "1", "8", "enter")
        assert learner.lesson.lesson.id == "autograd"


async def test_a_number_without_a_lesson_leaves_the_mark(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course")) as learner:
        await learner.press("2", "9", "0")
        assert "▸·  2  " in learner.text


async def test_go_on_goes_on_where_one_was_last(tmp_path: Path, course: Path) -> None:
    async with tutor(tmp_path, course=course, lesson="forks", step="factors"):
        pass
    async with tutor(tmp_path, course=course) as learner:
        assert "╭─ Go on ─" in learner.lines()[2]
        assert "9  Forks" in learner.lines()[3]
        assert "step 2 of 4" in learner.lines()[3]
        assert "Two factors" in learner.lines()[4]
        await learner.press("enter")
        assert (learner.lesson.lesson.id, learner.step) == ("forks", "factors")


async def test_a_wide_window_shows_the_marked_lessons_face(tmp_path: Path) -> None:
    async with tutor(tmp_path, size=(120, 40)) as learner:
        await learner.press("end", "home", "right")
        await learner.sees("You have the slope.")
        await learner.sees("You will be able to")
        await learner.press("left", "end")
        assert "You have the slope" not in learner.text


async def test_the_face_of_a_window_that_grows_is_that_of_the_marked_lesson(tmp_path: Path) -> None:
    async with tutor(tmp_path, size=(120, 40)) as learner:
        await learner.press("end", "home", "right")
        await learner.sees("You have the slope.")
        await learner.pilot.resize_terminal(80, 24)
        await learner.press("left", "end")
        await learner.pilot.resize_terminal(120, 40)
        await learner.sees("You will be able to")
        assert "You have the slope" not in learner.text


async def test_the_figure_of_the_face_comes_when_the_mark_rests(tmp_path: Path) -> None:
    async with tutor(tmp_path, size=(120, 40)) as learner:
        await learner.press("down", "down")
        await learner.sees("input")
        await learner.sees("output")


async def test_the_face_tells_how_many_answers_were_right_at_once(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge", size=(120, 40)) as learner:
        await learner.press("3", "enter", "escape")
        await learner.sees("25 min · 14 steps · 1 on the first try")


async def test_a_course_that_is_done_says_so(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    for lesson in ("first", "second"):
        async with tutor(tmp_path, course=course, lesson=lesson) as learner:
            for _ in range(learner.lesson.session.player.standing.total):
                while learner.lesson.session.player.activity.question is not None:
                    await learner.answer_rightly()
                await learner.press("pagedown")
    async with tutor(tmp_path, course=course) as learner:
        assert "╭─ The whole course is done ─" in learner.text
        assert "enter Open" in learner.lines()[-1]
        assert "▰▰▰▰▰▰▰▰▰▰  2 of 2" in learner.lines()[0]
        assert "to review" in learner.text


async def test_a_narrow_window_has_no_face_and_a_small_one_scrolls_below_the_frame(
    tmp_path: Path, course: Path
) -> None:
    async with tutor(tmp_path, course=course, size=(60, 20)) as learner:
        await learner.press("end")
        assert "25  From scratch" in learner.text
        assert "╭─ Open ─" in learner.text
        assert "▸· 25" in learner.text
        assert "You will be able to" not in learner.text


async def test_a_click_marks_a_lesson_and_a_click_on_the_frame_opens_it(tmp_path: Path, course: Path) -> None:
    async with tutor(tmp_path, course=course) as learner:
        await click_on(learner, "Attention")
        assert "22  Attention" in learner.lines()[3]
        await click_on(learner, "enter ▸")
        assert learner.lesson.lesson.id == "attention"
    async with tutor(tmp_path, course=course) as learner:
        await click_on(learner, "Shortcuts")
        row = row_of(learner, "Shortcuts")
        await learner.pilot.click(offset=(learner.lines()[row].index("Shortcuts"), row))
        await learner.settle()
        assert learner.lesson.lesson.id == "shortcuts"


async def test_in_ascii_the_list_and_its_frame_are_drawn_with_plain_signs(tmp_path: Path, course: Path) -> None:
    async with tutor(tmp_path, course=course, cells=Cells(ambiguous_width=2, glyphs=ASCII)) as learner:
        assert "+- Go on -" in learner.text
        assert ">*  1  The wave and the mystery" in learner.text
        assert all(line.isascii() for line in learner.lines()[:-1])


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.every(2)
async def test_a_broken_lesson_says_its_first_problem(tmp_path: Path, course: Path, size: tuple[int, int]) -> None:
    file = course / "forks.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("type: prose", "typ: prose"), encoding="utf-8")
    async with tutor(tmp_path, course=course, size=size) as learner:
        await learner.press("right", "down", "down")
        assert "▸✗  9  forks" in learner.text
        assert "forks.yaml:" in learner.text
        await learner.press("enter")
        assert learner.app.screen is learner.app.home
