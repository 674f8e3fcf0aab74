"""The raster of all figures: strokes in braille dots or ASCII, with text over them, as lines of tagged runs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from tutor.figures.chart import BLANK_BRAILLE, BRAILLE_BITS, DOTS_ACROSS, DOTS_DOWN
from tutor.figures.lines import Line
from tutor.text import Cells

_BITS: Final = tuple(tuple(int(bit) for bit in row) for row in BRAILLE_BITS)
_INK: Final = "*"
"""What a cell with ink looks like in ASCII."""
_SECOND_HALF: Final = ""
"""Stands in the second cell of a wide character."""

Dot = tuple[float, float]
"""A place in dots: to the right from the middle of the leftmost one, down from that of the uppermost one."""


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the plane, from `left` to `right` and from `bottom` to `top`, on `width` by `height` cells."""

    left: float
    right: float
    bottom: float
    top: float
    width: int
    height: int

    @property
    def across(self) -> int:
        """Return how many columns of dots it has."""
        return self.width * DOTS_ACROSS

    def x_at(self, column: int) -> float:
        """Return what lies in the middle of a column of dots."""
        return self.left + (self.right - self.left) * column / (self.across - 1)

    def dot(self, x: float, y: float) -> Dot:
        """Return where a place of the plane lies; nan where it has no number."""
        down = self.height * DOTS_DOWN - 1
        return (
            (x - self.left) / (self.right - self.left) * (self.across - 1),
            (self.top - y) / (self.top - self.bottom) * down,
        )

    def holds(self, x: float, y: float) -> bool:
        """Return whether a place lies in it; one without a number does not."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Return the column and the row of the cell in which a place lies; of one outside, the nearest cell."""
        across, down = self.dot(x, y)
        column, row = _nearest(across) // DOTS_ACROSS, _nearest(down) // DOTS_DOWN
        return min(max(column, 0), self.width - 1), min(max(row, 0), self.height - 1)


class Raster:
    """`width` by `height` cells. A later stroke has the colour of a cell that both cross; text covers all strokes."""

    def __init__(self, width: int, height: int, cells: Cells) -> None:
        self.width, self.height, self._cells = width, height, cells
        self._ink: dict[tuple[int, int], tuple[int, str]] = {}
        self._text: dict[tuple[int, int], tuple[str, str]] = {}

    def stroke(self, dots: Sequence[Dot], tag: str, *, dashed: bool = False) -> None:
        """Draw straight lines from dot to dot; one that is not a number interrupts them. What is outside is cut."""
        for (x0, y0), (x1, y1) in pairwise(dots):
            if math.isfinite(x0 + y0 + x1 + y1):
                self._line(x0, y0, x1, y1, tag, dashed=dashed)

    def _line(self, x0: float, y0: float, x1: float, y1: float, tag: str, *, dashed: bool) -> None:
        down, across = self.height * DOTS_DOWN, self.width * DOTS_ACROSS
        if max(y0, y1) < 0 or min(y0, y1) > down - 1:
            return
        if abs(y1 - y0) > down:  # so steep that most of it is outside
            slope = (x1 - x0) / (y1 - y0)
            (x0, y0), (x1, y1) = ((x0 + (y - y0) * slope, y) for y in (_within(y0, down), _within(y1, down)))
        steps = max(1, math.ceil(max(abs(x1 - x0), abs(y1 - y0))))
        for step in range(steps + 1):
            x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
            column, row = _nearest(x), _nearest(y)
            if 0 <= column < across and 0 <= row < down and not (dashed and column // 2 % 2):
                self.dot(column, row, tag)

    def dot(self, column: int, row: int, tag: str) -> None:
        """Draw one dot."""
        place = column // DOTS_ACROSS, row // DOTS_DOWN
        bits, _ = self._ink.get(place, (0, ""))
        self._ink[place] = bits | _BITS[row % DOTS_DOWN][column % DOTS_ACROSS], tag

    def put(self, column: int, row: int, text: str, tag: str) -> None:
        """Write `text` from a cell on; what is outside is cut."""
        for character in text:
            width = self._cells.width(character)
            if column >= 0 and column + width <= self.width and 0 <= row < self.height:
                self._text[column, row] = character, tag
                for second in range(column + 1, column + width):
                    self._text[second, row] = _SECOND_HALF, tag
            column += width

    def lines(self) -> list[Line]:
        """Return the rows."""
        return [self._row(row) for row in range(self.height)]

    def _row(self, row: int) -> Line:
        runs = groupby((self._cell(column, row) for column in range(self.width)), key=lambda cell: cell[1])
        return [("".join(text for text, _ in cells), tag) for tag, cells in runs]

    def _cell(self, column: int, row: int) -> tuple[str, str]:
        if (column, row) in self._text:
            return self._text[column, row]
        if (column, row) not in self._ink:
            return " ", ""
        bits, tag = self._ink[column, row]
        return chr(BLANK_BRAILLE + bits) if self._cells.glyphs.unicode else _INK, tag


def _nearest(place: float) -> int:
    return math.floor(place + 0.5)


def _within(y: float, down: int) -> float:
    return min(max(y, -1.0), float(down))


def polyline(places: Iterable[tuple[float, float]], window: Window) -> list[Dot]:
    """Return where places of the plane lie, for a stroke through all of them."""
    return [window.dot(x, y) for x, y in places]
