"""Bars are as long as their values are large, on either scale, and keep within their room."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.figures.chart import Bar, bar_chart
from tutor.figures.lines import plain, width_of
from tutor.text import ASCII, Cells

UNICODE, PLAIN = Cells(), Cells(glyphs=ASCII)


def lengths(values: list[float], *, log: bool = False, cells: Cells = UNICODE) -> list[int]:
    """How many eighths of a cell each bar is long; in ASCII whole cells."""
    lines = bar_chart([Bar("h", value) for value in values], 50, 20, cells, log=log)
    bars = ["".join(text for text, tag in line if tag == "gradient") for line in lines[: len(values)]]
    return [sum("▏▎▍▌▋▊▉█".find(sign) + 1 or 1 for sign in bar) for bar in bars]


@given(
    st.lists(st.builds(Bar, st.sampled_from(["h¹", "output", ""]), st.floats()), max_size=12),
    st.integers(24, 90),
    st.integers(1, 8),
    st.sampled_from([UNICODE, PLAIN]),
    st.booleans(),
)
def test_bars_keep_within_their_room(bars: list[Bar], width: int, height: int, cells: Cells, log: bool) -> None:
    lines = bar_chart(bars, width, height, cells, log=log)
    assert len(lines) <= height
    assert all(width_of(line, cells) <= width for line in lines)


def test_twice_the_value_is_twice_the_bar() -> None:
    whole, half, nothing, negative = lengths([8.0, 4.0, 0.0, -4.0])
    assert whole == pytest.approx(2 * half, abs=1)
    assert nothing == 0
    assert negative == half


@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_ten_times_the_value_is_one_decade_more(cells: Cells) -> None:
    first, second, third, nothing = lengths([1.0, 0.1, 0.01, 0.0], log=True, cells=cells)
    assert first - second == pytest.approx(second - third, abs=1)
    assert first > second > third > 0 == nothing


def test_what_is_no_number_says_so_and_what_is_infinite_is_full() -> None:
    full, infinite, no_number = lengths([1.0, math.inf, math.nan])
    assert infinite == full
    assert no_number == 0
    assert "nan" in plain(bar_chart([Bar("h", math.nan)], 40, 1, UNICODE)[0])


def test_the_first_and_the_last_layer_stay_where_there_is_no_room_for_all() -> None:
    names = [plain(line).split()[0] for line in bar_chart([Bar(f"h{n}", 1.0) for n in range(9)], 40, 5, UNICODE)]
    assert names == ["h0", "h1", "h2", "⋮", "h8"]
