"""The progress screen, and notes and bookmarks from the lesson to there and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_course import small_course
from tests.ui.driving import Learner, tutor
from tutor.learner.study import Study
from tutor.lesson.loading.course import load_course
from tutor.progress import open_progress
from tutor.ui.screens.progress import ProgressScreen
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.stand import Scrolling
from tutor.wording import LANGUAGES, Language


def left(learner: Learner) -> str:
    return "\n".join(line[:40] for line in learner.lines())


async def test_what_to_do_next_opens(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course")) as learner:
        await learner.press("p")
        assert "Begin Slopes of lines" in learner.text
        assert "None yet." in learner.text
        await learner.press("enter")
        assert learner.lesson.lesson.id == "first"


async def test_a_note_a_problem_and_a_bookmark_are_listed_and_lead_back(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("m")
        assert "Bookmarked." in learner.text
        assert "bookmark" in learner.lines()[0]
        await learner.press("j")
        await learner.type("mine")
        await learner.press("enter", "exclamation_mark")
        await learner.type("a slip")
        await learner.press("enter", "n", "escape", "escape", "p")
        assert "bookmark · Slopes of lines" in left(learner)
        assert "mine" in left(learner)
        assert "a slip" in left(learner)
        await learner.press("down", "enter")
        assert learner.step == "page"
        await learner.press("j")
        assert "mine" in learner.text
        await learner.press(*["backspace"] * 4, "enter", "m")
        assert "taken away" in learner.text
        await learner.press("escape", "p")
        assert "mine" not in left(learner)
        assert "a slip" in left(learner)


async def test_nothing_is_taken_away_where_nothing_stands(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("exclamation_mark", "enter")
        assert learner.step == "page"
        assert "aken away" not in learner.text
        assert not learner.lesson.session.look_at("reported").text


async def test_what_was_written_of_a_note_is_there_again_until_it_is_kept(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("j")
        await learner.type("half a th")
        await learner.press("escape", "exclamation_mark")
        assert "half a th" not in learner.text
        await learner.press("escape", "escape", "enter", "j")
        assert "half a th" in learner.text
        await learner.type("ought")
        await learner.press("enter", "j")
        assert "half a thought" in learner.text
        await learner.press(*["backspace"] * 14, "enter", "j")
        assert "half" not in learner.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(2)
async def test_what_another_terminal_writes_on_the_same_step_stays(tmp_path: Path, language: Language) -> None:
    """It stands in the field where a note is opened, and beside what is typed where it comes later."""
    course = small_course(tmp_path / "course")
    opened = open_progress(tmp_path / "progress.sqlite3")
    there = Study(load_course(course), opened.progress).session("first", language)
    async with tutor(tmp_path, course=course, lesson="first", step="page", language=language) as learner:
        there.annotate("noted", "theirs")
        await learner.press("j")
        assert "theirs" in learner.text
        await learner.type(" and mine")
        there.annotate("noted", "meanwhile")
        await learner.press("enter")
        said = {"en": "both texts are kept, side by side", "zh": "两段文字并列保留"}[language]
        assert "".join(said.split()) in "".join(learner.text.split())
        await learner.press("j")
        assert "meanwhile / theirs and mine" in learner.text
        await learner.press("escape", "escape", "p")
        assert "meanwhile / theirs and mine" in left(learner)
    assert there.look_at("noted").text == "meanwhile / theirs and mine"
    opened.progress.close()


@pytest.mark.parametrize(
    ("edit", "step"),
    [(("id: page\n", "id: page\n    retired: true\n"), "twice"), (("id: page", "id: first-page"), "first-page")],
)
@pytest.mark.every(2)
async def test_a_note_on_a_step_that_is_hidden_or_gone_opens_its_lesson(
    tmp_path: Path, edit: tuple[str, str], step: str
) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("j")
        await learner.type("mine")
        await learner.press("enter")
    text = (course / "first.yaml").read_text(encoding="utf-8")
    assert edit[0] in text
    (course / "first.yaml").write_text(text.replace(*edit), encoding="utf-8")
    async with tutor(tmp_path, course=course) as learner:
        await learner.press("p")
        assert "that the lesson has no more" in " ".join(left(learner).split())
        await learner.press("down", "enter")
        assert learner.lesson.lesson.id == "first"
        assert learner.step == step


@pytest.mark.parametrize(("to", "said"), [("second", "has errors"), ("nowhere", "no lesson nowhere")])
async def test_a_link_to_a_lesson_that_cannot_be_opened_says_so_where_one_is(
    tmp_path: Path, to: str, said: str
) -> None:
    course = small_course(tmp_path / "course")
    text = (course / "first.yaml").read_text(encoding="utf-8")
    (course / "first.yaml").write_text(
        text.replace("how steep a line is.\n  - id: twice", f"[[lesson:{to}|more]].\n  - id: twice"), encoding="utf-8"
    )
    for name in ("second", "nowhere"):
        (course / f"{name}.yaml").write_text("format: 1\n", encoding="utf-8")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("tab", "enter")
        assert said in " ".join(learner.text.split())
        assert learner.step == "page"


async def test_escape_leaves_a_note_as_it_was(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("j")
        await learner.type("half a thou")
        await learner.press("escape", "escape", "p")
        assert "half" not in left(learner)


async def test_of_a_long_paste_is_kept_what_fits_and_the_rest_is_spoken_of(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("j")
        await learner.type("mine ")
        learner.paste("x" * 5000)
        await learner.settle()
        assert "at most 400 characters; 4,605 characters were left out" in " ".join(learner.text.split())
        await learner.press("enter", "j")
        field = learner.app.screen.query_one(FormulaField)
        assert field.text == "mine " + "x" * 395
        await learner.type("y")
        assert "1 character was left out" in learner.text
        await learner.type("yy")
        assert "3 characters were left out" in learner.text
        await learner.press("ctrl+u")
        assert "left out" not in learner.text
        learner.paste("z" * 400)
        await learner.settle()
        assert field.text == "z" * 400


async def test_a_note_that_is_longer_than_the_field_can_be_shortened(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        learner.lesson.session.annotate("noted", "x" * 600)
        await learner.press("j", "backspace")
        field = learner.app.screen.query_one(FormulaField)
        assert field.text == "x" * 599
        await learner.type("y")
        assert field.text == "x" * 599
        assert "1 character was left out" in learner.text


@pytest.mark.parametrize(
    ("pasted", "text"), [("one\n\ntwo\r\nthree\n", "one two three"), ("\nx\n", "x"), ("\n", ""), ("a  b ", "a  b ")]
)
@pytest.mark.every(4)
async def test_of_several_lines_that_are_pasted_none_is_lost(tmp_path: Path, pasted: str, text: str) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("exclamation_mark")
        learner.paste(pasted)
        await learner.settle()
        assert learner.app.screen.query_one(FormulaField).text == text


async def test_every_lesson_can_be_opened_and_everything_switches_language(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=small_course(tmp_path / "course"), size=(120, 40)) as learner:
        await learner.press("p", "l")
        assert isinstance(learner.app.screen, ProgressScreen)
        assert "学习进度" in learner.lines()[0]
        assert "直线的斜率" in learner.text
        await learner.press("end", "enter")
        assert learner.lesson.lesson.id == "second"


@pytest.mark.parametrize(
    ("language", "place", "key", "said"),
    [
        ("en", "welcome/watch", "1", "Predictions that came true"),
        ("zh", "welcome/watch", "1", "说中的预测"),
        ("en", "chain-rule/nudge", "3", "Bar: steps done; number: right"),
        ("zh", "chain-rule/nudge", "3", "横条：完成的步骤；"),
    ],
)
@pytest.mark.every(2)
async def test_it_is_said_what_is_counted(tmp_path: Path, language: Language, place: str, key: str, said: str) -> None:
    lesson, step = place.split("/")
    async with tutor(tmp_path, lesson=lesson, step=step, language=language) as learner:
        await learner.press(key, "enter", "escape", "p")
        await learner.sees(said)


async def test_page_down_goes_down_both_columns(tmp_path: Path) -> None:
    async with tutor(tmp_path, size=(80, 14)) as learner:
        await learner.press("p")
        await learner.sees("Skills")
        menu, beside = learner.app.screen.query(Scrolling)
        assert menu.max_scroll_y > 0
        assert beside.max_scroll_y > 0
        assert "pgdn Scroll" in learner.lines()[-1]
        await learner.press(*["pagedown"] * 5)
        assert (menu.scroll_offset.y, beside.scroll_offset.y) == (menu.max_scroll_y, beside.max_scroll_y)
        await learner.press("enter")
        assert learner.lesson.lesson.id == "faq", "the mark has gone down with the list"


async def test_what_was_done_in_steps_that_are_gone_is_counted(tmp_path: Path) -> None:
    course = small_course(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="first", step="page") as learner:
        await learner.press("n", "escape", "p")
        assert "no longer has" not in " ".join(learner.text.split())
    file = course / "first.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("- id: page\n", "- id: sheet\n"), encoding="utf-8")
    async with tutor(tmp_path, course=course) as learner:
        await learner.press("p")
        assert "1 step that" in " ".join(line[40:] for line in learner.lines())
        await learner.press("l")
        assert "1 个步骤已不在课程中" in "".join(line[30:].strip() for line in learner.lines())


async def test_the_mark_of_today_stands_in_a_small_window(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge", size=(60, 20)) as learner:
        await learner.press("1", "enter", "escape", "p")
        await learner.sees("answered something")
        (days,) = [line.rpartition("  ")[2] for line in learner.lines() if "▱▱▱▱▱▱▱" in line or "□" in line]
        assert days.rstrip().endswith(learner.app.home.cells.glyphs.filled)
