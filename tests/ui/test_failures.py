"""What goes wrong is said on the screen, and nobody is locked in by it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.ui.driving import tutor, visible
from tutor.errors import TutorError
from tutor.events import Event


async def test_a_full_disk_shows_no_verdict_and_locks_nobody_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        journal = learner.lesson.session._journal

        def full(*events: Event) -> None:
            raise TutorError("progress.not-saved.full", file="progress.sqlite3", detail="disk full")

        monkeypatch.setattr(journal, "append", full)
        await learner.press("3", "enter")
        assert "✓ Right" not in learner.text
        assert visible(learner.lines(), "full")
        await learner.press("n")
        assert learner.step == "rule"
        monkeypatch.undo()
        await learner.press("p", "3", "enter")
        assert "✓ Right" in learner.text


@pytest.mark.parametrize("key", ["escape", "r", "p", "l"])
async def test_a_file_that_is_damaged_while_the_program_runs_ends_it_with_a_sentence(
    tmp_path: Path, key: str, capsys: pytest.CaptureFixture[str]
) -> None:
    async with tutor(tmp_path, lesson="chain-rule" if key == "escape" else "", step="") as learner:
        with (tmp_path / "progress.sqlite3").open("r+b") as stream:
            stream.write(b"damage" * 20)
        if key == "escape":
            await learner.press("3", "enter")
            assert "✓ Right" not in learner.text
            assert visible(learner.lines(), "damaged")
        learner.app.simulate_key(key)  # not the pilot's press, which waits for an application that goes on
        async with asyncio.timeout(PATIENCE):
            while not learner.app.return_code:
                await asyncio.sleep(0)
    said = "".join(capsys.readouterr().err.split())
    assert "can'tberead" in said or "无法读取" in said
    assert "Traceback" not in said


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
        assert "Continue" not in learner.lines()[-1]
        await learner.press("enter")
        assert "Two" in learner.lines()[0]
        await learner.press("down")
        assert "Continue" in learner.lines()[-1]
        await learner.press("enter")
        assert "Hello." in learner.text
