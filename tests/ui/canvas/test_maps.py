"""The decision boundary, the contour map and the number grid: true to their numbers, whole at any size."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.ui.canvas.networks import AWKWARD, canvas_sizes
from tests.ui.canvas.palettes import PALETTES
from tutor.text import ASCII, Cells
from tutor.ui.canvas.grid import Array, Grid, cell_count
from tutor.ui.canvas.maps import Axes, Boundary, Landscape, paint_boundary, paint_contours
from tutor.ui.canvas.number_grid import NumberTable, cell_at, paint_numbers, window_of

DARK = PALETTES["dark"]
UNICODE, PLAIN = Cells(), Cells(ambiguous_width=2, glyphs=ASCII)
GLYPHS = st.sampled_from([UNICODE, PLAIN])
AXES = Axes("x1", (-1.0, 1.0), "x2", (-2.0, 2.0))


def whole(grid: Grid, size: tuple[int, int], cells: Cells) -> None:
    lines = grid.lines()
    assert [cell_count(line) for line in lines] == [size[0]] * size[1]
    if not cells.glyphs.unicode:
        assert all(line.isascii() for line in lines)


def right_half(places: Array) -> Array:
    return np.asarray(places[:, 0] > 0, np.float64)


def boundary(field: float | None = None) -> Boundary:
    points = np.array([[-0.9, 1.9], [0.9, -1.9], [5.0, 0.0], [np.nan, 0.0]])
    classes = np.array([False, True, True, False])
    return Boundary(AXES, right_half if field is None else lambda places: np.full(len(places), field), points, classes)


@settings(deadline=None)
@given(canvas_sizes, GLYPHS, st.booleans(), st.none() | st.sampled_from(AWKWARD))
def test_a_boundary_fits_any_canvas(size: tuple[int, int], cells: Cells, colourless: bool, field: float | None) -> None:
    whole(paint_boundary(boundary(field), *size, DARK, cells, colourless=colourless), size, cells)


def test_the_examples_stand_in_their_corners_and_those_outside_nowhere() -> None:
    lines = paint_boundary(boundary(), 40, 11, DARK, UNICODE).lines()
    text = "\n".join(lines)
    assert lines[0].rstrip().index("○") < 10
    assert lines[9].index("●") > 30
    assert (text.count("○"), text.count("●")) == (1, 1)


def test_the_halves_have_the_colours_of_their_classes() -> None:
    grid = paint_boundary(boundary(), 40, 11, DARK, UNICODE)
    left, right = (int(grid.background[5, column]) for column in (8, 36))
    red, blue = (left >> 16, right & 0xFF)
    assert red > left & 0xFF
    assert blue > right >> 16


@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_without_colours_the_halves_have_different_characters(cells: Cells) -> None:
    lines = paint_boundary(boundary(), 40, 11, DARK, cells, colourless=True).lines()
    left, right = lines[5][8], lines[5][36]
    assert left == " " != right


@settings(deadline=None)
@given(canvas_sizes, GLYPHS, st.booleans())
def test_a_boundary_says_what_its_marks_and_shades_mean_and_cuts_nothing(
    size: tuple[int, int], cells: Cells, colourless: bool
) -> None:
    said = replace(boundary(), names=("the first", "the second", "both"), unsure="between: unsure")
    lines = paint_boundary(said, *size, DARK, cells, colourless=colourless).lines()
    there = [word for word in ("the first", "the second", "between: unsure") if word in "\n".join(lines)]
    assert "the f" not in "\n".join(lines).replace("the first", "")
    assert "betw" not in "\n".join(lines).replace("between: unsure", "")
    if size[0] >= 60 and size[1] >= 10:
        assert there == ["the first", "the second", "between: unsure"]


def bowl(rows: int = 30, columns: int = 30) -> Array:
    y, x = np.meshgrid(np.linspace(2, -2, rows), np.linspace(-1, 1, columns), indexing="ij")
    return np.asarray(x**2 + y**2)


@settings(deadline=None)
@given(
    canvas_sizes,
    GLYPHS,
    st.tuples(st.integers(1, 8), st.integers(1, 8)),
    st.lists(st.tuples(st.sampled_from([*AWKWARD, -0.3]), st.sampled_from([*AWKWARD, 1.2])), max_size=6),
    st.integers(0, 99),
)
def test_a_map_fits_any_canvas(
    size: tuple[int, int], cells: Cells, shape: tuple[int, int], path: list[tuple[float, float]], seed: int
) -> None:
    heights = np.random.default_rng(seed).choice(np.array(AWKWARD), shape)
    landscape = Landscape(AXES, heights, np.array(path, np.float64).reshape(-1, 2))
    whole(paint_contours(landscape, *size, DARK, cells), size, cells)


def test_the_range_takes_in_the_loss_that_stands_between_the_points_of_the_raster() -> None:
    deep = Landscape(AXES, bowl() + 1, np.zeros((1, 2)), now=0.5)
    assert "L 0.5 … 6" in paint_contours(deep, 70, 24, DARK, UNICODE).lines()[-1]
    long_ago = replace(deep, now=float("nan"), remark="(step 3)")
    assert "L 1.01 … 6 (step 3)" in paint_contours(long_ago, 70, 24, DARK, UNICODE).lines()[-1]


def test_a_bowl_has_rings_around_its_deepest_place() -> None:
    grid = paint_contours(Landscape(AXES, bowl(), np.zeros((0, 2))), 63, 31, DARK, UNICODE)
    middle = grid.lines()[15][3:]
    assert all(len(half.split()) >= 3 for half in (middle[:30], middle[30:]))
    ground = grid.background[:30]
    assert ground[15, 33] < ground[2, 5]


@pytest.mark.parametrize("tilt", [-0.9, 0.9])
def test_lines_on_a_slope_are_straight_up_to_the_edges(tilt: float) -> None:
    y, x = np.meshgrid(np.linspace(2, -2, 14), np.linspace(-1, 1, 24), indexing="ij")
    grid = paint_contours(Landscape(AXES, 20 + 3 * x + tilt * y, np.zeros((0, 2))), 70, 24, DARK, UNICODE)
    ground = grid.background[:-1, 4:]
    middle = np.unique(ground)[len(np.unique(ground)) // 2]
    ends = (ground < middle).sum(axis=1)
    straight = np.linspace(ends[0], ends[-1], len(ends))
    assert abs(ends - straight).max() <= 1


def valley(across: float, along: float, angle: float, place: float, rows: int = 14, columns: int = 24) -> Array:
    """A straight valley with one deepest place, (rows, columns)."""
    y, x = np.meshgrid(np.linspace(1, -1, rows), np.linspace(-1, 1, columns), indexing="ij")
    u, v = x * np.cos(angle) + y * np.sin(angle) - place, x * np.sin(angle) - y * np.cos(angle)
    return np.asarray((u / across) ** 2 + along * v**2 + 1e-6)


def pieces(cells: set[tuple[int, int]]) -> int:
    """How many pieces of `cells` touch each other nowhere."""
    left, count = set(cells), 0
    while left:
        count += 1
        around = [left.pop()]
        while around:
            row, column = around.pop()
            near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            left -= near
            around += near
    return count


@settings(deadline=None, max_examples=drawn(60))
@given(st.floats(-2.5, 0), st.floats(-4, -1), st.floats(0, np.pi), st.floats(-0.5, 0.5))
def test_a_narrow_valley_has_no_islands(across: float, along: float, angle: float, place: float) -> None:
    """What lies below any level is in one piece, as it is in the straight valley itself."""
    heights = valley(10**across, 10**along, angle, place)
    grid = paint_contours(Landscape(AXES, heights, np.zeros((0, 2))), 70, 24, DARK, UNICODE)
    ground = grid.background[:-1, 4:]
    light = (ground >> 16) + (ground >> 8 & 0xFF) + (ground & 0xFF)
    for most in np.unique(light):
        assert pieces({(row, column) for row, column in np.argwhere(light <= most).tolist()}) == 1


@settings(deadline=None, max_examples=drawn(40))
@given(st.sampled_from([0.0, 0.693147, -2.0, 1e-9, 1e9]), st.integers(0, 99))
def test_the_noise_of_a_plain_is_not_drawn(height: float, seed: int) -> None:
    noise = np.random.default_rng(seed).normal(size=(14, 24))
    heights = height * (1 + 1e-15 * noise)
    grid = paint_contours(Landscape(AXES, heights, np.zeros((0, 2))), 66, 22, DARK, UNICODE)
    assert not any(0x2800 < ord(sign) <= 0x28FF for line in grid.lines() for sign in line)
    assert "…" not in grid.lines()[-1]


def test_the_path_starts_and_ends_where_the_descent_did() -> None:
    path = np.array([[-0.9, 1.8], [0.5, 1.0], [0.0, 0.0]])
    lines = paint_contours(Landscape(AXES, bowl(), path), 63, 31, DARK, UNICODE).lines()
    row, end = (next(row for row, line in enumerate(lines) if mark in line) for mark in "○●")
    assert row == pytest.approx(1, abs=1)
    assert end == pytest.approx(15, abs=1)
    assert lines[row].index("○") < lines[end].index("●")


def table(rows: int, columns: int, seed: int = 0, *, awkward: bool = False) -> NumberTable:
    chance = np.random.default_rng(seed)
    values = chance.choice(np.array(AWKWARD), (rows, columns)) if awkward else chance.normal(size=(rows, columns))
    names = tuple(f"unit{row}" for row in range(rows)), tuple(f"h{column}" for column in range(columns))
    return NumberTable(*names, values, "W")


@given(
    canvas_sizes,
    GLYPHS,
    st.integers(1, 30),
    st.integers(1, 30),
    st.integers(0, 40),
    st.integers(0, 40),
    st.booleans(),
)
def test_numbers_fit_any_canvas(
    size: tuple[int, int], cells: Cells, rows: int, columns: int, row: int, column: int, awkward: bool
) -> None:
    shown = table(rows, columns, awkward=awkward)
    cursor = min(row, rows - 1), min(column, columns - 1)
    window = window_of(shown, *size, row, column).holding(*cursor)
    whole(paint_numbers(shown, window, *size, DARK, cells, cursor), size, cells)
    assert window.row <= cursor[0] < window.row + window.rows <= rows
    assert window.column <= cursor[1] < window.column + window.columns <= columns


def test_the_mouse_finds_the_number_that_is_drawn_there() -> None:
    shown = table(40, 20)
    window = window_of(shown, 60, 10, 7, 3)
    grid = paint_numbers(shown, window, 60, 10, DARK, UNICODE, (9, 5))
    line = next(number for number, text in enumerate(grid.lines()) if "[" in text)
    assert cell_at(shown, window, grid.lines()[line].index("[") + 3, line) == (9, 5)
    assert cell_at(shown, window, 0, line) is None
    assert cell_at(shown, window, 20, 0) is None


def test_arrows_say_where_there_is_more() -> None:
    shown = table(40, 20)
    start, middle = (
        paint_numbers(shown, window_of(shown, 60, 10, *at), 60, 10, DARK, UNICODE) for at in ((0, 0), (9, 5))
    )
    assert [sign in start.lines()[0] for sign in "▴▾◂▸"] == [False, True, False, True]
    assert [sign in middle.lines()[0] for sign in "▴▾◂▸"] == [True, True, True, True]
