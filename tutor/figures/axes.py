"""Axes around a raster: round numbers at both of them, names at their ends, and the window that they span."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from tutor.figures.lines import Line, Run
from tutor.figures.raster import Raster, Window
from tutor.numerals import numeral
from tutor.text import Cells

_ROUND: Final = (1, 2, 5, 10)
_COLUMNS_A_TICK: Final = 9
_ROWS_A_TICK: Final = 3


def round_numbers(low: float, high: float, most: int) -> Sequence[float]:
    """Return at most `most` numbers from `low` to `high` with a round distance."""
    rough = (high - low) / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough))
    distance = next(step * power for step in _ROUND if step * power >= rough * (1 - 1e-9))
    first, last = math.ceil(low / distance - 1e-9), math.floor(high / distance + 1e-9)
    return [float(f"{index * distance:.12g}") for index in range(first, last + 1)]


class Axes:
    """A window on `width` by `height` cells, labels and both axes included, over two ranges with their names."""

    BELOW: Final = 2
    """Rows of the axis that goes across, with its numbers."""

    def __init__(
        self, across: tuple[float, float], up: tuple[float, float], names: tuple[str, str], size: tuple[int, int],
        cells: Cells,
    ) -> None:  # fmt: skip
        width, height = size
        rows = max(2, height - self.BELOW)
        self._cells, self._names, self._across = cells, names, across
        self._heights = round_numbers(*up, max(1, rows // _ROWS_A_TICK))
        texts = [numeral(number).text for number in self._heights]
        self._gutter = max(cells.width(text) for text in (*texts, names[1])) + 1
        columns = max(4, width - self._gutter - 1)
        self.window = Window(*across, *up, columns, rows)
        self.raster = Raster(columns, rows, cells)

    def lines(self, knob: float | None = None) -> list[Line]:
        """Return the raster as it is now with its axes; a `knob` stands on the one that goes across."""
        cells, window = self._cells, self.window
        labels = {window.cell(window.left, number)[1]: numeral(number).text for number in self._heights}
        first = min(labels, default=0)
        name = self._names[1]
        if first > 0:
            labels[0] = name
        elif name:
            labels[0] = f"{name} {labels[0]}" if cells.width(f"{name} {labels[0]}") < self._gutter else labels[0]
            if labels[0] == numeral(self._heights[-1]).text and 1 not in labels:
                labels[1] = name
        rows = self.raster.lines()
        drawn: list[Line] = [
            [(cells.rjust(labels.get(row, ""), self._gutter), "dim"), (cells.glyphs.column, "rule"), *line]
            for row, line in enumerate(rows)
        ]
        return [*drawn, *self._below(knob)]

    def _below(self, knob: float | None) -> list[Line]:
        cells, window = self._cells, self.window
        numbers = round_numbers(*self._across, max(2, window.width // _COLUMNS_A_TICK))
        line, text = [cells.glyphs.bar] * window.width, [" "] * window.width
        for number in numbers:
            column, _ = window.cell(number, window.bottom)
            line[column] = "┴" if cells.glyphs.unicode else "+"
            shown = numeral(number).text
            begin = min(max(0, column - (len(shown) - 1) // 2), window.width - len(shown))
            if all(sign == " " for sign in text[max(0, begin - 1) : begin + len(shown) + 1]):
                text[begin : begin + len(shown)] = shown
        corner = "└" if cells.glyphs.unicode else "+"
        indent = " " * self._gutter
        axis: list[Run] = [(indent, ""), (corner + "".join(line), "rule")]
        if knob is not None:
            place, _ = window.cell(knob, window.bottom)
            sign = "◆" if cells.glyphs.unicode else "#"
            before, after = corner + "".join(line[:place]), "".join(line[place + 1 :])
            axis = [(indent, ""), (before, "rule"), (sign, "selected"), (after, "rule")]
        return [axis, [(indent + " ", ""), ("".join(text).rstrip(), "dim")]]
