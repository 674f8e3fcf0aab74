"""Pages that are opened over another one stand on the grid: nothing clings to a corner, nothing is cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driving import Learner, tutor
from tests.ui.test_terminals import SIZES
from tutor.prose.window import MESSAGE_ROWS
from tutor.ui.screens.page import Page
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.menu import Menu
from tutor.ui.widgets.stand import Scrolling
from tutor.wording import LANGUAGES, Language

PAGES = ["p", "g", "?", "slash"]
SIZES_OF_NOTES = [(80, 24), (91, 30), (120, 40), (200, 60)]


def block(learner: Learner) -> tuple[int, int, int, int]:
    """How many cells are free at the left, at the right, above and below what stands between title and footer."""
    width, height = learner.app.size
    rows = [(number, line) for number, line in enumerate(learner.lines()[1:-1]) if line.strip()]
    left = min(len(line) - len(line.lstrip()) for _, line in rows)
    right = width - max(learner.app.home.cells.width(line) for _, line in rows)
    return left, right, rows[0][0], height - 3 - rows[-1][0]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.every(2)
async def test_in_a_wide_window_no_page_clings_to_a_corner(tmp_path: Path, page: str) -> None:
    async with tutor(tmp_path, size=(200, 60)) as learner:
        await learner.press(page)
        left, right, above, below = block(learner)
        assert left >= 30
        assert right >= 30
        assert above <= below + 1, "of what is free the smaller part is above"
        assert above > MESSAGE_ROWS or below <= MESSAGE_ROWS, "where it fills the window"


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(2)
async def test_the_outline_cuts_no_title(tmp_path: Path, size: tuple[int, int], language: Language) -> None:
    async with tutor(tmp_path, lesson="faq", language=language, size=size) as learner:
        steps = learner.lesson.session.player.steps
        lesson = learner.lesson.lesson
        await learner.press("o")
        seen = learner.text
        await learner.press("pagedown", "pagedown")
        seen = " ".join((seen + learner.text).split())
        assert all(lesson.step(step.id).title.split()[-1] in seen for step in steps)
        assert "…" not in seen
        left, right, *_ = block(learner)
        assert size[0] < 100 or min(left, right) >= 40


@pytest.mark.parametrize(("language", "words"), [("en", "begun ~ skipped"), ("zh", "进行中 ~ 已跳过")])
async def test_the_help_says_what_the_signs_of_the_list_mean(tmp_path: Path, language: Language, words: str) -> None:
    async with tutor(tmp_path, language=language) as learner:
        await learner.press("?", "pagedown", "pagedown")
        row = next(line for line in learner.lines() if words in " ".join(line.split()))
        assert [sign for sign in "▸·◐~✓✗" if sign in row] == list("▸·◐~✓✗"), "all in one row of the smallest window"


@pytest.mark.parametrize("page", ["", *PAGES])
@pytest.mark.every(3)
async def test_a_page_may_be_resized_at_any_time(tmp_path: Path, page: str) -> None:
    async with tutor(tmp_path, reduced_motion=True) as learner:
        await learner.press(*([page] if page else []))
        await learner.type("chain" if page in ("g", "slash") else "")
        before = learner.lines()
        for size in SIZES:
            await learner.pilot.resize_terminal(*size)
            await learner.settle()
        assert learner.lines() == before
        await learner.press("pagedown", "escape" if page else "down")
        assert learner.app.screen is learner.app.home


@pytest.mark.parametrize("size", SIZES_OF_NOTES)
@pytest.mark.parametrize("page", ["", *PAGES])
@pytest.mark.every(5)
async def test_what_is_said_over_a_page_loses_no_wide_character(
    tmp_path: Path, page: str, size: tuple[int, int]
) -> None:
    """A terminal's row is drawn in pieces, from edge to edge of all that stands in it."""
    said = "".join(chr(0x4E00 + number) for number in range(60))
    async with tutor(tmp_path, size=size, language="zh") as learner:
        await learner.press(*([page] if page else []))
        for before in ("", "a"):
            assert isinstance(learner.app.screen, Page)
            learner.app.screen.tell(before + said)
            await learner.settle()
            seen = "".join(learner.text.split())
            assert before + said in seen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["p", "?"])
@pytest.mark.every(3)
async def test_page_down_shows_what_is_below_at_once_and_the_mark_is_always_in_sight(
    tmp_path: Path, page: str, language: Language
) -> None:
    async with tutor(tmp_path, language=language) as learner:
        await learner.press(page)
        before = learner.lines()[2]
        for key in ("pagedown", "pagedown", "down", "pageup", "down", "up", "end"):
            await learner.press(key)
            assert "▌" in learner.text
            if key == "pagedown":
                assert learner.lines()[2] != before


@pytest.mark.parametrize("page", ["g", "slash"])
@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
@pytest.mark.every(3)
async def test_what_is_looked_up_ends_where_the_field_ends_and_no_term_is_cut(
    tmp_path: Path, page: str, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, size=size) as learner:
        await learner.press(page)
        screen = learner.app.screen
        field, lists = screen.query_one(FormulaField), screen.query(Scrolling)
        assert (field.region.x, field.region.right) == (
            min(part.region.x for part in lists), max(part.region.right for part in lists)
        )  # fmt: skip
        terms = screen.query_one(Menu)
        lines = ["".join(text for text, _ in line) for line in terms.lines(terms.size.width)]
        assert not any("…" in line for line in lines)
        assert page != "g" or max(map(len, lines)) < terms.size.width, "none clings to the scrollbar"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_that_nothing_is_found_stands_in_one_row(tmp_path: Path, language: Language) -> None:
    async with tutor(tmp_path, language=language) as learner:
        await learner.press("g")
        await learner.type("zzzzzzzzzzzzzzzzzzzz")
        assert sum("zzz" in line for line in learner.lines()) == 2
        assert any("zzz”" in line and line.strip()[-1] in ".。" for line in learner.lines())
