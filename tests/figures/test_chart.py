"""A curve falls where its values fall, keeps within its room, and leaves out what is no number."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.figures.chart import Series, curve_chart
from tutor.figures.lines import Line, plain, width_of
from tutor.text import ASCII, Cells

UNICODE, PLAIN = Cells(), Cells(glyphs=ASCII)
VALUES = st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=60)
HEIGHT = 4


def chart(values: Sequence[float], cells: Cells = UNICODE, last: int = 0, width: int = 40) -> list[Line]:
    """A chart of one curve without a name."""
    return curve_chart([Series("", values)], width, HEIGHT, cells, last=last)


def curve(values: Sequence[float], cells: Cells = UNICODE, last: int = 0, width: int = 40) -> list[str]:
    """The rows of the curve alone."""
    return ["".join(text for text, _ in line[2:]) for line in chart(values, cells, last, width)[:-1]]


def row_of(rows: list[str], column: int) -> int:
    """The first row in which something stands in `column`."""
    return next(index for index, row in enumerate(rows) if row[column].strip())


@given(
    st.lists(VALUES, max_size=5),
    st.integers(20, 90),
    st.integers(1, 8),
    st.integers(0, 200),
    st.sampled_from([UNICODE, PLAIN]),
    st.booleans(),
    st.none() | st.integers(0, 200),
)
def test_a_chart_fills_its_room_and_no_more(
    curves: list[list[float]], width: int, height: int, last: int, cells: Cells, log: bool, at: int | None
) -> None:
    lines = curve_chart([Series("", values) for values in curves], width, height, cells, last=last, log=log, at=at)
    assert len(lines) == height + 1
    assert {width_of(line, cells) for line in lines} == {width}


@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_a_falling_curve_falls(cells: Cells) -> None:
    rows = curve([1.0, 0.8, 0.5, 0.2, 0.0], cells)
    columns = [row_of(rows, column) for column in (0, 16, len(rows[0]) - 1)]
    assert columns == sorted(columns)
    assert (columns[0], columns[-1]) == (0, HEIGHT - 1)


@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_the_curve_ends_where_the_run_has_come_to(cells: Cells) -> None:
    rows = curve([1.0, 0.5, 0.2], cells, last=10)
    filled = max(column for row in rows for column in range(len(row)) if row[column].strip())
    assert filled == pytest.approx(len(rows[0]) * 0.2, abs=1)


def test_a_steep_fall_has_no_gap() -> None:
    rows = curve([100.0, *[0.0] * 30])
    assert all(any(character != " " for character in row[:3]) for row in rows)


def test_no_peak_of_a_long_run_is_passed_over() -> None:
    values = [0.1] * 5000
    values[3333] = 9.0
    rows = curve(values)
    assert rows[0].strip()
    assert len(rows[0]) * 2 / 3 == pytest.approx(rows[0].index(rows[0].strip()), abs=1)


def test_what_is_not_finite_is_left_out() -> None:
    assert curve([1.0, math.inf, math.nan]) == curve([1.0], last=2)
    assert not "".join(curve([math.nan, math.inf])).strip()


def test_the_labels_are_the_ends_of_the_scale() -> None:
    lines = [plain(line) for line in chart([0.0624, 0.05, 0.0435], last=10)]
    assert lines[0].startswith(" 0.0624")
    assert lines[HEIGHT - 1].startswith(" 0.0435")
    assert lines[HEIGHT].split() == ["0", "10"]


def test_a_scale_that_nearly_reaches_zero_does_so_and_a_flat_curve_lies_at_its_value() -> None:
    assert plain(chart([1.0, 0.1])[HEIGHT - 1]).strip().startswith("0")
    assert row_of(curve([0.5] * 5), 0) == 0


def test_equal_ratios_are_equally_far_apart_on_a_log_scale() -> None:
    (*rows, _) = curve_chart([Series("", [1000.0, 100.0, 10.0, 1.0])], 47, 10, UNICODE, log=True)
    drawn = ["".join(text for text, _ in line[2:]) for line in rows]
    columns = len(drawn[0])
    heights = [row_of(drawn, round(share * (columns - 1))) for share in (0, 1 / 3, 2 / 3, 1)]
    assert heights == [0, 3, 6, 9]
    assert plain(rows[-1]).split("│")[0].strip() == "1"


@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_several_curves_have_a_legend_and_are_told_apart_without_colours(cells: Cells) -> None:
    first, second = Series("α = 0.1", [1.0, 1.0]), Series("α = 0.5", [0.0, 0.0])
    legend, top, *_, bottom, _ = curve_chart([first, second], 60, 6, cells)
    assert [text.strip() for text, tag in legend if tag == "dim"] == ["α = 0.1", "α = 0.5"]
    samples = [text for text, tag in legend if tag.startswith("curve")]
    assert len(set(samples)) == 2
    (above, _), (below, _) = (next(run for run in line if run[1].startswith("curve")) for line in (top, bottom))
    assert set(above) != set(below)


@pytest.mark.parametrize(("at", "words"), [(0, "▲ 0"), (7, "▲ 7"), (10, "▲ 10")])
def test_a_step_is_marked_on_the_axis(at: int, words: str) -> None:
    axis = plain(curve_chart([Series("", [1.0] * 11)], 40, 3, UNICODE, at=at)[-1])
    assert words in axis
    assert axis.index("▲") - axis.index(axis.strip()[0]) == pytest.approx(at / 10 * 32, abs=4)
