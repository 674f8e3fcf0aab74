"""A curve falls where its values fall, keeps within its room, and leaves out what is no number."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.figures.chart import MARKS, TAGS, Chart, Series
from tutor.figures.lines import Line, plain, width_of
from tutor.spelling import in_ascii
from tutor.text import ASCII, Cells

UNICODE, PLAIN = Cells(), Cells(glyphs=ASCII)
VALUES = st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=60)
HEIGHT = 4


def chart(values: Sequence[float], cells: Cells = UNICODE, last: int = 0, width: int = 40) -> list[Line]:
    """A chart of one curve without a name."""
    return Chart([Series("", values)], width, HEIGHT, cells, last=last).lines()


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
    lines = Chart([Series("", values) for values in curves], width, height, cells, last=last, log=log).lines(at)
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
    (*rows, _) = Chart([Series("", [1000.0, 100.0, 10.0, 1.0])], 47, 10, UNICODE, log=True).lines()
    drawn = ["".join(text for text, _ in line[2:]) for line in rows]
    columns = len(drawn[0])
    heights = [row_of(drawn, round(share * (columns - 1))) for share in (0, 1 / 3, 2 / 3, 1)]
    assert heights == [0, 3, 6, 9]
    assert plain(rows[-1]).split("│")[0].strip() == "1"


@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_several_curves_have_a_legend_and_are_told_apart_without_colours(cells: Cells) -> None:
    first, second = Series("α = 0.1", [1.0, 1.0]), Series("α = 0.5", [0.0, 0.0])
    legend, top, *_, bottom, _ = Chart([first, second], 60, 6, cells).lines()
    assert [text.strip() for text, tag in legend if tag == "dim"] == ["α = 0.1", "α = 0.5"]
    samples = [text for text, tag in legend if tag.startswith("curve")]
    assert len(set(samples)) == 2
    (above, _), (below, _) = (next(run for run in line if run[1].startswith("curve")) for line in (top, bottom))
    assert set(above) != set(below)


SAME = [0.5] * 41


@pytest.mark.parametrize("curves", [[SAME, SAME], [SAME, SAME, SAME, SAME], [SAME, [0.9, 0.1]], [[1.0] * 41, SAME]])
def test_each_of_several_curves_has_its_mark_and_the_legend_shows_it(curves: list[list[float]]) -> None:
    """Also one that lies under another, and one that ended early."""
    series = [Series(f"run {number}", values) for number, values in enumerate(curves)]
    legend, *rows = Chart(series, 72, 7, UNICODE, last=40).lines()[:-1]
    for mark, tag in zip(MARKS[: len(curves)], TAGS, strict=False):
        assert any(mark in text and tags == tag for text, tags in legend)
        assert any((mark, tag) in [(sign, tags) for text, tags in line for sign in text] for line in rows)


def test_a_curve_without_company_has_no_mark() -> None:
    assert not set(MARKS) & set("".join(map(plain, Chart([Series("loss", [1.0, 0.5, 0.2])], 60, 7, UNICODE).lines())))


@pytest.mark.parametrize(("at", "words"), [(0, "▲ 0"), (7, "▲ 7"), (10, "▲ 10")])
def test_a_step_is_marked_on_the_axis(at: int, words: str) -> None:
    axis = plain(Chart([Series("", [1.0] * 11)], 40, 3, UNICODE).lines(at)[-1])
    assert words in axis
    assert axis.index("▲") - axis.index(axis.strip()[0]) == pytest.approx(at / 10 * 32, abs=4)


SERIES = st.lists(VALUES.filter(lambda values: len(values) > 0), min_size=1, max_size=3)
NARROW = st.tuples(st.floats(-1e6, 1e6), st.integers(1, 12), st.lists(st.floats(-1, 1), min_size=1, max_size=20))


def flat_or_narrow(drawn: tuple[float, int, list[float]]) -> list[float]:
    """Values that differ from each other only in a late digit."""
    middle, digits, moves = drawn
    return [middle * (1 + move * 10.0**-digits) for move in moves]


def ticks(lines: Sequence[Line], height: int) -> dict[int, float]:
    """The labels of the heights by their rows."""
    texts = {row: lines[row][0][0].strip() for row in range(height)}
    return {row: float(in_ascii(text)) for row, text in texts.items() if text and text != "log"}


@given(
    SERIES | NARROW.map(flat_or_narrow).map(lambda one: [one]), st.integers(40, 100), st.integers(2, 20), st.booleans()
)
def test_ticks_are_different_and_true_of_their_rows(
    curves: list[list[float]], width: int, height: int, log: bool
) -> None:
    shown = ticks(Chart([Series("", values) for values in curves], width, height, UNICODE, log=log).lines(), height)
    drawable = [one for values in curves for one in values if math.isfinite(one) and (one > 0 or not log)]
    assert len(shown) == (0 if not drawable else 2 + (height >= 5 and len(shown) > 2))
    assert len(set(shown.values())) == len(shown)
    assert list(shown.values()) == sorted(shown.values(), reverse=True)
    if not drawable:
        return
    # Every value lies between the ends, as far as a row tells.
    top, bottom = shown[0], shown[height - 1]
    if log:
        top, bottom, drawable = math.log10(top), math.log10(bottom), [math.log10(one) for one in drawable]
    room = (top / 2 - bottom / 2) * 2.001 / height
    assert all(bottom - room <= one <= top + room for one in drawable)


@pytest.mark.parametrize(("values", "labels"), [([0.5], ["0.5", "0"]), ([0.0] * 3, ["1", "0"]), ([-2.0], ["0", "−2"])])
def test_a_curve_that_stands_still_has_an_axis_with_its_value(values: list[float], labels: list[str]) -> None:
    lines = chart(values)
    assert [lines[row][0][0].strip() for row in (0, HEIGHT - 1)] == labels


def test_nothing_to_draw_has_no_labels() -> None:
    lines = chart([math.nan, math.inf])
    assert not any(line[0][0].strip() for line in lines[:HEIGHT])


def test_curves_that_move_by_little_are_told_by_enough_digits() -> None:
    lines = Chart([Series("", [0.50001, 0.50002])], 60, 6, UNICODE).lines()
    assert [line[0][0].strip() for line in (lines[0], lines[3], lines[5])] == ["0.50002", "0.500014", "0.50001"]


@pytest.mark.parametrize("height", [1, 2, 3, 8])
@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_a_log_axis_says_so_and_axes_have_names(height: int, cells: Cells) -> None:
    lines = Chart([Series("", [1.0, 0.01])], 50, height, cells, log=True, names=("steps", "L")).lines()
    assert "log L" in " ".join(line[0][0] for line in lines)
    assert "steps" in plain(lines[-1])
    assert {width_of(line, cells) for line in lines} == {50}
    other = Chart([Series("", [1.0, 0.01])], 50, height, cells, names=("步数", "L")).lines()
    assert not any("log" in plain(line) for line in other)
    assert {width_of(line, cells) for line in other} == {50}


@given(st.lists(st.floats(0, 1), min_size=2, max_size=50), st.integers(30, 90), st.integers(2, 14))
def test_a_run_like_another_is_said_to_lie_under_it(values: list[float], width: int, height: int) -> None:
    series = [Series("a", values), Series("b", [*values])]
    (hidden,) = Chart(series, width, height, UNICODE).hidden()
    assert (hidden.curve, hidden.under, hidden.same) == (1, 0, True)
    assert (hidden.first, hidden.last) == (0, len(values) - 1)


def test_where_runs_part_is_said() -> None:
    together = [1 - step / 100 for step in range(60)]
    series = [Series("a", together + [0.4] * 40), Series("b", together + [0.9] * 40)]
    (hidden,) = Chart(series, 70, 10, UNICODE).hidden()
    assert (hidden.curve, hidden.under, hidden.first, hidden.same) == (1, 0, 0, False)
    assert hidden.last == pytest.approx(59, abs=3)
    assert not Chart([Series("a", [0.0] * 9), Series("b", [1.0] * 9)], 70, 10, UNICODE).hidden()


@given(st.lists(VALUES, min_size=1, max_size=3), st.integers(30, 90), st.integers(1, 9), st.booleans())
def test_a_click_on_the_mark_goes_to_its_step(curves: list[list[float]], width: int, height: int, log: bool) -> None:
    drawn = Chart([Series("", values) for values in curves], width, height, UNICODE, log=log)
    gutter, column = drawn.lines()[0][:2]
    assert drawn.step_at(len(gutter[0]) + len(column[0])) == 0
    assert drawn.step_at(width - 1) == max(1, *(len(values) - 1 for values in curves))


@pytest.mark.parametrize("cells", [UNICODE, PLAIN])
def test_a_peak_keeps_its_colour_where_it_runs_through_the_level_line_of_another_curve(cells: Cells) -> None:
    level, jumpy = [0.9] * 41, [0.1] * 41
    jumpy[20] = 1.0
    peak = Chart([Series("level", level), Series("jumpy", jumpy)], 60, 8, cells).lines()
    rows = [{tag for _, tag in line[2:]} for line in peak[1:-1]]
    assert any("curve" in tags for tags in rows[:3])
    assert all("curve-2" in tags for tags in rows)
