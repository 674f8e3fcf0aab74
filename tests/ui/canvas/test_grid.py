"""Cells, runs and wide characters; colours; numbers cut to a width."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.ui.canvas.grid import Grid, cell_count, fitted, mix, mixtures, style_of


def test_later_texts_cover_earlier_ones_and_nothing_leaves_the_grid() -> None:
    grid = Grid(6, 2, 1, 2)
    grid.write(-2, 0, "abcd", 3)
    grid.write(4, 0, "wxyz", 3)
    grid.write(1, 0, "!", 4, 5, bold=True, tag=7)
    grid.write(0, 2, "below", 3)
    grid.write(9, 1, "beside", 3)
    assert grid.lines() == ["c!  wx", "      "]
    assert grid.tags[0].tolist() == [0, 7, 0, 0, 0, 0]
    runs = grid.rows()[0]
    assert [text for text, _ in runs] == ["c", "!", "  ", "wx"]
    assert style_of(runs[1][1]) == (4, 5, True)


def test_wide_characters_take_two_cells() -> None:
    grid = Grid(8, 1, 1, 0)
    grid.write(1, 0, "隐藏层", 3)
    assert grid.lines() == [" 隐藏层 "]
    assert cell_count("隐藏 ŷ₁") == 7


def test_half_a_wide_character_is_a_blank() -> None:
    grid = Grid(6, 2, 1, 0)
    grid.write(0, 0, "隐藏层", 3)
    grid.write(3, 0, "x", 3)
    grid.write(-1, 1, "隐藏层", 3)
    assert grid.lines() == ["隐 x层", " 藏层 "]
    grid.write(3, 1, "隐藏", 3)
    assert grid.lines()[1] == " 藏隐 "


def test_a_combined_character_is_one_cell() -> None:
    assert cell_count("y\u0302") == 1


@given(st.lists(st.tuples(st.integers(-3, 12), st.integers(-1, 4), st.text("ab层 ", max_size=6)), max_size=8))
def test_rows_always_have_the_width_of_the_grid(texts: list[tuple[int, int, str]]) -> None:
    grid = Grid(10, 4, 1, 2)
    for x, y, text in texts:
        grid.write(x, y, text, 3)
    assert [sum(cell_count(run) for run, _ in row) for row in grid.rows()] == [10] * 4


def test_colours_mix_by_channel() -> None:
    black, white = 0x000000, 0xFFFFFF
    assert mix(black, white, 0.5) == 0x808080
    assert mix(black, white, 0) == black
    assert mix(black, white, 1) == white
    assert mixtures(black, white, np.array([0.0, 1.0])).tolist() == [0x000000, 0xFCFCFC]


@given(st.floats(), st.integers(3, 9))
def test_numbers_fit_and_keep_their_sign(value: float, width: int) -> None:
    text = fitted(value, width)
    assert len(text) <= width
    assert fitted(value, 8, ascii_only=True).isascii()
    if value > 0:
        assert text[0] == "+"
    elif value < 0:
        assert text[0] == "−"


@pytest.mark.parametrize(
    ("value", "width", "text"),
    [
        (0.418, 7, "+0.418"), (0.418, 5, "+0.42"), (-0.000456, 7, "−0.0005"), (-0.0000456, 8, "−5·10⁻⁵"),
        (3.06e-7, 10, "+3.06·10⁻⁷"),        (3.06e-7, 6, "+3e−7"), (0.00352, 7, "+0.0035"),
        (12345.0, 7, "+12345"), (12345.6, 5, "+1e4"), (1e300, 7, "+1e300"), (0.5, 7, "+0.5"), (0.0, 7, "0"),
        (float("inf"), 5, "+∞"), (float("nan"), 5, "nan"), (1e-200, 4, "+0"), (-1e200, 4, "−…"),
    ],
)  # fmt: skip
def test_as_many_digits_as_fit(value: float, width: int, text: str) -> None:
    assert fitted(value, width) == text


def test_painting_needs_no_screen() -> None:
    code = (
        "import sys, tutor.ui.canvas.diagram.painter, tutor.ui.canvas.maps, "
        "tutor.ui.canvas.number_grid; print(sorted({'textual', 'rich', 'sympy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
