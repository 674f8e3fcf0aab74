"""A matrix of numbers with a cursor; it scrolls where it is larger than its room."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message

from tutor.text import Cells
from tutor.ui.canvas.grid import Grid, Palette
from tutor.ui.canvas.number_grid import NumberTable, Window, cell_at, paint_numbers, window_of
from tutor.ui.widgets.canvas_view import CanvasView


class NumberGrid(CanvasView):
    """Draws a `NumberTable` around its cursor. Keys are left to whoever shows it."""

    @dataclass
    class Moved(Message):
        """The cursor is on another number."""

        row: int
        column: int

    def __init__(self, table: NumberTable, cells: Cells) -> None:
        super().__init__()
        self._table, self._cells = table, cells
        self.cursor: tuple[int, int] | None = (0, 0)
        self._corner = (0, 0)

    def show(self, table: NumberTable) -> None:
        """Draw `table` from now on; the cursor stays where it is, if there is such a place."""
        self._table = table
        self.cursor = self.cursor and self._clamped(*self.cursor)
        self.repaint()

    def point_at(self, cell: tuple[int, int] | None) -> None:
        """Put the cursor on a number, or take it away, without a message."""
        self.cursor = cell and self._clamped(*cell)
        self.repaint()

    def move(self, rows: int, columns: int) -> None:
        """Move the cursor by so many rows and columns."""
        row, column = self.cursor or (0, 0)
        self.move_to(row + rows, column + columns)

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on a number; the table scrolls so that it shows."""
        place = self._clamped(row, column)
        if place != self.cursor:
            self.cursor = place
            self.post_message(self.Moved(*place))
        self.repaint()

    def painted(self, width: int, height: int, palette: Palette) -> Grid:
        """Return the part of the table around the cursor."""
        window = self._window(width, height)
        self._corner = (window.row, window.column)
        return paint_numbers(self._table, window, width, height, palette, self._cells, self.cursor)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the number under the mouse."""
        place = event.get_content_offset(self)
        cell = cell_at(self._table, self._window(*self.size), place.x, place.y) if place else None
        if cell is not None:
            self.move_to(*cell)

    def _window(self, width: int, height: int) -> Window:
        window = window_of(self._table, width, height, *self._corner)
        return window.holding(*self.cursor) if self.cursor else window

    def _clamped(self, row: int, column: int) -> tuple[int, int]:
        rows, columns = len(self._table.rows), len(self._table.columns)
        return max(0, min(rows - 1, row)), max(0, min(columns - 1, column))
