"""A curve falls where its values fall, keeps within its room, and leaves out what is no number."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.figures.chart import line_chart
from tutor.figures.lines import plain, width_of
from tutor.text import ASCII, Cells

UNICODE, PLAIN = Cells(), Cells(glyphs=ASCII)
VALUES = st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=60)
HEIGHT = 4


def curve(values: list[float], cells: Cells = UNICODE, limit: int = 0, width: int = 40) -> list[str]:
    """The rows of the curve alone."""
    return [line[-1][0] for line in line_chart(values, width, HEIGHT, cells, limit=limit)[:-1]]


def row_of(rows: list[str], column: int) -> int:
    """The first row in which something stands in `column`."""
    return next(index for index, row in enumerate(rows) if row[column].strip())


@given(VALUES, st.integers(20, 90), st.integers(1, 8), st.integers(0, 200), st.sampled_from([UNICODE, PLAIN]))
def test_a_chart_fills_its_room_and_no_more(
    values: list[float], width: int, height: int, limit: int, cells: Cells
) -> None:
    lines = line_chart(values, width, height, cells, limit=limit)
    assert len(lines) == height + 1
    assert all(width_of(line, cells) <= width for line in lines)
    assert len({width_of(line, cells) for line in lines}) == 1


@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_a_falling_curve_falls(cells: Cells) -> None:
    rows = curve([1.0, 0.8, 0.5, 0.2, 0.0], cells)
    columns = [row_of(rows, column) for column in (0, 16, len(rows[0]) - 1)]
    assert columns == sorted(columns)
    assert (columns[0], columns[-1]) == (0, HEIGHT - 1)


@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_the_curve_ends_where_the_run_has_come_to(cells: Cells) -> None:
    rows = curve([1.0, 0.5, 0.2], cells, limit=10)
    filled = max(column for row in rows for column in range(len(row)) if row[column].strip())
    assert filled == pytest.approx(len(rows[0]) * 0.2, abs=1)


def test_a_steep_fall_has_no_gap() -> None:
    rows = curve([100.0, *[0.0] * 30])
    assert all(any(character != " " for character in row[:3]) for row in rows)


def test_what_is_not_finite_is_left_out() -> None:
    assert curve([1.0, math.inf, math.nan]) == curve([1.0], limit=2)
    assert not "".join(curve([math.nan, math.inf])).strip()


def test_the_labels_are_the_ends_of_the_scale() -> None:
    lines = [plain(line) for line in line_chart([0.0624, 0.05, 0.0435], 40, HEIGHT, UNICODE, limit=10)]
    assert lines[0].startswith(" 0.0624")
    assert lines[HEIGHT - 1].startswith(" 0.0435")
    assert lines[HEIGHT].split() == ["0", "10"]


def test_a_scale_that_nearly_reaches_zero_does_so_and_a_flat_curve_lies_at_its_value() -> None:
    assert plain(line_chart([1.0, 0.1], 40, HEIGHT, UNICODE)[HEIGHT - 1]).strip().startswith("0")
    assert row_of(curve([0.5] * 5), 0) == 0
