"""Paints one moment of a network; what depends only on the size is computed once and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tutor.text import Cells, Glyphs
from tutor.ui.canvas.colour import Palette
from tutor.ui.canvas.diagram.edge_numbers import Box, EdgeNumbers
from tutor.ui.canvas.diagram.edges import EdgeIndex, EdgePainter
from tutor.ui.canvas.diagram.layout import LEFT_OUT, Layout, layout_of, wanted_units
from tutor.ui.canvas.diagram.state import Bias, DiagramLayer, DiagramState, Edge, Part, Unit
from tutor.ui.canvas.diagram.units import UnitPainter
from tutor.ui.canvas.grid import SPACE, Grid, cell_count, cut, fitted, named

_AROUND = ((0, 0), (0, -1), (0, 1), (-1, 0), (1, 0))
_NUMBER: Final = 7


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
        for dx, dy in _AROUND:
            column, row = x + dx, y + dy
            if 0 <= column < self.grid.width and 0 <= row < self.grid.height and self.grid.tags[row, column]:
                return self.parts[int(self.grid.tags[row, column]) - 1]
        return None


def paint_heads(grid: Grid, layout: Layout, state: DiagramState, palette: Palette, glyphs: Glyphs) -> None:
    """Put a name above every layer; one that would touch its neighbour is left out, never the selected one's."""
    selected = state.selected.layer if isinstance(state.selected, (Unit, Bias)) else 0
    taken: list[tuple[int, int]] = []
    for number in sorted(range(len(state.layers)), key=lambda number: number != selected):
        text = cut(_head(number, layout, state, glyphs), layout.width)
        width = cell_count(text)
        x = layout.columns[number] + (layout.unit_width - width) // 2
        x = max(0, min(layout.width - width, x))
        if all(x > end or x + width < start for start, end in taken):
            grid.write(x, 0, text, palette.dim)
            taken.append((x, x + width))


def _head(number: int, layout: Layout, state: DiagramState, glyphs: Glyphs) -> str:
    """The name of a layer, with its size where units are left out; above dots what is selected, with its number."""
    layer, selected = state.layers[number], state.selected
    if layout.form == "dot" and isinstance(selected, (Unit, Bias)) and selected.layer == number:
        return f"{layer.units[selected.index]} {_value(layer, selected, glyphs)}"
    return f"{layer.name} ({len(layer.units)})" if LEFT_OUT in layout.shown[number] else layer.name


def _value(layer: DiagramLayer, selected: Unit | Bias, glyphs: Glyphs) -> str:
    is_bias = isinstance(selected, Bias)
    value = layer.bias(selected.index) if is_bias else layer.activation(selected.index)
    text = "?" if value is None else fitted(value, _NUMBER, ascii_only=not glyphs.unicode)
    return named("b", text) if is_bias else text


class _Scene:
    """What belongs to one layout: its parts and who paints its edges."""

    def __init__(self, layout: Layout, glyphs: Glyphs) -> None:
        edges = tuple(layout.edges)
        units = [unit for layer in range(len(layout.columns)) for unit, _, _ in layout.units(layer)]
        owners: tuple[Unit | Bias, ...] = (*units, *(Bias(unit.layer, unit.index) for unit in units))
        self.layout = layout
        self.parts: tuple[Part, ...] = (*edges, *owners)
        self.tags = {part: number for number, part in enumerate(owners, len(edges) + 1)}
        index = EdgeIndex.of(edges)
        self.edges = EdgePainter(layout, index, dots=glyphs.unicode)
        self.numbers = EdgeNumbers(layout, index, glyphs)


class DiagramPainter:
    """Paints states of networks on canvases of any size, with the glyphs of one terminal."""

    def __init__(self, cells: Cells) -> None:
        self._glyphs = cells.glyphs
        self._scene: _Scene | None = None

    def layout(self, state: DiagramState, width: int, height: int) -> Layout:
        """Return where the units of `state` stand."""
        return layout_of(state.sizes, width, height, wanted_units(state.selected, len(state.layers)))

    def paint(self, state: DiagramState, width: int, height: int, palette: Palette) -> Frame:
        """Return `state` as a grid of `width` by `height` cells; the same state always gives the same grid."""
        layout = self.layout(state, width, height)
        if self._scene is None or self._scene.layout != layout:
            self._scene = _Scene(layout, self._glyphs)
        scene, grid = self._scene, Grid(width, height, palette.foreground, palette.background)
        scene.edges.paint(grid, state, palette)
        labels = scene.numbers.paint(grid, state, palette)
        seen = state.seen()
        paint_heads(grid, layout, seen, palette, self._glyphs)
        UnitPainter(grid, layout, palette, self._glyphs, scene.tags).paint(seen)
        _paint_legend(grid, state.legend, palette)
        return Frame(grid, layout, labels, scene.parts)


def _paint_legend(grid: Grid, legend: str, palette: Palette) -> None:
    """Write the legend into the lowest row, if nothing stands there."""
    grid.settle()
    if (grid.characters[-1, : cell_count(legend) + 1] == SPACE).all():
        grid.write(1, grid.height - 1, legend, palette.dim)
