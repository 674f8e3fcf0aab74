"""Any gradient of the lab explained: symbol, number and check on one screen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from tests.ui.driving import Learner, tutor, visible
from tests.ui.golden import assert_like_golden
from tutor.activity.network import NetworkActivity
from tutor.numerals import numeral
from tutor.ui.canvas.diagram.state import Edge
from tutor.ui.steps.network import NetworkView

LABS = Path(__file__).parents[1] / "courses" / "labs"


async def test_every_quantity_is_explained_and_agrees(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="live") as learner:
        await learner.answer_rightly()
        activity = learner.lesson.session.player.activity
        assert isinstance(activity, NetworkActivity)
        await learner.press("f", "b", "x")
        gradient = activity.lab.hidden_value("w.gradient")
        assert f"∂L/∂w ≈ {numeral(gradient).text}" in learner.text
        assert "2·(a − y)" in learner.text
        for _ in range(4):
            assert "✓ agrees" in learner.text
            await learner.press("down")
        await learner.press("l")
        assert visible(learner.lines(), "反向传播")
        await learner.press("escape")
        assert learner.step == "live"


async def test_it_explains_the_present_numbers(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="live") as learner:
        await learner.answer_rightly()
        await learner.press("x")
        first = [line for line in learner.lines() if "central difference" in line]
        await learner.press("escape", "u", "u", "x")
        assert [line for line in learner.lines() if "central difference" in line] != first
        assert "✓ agrees" in learner.text


async def test_a_digit_is_drawn_beside_the_gradient_by_its_pixels(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="beyond", step="eye") as learner:
        await learner.answer_rightly()
        await learner.press("x")
        assert visible(learner.lines(), "digit9")
        before = learner.lines()
        assert "the picture x" in learner.text
        assert "✓ agrees" in learner.text
        await learner.press("down", "down", "down")
        assert learner.lines() != before
        await learner.press("l")
        assert visible(learner.lines(), "作用最大的像素")
        await learner.press("escape")
        assert learner.step == "eye"


def long_names(folder: Path) -> Path:
    """The labs of every size, with hidden units of long names in the second."""
    course = folder / "course"
    shutil.copytree(LABS, course)
    lesson = course / "labs.yaml"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("units: 4", "units: [hidden1, hidden2, hidden3, hidden4]", 1), encoding="utf-8")
    return course


async def test_long_names_stand_whole_in_the_list_and_pages_scroll_the_explanation(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=long_names(tmp_path), lesson="labs", step="xor") as learner:
        await learner.press("F", "B", "x")
        assert visible(learner.lines(), "w(x₁→hidden₁)  ")
        await learner.press("end")
        first = learner.lines()
        beside = learner.app.screen.query(VerticalScroll).first()
        listed = beside.scroll_offset
        for key in ("pagedown", "space"):
            before = learner.lines()
            await learner.press(key)
            assert learner.lines() != before, key
            assert beside.scroll_offset == listed, key
        await learner.press("pageup", "pageup")
        assert learner.lines() == first
        assert "_" not in learner.text, "names are written as everywhere in the lab"


def without_footer(learner: Learner) -> str:
    """The screen without its keys, which other tables add to."""
    return "\n".join(learner.lines()[:-1]) + "\n"


SEVERAL = [
    ("optimizers", "live", Edge(0, 1, 0), (80, 24)),
    ("optimizers", "live", Edge(0, 1, 0), (120, 40)),
    ("neuron", "live", Edge(0, 1, 0), (80, 24)),
    ("gradient-check", "xor-frozen", Edge(0, 0, 0), (80, 24)),
]


@pytest.mark.parametrize(("lesson", "step", "part", "size"), SEVERAL)
@pytest.mark.every(4)
async def test_the_gradients_of_one_example_and_of_the_step_have_two_names(
    tmp_path: Path, lesson: str, step: str, part: Edge, size: tuple[int, int]
) -> None:
    """Beside L, the mean, stands ∂L/∂w; beside example 1 ∂L₁/∂w; the explanation leads from the one to the other."""
    async with tutor(tmp_path, lesson=lesson, step=step, size=size, reduced_motion=True) as learner:
        if not learner.lesson.query(NetworkView):
            await learner.answer_rightly()
        await learner.press("F", "B")
        learner.lesson.query_one(NetworkView)._workbench.select(part)
        await learner.press("4", "1")
        assert "∂L/∂w" in learner.text
        assert "∂L₁/∂w" in learner.text
        name = f"{lesson}-{size[0]}x{size[1]}"
        # Without the words of the lesson, which stand above.
        head, panel = without_footer(learner).split("1 Inspect", 1)
        assert " · L " in head.splitlines()[0]
        assert_like_golden(f"inspect-{name}", "1 Inspect" + panel)
        await learner.press("x")
        assert_like_golden(f"explain-{name}", without_footer(learner))
        await learner.press(*["pagedown"] * 9)
        assert_like_golden(f"explain-{name}-end", without_footer(learner))
