"""Puts the edges and the pulse that runs along them on a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.ui.canvas.colour import Colour, Palette, mix, mixtures
from tutor.ui.canvas.diagram.curves import Strokes, curves_of, strokes_of
from tutor.ui.canvas.diagram.edges import EdgeLooks, looks_of
from tutor.ui.canvas.diagram.index import EdgeIndex
from tutor.ui.canvas.diagram.layout import Layout
from tutor.ui.canvas.diagram.pulse import glow_of, head_positions, pulse_colour, runs_backward
from tutor.ui.canvas.diagram.state import Array, DiagramState
from tutor.ui.canvas.grid import Grid, Integers

_GLOW_STEPS: Final = 12
_LEAST_GLOW: Final = 0.08
_HEADS: Final = ("●", "•")
_ASCII_HEADS: Final = ("O", "o")
_BRIGHT_HEAD: Final = 0.6
_DENSE_HEAD: Final = 0.85
"""In a dense net only the brightest pulses have a head."""
_NEAR_AN_END: Final = 0.02


@dataclass(frozen=True, slots=True)
class _Ink:
    """What the edges cover in one arrangement of thickness and order; colours are put on later.

    `cells`, `edges` and `t` have an entry for each cell of each edge, `covered`, `characters` and `tops` (the edge that
    is drawn last) one for each covered cell.
    """

    key: bytes
    cells: Integers
    edges: Integers
    t: Array
    covered: npt.NDArray[np.int64]
    characters: Integers
    tops: Integers

    @classmethod
    def of(cls, strokes: Strokes, looks: EdgeLooks, size: int, before: _Ink | None) -> _Ink:
        """Return the ink on a canvas of `size` cells: that of `before`, if only colours have changed since."""
        order = np.argsort(looks.ranks, kind="stable").astype(np.int32)
        key = order.tobytes() + looks.variants.tobytes()
        if before is not None and before.key == key:
            return before
        entries, edges = strokes.entries(looks.variants, order)
        cells, marks = strokes.cells[entries], strokes.marks[entries]
        tops, added = np.full(size, -1, np.int32), np.zeros(size, np.int32)
        tops[cells] = edges
        if strokes.adds:
            np.bitwise_or.at(added, cells, marks)
        else:
            added[cells] = marks
        covered = np.flatnonzero(tops >= 0)
        return cls(key, cells, edges, strokes.t[entries], covered, strokes.characters(added[covered]), tops[covered])


class EdgePainter:
    """Paints the edges of one layout, and keeps what does not change from frame to frame."""

    def __init__(self, layout: Layout, index: EdgeIndex, *, dots: bool) -> None:
        self._layout, self._index, self._dots = layout, index, dots
        self._ink: _Ink | None = None

    def paint(self, grid: Grid, state: DiagramState, palette: Palette) -> None:
        """Put edges and pulse on `grid`; the tag of a cell is one more than the number of its edge."""
        looks = looks_of(state, self._index, self._layout, palette, dots=self._dots)
        strokes = strokes_of(self._layout, self._dots)
        ink = self._ink = _Ink.of(strokes, looks, grid.width * grid.height, self._ink)
        grid.characters.ravel()[ink.covered] = ink.characters
        grid.foreground.ravel()[ink.covered] = looks.colours[ink.tops]
        grid.tags.ravel()[ink.covered] = ink.tops + 1
        if state.sweep is not None:
            heads = head_positions(state, self._index)
            colour = pulse_colour(state, palette)
            _shine(grid, ink, heads, looks, colour, forward=not runs_backward(state))
            self._paint_heads(grid, heads, looks.strengths, colour, palette)

    def _paint_heads(self, grid: Grid, heads: Array, strengths: Array, colour: Colour, palette: Palette) -> None:
        curves = curves_of(self._layout)
        running = (heads > _NEAR_AN_END) & (heads < 1 - _NEAR_AN_END)
        if self._index.dense:
            running &= strengths >= _DENSE_HEAD
        signs = _HEADS if self._dots else _ASCII_HEADS
        for edge in np.flatnonzero(running)[np.argsort(strengths[running], kind="stable")].tolist():
            strength = float(strengths[edge])
            own = mix(palette.background, colour, round(0.4 + 0.6 * strength, 1))
            x, y = curves.cell(edge, float(heads[edge]))
            grid.write(x, y, signs[strength < _BRIGHT_HEAD], own, bold=True, tag=edge + 1)


def _shine(grid: Grid, ink: _Ink, heads: Array, looks: EdgeLooks, colour: Colour, *, forward: bool) -> None:
    """Put the light of the pulse on the edges; where several meet, the brightest wins."""
    glow = glow_of(ink.t, heads[ink.edges], looks.strengths[ink.edges], forward=forward)
    shining = np.flatnonzero(glow > _LEAST_GLOW)
    steps = np.ceil(glow[shining] * _GLOW_STEPS).astype(np.uint8)
    order = np.argsort(steps, kind="stable")
    shining, shares = shining[order], steps[order] / _GLOW_STEPS
    grid.foreground.ravel()[ink.cells[shining]] = mixtures(looks.colours[ink.edges[shining]], colour, shares)
