"""The search on the screen: results as one types, Enter goes there."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.small_course import small_course
from tests.ui.driving import tutor, visible
from tutor.progress import keeping
from tutor.text import MOST_MARKS, first_control_character
from tutor.ui import bench
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.search import SearchScreen
from tutor.ui.widgets.sheet import Sheet
from tutor.ui.widgets.stand import Scrolling
from tutor.wording import LANGUAGES, Language


async def test_a_step_is_found_and_opened(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course")) as learner:
        await learner.press("slash")
        await learner.type("thre")
        assert "Three times a number" in learner.text
        await learner.press("enter")
        assert learner.step == "thrice"
        await learner.press("escape", "escape")
        assert "Slopes of lines" in learner.text


async def test_enter_right_behind_the_words_opens_what_they_find(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course")) as learner:
        await learner.press("slash")
        learner.send(*"thre", "enter")
        await learner.settle()
        assert learner.step == "thrice"


async def test_arrows_choose_while_the_field_keeps_the_cursor(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course")) as learner:
        await learner.press("slash")
        await learner.type("number")
        await learner.press("down")
        await learner.type("s")
        await learner.press("backspace", "down", "enter")
        assert learner.step == "thrice"


async def test_a_term_opens_over_the_search(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course")) as learner:
        await learner.press("slash")
        await learner.type("steepness")
        await learner.press("enter")
        assert "How steep something is." in learner.text
        await learner.press("escape")
        assert isinstance(learner.app.screen, SearchScreen)


async def test_from_a_lesson_to_another_step_and_back(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("slash")
        await learner.type("两倍")
        await learner.press("enter")
        assert learner.step == "twice"
        assert sum(isinstance(screen, LessonScreen) for screen in learner.app.screen_stack) == 1


async def test_from_one_lesson_to_another(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("／")
        await learner.type("Gradients")
        await learner.press("enter")
        assert learner.lesson.lesson.id == "second"
        assert sum(isinstance(screen, LessonScreen) for screen in learner.app.screen_stack) == 1


async def test_nothing_found_and_another_language(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course"), language="zh") as learner:
        await learner.press("slash")
        assert "输入几个字" in learner.text
        await learner.type("zebra")
        assert "没有找到" in learner.text
        await learner.press("enter")
        assert isinstance(learner.app.screen, SearchScreen)


@pytest.mark.parametrize("typed", ["BN", "批量归一化"])
@pytest.mark.every(2)
async def test_the_glossary_opens_with_its_entry_in_sight(tmp_path: Path, typed: str) -> None:
    async with tutor(tmp_path) as learner:
        await learner.press("slash")
        await learner.type(typed)
        await learner.press("enter")
        assert any(line.strip().startswith("▌ batch normalisation") for line in learner.lines()), "in the list"
        assert any(line.endswith(" batch normalisation") for line in learner.lines()), "above what it means"
        assert "also: batch norm" in learner.text
        await learner.press("ctrl+l")
        assert any(line.strip().startswith("▌ 批量归一化") for line in learner.lines())
        assert "又称：批归一化、批标准化、批规范化；batch" in learner.text


async def test_no_meaning_touches_the_bar_that_scrolls_it(tmp_path: Path) -> None:
    async with tutor(tmp_path) as learner:
        await learner.press("g")
        part = learner.app.screen.query(Scrolling).last()
        assert part.show_vertical_scrollbar
        assert part.query_one(Sheet).region.right < part.vertical_scrollbar.region.x


@pytest.mark.parametrize("typed", ["quotient", "diference quotient", "差商"])
@pytest.mark.every(3)
async def test_a_term_is_found_by_typing_it_in_the_glossary(tmp_path: Path, typed: str) -> None:
    async with tutor(tmp_path) as learner:
        learner.watch.pace = 0.001
        learner.send("g")
        await learner.type(typed)
        assert any(line.strip().startswith("▌ difference quotient") for line in learner.lines())
        assert any(line.endswith(" difference quotient") for line in learner.lines()), "above what it means"
        await learner.press("ctrl+u")
        assert any(line.strip().startswith("▌ difference quotient") for line in learner.lines()), "among all terms"
        await learner.type("zqlt?")
        assert "Nothing found" in learner.text
        await learner.press("escape")
        assert isinstance(learner.app.screen, HomeScreen)


async def test_page_down_shows_all_of_what_a_term_means_then_goes_down_the_list(tmp_path: Path) -> None:
    async with tutor(tmp_path) as learner:
        await learner.press("g")
        assert "∂L/∂w" not in learner.text
        await learner.press("pagedown")
        assert "∂L/∂w" in learner.text
        assert any(line.strip().startswith("▌ notation") for line in learner.lines())
        await learner.press("pagedown")
        assert "▌ notation" not in learner.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(2)
async def test_a_link_in_a_text_leads_to_its_lesson(tmp_path: Path, language: Language) -> None:
    async with tutor(tmp_path, lesson="faq", step="two-lists", language=language) as learner:
        await learner.press("tab", "tab", "tab", "tab", "enter")
        assert learner.lesson.lesson.id == "overfitting"
        assert sum(isinstance(screen, LessonScreen) for screen in learner.app.screen_stack) == 1


async def test_a_note_is_found_where_it_was_written(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course"), lesson="first", step="page") as learner:
        await learner.press("j")
        await learner.type("gears that turn")
        await learner.press("enter", "escape", "slash")
        await learner.type("gears")
        assert "your note on Slopes of lines, step 1" in learner.text
        await learner.press("enter")
        assert learner.step == "page"


async def test_what_no_text_may_hold_is_left_out_of_what_is_pasted(tmp_path: Path) -> None:
    signs = "\x1b\xad\u034f\u115f\u200d\u202e\u3164\ue000\ufe0f\uffa0\U000e0101" + "\u0301" * 300
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("j")
        learner.paste(f"gears {signs}")
        await learner.press("enter")
    async with tutor(tmp_path, course=course, lesson="first", step="once") as learner:
        learner.paste(signs[:11] + "1")
        await learner.press("enter")
        assert learner.app.study is not None
        history = learner.app.study.progress.history()
    noted, answered = (event for event in history if event.kind in ("noted", "answered"))
    assert noted.raw == "gears " + "\u0301" * MOST_MARKS
    assert (answered.raw, answered.verdict) == ("1", "right")


async def test_nothing_steers_the_terminal_whatever_a_note_holds_that_was_imported(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        learner.lesson.session.annotate("noted", "gears\x1b[31m\u202e\u3164\ue000!" + "\u0301" * 99)
        await learner.press("j")
        shown = [learner.text]
        await learner.press("escape", "slash")
        await learner.type("gears")
        shown.append(learner.text)
    for text in shown:
        assert "gears" in text
        assert first_control_character(text) is None


async def test_the_field_takes_keys_and_a_sign_stands_while_the_first_search_takes_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "LONG", 0.01)
    done = threading.Event()
    async with tutor(tmp_path, course=small_course(tmp_path / "course")) as learner:
        working = asyncio.create_task(learner.app.bench.run(done.wait))
        try:
            await learner.pilot.press("slash", *"thre")
            async with asyncio.timeout(PATIENCE):
                while not (visible(learner.lines(), "thre") and visible(learner.lines(), "One moment")):
                    await learner.pilot.pause(0)
        finally:
            done.set()
            await working
        await learner.settle()
        assert "Three times a number" in learner.text
        assert not visible(learner.lines(), "One moment")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(2)
async def test_what_the_course_has_is_found_while_another_program_holds_the_progress(
    tmp_path: Path, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes come as soon as they can be read, and with them the word that something is waited for goes."""
    monkeypatch.setattr(keeping, "PATIENCE", 2 * PATIENCE)
    monkeypatch.setattr(bench, "LONG", 0.01)
    course, moment = small_course(tmp_path / "course"), {"en": "One moment", "zh": "请稍候"}[language]
    async with tutor(tmp_path, course=course, lesson="first", step="page", language=language) as learner:
        await learner.press("j")
        await learner.type("thresh")
        await learner.press("enter", "escape")
        with closing(sqlite3.connect(tmp_path / "progress.sqlite3", isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            await learner.pilot.press("slash", *"thre")
            async with asyncio.timeout(PATIENCE):
                while not visible(learner.lines(), "Three times a number"):
                    await learner.pilot.pause(0)
            assert not visible(learner.lines(), "thresh")
            holder.execute("ROLLBACK")
        await learner.sees("thresh")
        assert not visible(learner.lines(), moment)
