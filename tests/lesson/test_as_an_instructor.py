"""From an empty folder to a checked, translated, previewed lesson, by the commands that the instructors' README names.

The lesson, on the logistic loss of a single neuron, was written with nothing but that README.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.lesson.expectations import said
from tests.ui.strips import strips_of
from tutor.check import check
from tutor.cli import tutor
from tutor.ui.screens.lesson import LessonScreen
from tutor.workshop.preview import PreviewApp
from tutor.workshop.screens import walk_screens

WRITTEN = Path(__file__).parents[1] / "courses/logistic"


def _do(*arguments: str | Path) -> str:
    result = CliRunner().invoke(tutor, ["--lang", "en", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def test_from_an_empty_folder_to_a_translated_lesson(tmp_path: Path) -> None:
    course = tmp_path / "my-course"
    _do("new", "logistic-loss", "--course", course)
    assert _do("check", course).startswith("No problems.\n")
    for name in ("course.yaml", "glossary.yaml", "logistic-loss.yaml"):
        shutil.copy(WRITTEN / name, course)
    assert _do("check", course).startswith("No problems.\n")
    _do("translate", "zh", "--course", course)
    for name in ("course.zh.yaml", "glossary.zh.yaml", "logistic-loss.zh.yaml"):
        shutil.copy(WRITTEN / name, course)
    _do("translate", "zh", "--course", course)
    assert "0 not translated, 0 stale" in _do("translate", "zh", "--status", "--course", course)
    assert _do("check", course).startswith("No problems.\n")
    assert "What being sure costs" in _do("list", "--course", course)


def test_the_finished_course_has_no_problems_and_its_translation_is_current() -> None:
    assert said(check([WRITTEN])) == []
    assert "0 not translated, 0 stale" in _do("translate", "zh", "--status", "--course", WRITTEN)


async def test_its_preview_opens_at_any_step_in_both_languages() -> None:
    for language, words in (("en", "Which answer costs the most?"), ("zh", "哪个回答代价最大？")):
        app = PreviewApp(
            WRITTEN / "logistic-loss.yaml",
            language="zh" if language == "zh" else "en",
            step="sure-and-wrong",
            seeds=random.Random(0),
        )
        async with app.run_test(size=(80, 24)) as pilot:
            while not isinstance(app.screen, LessonScreen) or app.screen.session.player.step.id != "sure-and-wrong":
                await pilot.pause()
            await pilot.pause()
            await app.bench.run(int)
            await pilot.pause()
            shown = "\n".join("".join(s.text for s in strip) for strip in strips_of(app))
            assert words in shown


@pytest.mark.long
def test_nothing_of_it_is_cut_off() -> None:
    assert [said(walk.problems) for walk in walk_screens(WRITTEN)] == [[], []]
