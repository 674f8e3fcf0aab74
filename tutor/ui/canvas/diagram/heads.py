"""Writes the names of the layers above them."""

from __future__ import annotations

from typing import Final

from tutor.text import Glyphs
from tutor.ui.canvas.colour import Palette
from tutor.ui.canvas.diagram.layout import LEFT_OUT, Layout
from tutor.ui.canvas.diagram.state import Bias, DiagramLayer, DiagramState, Unit
from tutor.ui.canvas.figures import fitted, named
from tutor.ui.canvas.grid import Grid, cell_count, cut

_NUMBER: Final = 7


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
