"""Paints one moment of a network; what depends only on the size is computed once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.text import Cells
from tutor.ui.canvas.colour import Palette, mix, mixtures
from tutor.ui.canvas.diagram.curves import Strokes, curves_of, strokes_of
from tutor.ui.canvas.diagram.edges import (
    EdgeIndex,
    EdgeLooks,
    glow_of,
    gradients_known,
    head_positions,
    looks_of,
    pulse_colour,
)
from tutor.ui.canvas.diagram.labels import Box, label_boxes
from tutor.ui.canvas.diagram.layout import Layout, layout_of, wanted_units
from tutor.ui.canvas.diagram.state import Array, Bias, DiagramState, Edge, Part, Unit
from tutor.ui.canvas.diagram.units import UnitPainter
from tutor.ui.canvas.figures import fitted
from tutor.ui.canvas.grid import Grid, Integers

_NUMBER: Final = 7
"""Cells of a number on an edge where there is room, and where there is less."""
_SHORT_NUMBER: Final = 5
_GLOW_STEPS: Final = 12
_LEAST_GLOW: Final = 0.08
_HEADS: Final = ("●", "•")
_BRIGHT_HEAD: Final = 0.6
_DENSE_HEAD: Final = 0.85
"""In a dense net only the brightest pulses have a head."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One painted moment: the cells, and which part of the network stands in each of them."""

    grid: Grid
    layout: Layout
    labels: dict[Edge, Box]
    parts: tuple[Part, ...]
    """The part of tag number n is `parts[n - 1]`."""

    def part_at(self, x: int, y: int) -> Part | None:
        """Return what is drawn at a cell, or right beside it where the cell is empty."""
        self.grid.settle()
        for dx, dy in ((0, 0), (0, -1), (0, 1), (-1, 0), (1, 0)):
            column, row = x + dx, y + dy
            if 0 <= column < self.grid.width and 0 <= row < self.grid.height and self.grid.tags[row, column]:
                return self.parts[int(self.grid.tags[row, column]) - 1]
        return None


@dataclass(frozen=True, slots=True)
class _Ink:
    """The cells that the edges cover in one arrangement of thickness and order; colours are put on later."""

    key: bytes
    cells: Integers
    edges: Integers
    t: Array
    covered: npt.NDArray[np.int64]
    characters: Integers
    tops: Integers
    """For each covered cell the edge that is drawn last."""


class DiagramPainter:
    """Paints states of networks on canvases of any size, with the glyphs of one terminal."""

    def __init__(self, cells: Cells) -> None:
        self._glyphs = cells.glyphs
        self._layout: Layout | None = None
        self._index: EdgeIndex | None = None
        self._parts: tuple[Part, ...] = ()
        self._tags: dict[Unit | Bias, int] = {}
        self._ink: _Ink | None = None

    def layout(self, state: DiagramState, width: int, height: int) -> Layout:
        """Return where the units of `state` stand."""
        return layout_of(state.sizes, width, height, wanted_units(state.selected, len(state.layers)))

    def paint(self, state: DiagramState, width: int, height: int, palette: Palette) -> Frame:
        """Return `state` as a grid of `width` by `height` cells; the same state always gives the same grid."""
        layout = self.layout(state, width, height)
        self._prepare(layout)
        grid = Grid(width, height, palette.foreground, palette.background)
        labels: dict[Edge, Box] = {}
        if self._index is not None:
            looks = looks_of(state, self._index, layout, palette, dots=self._glyphs.unicode)
            self._paint_edges(grid, looks, state, palette)
            labels = self._paint_labels(grid, looks, state, palette)
        UnitPainter(grid, layout, palette, self._glyphs).paint(state.seen(), self._tags)
        return Frame(grid, layout, labels, self._parts)

    def _prepare(self, layout: Layout) -> None:
        if layout == self._layout:
            return
        edges = tuple(layout.edges)
        units = [unit for layer in range(len(layout.columns)) for unit, _, _ in layout.units(layer)]
        biases = [Bias(unit.layer, unit.index) for unit in units]
        self._layout, self._ink = layout, None
        self._index = EdgeIndex.of(edges) if edges else None
        self._parts = (*edges, *units, *biases)
        drawn: tuple[Unit | Bias, ...] = (*units, *biases)
        self._tags = {part: number for number, part in enumerate(drawn, len(edges) + 1)}

    # Edges.

    def _paint_edges(self, grid: Grid, looks: EdgeLooks, state: DiagramState, palette: Palette) -> None:
        assert self._layout is not None
        strokes = strokes_of(self._layout, self._glyphs.unicode)
        ink = self._inked(strokes, looks, grid)
        grid.characters.ravel()[ink.covered] = ink.characters
        grid.foreground.ravel()[ink.covered] = looks.colours[ink.tops]
        grid.tags.ravel()[ink.covered] = ink.tops + 1
        if state.sweep is not None:
            self._paint_pulse(grid, ink, looks, state, palette)

    def _inked(self, strokes: Strokes, looks: EdgeLooks, grid: Grid) -> _Ink:
        order = np.argsort(looks.ranks, kind="stable").astype(np.int32)
        key = order.tobytes() + looks.variants.tobytes()
        if self._ink is not None and self._ink.key == key:
            return self._ink
        entries, edges = strokes.entries(looks.variants, order)
        cells, marks = strokes.cells[entries], strokes.marks[entries]
        size = grid.width * grid.height
        tops, added = np.full(size, -1, np.int32), np.zeros(size, np.int32)
        tops[cells] = edges
        if strokes.adds:
            np.bitwise_or.at(added, cells, marks)
        else:
            added[cells] = marks
        covered = np.flatnonzero(tops >= 0)
        self._ink = _Ink(
            key, cells, edges, strokes.t[entries], covered, strokes.characters(added[covered]), tops[covered]
        )
        return self._ink

    def _paint_pulse(self, grid: Grid, ink: _Ink, looks: EdgeLooks, state: DiagramState, palette: Palette) -> None:
        assert state.sweep is not None
        assert self._index is not None
        heads = head_positions(state, self._index)
        forward = state.sweep.direction == "forward"
        glow = glow_of(ink.t, heads[ink.edges], looks.strengths[ink.edges], forward=forward)
        shining = np.flatnonzero(glow > _LEAST_GLOW)
        steps = np.ceil(glow[shining] * _GLOW_STEPS).astype(np.uint8)
        shining = shining[np.argsort(steps, kind="stable")]
        target = pulse_colour(state, palette)
        shares = np.ceil(glow[shining] * _GLOW_STEPS) / _GLOW_STEPS
        colours = mixtures(looks.colours[ink.edges[shining]], target, shares)
        grid.foreground.ravel()[ink.cells[shining]] = colours
        self._paint_heads(grid, heads, looks.strengths, state, palette)

    def _paint_heads(self, grid: Grid, heads: Array, strengths: Array, state: DiagramState, palette: Palette) -> None:
        assert self._layout is not None
        assert self._index is not None
        curves = curves_of(self._layout)
        running = (heads > 0.02) & (heads < 0.98)
        if self._index.dense:
            running &= strengths >= _DENSE_HEAD
        for edge in np.flatnonzero(running)[np.argsort(strengths[running], kind="stable")].tolist():
            x, y = curves.cell(edge, float(heads[edge]))
            strength = float(strengths[edge])
            sign = _HEADS[strength < _BRIGHT_HEAD] if self._glyphs.unicode else "o"
            colour = mix(palette.background, pulse_colour(state, palette), round(0.4 + 0.6 * strength, 1))
            grid.write(x, y, sign, colour, bold=True, tag=edge + 1)

    # Labels.

    def _paint_labels(self, grid: Grid, looks: EdgeLooks, state: DiagramState, palette: Palette) -> dict[Edge, Box]:
        assert self._layout is not None
        assert self._index is not None
        labelled = self._labelled(state, looks)
        known = gradients_known(state, self._index)
        sizes = self._sizes(state, bool(known.any()))
        boxes = label_boxes(self._layout, labelled, sizes) if labelled and sizes else {}
        labels: dict[Edge, Box] = {}
        for number, box in boxes.items():
            edge = self._index.edges[number]
            labels[edge] = box
            self._paint_label(grid, edge, number, box, bool(known[number]), state, palette)
        return labels

    def _labelled(self, state: DiagramState, looks: EdgeLooks) -> tuple[int, ...]:
        """The edges that should have a label, the most important first."""
        assert self._index is not None
        selected = state.selected
        if isinstance(selected, Edge):
            first = np.flatnonzero(self._index.among({selected}))
        elif selected is not None:
            first = np.flatnonzero(self._index.touching(Unit(selected.layer, selected.index)))
        else:
            first = np.zeros(0, np.int64)
        if state.written == "nothing":
            return tuple(first.tolist()) if isinstance(selected, Edge) else ()
        if self._index.dense:
            return tuple(first.tolist())
        rest = [edge for edge in range(len(self._index.edges)) if edge not in set(first.tolist())]
        return (*first.tolist(), *rest)

    def _sizes(self, state: DiagramState, gradients: bool) -> tuple[tuple[int, int], ...]:
        """Widths and heights that labels may have."""
        if state.written == "both" and gradients:
            return (
                (2 * _NUMBER + 2, 1), (2 * _SHORT_NUMBER + 2, 1), (_NUMBER + 1, 2), (_SHORT_NUMBER + 1, 2),
            )  # fmt: skip
        sign = state.written == "gradients" and gradients
        return (_NUMBER + sign, 1), (_SHORT_NUMBER + sign, 1)

    def _paint_label(
        self, grid: Grid, edge: Edge, number: int, box: Box, known: bool, state: DiagramState, palette: Palette
    ) -> None:
        layer = state.layers[edge.layer + 1]
        weight = 0.0 if layer.weights is None else float(layer.weights[edge.source, edge.target])
        gradient = float(layer.gradients[edge.source, edge.target]) if known and layer.gradients is not None else None
        texts: list[tuple[str, int]] = []
        both = state.written == "both"
        room = box.width if not both or gradient is None else (box.width - 2) // 2 if box.height == 1 else box.width - 1
        if state.written != "gradients" or gradient is None:
            signed = palette.negative if weight < 0 else palette.positive
            texts.append((self._number(weight, min(room, _NUMBER)), signed))
        if state.written in ("gradients", "both") and gradient is not None:
            width = min(room if both else room - 1, _NUMBER)
            texts.append((self._glyphs.partial + self._number(gradient, width), palette.gradient))
        selected = state.selected == edge
        rows = [texts] if box.height == 1 else [[text] for text in texts]
        for offset, row in enumerate(rows):
            self._paint_row(grid, row, box, box.y + offset, number + 1, selected, palette)

    def _paint_row(
        self,
        grid: Grid,
        texts: list[tuple[str, int]],
        box: Box,
        y: int,
        tag: int,
        selected: bool,
        palette: Palette,
    ) -> None:
        width = sum(len(text) for text, _ in texts) + len(texts) - 1
        x = box.x + (box.width - width) // 2
        ground = palette.lit if selected else palette.background
        grid.write(max(0, x - 1), y, " " * (width + 2), palette.foreground)
        for text, colour in texts:
            grid.write(x, y, text, mix(colour, palette.foreground, 0.25), ground, bold=selected, tag=tag)
            x += len(text) + 1

    def _number(self, value: float, width: int) -> str:
        return fitted(value, width, ascii_only=not self._glyphs.unicode)
