"""Living figures in steps: arrows and mouse turn their knobs, and nothing else that a step does moves them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.ui.driving import COURSES, Learner, tutor

COURSE = COURSES / "figures"
SIZES = ((80, 24), (120, 40))


def value_of(learner: Learner, name: str) -> str:
    """The number beside the figure behind a name."""
    for line in learner.lines():
        words = line.replace("│", " ").split()
        for here, following in pairwise(words):
            if here == name and following.strip("−+").replace(".", "").isdecimal():
                return following
    raise AssertionError(f"{name} is not on the screen:\n{learner.text}")


@pytest.mark.parametrize("size", SIZES)
async def test_arrows_turn_the_knob_and_no_page(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, course=COURSE, lesson="figures", size=size) as learner:
        assert learner.step == "page"
        assert "←→ Turn" in learner.lines()[-1]
        assert (value_of(learner, "slope"), value_of(learner, "change")) == ("−4", "−0.39")
        await learner.press("right", "right", "left")
        assert learner.step == "page"
        assert (value_of(learner, "slope"), value_of(learner, "change")) == ("−3.8", "−0.37")
        await learner.press(*["left"] * 30)
        assert value_of(learner, "slope") == "−7"
        await learner.press("enter")
        assert learner.step == "choice"


@pytest.mark.parametrize("size", SIZES)
async def test_a_figure_for_afterwards_stands_still_before_the_answer(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, course=COURSE, lesson="figures", step="choice", size=size) as learner:
        before = learner.text
        assert "○ asked: w = 4" in before
        assert "Turn" not in learner.lines()[-1]
        await learner.press("right", "left")
        assert learner.text == before
        await learner.press("2", "enter")
        assert "✓ Right" in learner.text
        assert "←→ Turn" in learner.lines()[-1]
        await learner.press("right")
        assert value_of(learner, "slope") == "−1.8"


async def test_the_knob_stays_where_it_was_turned(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=COURSE, lesson="figures", size=(120, 40)) as learner:
        await learner.press("right")
        await learner.press("l")
        assert value_of(learner, "w") == "1.1"
        await learner.press("l", "n", "p")
        assert learner.step == "page"
        assert value_of(learner, "w") == "1.1"


@pytest.mark.parametrize("size", SIZES)
async def test_tab_goes_from_a_field_to_the_figure_and_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, course=COURSE, lesson="figures", step="number", size=size) as learner:
        assert "tab Figure" in learner.lines()[-1]
        before = float(value_of(learner, "y").replace("−", "-"))
        await learner.type("1")
        await learner.press("left", "right")
        assert float(value_of(learner, "y").replace("−", "-")) == before
        await learner.press("tab", "left")
        assert float(value_of(learner, "y").replace("−", "-")) == before - 0.5
        await learner.press("right_square_bracket", "left")
        assert float(value_of(learner, "b").replace("−", "-")) == (before / 3) - 0.5
        await learner.press("h")
        assert "Hint 1" in learner.text
        assert float(value_of(learner, "b").replace("−", "-")) == (before / 3) - 0.5
        await learner.type("2")
        assert "12" in learner.text


@pytest.mark.parametrize("size", SIZES)
async def test_the_answer_is_given_by_turning(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, course=COURSE, lesson="figures", step="lowest", size=size) as learner:
        await learner.press(*["right"] * 10)
        assert value_of(learner, "w") == "2"
        assert learner.lines()[-1].startswith(" enter Check")
        await learner.press("enter")
        assert "It still falls there." in learner.text
        await learner.press("h")
        assert "Hint 1" in learner.text
        await learner.press(*["right"] * 10, "enter")
        assert "✓ Right" in learner.text
        assert "The slope is 0 there." in learner.text
        assert value_of(learner, "slope") == "0"
        await learner.press("right")
        assert value_of(learner, "slope") == "0.2"


async def test_an_answer_in_the_figure_may_be_typed_as_well(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=COURSE, lesson="figures", step="lowest") as learner:
        await learner.press("tab")
        await learner.type("3")
        await learner.press("enter")
        assert "✓ Right" in learner.text


async def test_the_mouse_turns_the_knob(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=COURSE, lesson="figures", size=(120, 40)) as learner:
        row = next(row for row, line in enumerate(learner.lines()) if "◆" in line)
        column = learner.lines()[row].index("◆")
        await learner.pilot.click(offset=(column + 14, row))
        await learner.settle()
        assert learner.lines()[row].index("◆") - column in range(13, 16)


@pytest.mark.parametrize("size", SIZES)
async def test_a_step_with_a_figure_of_every_kind_is_seen_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    async with tutor(tmp_path, course=COURSE, lesson="figures", size=size) as learner:
        # A derivation with its fractions has no room for a figure in the smallest window.
        steps = ("page", "choice", "number", "lowest", "derivative")
        for step in steps if size[1] > 24 else steps[:-1]:
            assert learner.step == step
            room = learner.lesson.query_one("#page")
            assert room.max_scroll_y == 0, learner.text
            assert "└" in learner.text
            await learner.press("escape", "n") if step == "number" else await learner.press("n")


async def test_a_review_asks_without_the_figure(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=COURSE, lesson="figures", step="lowest") as learner:
        await learner.press("s", "escape", "escape", "r")
        assert "Put the point where the tangent lies flat." in learner.text
        assert "Turn" not in learner.lines()[-1]
        await learner.type("3")
        await learner.press("enter")
        assert "✓ Right" in learner.text
