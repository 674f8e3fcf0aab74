"""A course of many lessons is shown as far as it is read, what the learner has begun first; the rest follows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.small_lesson import ID, TEXT
from tests.ui.driving import tutor
from tutor.learner.study import LessonEntry, Study
from tutor.ui.screens import home
from tutor.ui.screens.home import HomeScreen

LESSONS = 12


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    listed = "".join(f"  - id: lesson-{number}\n" for number in range(LESSONS))
    (folder / "course.yaml").write_text(
        f"format: 1\nid: large\nlanguage: en\ntitle: Large\nlessons:\n{listed}", encoding="utf-8"
    )
    for number in range(LESSONS):
        text = TEXT.replace(f"id: {ID}\n", f"id: lesson-{number}\n").replace("A small lesson", f"Number {number}")
        (folder / f"lesson-{number}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_lessons_are_read_bit_by_bit_those_with_records_first(course: Path, tmp_path: Path) -> None:
    study = Study.open(course, tmp_path / "progress.sqlite3")
    study.session("lesson-7", "en").open()
    study.close()
    study = Study.open(course, tmp_path / "progress.sqlite3")
    assert not study.read_more(0)
    read = [entry.id for entry in study.entries_so_far("en") if entry.facts]
    assert read == ["lesson-7"]
    assert study.recommended(study.entries_so_far("en")) == "lesson-7"
    assert [study.read_more(0) for _ in range(LESSONS - 1)] == [False] * (LESSONS - 2) + [True]
    assert study.entries_so_far("en") == study.entries("en")
    assert study.read_more(0)
    study.close()


async def test_the_list_is_there_before_all_is_read_and_any_lesson_opens(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "FIRST_READING", 0)
    monkeypatch.setattr(home, "READING", 0)
    shown: list[list[bool]] = []
    show = HomeScreen.show

    def noted(self: HomeScreen, study: Study, entries: Sequence[LessonEntry], at: str = "") -> None:
        shown.append([entry.facts is not None for entry in entries])
        show(self, study, entries, at)

    monkeypatch.setattr(HomeScreen, "show", noted)
    async with tutor(tmp_path, course=course) as learner:
        assert shown[0] == [True] + [False] * (LESSONS - 1)
        assert all(shown[-1])
        assert "Number 11" in learner.text
        await learner.press("end", "enter")
        assert learner.lesson.lesson.id == "lesson-11"


async def test_a_lesson_that_was_not_read_yet_keeps_its_place_without_its_id(course: Path, tmp_path: Path) -> None:
    async with tutor(tmp_path, course=course) as learner:
        study = Study.open(course, tmp_path / "progress.sqlite3")
        study.read_more(0)
        shown = learner.app.home
        shown.show(study, study.entries_so_far("en"), "lesson-3")
        await learner.settle()
        assert "One moment" in learner.text
        assert "lesson-3" not in learner.text
        assert "broken" not in learner.text
        await learner.press("enter")
        assert learner.lesson.lesson.id == "lesson-3"
        study.close()
