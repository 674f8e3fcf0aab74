"""Where everything of a lab stands: a function of the room, of the network, of what is said and of what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from textual.geometry import Region

from tutor.prose.window import MESSAGE_ROWS
from tutor.ui.canvas.diagram.layout import spares_a_row, taken_rows
from tutor.ui.grid import columns, columns_of_lab, first_row, words_beside
from tutor.ui.lab.view import LabView, PanelId

BESIDE_FROM: Final = 30
"""Rows from which on words and panels stand beside the diagram, where there are columns for them."""
PANEL_ROWS: Final = 6
"""Rows of the one panel below the diagram in the smallest window."""
_DIAGRAM_ROWS: Final = 12
"""Rows of the diagram there; of more, the panel gets half."""
_MARGIN: Final = 3
"""Columns beside what stands below each other."""
_INDENT: Final = 1
"""Columns by which the text of a panel is set in."""
_WANTED: Final[Mapping[PanelId, int]] = {
    "inspect": 11, "loss": 12, "numbers": 10, "layers": 6, "map": 16, "boundary": 16
}  # fmt: skip
"""Rows that a panel takes below a small diagram, tabs included."""
_LEAST_BAND: Final = 11
_WIDEST_BAND: Final = 22
"""Rows of the panels below diagram and words that stand beside each other, tabs included."""


@dataclass(frozen=True, slots=True)
class Words:
    """The rows that are kept for words: for the task, free ones below it, for what is said, free ones below that."""

    task: int
    gap: int
    said: int
    below: int = 0

    @property
    def rows(self) -> int:
        """Return all of them together."""
        return self.task + self.gap + self.said + self.below


@dataclass(frozen=True, slots=True)
class Board:
    """Where tabs stand, and below them the panel of one of them."""

    region: Region
    tabs: tuple[PanelId, ...]
    panel: PanelId


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where the parts of a lab stand.

    No diagram stands there while a panel is large. Where words stand beside a diagram, there is a rule between them,
    and the inspector has a board of its own, `aside`.
    """

    words: Region
    field: Region
    board: Board
    diagram: Region | None = None
    rule: Region | None = None
    aside: Board | None = None


def stands_beside(size: tuple[int, int], *, large: bool) -> bool:
    """Return whether words and panels stand beside the diagram in a room of `size` (columns, rows)."""
    width, height = size
    return not large and height >= BESIDE_FROM and words_beside(width) > 0


def arrangement(
    applicable: Sequence[PanelId], view: LabView, size: tuple[int, int], layers: tuple[int, ...], words: Words
) -> Arrangement:
    """Return the arrangement of a room of `size` (columns, rows) for a network of so many units in each of `layers`.

    So many rows are left to `words`, whatever is said there.
    """
    if stands_beside(size, large=view.large):
        return _beside(applicable, view, size, layers, words)
    width, height = size
    tabs = tuple(applicable)
    room = max(0, height - words.rows)
    if view.large:
        return _stacked(size, words, Board(Region(0, 0, width, room), tabs, view.panel))
    panel = min(PANEL_ROWS + max(0, room - PANEL_ROWS - _DIAGRAM_ROWS) // 2, room // 2)
    drawn = taken_rows(layers, width, room - panel)
    if drawn == room - panel and spares_a_row(layers, width, drawn):
        drawn -= 1
    panel = max(panel, min(_WANTED[view.panel], room - drawn - 1))
    first = first_row(room, drawn + panel)
    diagram = Region(0, first, width, drawn)
    return _stacked(size, words, Board(Region(0, first + drawn, width, panel), tabs, view.panel), diagram)


def _stacked(size: tuple[int, int], words: Words, board: Board, diagram: Region | None = None) -> Arrangement:
    """Words below a panel, and a panel below the diagram; all text begins in one column."""
    width, height = size
    text = columns(width).text
    first, left = min(board.region.bottom, max(0, height - words.rows)), min(_MARGIN, (width - text) // 2)
    side = max(0, left - _INDENT)
    board = replace(board, region=board.region.shrink((0, side, 0, side)))
    return Arrangement(*_said(left, first, text, height, words), board, diagram)


def _beside(
    applicable: Sequence[PanelId], view: LabView, size: tuple[int, int], layers: tuple[int, ...], words: Words
) -> Arrangement:
    """Words beside the diagram, which begins in the same row; below them, in one row too, the inspector and a panel."""
    width, height = size
    grid = columns_of_lab(width)
    room = max(0, height - MESSAGE_ROWS - 1)
    drawn = taken_rows(layers, grid.side, room - 1 - _LEAST_BAND)
    above = max(drawn + 1, words.rows)
    band = max(0, min(_WIDEST_BAND, room - above))
    first = first_row(room + 1, above + band)
    charts = tuple(panel for panel in applicable if _is_chart(panel))
    chart = next((panel for panel in view.opened if panel in charts), charts[0])
    below = Region(grid.left - _INDENT, first + above, grid.text + 2 * _INDENT, band)
    return Arrangement(
        *_said(grid.left, first, grid.text, height, words),
        Board(Region(grid.side_left, first + above, grid.side, band), charts, chart),
        Region(grid.side_left, first, grid.side, drawn),
        Region(grid.rule, 1, 1, height - 2),
        Board(below, ("inspect",), "inspect"),
    )


def _is_chart(panel: PanelId) -> bool:
    """Whether a panel shows all of the network, and not what is selected."""
    match panel:
        case "inspect":
            return False
        case "loss" | "numbers" | "layers" | "map" | "boundary":
            return True


def _said(left: int, first: int, width: int, height: int, words: Words) -> tuple[Region, Region]:
    """The rows of words, and those in the place of what is said."""
    rows = min(words.rows, height - first)
    above = min(words.task + words.gap, rows)
    return Region(left, first, width, rows), Region(left, first + above, width, min(words.said, rows - above))
