"""A figure of curves tells the truth: its numbers are SymPy's, and the curve passes through its point."""

from __future__ import annotations

import math

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures.test_raster import dots_of
from tests.patience import drawn
from tutor.activity.living.curve import Curves
from tutor.activity.living.pose import Pose, first_pose
from tutor.figures.axes import Axes
from tutor.figures.curve import curve_lines, curve_table, number_lines
from tutor.figures.lines import plain, width_of
from tutor.lesson.format.figure import CurveFigure, Knob
from tutor.lesson.format.part import FigureUse
from tutor.numerals import numeral
from tutor.text import ASCII, Cells
from tutor.wording import LANGUAGES, Voice

CELLS, VOICE = Cells(), Voice("en")
FORMULAS = ("(w - 3)^2", "sin(w)/2 + 1", "exp(-w)", "w^3 - 2*w", "sigma(w)", "k*w + 1", "tanh(k*w)", "ln(w + 2)")
SIZES = ((72, 9), (48, 22), (46, 12), (72, 14))


def figure(formula: str, **more: object) -> CurveFigure:
    """A figure of one formula in w, with k as a second knob."""
    knobs = {
        "w": Knob(at=1, range=(-1.5, 6.5), step=0.1), "k": Knob(at=2, range=(-3, 3), step=0.5)
    }  # fmt: skip
    shows = ("tangent", "secant")
    return CurveFigure.model_validate(
        {"kind": "curve", "knobs": knobs, "curves": {"L": formula}, "shows": shows, "nudge": 0.1, **more}
    )


def pose_at(made: CurveFigure, w: float, **more: object) -> Pose:
    """The figure with its knob at w."""
    return first_pose(made, FigureUse.model_validate({"of": "it", "at": {"w": w}, **more}), {}, open_=False)


@settings(max_examples=drawn(60))
@given(st.sampled_from(FORMULAS), st.integers(-15, 65))
def test_the_numbers_are_those_of_sympy(formula: str, tenths: int) -> None:
    made = figure(formula)
    pose = pose_at(made, tenths / 10)
    w = sp.Symbol("w")
    known = sp.sympify(formula.replace("^", "**").replace("sigma(w)", "1/(1+exp(-w))"), {"k": 2.0, "w": w})
    told = {name.strip(): text for (name, _), (text, _) in number_lines(Curves(made), pose, VOICE, CELLS)}
    height, slope = (float(form.subs(w, pose.knobs["w"])) for form in (known, sp.diff(known, w)))
    nudged = float(known.subs(w, pose.knobs["w"] + 0.1))
    for name, number in (("L", height), ("slope", slope), ("+0.1 →", nudged)):
        assert float(numeral(number).shown) == pytest.approx(_number(told[name]), rel=2e-3, abs=1e-12)
    assert _number(told["change"]) == pytest.approx(nudged - height, rel=6e-3, abs=1e-12)


def _number(text: str) -> float:
    mantissa, _, power = text.replace("−", "-").partition("·10")
    exponent = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")) or "0"
    return float(f"{mantissa}e{exponent}")


@settings(max_examples=drawn(60))
@given(st.sampled_from(FORMULAS), st.integers(-15, 65), st.sampled_from(SIZES))
def test_the_curve_passes_through_the_point_to_half_a_dot(formula: str, tenths: int, size: tuple[int, int]) -> None:
    made = figure(formula, shows=())
    curves, pose = Curves(made), pose_at(figure(formula), tenths / 10)
    axes = Axes(curves.ends, curves.range_of_heights(pose), ("w", "L"), size, CELLS)
    window, raster = axes.window, axes.raster
    heights = curves.heights("L", pose.knobs, window.across)
    raster.stroke([window.dot(window.x_at(column), height) for column, height in enumerate(heights)], "")
    dots = dots_of(raster)
    for column, height in enumerate(heights):
        _, down = window.dot(window.x_at(column), height)
        if math.isfinite(down) and 0 <= down <= window.height * 4 - 1:
            assert (column, math.floor(down + 0.5)) in dots
    here = curves.height("L", pose.knobs, pose.knobs["w"])
    if math.isfinite(here):
        x, y = window.dot(pose.knobs["w"], here)
        near = [dot for dot in dots if abs(dot[0] - x) <= 1]
        rows = [row for _, row in near]
        if 0 <= y <= window.height * 4 - 1:
            assert min(rows) - 0.5 <= y <= max(rows) + 0.5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cells", [CELLS, Cells(glyphs=ASCII)], ids=["unicode", "ascii"])
def test_the_figure_fits_its_place_wherever_the_knob_stands(language: str, size: tuple[int, int], cells: Cells) -> None:
    made = figure("(w - 3)^2")
    curves = Curves(made)
    for tenths in range(-15, 66, 5):
        for locked in (True, False):
            pose = pose_at(made, tenths / 10, asked="2")
            pose = Pose(pose.knobs, pose.turns, pose.shows, pose.asked, locked)
            lines = curve_lines(curves, pose, size, Voice(language), cells)  # type: ignore[arg-type]
            assert len(lines) <= size[1]
            assert all(width_of(line, cells) <= size[0] for line in lines)


def test_at_a_kink_both_slopes_are_said_and_drawn() -> None:
    curves = Curves(figure("abs(w - 3)"))
    kink = pose_at(curves.figure, 3)
    assert curves.slopes(kink) == pytest.approx((-1, 1))
    assert "a kink: −1 | 1" in [plain(line) for line in number_lines(curves, kink, VOICE, CELLS)][3]
    assert curves.slopes(pose_at(curves.figure, 3.1)) == pytest.approx((1,))


def test_where_there_is_no_value_none_is_said() -> None:
    curves = Curves(figure("ln(w)"))
    outside = pose_at(curves.figure, -1)
    told = [plain(line) for line in number_lines(curves, outside, VOICE, CELLS)]
    assert "L       no value here" in told
    assert curves.slopes(outside) == ()
    assert any("●" in plain(line) for line in curve_lines(curves, pose_at(curves.figure, 1), (72, 9), VOICE, CELLS))
    assert not any("●" in plain(line) for line in curve_lines(curves, outside, (72, 9), VOICE, CELLS))


def test_the_table_of_plain_mode_has_the_values_at_round_places() -> None:
    made = figure("(w - 3)^2", shows=("tangent",))
    lines = [plain(line).split() for line in curve_table(Curves(made), pose_at(made, 1), VOICE, CELLS, 76)]
    assert lines == [
        ["w", "0", "2", "4", "6"],
        ["L", "9", "1", "1", "9"],
        ["slope", "−6", "−2", "2", "6"],
    ]


@pytest.mark.parametrize("asked", ["-1", "5"])
def test_no_sign_stands_where_the_curve_is_not_in_the_window(asked: str) -> None:
    """At −1 the curve has no value, at 5 it is above the window, and so is the point."""
    curves = Curves(figure("ln(w)", heights=[-1, 1]))
    drawn = "".join(map(plain, curve_lines(curves, pose_at(curves.figure, 5, asked=asked), (72, 9), VOICE, CELLS)))
    assert "●" not in drawn
    assert drawn.count("○") == 1, "beside the figure alone"


def test_a_nudge_to_where_there_is_no_value_changes_nothing() -> None:
    curves = Curves(figure("ln(1 - w)"))
    told = [plain(line).split() for line in number_lines(curves, pose_at(curves.figure, 0.95), VOICE, CELLS)]
    assert ["+0.1", "→", "–"] in told
    assert ["change", "–"] in told
