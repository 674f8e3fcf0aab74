"""What goes wrong is said on the screen, and nobody is locked in by it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.painted import recorded
from tests.patience import PATIENCE
from tests.small_disk import SmallDisk
from tests.ui.driving import tutor, visible
from tutor.progress import Notice, keeping, open_progress
from tutor.progress.keeping import WAITING
from tutor.text import Cells
from tutor.ui import bench
from tutor.wording import Language


async def test_a_full_disk_is_said_at_once_and_what_was_done_is_saved_when_there_is_room(small_disk: SmallDisk) -> None:
    async with tutor(small_disk.path, lesson="chain-rule", step="nudge") as learner:
        small_disk.fill()
        await learner.press("3", "enter")
        assert "✓ Right" in learner.text
        assert visible(learner.lines(), "What you do is not saved for now")
        await learner.press("j")
        await learner.type("mine")
        await learner.press("enter")
        assert visible(learner.lines(), "Noted. This is not saved yet.")
        await learner.press("m")
        assert visible(learner.lines(), "on the course list. This is not saved yet.")
        await learner.press("m")
        assert "not saved" in learner.lines()[0]
        small_disk.make_room()
        await learner.press("n")
        assert learner.step == "rule"
        assert visible(learner.lines(), "All that was not saved is saved now.")
        await learner.press("m")
        assert not visible(learner.lines(), "not saved")
    assert not learner.app.news.lost
    assert learner.app.news.last_words == []
    with closing(open_progress(small_disk.path / "progress.sqlite3").progress) as progress:
        kinds = [event.kind for event in progress.history()]
    assert kinds == ["visited", "answered", "completed", "noted", "bookmarked", "bookmarked", "visited", "bookmarked"]


OFTEN = 0.02
"""Seconds between two attempts to save, in which nobody does anything."""


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_what_could_not_be_saved_is_saved_without_a_key_when_there_is_room(
    small_disk: SmallDisk, language: Language
) -> None:
    async with tutor(small_disk.path, lesson="chain-rule", step="nudge", language=language, retry=OFTEN) as learner:
        small_disk.fill()
        await learner.press("3", "enter")
        assert {"en": "not saved", "zh": "未保存"}[language] in learner.lines()[0]
        small_disk.make_room()
        await learner.sees({"en": "All that was not saved is saved now.", "zh": "现已全部保存。"}[language])
        assert {"en": "not saved", "zh": "未保存"}[language] not in learner.lines()[0]
        with closing(open_progress(small_disk.path / "progress.sqlite3").progress) as progress:
            assert [event.kind for event in progress.history()] == ["visited", "answered", "completed"]
        assert learner.step == "nudge"


@pytest.mark.parametrize("step", ["", "inner", "live"])
async def test_nothing_wakes_a_program_that_has_saved_everything(tmp_path: Path, step: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule" if step else "", step=step) as learner:
        loop = asyncio.get_running_loop()

        def waits() -> bool:
            # asyncio does not tell what waits for the clock; another loop may not keep it under this name.
            return any(not one.cancelled() for one in getattr(loop, "_scheduled", ()))

        patient_until = loop.time() + PATIENCE / 10
        while waits() and loop.time() < patient_until:  # What opened the page may still wait for it.
            await learner.settle()
        assert not waits()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that holds the progress is not waited for."""
    monkeypatch.setattr(keeping, "PATIENCE", 0.05)
    monkeypatch.setattr(keeping, "IMPATIENCE", 0.01)


async def test_progress_that_another_program_held_is_there_again_without_a_key(tmp_path: Path, impatient: None) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("3", "enter")
    with closing(sqlite3.connect(tmp_path / "progress.sqlite3", isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        async with tutor(tmp_path, retry=OFTEN) as learner:
            assert visible(learner.lines(), "looks as if nothing had been done")
            assert "◐" not in learner.text
            holder.execute("ROLLBACK")
            await learner.sees("Your progress can be read again")
            await learner.sees("◐  6  The chain rule")
            assert "not saved" not in learner.lines()[0]


async def test_pages_open_while_another_program_holds_the_progress_and_nothing_is_lost(
    tmp_path: Path, impatient: None
) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        with closing(sqlite3.connect(tmp_path / "progress.sqlite3", isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            await learner.press("3", "enter")
            await learner.press("escape")
            await learner.sees("what you see is what was read of it before")
            await learner.press("p")
            await learner.sees("You have begun it: 1 of 14")
            await learner.press("escape", "q")
            await learner.sees("Not everything is saved")
            holder.execute("ROLLBACK")
            await learner.press("s")
    assert not learner.app.news.lost
    assert [one.kind for one in recorded(tmp_path, "chain-rule")].count("answered") == 1


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.every(2)
async def test_what_could_not_be_saved_to_the_end_is_counted_in_the_last_words(
    small_disk: SmallDisk, language: Language
) -> None:
    async with tutor(small_disk.path, lesson="chain-rule", step="nudge", language=language) as learner:
        small_disk.fill()
        await learner.press("3", "enter")
    assert learner.app.news.lost
    (words,) = learner.app.news.last_words
    assert words.startswith(
        {"en": "2 records of what you did are lost: ", "zh": "2 条学习记录未能保存，已经丢失："}[language]
    )


LEAVING: dict[Language, tuple[str, str]] = {
    "en": ("2 records of what you did are not saved yet. Nothing can be saved now: the disk", "That did not work."),
    "zh": ("2 条学习记录尚未保存。现在无法保存学习进度：", "仍未能保存。"),
}


@pytest.mark.parametrize("language", LEAVING)
@pytest.mark.every(2)
async def test_whoever_leaves_with_something_unsaved_is_asked_and_can_save_it(
    small_disk: SmallDisk, language: Language
) -> None:
    asked, failed = LEAVING[language]
    async with tutor(small_disk.path, lesson="chain-rule", step="nudge", language=language) as learner:
        small_disk.fill()
        await learner.press("3", "enter", "ctrl+q")
        assert visible(learner.lines(), asked)
        assert Cells().width(learner.lines()[0]) == learner.app.size.width - 1, "the mark ends where the row ends"
        await learner.press("s")
        assert visible(learner.lines(), asked)
        assert visible(learner.lines(), failed)
        await learner.press("escape")
        assert learner.step == "nudge"
        await learner.press("escape", "q")
        assert visible(learner.lines(), asked)
        small_disk.make_room()
        await learner.press("s")
        assert not learner.app.is_running
    assert not learner.app.news.lost
    with closing(open_progress(small_disk.path / "progress.sqlite3").progress) as progress:
        assert [event.kind for event in progress.history()] == ["visited", "answered", "completed"]


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
@pytest.mark.every(2)
async def test_whoever_asks_to_leave_once_more_leaves(small_disk: SmallDisk, key: str) -> None:
    async with tutor(small_disk.path, lesson="chain-rule", step="nudge") as learner:
        small_disk.fill()
        await learner.press("3", "enter", "ctrl+q")
        assert learner.app.is_running
        await learner.press(key)
        assert not learner.app.is_running
    assert learner.app.news.lost


async def test_who_is_asked_leaves_once_all_is_saved(small_disk: SmallDisk) -> None:
    async with tutor(small_disk.path, lesson="chain-rule", step="nudge", retry=OFTEN) as learner:
        small_disk.fill()
        await learner.press("3", "enter", "ctrl+q")
        assert learner.app.is_running
        small_disk.make_room()
        async with asyncio.timeout(PATIENCE):
            while learner.app.is_running:
                await asyncio.sleep(0)
    assert not learner.app.news.lost


async def test_nobody_is_asked_who_has_made_room_before_leaving(small_disk: SmallDisk) -> None:
    async with tutor(small_disk.path, lesson="chain-rule", step="nudge") as learner:
        small_disk.fill()
        await learner.press("3", "enter")
        small_disk.make_room()
        await learner.press("ctrl+q")
        assert not learner.app.is_running
    assert not learner.app.news.lost


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.every(2)
async def test_a_mark_stands_on_every_page_for_as_long_as_something_is_not_saved(
    small_disk: SmallDisk, language: Language
) -> None:
    mark = {"en": "not saved", "zh": "未保存"}[language]
    async with tutor(small_disk.path, lesson="chain-rule", step="nudge", language=language) as learner:
        assert mark not in learner.lines()[0]
        small_disk.fill()
        await learner.press("3", "enter")
        for key in ("n", "n", "n", "o", "escape", "question_mark", "escape", "escape", "p", "escape"):
            await learner.press(key)
            assert mark in learner.lines()[0], key
        await learner.press("l")
        assert {"en": "未保存", "zh": "not saved"}[language] in learner.lines()[0]
        await learner.press("l")
        small_disk.make_room()
        await learner.press("enter")
        assert mark not in learner.lines()[0]
        await learner.press("escape")
        assert mark not in learner.lines()[0]


async def test_beside_the_mark_a_title_is_cut_with_an_ellipsis(small_disk: SmallDisk) -> None:
    small_disk.fill()
    async with tutor(small_disk.path, lesson="chain-rule") as learner:
        title, shown = learner.lesson.lesson.title, learner.lines()[0]
        assert title in shown
        assert learner.lesson.step.title in shown or "…" in shown
        assert shown.endswith("1/14")


async def test_what_is_said_at_the_start_is_said_in_the_lesson_that_is_opened_at_once(small_disk: SmallDisk) -> None:
    small_disk.fill()
    async with tutor(small_disk.path, lesson="chain-rule") as learner:
        assert learner.step == "nudge"
        assert visible(learner.lines(), "What you do is not saved for now")
        await learner.press("3")
        assert not visible(learner.lines(), "What you do is not saved for now")
        assert "not saved" in learner.lines()[0]


async def test_a_full_disk_at_the_start_is_said_on_the_course_list(small_disk: SmallDisk) -> None:
    small_disk.fill()
    async with tutor(small_disk.path) as learner:
        assert visible(learner.lines(), "What you do is not saved for now")
        small_disk.make_room()
        await learner.press("enter")
        assert visible(learner.lines(), "All that was not saved is saved now.")


@pytest.mark.parametrize("key", ["escape", "r", "p", "l"])
@pytest.mark.every(4)
async def test_a_file_that_is_damaged_while_the_program_runs_is_put_right_and_said(tmp_path: Path, key: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule" if key == "escape" else "") as learner:
        with (tmp_path / "progress.sqlite3").open("r+b") as stream:
            stream.write(b"damage" * 20)
        if key == "escape":
            await learner.press("3", "enter")
            assert "✓ Right" in learner.text
            assert visible(learner.lines(), "damaged")
        await learner.press(key)
        if key != "escape":
            assert visible(learner.lines(), "损坏" if key == "l" else "damaged")
        assert learner.app.is_running
    assert list(tmp_path.glob("progress-damaged-*"))
    assert not learner.app.news.lost


async def test_an_unknown_lesson_ends_with_a_sentence(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="nope") as learner:
        assert learner.app.return_code == 1


async def test_an_unknown_step_opens_the_lesson_where_it_was(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nope") as learner:
        assert visible(learner.lines(), "has no step nope")
        assert learner.step == "nudge"
        assert "A neural network" in learner.text
        await learner.press("3", "enter")
        assert "✓ Right" in learner.text


async def test_a_broken_lesson_leaves_the_course_usable(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (course / "course.yaml").write_text(
        "format: 1\nid: two\nlanguage: en\ntitle: Two\nlessons:\n  - id: bad\n  - id: good\n", encoding="utf-8"
    )
    head = "format: 1\nid: {}\nlanguage: en\ntitle: Good\nsummary: It works.\nminutes: 1\n"
    good = head + "steps:\n  - id: a\n    type: prose\n    body: Hello.\n"
    (course / "good.yaml").write_text(good.format("good"), encoding="utf-8")
    (course / "bad.yaml").write_text(good.format("bad").replace("type: prose", "typ: prose"), encoding="utf-8")
    async with tutor(tmp_path, course=course) as learner:
        await learner.press("home")
        assert visible(learner.lines(), "bad.yaml:9:5")
        assert "Go on" not in learner.lines()[-1]
        assert "Open" not in learner.lines()[-1]
        await learner.press("enter")
        assert "Two" in learner.lines()[0]
        await learner.press("down")
        assert "Go on" in learner.lines()[-1]
        await learner.press("enter")
        assert "Hello." in learner.text


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_what_is_waited_for_is_said_while_it_is_and_no_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: Language
) -> None:
    said = {"en": "Another program is writing to your progress", "zh": "另一个程序正在写入学习进度"}[language]
    moment = {"en": "One moment", "zh": "请稍候"}[language]
    monkeypatch.setattr(bench, "LONG", 0.01)
    waits: list[Notice] = []
    async with tutor(tmp_path, language=language, waits=waits) as learner:
        for shown in (moment, said):
            done = threading.Event()
            working = asyncio.create_task(learner.app.bench.run(done.wait))
            if shown == said:
                waits.append(Notice(WAITING, {"seconds": 10}))
            try:
                async with asyncio.timeout(PATIENCE):
                    while not visible(learner.lines(), shown):
                        await learner.pilot.pause(0)
                given_up = asyncio.create_task(learner.app.bench.run(int))
                await learner.pilot.pause(0)
                given_up.cancel()
                await asyncio.wait([given_up])
                await learner.pilot.pause(0)
                assert visible(learner.lines(), shown), "another call that ends takes away what is said of this one"
            finally:
                done.set()
                await working
            await learner.settle()
            assert not visible(learner.lines(), shown)
