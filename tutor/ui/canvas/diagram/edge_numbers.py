"""Writes weights and gradients on the edges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from tutor.text import Glyphs
from tutor.ui.canvas.colour import Colour, Palette, mix
from tutor.ui.canvas.diagram.index import EdgeIndex
from tutor.ui.canvas.diagram.labels import Box, label_boxes
from tutor.ui.canvas.diagram.layout import Layout
from tutor.ui.canvas.diagram.pulse import gradients_known
from tutor.ui.canvas.diagram.state import GRADIENTS_ALONE, NUMBERS, DiagramState, Edge, Unit, Written
from tutor.ui.canvas.figures import fitted
from tutor.ui.canvas.grid import Grid

_WIDE: Final = 7
_NARROW: Final = 5
"""Cells of a number where there is room, and where there is less."""
_SIZES: Final[Mapping[Written, tuple[tuple[int, int], ...]]] = {
    "nothing": ((_WIDE, 1), (_NARROW, 1)),
    "weights": ((_WIDE, 1), (_NARROW, 1)),
    "gradients": ((_WIDE + 1, 1), (_NARROW + 1, 1)),
    "both": ((2 * _WIDE + 2, 1), (2 * _NARROW + 2, 1), (_WIDE + 1, 2), (_NARROW + 1, 2)),
}
"""Widths and heights that a label may have, the best first; both numbers stand beside or below each other."""


class EdgeNumbers:
    """Labels the edges of one layout: all of them, or in a dense net those of the selected unit."""

    def __init__(self, layout: Layout, index: EdgeIndex, glyphs: Glyphs) -> None:
        self._layout, self._index, self._glyphs = layout, index, glyphs

    def paint(self, grid: Grid, state: DiagramState, palette: Palette) -> dict[Edge, Box]:
        """Put the labels on `grid` and return where they stand."""
        known = gradients_known(state, self._index)
        labels: dict[Edge, Box] = {}
        for number, box in self._boxes(state).items():
            edge = self._index.edges[number]
            labels[edge] = box
            texts = self._texts(edge, box, bool(known[number]), state, palette)
            selected = state.selected == edge
            frozen = state.layers[edge.layer + 1].is_frozen(edge.source, edge.target)
            ends = "[]" if selected else 2 * self._glyphs.column if frozen else "  "
            self._write(grid, texts, box, number + 1, ends, palette, selected=selected)
        return labels

    def _boxes(self, state: DiagramState) -> dict[int, Box]:
        """Labels keep their places whatever is selected, unless what is selected would have none."""
        selected, sizes = self._selected(state), _SIZES[state.written]
        if not any(NUMBERS[state.written]):
            selected = selected if isinstance(state.selected, Edge) else ()
            return label_boxes(self._layout, selected, sizes)
        if self._index.dense:
            return label_boxes(self._layout, selected, sizes)
        everything = tuple(range(len(self._index.edges)))
        boxes = label_boxes(self._layout, everything, sizes)
        if set(selected) <= boxes.keys():
            return boxes
        rest = tuple(edge for edge in everything if edge not in selected)
        return label_boxes(self._layout, (*selected, *rest), sizes)

    def _selected(self, state: DiagramState) -> tuple[int, ...]:
        match state.selected:
            case None:
                return ()
            case Edge() as edge:
                chosen = self._index.among({edge})
            case unit:
                chosen = self._index.touching(Unit(unit.layer, unit.index))
        return tuple(np.flatnonzero(chosen).tolist())

    def _texts(
        self, edge: Edge, box: Box, known: bool, state: DiagramState, palette: Palette
    ) -> list[tuple[str, Colour]]:
        """One or two numbers with their colours, as wide as their share of the box allows."""
        layer, at = state.layers[edge.layer + 1], (edge.source, edge.target)
        weight = 0.0 if layer.weights is None else float(layer.weights[at])
        gradient = float(layer.gradients[at]) if known and layer.gradients is not None else None
        shown = NUMBERS[state.written]
        room = min(_WIDE, (box.width - 2) // 2 if all(shown) and box.height == 1 else box.width)
        texts = []
        if shown != GRADIENTS_ALONE or gradient is None:
            texts.append((self._number(weight, room), palette.negative if weight < 0 else palette.positive))
        if shown[1] and gradient is not None:
            room = min(room, box.width - 1)
            texts.append((self._glyphs.partial + self._number(gradient, room), palette.gradient))
        return texts

    def _number(self, value: float, width: int) -> str:
        return fitted(value, width, ascii_only=not self._glyphs.unicode)

    def _write(
        self,
        grid: Grid,
        texts: list[tuple[str, Colour]],
        box: Box,
        tag: int,
        ends: str,
        palette: Palette,
        *,
        selected: bool,
    ) -> None:
        """Put the numbers between their ends: brackets around what is selected, bars around what is frozen."""
        rows = [texts] if box.height == 1 else [[text] for text in texts]
        ground = palette.lit if selected else palette.background
        for offset, row in enumerate(rows):
            text = " ".join(number for number, _ in row)
            x, y = box.x + (box.width - len(text)) // 2, box.y + offset
            around = ends[0] + " " * len(text) + ends[1]
            grid.write(x - 1, y, around, palette.foreground, ground, bold=selected, tag=tag)
            for number, colour in row:
                grid.write(x, y, number, mix(colour, palette.foreground, 0.25), ground, bold=selected, tag=tag)
                x += len(number) + 1
