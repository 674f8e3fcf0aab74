"""Where everything of a lab stands: a function of the room, of the network, of what is said and of what is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from textual.geometry import Region

from tutor.ui.canvas.diagram.layout import spares_a_row, taken_rows
from tutor.ui.grid import MESSAGE_ROWS, columns, columns_of_lab, first_row, words_beside
from tutor.ui.lab.view import PANELS, LabView, PanelId

BESIDE_FROM: Final = 30
"""Rows from which on words and panels stand beside the diagram, where there are columns for them."""
PANEL_ROWS: Final = 6
"""Rows of the one panel below the diagram in the smallest window."""
_DIAGRAM_ROWS: Final = 12
"""Rows of the diagram there; of more, the panel gets half."""
HEAD: Final = 1
"""Rows of a panel that is closed: its name, and the key that opens it."""
_MARGIN: Final = 3
"""Columns beside what stands below each other."""
_INDENT: Final = 1
"""Columns by which the text of a panel is set in."""
_LEAST: Final[Mapping[PanelId, int]] = {"inspect": 9, "loss": 7, "numbers": 5, "layers": 4, "map": 9, "boundary": 9}
"""Rows, heading included, below which a panel is not open beside others."""
_WANTED: Final[Mapping[PanelId, int]] = {
    "inspect": 11, "loss": 12, "numbers": 10, "layers": 6, "map": 16, "boundary": 16
}  # fmt: skip
"""Rows that a panel takes where there are more than all need at least."""


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
class Arrangement:
    """Where the parts of a lab stand. `panels` has the rows of those panels that are seen, closed ones included.

    No diagram stands there while a panel is large, and no rule where nothing stands beside a diagram.
    """

    words: Region
    field: Region
    board: Region
    panels: Mapping[PanelId, int]
    diagram: Region | None = None
    rule: Region | None = None


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
    room = max(0, height - words.rows)
    if view.large:
        return _stacked(size, words, Region(0, 0, width, room), {view.panel: room})
    panel = min(PANEL_ROWS + max(0, room - PANEL_ROWS - _DIAGRAM_ROWS) // 2, room // 2)
    drawn = taken_rows(layers, width, room - panel)
    if drawn == room - panel and spares_a_row(layers, width, drawn):
        drawn -= 1
    panel = max(panel, min(_WANTED[view.panel], room - drawn - 1))
    first = first_row(room, drawn + panel)
    diagram = Region(0, first, width, drawn)
    return _stacked(size, words, Region(0, first + drawn, width, panel), {view.panel: panel}, diagram)


def _stacked(
    size: tuple[int, int],
    words: Words,
    board: Region,
    panels: Mapping[PanelId, int],
    diagram: Region | None = None,
) -> Arrangement:
    """Words below a panel, and a panel below the diagram; all text begins in one column."""
    width, height = size
    text = columns(width).text
    first, left = min(board.bottom, max(0, height - words.rows)), min(_MARGIN, (width - text) // 2)
    side = max(0, left - _INDENT)
    return Arrangement(*_said(left, first, text, height, words), board.shrink((0, side, 0, side)), panels, diagram)


def _beside(
    applicable: Sequence[PanelId], view: LabView, size: tuple[int, int], layers: tuple[int, ...], words: Words
) -> Arrangement:
    """Words, and panels below them, beside the diagram, which begins in the same row."""
    width, height = size
    grid = columns_of_lab(width)
    room = height - MESSAGE_ROWS
    left = max(1, room - words.rows)
    panels = _shared(applicable, _opened(applicable, view, left), left)
    below = sum(panels.values())
    drawn = taken_rows(layers, grid.side, room)
    first = first_row(height, max(drawn, words.rows + below))
    board = Region(grid.left - _INDENT, first + words.rows, grid.text + 2 * _INDENT, below)
    return Arrangement(
        *_said(grid.left, first, grid.text, height, words),
        board,
        panels,
        Region(grid.side_left, first, grid.side, drawn),
        Region(grid.rule, 1, 1, height - 2),
    )


def _said(left: int, first: int, width: int, height: int, words: Words) -> tuple[Region, Region]:
    """The rows of words, and those in the place of what is said."""
    rows = min(words.rows, height - first)
    above = min(words.task + words.gap, rows)
    return Region(left, first, width, rows), Region(left, first + above, width, min(words.said, rows - above))


def _opened(applicable: Sequence[PanelId], view: LabView, height: int) -> list[PanelId]:
    """The panels opened last that fit into `height` rows beside the heads of the others."""
    opened: list[PanelId] = []
    spare = height - HEAD * len(applicable)
    for panel in view.opened:
        spare -= _LEAST[panel] - HEAD
        if spare < 0 and opened:
            break
        opened.append(panel)
    return opened


def _shared(applicable: Sequence[PanelId], opened: Sequence[PanelId], height: int) -> dict[PanelId, int]:
    """What each needs at least, and of the rest a row for each open one in turn until it has what it wants."""
    rows = {panel: _LEAST[panel] if panel in opened else HEAD for panel in PANELS if panel in applicable}
    spare = height - sum(rows.values())
    while spare > 0 and (hungry := [panel for panel in opened if rows[panel] < _WANTED[panel]]):
        for panel in hungry[:spare]:
            rows[panel] += 1
        spare -= len(hungry[:spare])
    return rows
