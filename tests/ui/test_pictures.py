"""A few chosen screens and formulas, compared with how they were when somebody looked at them and liked them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from tests.activity.events import record
from tests.deriving.vector import softmax_cross_entropy
from tests.ui.driving import tutor
from tests.ui.golden import assert_like_golden, painted
from tutor.activity.derivation import DerivationActivity
from tutor.figures.derivation import chain_lines, conclusion_lines, quantity_lines
from tutor.figures.formulas import block_lines
from tutor.figures.lines import Line
from tutor.lesson.format.model import DerivationStep
from tutor.paths import shipped_course
from tutor.text import Cells
from tutor.typesetting.breaking import in_width
from tutor.typesetting.formula import EQUALS, Formula, Matrix, row
from tutor.typesetting.latex import parse_latex
from tutor.typesetting.typeset import from_expression
from tutor.ui.theme import DARK, LIGHT
from tutor.ui.widgets.sheet import Draw, Sheet
from tutor.wording import Voice

THEMES = ("dark", "light")
CELLS = Cells()
WIDTH = 76


class Sheets(App[None]):
    """Shows lines as the tutor shows them."""

    def __init__(self, draw: Draw, theme: str) -> None:
        super().__init__()
        self._draw = draw
        self._wanted = theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK.variables

    def compose(self) -> ComposeResult:
        yield Sheet(self._draw)

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = f"tutor-{self._wanted}"


async def compare(name: str, theme: str, draw: Draw) -> None:
    app = Sheets(draw, theme)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert_like_golden(f"{name}-{theme}", painted(app))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.every(2)
async def test_chain_rule_of_three_factors(tmp_path: Path, theme: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        if theme == "light":
            await learner.press("t")
        await learner.answer_rightly()
        await learner.answer_rightly()
        await learner.type("a(1-a)")
        assert_like_golden(f"chain-rule-{theme}", painted(learner.app))


TWO_PATHS = DerivationStep.model_validate(
    {
        "id": "fork",
        "type": "derivation",
        "graph": {"o1": "v1*h", "o2": "v2*h", "L": "(o1 - t1)^2/2 + (o2 - t2)^2/2"},
        "target": "L",
        "wrt": "h",
        "at": {"h": 0.6, "v1": 0.4, "v2": 0.5, "t1": 0.01, "t2": 0.99},
        "ask": "none",
    }
)


def two_paths(width: int) -> list[Line]:
    activity = DerivationActivity(TWO_PATHS)
    for _factor in ("L/o1", "o1/h", "L/o2", "o2/h"):
        activity = record(activity, "", "revealed")
    return [
        *quantity_lines(activity, CELLS, WIDTH),
        [],
        *chain_lines(activity, CELLS, WIDTH),
        [],
        *conclusion_lines(activity, Voice("en"), CELLS, WIDTH),
    ]


@pytest.mark.parametrize("theme", THEMES)
async def test_sum_over_two_paths(theme: str) -> None:
    await compare("two-paths", theme, two_paths)


def jacobian() -> Formula:
    """∂pᵢ/∂zⱼ of a softmax over three classes, as the engine derives it."""
    table = softmax_cross_entropy(3).jacobian
    entries = tuple(tuple(from_expression(entry) for entry in entry_row) for entry_row in table.entries)
    return row(parse_latex(r"\frac{\partial p}{\partial z}"), EQUALS, Matrix(entries))


@pytest.mark.parametrize("theme", THEMES)
async def test_jacobian_of_softmax(theme: str) -> None:
    await compare("softmax-jacobian", theme, lambda width: block_lines(in_width(jacobian(), CELLS, WIDTH), 2))


LONG = (
    r"\frac{dL}{dw_1} = 2(a - y)\cdot\sigma(z_3)(1 - \sigma(z_3))\cdot w_3\cdot\sigma(z_2)(1 - \sigma(z_2))"
    r"\cdot w_2\cdot\sigma(z_1)(1 - \sigma(z_1))\cdot x + \lambda w_1"
)


@pytest.mark.parametrize("theme", THEMES)
async def test_formula_that_breaks(theme: str) -> None:
    await compare("breaking", theme, lambda width: block_lines(in_width(parse_latex(LONG), CELLS, 60), 2))


def three_lessons(folder: Path) -> Path:
    """Make a course of three real lessons, so that the list is the same however the shipped course grows."""
    course = folder / "course"
    shutil.copytree(shipped_course(), course)
    text = (course / "course.yaml").read_text(encoding="utf-8")
    places = "lessons:\n  - id: chain-rule\n  - id: gradient-descent\n    builds_on: [chain-rule]\n  - id: slopes\n"
    (course / "course.yaml").write_text(text.split("lessons:\n")[0] + places, encoding="utf-8")
    return course


async def test_course_list(tmp_path: Path) -> None:
    async with tutor(tmp_path, language="zh", course=three_lessons(tmp_path)) as learner:
        await learner.press("enter", "3", "enter", "pagedown", "escape")
        assert_like_golden("course-zh", painted(learner.app))
