"""A curve drawn with braille dots, or with stars where the terminal has only ASCII."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tutor.figures.lines import Line
from tutor.numerals import numeral
from tutor.text import Cells

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def line_chart(values: Sequence[float], width: int, height: int, cells: Cells, *, limit: int = 0) -> list[Line]:
    """Return a chart of `values` over their index, `width` cells by `height` rows of curve and one row of axis.

    Values that are not finite are left out. `limit` is the index at the right edge; 0 means the last value.
    """
    finite = [value for value in values if math.isfinite(value)]
    top, bottom = (max(finite), min(finite)) if finite else (1.0, 0.0)
    if 0 < bottom < top / 2 or bottom == top > 0:
        bottom = 0.0
    labels = [numeral(top).text, numeral(bottom).text]
    gutter = max(map(cells.width, labels)) + 1
    columns = max(4, width - gutter - 1)
    last = max(1, limit, len(values) - 1)
    draw = _braille if cells.glyphs.unicode else _stars
    rows = draw(values, columns, height, bottom, top, last)
    chart: list[Line] = []
    for index, row in enumerate(rows):
        label = labels[0] if index == 0 else labels[1] if index == height - 1 else ""
        chart.append([(label.rjust(gutter), "dim"), (cells.glyphs.column, "rule"), (row, "curve")])
    right = str(last)
    axis = "0" + " " * (columns - 1 - len(right)) + right
    chart.append([(" " * (gutter + 1), ""), (axis, "dim")])
    return chart


def _height_of(value: float, bottom: float, top: float, levels: int) -> int:
    """The level of `value`, 0 at the top."""
    span = (top - bottom) or 1.0
    return min(levels - 1, max(0, round((top - value) / span * (levels - 1))))


def _value_at(values: Sequence[float], position: float) -> float | None:
    """The value of the curve between its points; None behind its end and where it is not finite."""
    index = int(position)
    if position > len(values) - 1:
        return None
    value = values[index]
    if position > index:
        value += (position - index) * (values[index + 1] - value)
    return value if math.isfinite(value) else None


def _braille(values: Sequence[float], columns: int, height: int, bottom: float, top: float, last: int) -> list[str]:
    bits = [[0] * columns for _ in range(height)]
    before: int | None = None
    for x in range(columns * 2):
        value = _value_at(values, x / (columns * 2 - 1) * last)
        here = None if value is None else _height_of(value, bottom, top, height * 4)
        if here is not None:
            start = here if before is None else before
            for level in range(min(start, here), max(start, here) + 1):
                bits[level // 4][x // 2] |= _DOTS[level % 4][x % 2]
        before = here
    return ["".join(chr(0x2800 + cell) if cell else " " for cell in row) for row in bits]


def _stars(values: Sequence[float], columns: int, height: int, bottom: float, top: float, last: int) -> list[str]:
    grid = [[" "] * columns for _ in range(height)]
    for x in range(columns):
        value = _value_at(values, x / (columns - 1) * last)
        if value is not None:
            grid[_height_of(value, bottom, top, height)][x] = "*"
    return ["".join(row) for row in grid]
