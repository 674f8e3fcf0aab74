"""Strokes and texts on the raster: each dot lies where its numbers say, in braille and in ASCII."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tutor.figures.axes import round_numbers
from tutor.figures.chart import BLANK_BRAILLE, BRAILLE_BITS
from tutor.figures.lines import plain
from tutor.figures.raster import Raster, Window
from tutor.text import ASCII, Cells

CELLS = Cells()


def dots_of(raster: Raster) -> set[tuple[int, int]]:
    """The columns and rows of all dots, read back from the characters."""
    found = set()
    for row, line in enumerate(raster.lines()):
        for column, sign in enumerate("".join(text for text, _ in line)):
            bits = ord(sign) - BLANK_BRAILLE if sign != " " else 0
            found |= {
                (2 * column + x, 4 * row + y) for y in range(4) for x in range(2) if bits & int(BRAILLE_BITS[y][x])
            }
    return found


@settings(max_examples=drawn(60))
@given(st.tuples(*[st.floats(-30, 70)] * 4))
def test_a_stroke_is_the_straight_line_from_end_to_end(ends: tuple[float, float, float, float]) -> None:
    x0, y0, x1, y1 = ends
    raster = Raster(20, 10, CELLS)
    raster.stroke([(x0, y0), (x1, y1)], "")
    for x, y in dots_of(raster):
        # The distance of the dot from the line, at most half the diagonal of a dot.
        length = math.hypot(x1 - x0, y1 - y0)
        if length > 1:
            assert abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length <= math.sqrt(0.5) + 1e-6
    for across, down in ((x0, y0), (x1, y1)):
        if 0 <= across <= 39 and 0 <= down <= 39:
            assert (math.floor(across + 0.5), math.floor(down + 0.5)) in dots_of(raster)


def test_what_is_no_number_interrupts_a_stroke() -> None:
    raster = Raster(10, 2, CELLS)
    raster.stroke([(0, 3), (5, 3), (10, math.nan), (15, 3), (19, 3)], "")
    assert {x for x, _ in dots_of(raster)} == {*range(6), *range(15, 20)}


def test_text_covers_strokes_and_is_cut_at_the_edge() -> None:
    raster = Raster(8, 1, CELLS)
    raster.stroke([(0, 2), (15, 2)], "curve")
    raster.put(6, 0, "斜率", "dim")
    raster.put(1, 0, "L", "value")
    assert [plain(line) for line in raster.lines()] == ["⠤L⠤⠤⠤⠤斜"]
    assert [tag for _, tag in raster.lines()[0]] == ["curve", "value", "curve", "dim"]


def test_in_ascii_there_are_no_dots() -> None:
    raster = Raster(4, 1, Cells(glyphs=ASCII))
    raster.stroke([(0, 2), (7, 2)], "")
    assert plain(raster.lines()[0]) == "****"


@settings(max_examples=drawn(60))
@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3), st.integers(2, 12))
def test_ticks_are_round_and_within_the_axis(low: float, span: float, most: int) -> None:
    numbers = round_numbers(low, low + span, most)
    assert 1 <= len(numbers) <= most + 1
    distances = {float(f"{after - before:.6g}") for before, after in pairwise(numbers)}
    assert all(low - 1e-6 * span <= number <= low + span * (1 + 1e-6) for number in numbers)
    assert len(distances) <= 1 or max(distances) - min(distances) < 1e-4 * span
    for distance in distances:
        assert f"{distance:.1e}"[0] in "125"


def test_a_window_has_its_ends_in_the_outermost_dots() -> None:
    window = Window(-1, 3, 0, 8, 10, 5)
    assert window.dot(-1, 8) == (0, 0)
    assert window.dot(3, 0) == (19, 19)
    assert window.cell(3, 0) == (9, 4)
    assert window.cell(-99, 99) == (0, 0)
