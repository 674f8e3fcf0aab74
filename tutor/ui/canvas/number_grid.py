"""A matrix as rows of numbers on a ground as warm as they are large, with names; it scrolls where it is too large."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.text import Cells
from tutor.ui.canvas.grid import Array, Grid, Palette, cell_count, cellwise, fitted, mix

_NUMBER: Final = 7
_MARGIN: Final = 2
"""Cells around a number, where the brackets of the cursor stand."""
_WIDEST_NAME: Final = 12
_MOST_HEAT: Final = 0.5
_HEAD: Final = 1
_UNKNOWN: Final = "-"


@dataclass(frozen=True, slots=True, eq=False)
class NumberTable:
    """`values` (rows, columns) with a name for each row and each column; `corner` says what they are.

    Gradients are magenta with their sign printed; other numbers blue or orange by their sign. `known` says for each
    column whether its numbers have been computed; None means all of them.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: Array
    corner: str = ""
    gradients: bool = False
    known: tuple[bool, ...] | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a table that is shown: from which row and column on, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int

    def holding(self, row: int, column: int) -> Window:
        """Return the window, moved no more than needed to show a cell."""
        top = min(row, max(self.row, row - self.rows + 1))
        left = min(column, max(self.column, column - self.columns + 1))
        return Window(max(0, top), max(0, left), self.rows, self.columns)


def window_of(table: NumberTable, width: int, height: int, row: int = 0, column: int = 0) -> Window:
    """Return what fits on a canvas when the table is scrolled to `row` and `column`, as far as it can be."""
    rows = max(1, min(len(table.rows), height - _HEAD))
    columns = max(1, min(len(table.columns), (width - _names_width(table)) // (_NUMBER + _MARGIN)))
    row, column = min(row, len(table.rows) - rows), min(column, len(table.columns) - columns)
    return Window(max(0, row), max(0, column), rows, columns)


def cell_at(table: NumberTable, window: Window, x: int, y: int) -> tuple[int, int] | None:
    """Return row and column of the number at a cell of the canvas."""
    row, column = y - _HEAD, (x - _names_width(table)) // (_NUMBER + _MARGIN)
    if 0 <= row < window.rows and 0 <= column < window.columns:
        return window.row + row, window.column + column
    return None


def paint_numbers(
    table: NumberTable,
    window: Window,
    width: int,
    height: int,
    palette: Palette,
    cells: Cells,
    cursor: tuple[int, int] | None = None,
) -> Grid:
    """Return the shown part of the table; arrows at its edges say where there is more."""
    grid = Grid(width, height, palette.foreground, palette.background)
    names, ascii_only = _names_width(table), not cells.glyphs.unicode
    _paint_head(grid, table, window, palette, ascii_only)
    scale = _scale(table.values)
    for slot in range(window.rows):
        row = window.row + slot
        colour = palette.foreground if cursor and cursor[0] == row else palette.dim
        grid.write(0, slot + _HEAD, cells.truncate(table.rows[row], names - 1), colour)
        for place in range(window.columns):
            column = window.column + place
            known = table.known is None or table.known[column]
            value = float(table.values[row, column]) if known else None
            text = _UNKNOWN if value is None else fitted(value, _NUMBER, ascii_only=ascii_only)
            here = cursor == (row, column)
            text = f"[{text.rjust(_NUMBER)}]" if here else f" {text.rjust(_NUMBER)} "
            ground = palette.lit if here else _heat(value, scale, table.gradients, palette)
            x = names + place * (_NUMBER + _MARGIN)
            grid.write(x, slot + _HEAD, text, palette.foreground, ground, bold=here)
    return grid


def _paint_head(grid: Grid, table: NumberTable, window: Window, palette: Palette, ascii_only: bool) -> None:
    names = _names_width(table)
    up, down, left, right = "^v<>" if ascii_only else "▴▾◂▸"
    more = (up if window.row else "") + (down if window.row + window.rows < len(table.rows) else "")
    grid.write(0, 0, f"{table.corner} {more}".strip()[: names - 1], palette.dim)
    for place in range(window.columns):
        name = cellwise(table.columns[window.column + place])[: _NUMBER + 1]
        end = names + place * (_NUMBER + _MARGIN) + _NUMBER + 1
        grid.write(end - cell_count(name), 0, name, palette.dim)
    if window.column:
        grid.write(names - 1, 0, left, palette.hint)
    if window.column + window.columns < len(table.columns):
        grid.write(names + window.columns * (_NUMBER + _MARGIN) - 1, 0, right, palette.hint)


def _names_width(table: NumberTable) -> int:
    longest = max((cell_count(name) for name in (*table.rows, table.corner + "   ")), default=0)
    return min(_WIDEST_NAME, longest) + 1


def _scale(values: Array) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return (float(finite.max()) if len(finite) else 0.0) or 1.0


def _heat(value: float | None, scale: float, gradients: bool, palette: Palette) -> int:
    if value is None:
        return palette.background
    if np.isnan(value):
        return mix(palette.background, palette.hint, _MOST_HEAT)
    warm = palette.gradient if gradients else palette.negative if value < 0 else palette.positive
    return mix(palette.background, warm, round(_MOST_HEAT * min(1.0, abs(value) / scale), 2))
