"""Paints one moment of a network: its units as boxes, pills or dots, with the edges between and names above."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from tutor.text import Cells, Glyphs
from tutor.ui.canvas.diagram.edge_numbers import Box, EdgeNumbers
from tutor.ui.canvas.diagram.edges import EdgeIndex, EdgePainter
from tutor.ui.canvas.diagram.layout import LEFT_OUT, Layout, layout_of, wanted_units
from tutor.ui.canvas.diagram.state import (
    GRADIENTS_ALONE,
    NUMBERS,
    Bias,
    DiagramState,
    Edge,
    Part,
    Unit,
    Written,
    activation_shares,
    delta_shares,
)
from tutor.ui.canvas.grid import SPACE, Colour, Grid, Palette, cell_count, cut, fitted, mix, named, shortened

_AROUND: Final = ((0, 0), (0, -1), (0, 1), (-1, 0), (1, 0))
_NUMBER: Final = 7
"""Cells of the number above dots."""
_BIAS: Final = "b"
_LEAST_NUMBER: Final = 5
"""Cells of a number; where there are fewer beside the name of a unit, the name gives way."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters that units are drawn with."""

    corners: str = "╭╮╰╯"
    selected_corners: str = "╔╗╚╝"
    sides: tuple[str, str] = ("─", "│")
    selected_sides: tuple[str, str] = ("═", "║")
    pill_ends: tuple[str, str] = ("▐", "▌")
    selected_ends: tuple[str, str] = ("[", "]")
    frozen_ends: tuple[str, str] = ("┤", "├")
    dot: str = "●"
    hollow_dot: str = "○"
    left_out: str = "⋮"
    delta: str = "δ"


UNICODE_SIGNS: Final = Signs()
ASCII_SIGNS: Final = Signs(
    "++++", "####", ("-", "|"), ("=", "#"), ("(", ")"), ("[", "]"), ("|", "|"), "o", ".", ":", "d"
)


class _Look:
    """What is drawn of one unit: its numbers, None where there is none yet, and how large they are beside others."""

    def __init__(self, state: DiagramState, unit: Unit, share: float, delta_share: float) -> None:
        layer, index = state.layers[unit.layer], unit.index
        self.unit, self.bias_unit, self.names = unit, Bias(unit.layer, index), layer.units
        self.value, self.share = layer.activation(index), share
        self.delta, self.delta_share = layer.delta(index), delta_share
        self.bias, self.bias_gradient = layer.bias(index), layer.bias_gradient(index)
        self.selected, self.bias_selected = state.selected == unit, state.selected == self.bias_unit
        self.bias_frozen = layer.is_bias_frozen(index)
        self.negative = self.value is not None and self.value < 0


class UnitPainter:
    """Draws the units of one state on a grid; `tags` numbers units and biases for the mouse."""

    def __init__(
        self, grid: Grid, layout: Layout, palette: Palette, glyphs: Glyphs, tags: Mapping[Unit | Bias, int]
    ) -> None:
        self._grid, self._layout, self._palette, self._glyphs, self._tags = grid, layout, palette, glyphs, tags
        self._signs = UNICODE_SIGNS if glyphs.unicode else ASCII_SIGNS
        self._width = layout.unit_width
        self._number = partial(fitted, ascii_only=not glyphs.unicode)

    def paint(self, state: DiagramState) -> None:
        """Draw every unit that is shown, and dots for those that are left out."""
        draw = {"box": self._box, "pill": self._pill, "dot": self._dot}[self._layout.form]
        shares, shares_of_delta = activation_shares(state), delta_shares(state)
        for number in range(len(state.layers)):
            for unit, x, y in self._layout.units(number):
                share, delta_share = float(shares[number][unit.index]), float(shares_of_delta[number][unit.index])
                draw(_Look(state, unit, share, delta_share), x, y, state.written)
            middle = self._layout.columns[number] + self._width // 2
            for index, row in zip(self._layout.shown[number], self._layout.rows[number], strict=True):
                if index == LEFT_OUT:
                    self._grid.write(middle, row, self._signs.left_out, self._palette.dim)

    def _hue(self, look: _Look) -> Colour:
        """The colour of the sign of its value."""
        return self._palette.negative if look.negative else self._palette.positive

    # Boxes.

    def _box(self, look: _Look, x: int, y: int, written: Written) -> None:
        self._frame(look, x, y)
        self._gauge(look, x + 1, y + 1, self._width - 2)
        if look.bias is not None and (any(NUMBERS[written]) or look.bias_selected):
            self._bias(look, look.bias, x, y, written)
        if look.delta is not None:
            text = self._signed(self._signs.delta, look.delta, self._width - 5)
            start = x + (self._width - len(text)) // 2
            self._grid.write(start, y + 2, text, self._palette.gradient, bold=True, tag=self._tags[look.unit])

    def _frame(self, look: _Look, x: int, y: int) -> None:
        signs, inside = self._signs, self._width - 2
        corners = signs.selected_corners if look.selected else signs.corners
        flat, upright = signs.selected_sides if look.selected else signs.sides
        colour, tag = self._border(look), self._tags[look.unit]
        top, bottom = corners[0] + flat * inside + corners[1], corners[2] + flat * inside + corners[3]
        sides = ((x, y + 1, upright), (x + inside + 1, y + 1, upright))
        for column, row, text in ((x, y, top), *sides, (x, y + 2, bottom)):
            self._grid.write(column, row, text, colour, bold=look.selected, tag=tag)

    def _border(self, look: _Look) -> Colour:
        palette = self._palette
        if look.value is None:
            return palette.foreground if look.selected else palette.rule
        border = mix(palette.background, self._hue(look), round(0.45 + 0.55 * look.share, 1))
        if look.delta is not None:
            border = mix(border, palette.gradient, round(0.35 + 0.6 * look.delta_share, 1))
        return mix(border, palette.foreground, 0.5) if look.selected else border

    def _gauge(self, look: _Look, x: int, y: int, width: int) -> None:
        """Name and value on a bar that is as full as |a| is large."""
        palette, tag = self._palette, self._tags[look.unit]
        margin = cell_count(look.names[look.unit.index]) + _LEAST_NUMBER + 3 <= width
        text = self._joined(look, "", look.value, width - 2 * margin)
        text = f" {text} " if margin else text
        if look.value is None:
            self._grid.write(x, y, text, palette.dim, tag=tag)
            return
        signed = self._hue(look)
        full, empty = mix(palette.background, signed, 0.42), mix(palette.background, signed, 0.1)
        self._grid.write_bar(x, y, text, round(look.share * width), palette.foreground, (full, empty), tag)

    def _bias(self, look: _Look, bias: float, x: int, y: int, written: Written) -> None:
        """The bias on the upper border, or its gradient where gradients are written."""
        room = self._width - len(_BIAS) - 4
        if NUMBERS[written] == GRADIENTS_ALONE and look.bias_gradient is not None:
            text = self._glyphs.partial + self._number(look.bias_gradient, room)
        else:
            text = self._signed(_BIAS, bias, room)
        frozen = self._signs.frozen_ends if look.bias_frozen else ("", "")
        left, right = self._signs.selected_ends if look.bias_selected else frozen
        text = left + text + right
        colour = self._palette.foreground if look.bias_selected else self._palette.dim
        indent = 2 if len(text) < self._width - 3 else 1
        tag = self._tags[look.bias_unit]
        self._grid.write(x + indent, y, text, colour, bold=look.bias_selected, tag=tag)

    # Pills and dots.

    def _pill(self, look: _Look, x: int, y: int, _: str) -> None:
        """The bias if it is selected, else δ as soon as it is known, else the value."""
        palette, fill, tag = self._palette, self._fill(look), self._tags[look.unit]
        sign, number = ("", look.value) if look.delta is None else (self._signs.delta, look.delta)
        if look.bias_selected:
            sign, number = _BIAS, look.bias
        text = self._joined(look, sign, number, self._width - 2)
        if look.selected or look.bias_selected:
            left, right = self._signs.selected_ends
            self._grid.write(x, y, left + text + right, palette.foreground, fill, bold=True, tag=tag)
            return
        left, right = self._signs.pill_ends
        ink = palette.dim if look.value is None else palette.foreground
        self._grid.write(x, y, left, fill, tag=tag)
        self._grid.write(x + 1, y, text, ink, fill, bold=look.value is not None, tag=tag)
        self._grid.write(x + self._width - 1, y, right, fill, tag=tag)

    def _fill(self, look: _Look) -> Colour:
        palette = self._palette
        if look.delta is not None:
            return mix(palette.background, palette.gradient, round(0.15 + 0.5 * look.delta_share, 1))
        if look.value is None:
            return mix(palette.background, palette.rule, 0.5)
        return mix(palette.background, self._hue(look), round(0.12 + 0.45 * look.share, 2))

    def _dot(self, look: _Look, x: int, y: int, _: str) -> None:
        selected = (look.selected or look.bias_selected) and self._width >= len("[o]")
        sign = self._signs.hollow_dot if look.value is None or look.negative else self._signs.dot
        colour = self._palette.gradient if look.delta is not None else self._border(look)
        text = f"[{sign}]" if selected else sign.center(self._width)
        self._grid.write(x, y, text, colour, bold=True, tag=self._tags[look.unit])

    # Texts.

    def _joined(self, look: _Look, sign: str, number: float | None, width: int) -> str:
        """Name at the left, number at the right; the number is never cut, so the name is."""
        name = shortened(look.names, max(0, width - len(sign) - _LEAST_NUMBER))[look.unit.index]
        room = width - cell_count(name)
        # A space between them, unless the number would lose more than it.
        digits = room - len(sign) - (bool(name) and room - len(sign) > _LEAST_NUMBER)
        text = "?" if number is None else self._signed(sign, number, max(3, digits))
        return name + text.rjust(room) if name else text.center(width)

    def _signed(self, sign: str, value: float, width: int) -> str:
        return named(sign, self._number(value, width))


def _paint_heads(grid: Grid, layout: Layout, state: DiagramState, palette: Palette, glyphs: Glyphs) -> None:
    """Put a name above every layer; one that would touch its neighbour is left out, never the selected one's."""
    selected = state.selected.layer if isinstance(state.selected, Unit | Bias) else 0
    taken: list[tuple[int, int]] = []
    for number in sorted(range(len(state.layers)), key=lambda number: number != selected):
        text = cut(_head(number, layout, state, glyphs), layout.width)
        width = cell_count(text)
        x = layout.columns[number] + (layout.unit_width - width) // 2
        x = max(0, min(layout.width - width, x))
        if all(x > end or x + width < start for start, end in taken):
            grid.write(x, layout.head, text, palette.dim)
            taken.append((x, x + width))


def _head(number: int, layout: Layout, state: DiagramState, glyphs: Glyphs) -> str:
    """The name of a layer, with its size where units are left out; above dots what is selected, with its number."""
    layer, selected = state.layers[number], state.selected
    if layout.form != "dot" or not isinstance(selected, Unit | Bias) or selected.layer != number:
        return f"{layer.name} ({len(layer.units)})" if LEFT_OUT in layout.shown[number] else layer.name
    is_bias = isinstance(selected, Bias)
    value = layer.bias(selected.index) if is_bias else layer.activation(selected.index)
    text = "?" if value is None else fitted(value, _NUMBER, ascii_only=not glyphs.unicode)
    return f"{layer.units[selected.index]} {named(_BIAS, text) if is_bias else text}"


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
        _paint_heads(grid, layout, seen, palette, self._glyphs)
        UnitPainter(grid, layout, palette, self._glyphs, scene.tags).paint(seen)
        # The legend stands below the network and begins in its column, if nothing else does.
        grid.settle()
        row = min(layout.end + 1, height - 1)
        taken = cell_count(state.legend)
        left = max(0, min(layout.columns[0], width - taken))
        if (grid.characters[row, : left + taken] == SPACE).all():
            grid.write(left, row, state.legend, palette.dim)
        return Frame(grid, layout, labels, scene.parts)
