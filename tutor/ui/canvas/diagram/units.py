"""Draws the units of a diagram: boxes with a gauge and δ on the border, pills, or dots; and the names of the layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.text import Glyphs
from tutor.ui.canvas.colour import Colour, Palette, mix
from tutor.ui.canvas.diagram.layout import LEFT_OUT, Layout
from tutor.ui.canvas.diagram.state import Array, Bias, DiagramLayer, DiagramState, Unit
from tutor.ui.canvas.figures import fitted
from tutor.ui.canvas.grid import Grid, cell_count

_BIAS: Final = "b"
_DOT_NUMBER: Final = 7
_ROOMY_BOX: Final = 10
"""Cells within a box from which on text keeps off its border."""
_LEAST_NUMBER: Final = 5
"""Cells of a number; where there are fewer beside the name of a unit, the name is left out."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The characters that units are drawn with."""

    corners: str = "╭╮╰╯"
    selected_corners: str = "╔╗╚╝"
    sides: tuple[str, str] = ("─", "│")
    selected_sides: tuple[str, str] = ("═", "║")
    pill_ends: tuple[str, str] = ("▐", "▌")
    selected_ends: tuple[str, str] = ("[", "]")
    dot: str = "●"
    hollow_dot: str = "○"
    left_out: str = "⋮"
    delta: str = "δ"


UNICODE_SIGNS: Final = Signs()
ASCII_SIGNS: Final = Signs("++++", "####", ("-", "|"), ("=", "#"), ("(", ")"), ("[", "]"), "o", ".", ":", "d")


@dataclass(frozen=True, slots=True)
class _Look:
    """What is drawn of one unit."""

    unit: Unit
    name: str
    value: float | None
    share: float
    delta: float | None
    delta_share: float
    bias: str
    selected: bool
    bias_selected: bool

    @property
    def negative(self) -> bool:
        return self.value is not None and self.value < 0


class UnitPainter:
    """Draws all units of a state on a grid; `tag_of` numbers them for the mouse."""

    def __init__(self, grid: Grid, layout: Layout, palette: Palette, glyphs: Glyphs) -> None:
        self._grid, self._layout, self._palette, self._glyphs = grid, layout, palette, glyphs
        self._signs = UNICODE_SIGNS if glyphs.unicode else ASCII_SIGNS

    def paint(self, state: DiagramState, tags: dict[Unit | Bias, int]) -> None:
        """Draw units and names of layers."""
        draw = {"box": self._box, "pill": self._pill, "dot": self._dot}[self._layout.form]
        delta_scale = _largest_delta(state)
        self._paint_heads(state)
        for number, layer in enumerate(state.layers):
            scale = _scale(layer.activations)
            for unit, x, y in self._layout.units(number):
                look = self._look(state, layer, unit, scale, delta_scale)
                draw(look, x, y, tags[unit], tags[Bias(unit.layer, unit.index)])
            for index, row in zip(self._layout.shown[number], self._layout.rows[number], strict=True):
                if index == LEFT_OUT:
                    middle = self._layout.columns[number] + self._layout.unit_width // 2
                    self._grid.write(middle, row, self._signs.left_out, self._palette.dim)

    def _paint_heads(self, state: DiagramState) -> None:
        """Name the layers above them; one that would touch its neighbour is left out, but never the selected one's."""
        selected = state.selected.layer if isinstance(state.selected, (Unit, Bias)) else 0
        taken: list[tuple[int, int]] = []
        for number in sorted(range(len(state.layers)), key=lambda number: number != selected):
            text = self._head(state, number)[: self._layout.width]
            width = cell_count(text)
            x = self._layout.columns[number] + (self._layout.unit_width - width) // 2
            x = max(0, min(self._layout.width - width, x))
            if all(x > end or x + width < start for start, end in taken):
                self._grid.write(x, 0, text, self._palette.dim)
                taken.append((x, x + width))

    def _head(self, state: DiagramState, number: int) -> str:
        """The name of a layer with its size if it is shortened; above dots, name and value of the selected unit."""
        layer, selected = state.layers[number], state.selected
        if self._layout.form == "dot" and isinstance(selected, Unit) and selected.layer == number:
            value = layer.activation(selected.index)
            shown = "?" if value is None else self._number(value, _DOT_NUMBER)
            return f"{layer.units[selected.index]} {shown}"
        return f"{layer.name} ({len(layer.units)})" if LEFT_OUT in self._layout.shown[number] else layer.name

    def _look(self, state: DiagramState, layer: DiagramLayer, unit: Unit, scale: float, delta_scale: float) -> _Look:
        value, delta = layer.activation(unit.index), layer.delta(unit.index)
        bias = Bias(unit.layer, unit.index)
        return _Look(
            unit,
            layer.units[unit.index],
            value,
            _share(value, scale),
            delta,
            _share(delta, delta_scale),
            self._bias_text(state, layer, unit.index, state.selected == bias),
            state.selected == unit,
            state.selected == bias,
        )

    def _bias_text(self, state: DiagramState, layer: DiagramLayer, index: int, selected: bool) -> str:
        bias, gradient = layer.bias(index), layer.bias_gradient(index)
        if bias is None or (state.written == "nothing" and not selected):
            return ""
        room = self._layout.unit_width - len(_BIAS) - 4
        if state.written == "gradients" and gradient is not None:
            text = self._glyphs.partial + self._number(gradient, room)
        else:
            text = _BIAS + self._number(bias, room)
        return f"[{text}]" if selected else text

    def _number(self, value: float, width: int) -> str:
        return fitted(value, width, ascii_only=not self._glyphs.unicode)

    # Boxes.

    def _box(self, look: _Look, x: int, y: int, tag: int, bias_tag: int) -> None:
        signs, width = self._signs, self._layout.unit_width
        corners = signs.selected_corners if look.selected else signs.corners
        flat, upright = signs.selected_sides if look.selected else signs.sides
        border = self._border(look)
        top = corners[0] + flat * (width - 2) + corners[1]
        bottom = corners[2] + flat * (width - 2) + corners[3]
        write = self._grid.write
        write(x, y, top, border, bold=look.selected, tag=tag)
        write(x, y + 1, upright, border, bold=look.selected, tag=tag)
        write(x + width - 1, y + 1, upright, border, bold=look.selected, tag=tag)
        write(x, y + 2, bottom, border, bold=look.selected, tag=tag)
        self._gauge(look, x + 1, y + 1, width - 2, tag)
        if look.bias:
            colour = self._palette.foreground if look.bias_selected else self._palette.dim
            indent = 2 if len(look.bias) < width - 3 else 1
            write(x + indent, y, look.bias, colour, bold=look.bias_selected, tag=bias_tag)
        if look.delta is not None:
            text = signs.delta + self._number(look.delta, width - 5)
            start = x + (width - len(text)) // 2
            write(start, y + 2, text, self._palette.gradient, bold=True, tag=tag)

    def _border(self, look: _Look) -> Colour:
        palette = self._palette
        if look.value is None:
            return palette.foreground if look.selected else palette.rule
        signed = palette.negative if look.negative else palette.positive
        border = mix(palette.background, signed, round(0.45 + 0.55 * look.share, 1))
        if look.delta is not None:
            border = mix(border, palette.gradient, round(0.35 + 0.6 * look.delta_share, 1))
        return mix(border, palette.foreground, 0.5) if look.selected else border

    def _gauge(self, look: _Look, x: int, y: int, width: int, tag: int) -> None:
        """Name and value on a bar that is as full as |a| is large."""
        palette = self._palette
        margin = " " * (width >= _ROOMY_BOX)
        name = f"{margin}{look.name} "
        room = width - cell_count(name) - len(margin)
        value = "?" if look.value is None else self._number(look.value, max(3, room))
        text = name + value.rjust(room) + margin
        if look.value is None:
            self._grid.write(x, y, text[:width], palette.dim, tag=tag)
            return
        signed = palette.negative if look.negative else palette.positive
        full, empty = mix(palette.background, signed, 0.42), mix(palette.background, signed, 0.1)
        filled = round(look.share * width)
        self._grid.write(x, y, text[:filled], palette.foreground, full, bold=True, tag=tag)
        self._grid.write(x + filled, y, text[filled:width], palette.foreground, empty, bold=True, tag=tag)

    # Pills and dots.

    def _pill(self, look: _Look, x: int, y: int, tag: int, bias_tag: int) -> None:
        palette, width = self._palette, self._layout.unit_width
        fill = self._fill(look)
        text = self._pill_text(look, width - 2)
        left, right = self._signs.selected_ends if look.selected or look.bias_selected else self._signs.pill_ends
        ink = palette.dim if look.value is None else palette.foreground
        if look.selected or look.bias_selected:
            self._grid.write(x, y, left + text + right, palette.foreground, fill, bold=True, tag=tag)
            return
        self._grid.write(x, y, left, fill, tag=tag)
        self._grid.write(x + 1, y, text, ink, fill, bold=look.value is not None, tag=tag)
        self._grid.write(x + width - 1, y, right, fill, tag=tag)

    def _pill_text(self, look: _Look, width: int) -> str:
        sign, number = (self._signs.delta, look.delta) if look.delta is not None else ("", look.value)
        least = len(sign) + _LEAST_NUMBER
        name = look.name + " " if width - cell_count(look.name) > least else ""
        room = width - cell_count(name)
        value = "?" if number is None else sign + self._number(number, max(3, room - len(sign)))
        return name + value.rjust(room)[:room] if name else value.center(width)[:width]

    def _fill(self, look: _Look) -> Colour:
        palette = self._palette
        if look.delta is not None:
            return mix(palette.background, palette.gradient, round(0.15 + 0.5 * look.delta_share, 1))
        if look.value is None:
            return mix(palette.background, palette.rule, 0.5)
        signed = palette.negative if look.negative else palette.positive
        return mix(palette.background, signed, round(0.12 + 0.45 * look.share, 2))

    def _dot(self, look: _Look, x: int, y: int, tag: int, bias_tag: int) -> None:
        palette, width = self._palette, self._layout.unit_width
        sign = self._signs.hollow_dot if look.value is None or look.negative else self._signs.dot
        colour = palette.gradient if look.delta is not None else self._border(look)
        text = f"[{sign}]" if look.selected and width >= 3 else sign.center(width)
        self._grid.write(x, y, text, colour, bold=True, tag=tag)


def _scale(values: Array) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return max(1.0, float(finite.max())) if len(finite) else 1.0


def _largest_delta(state: DiagramState) -> float:
    known = [
        abs(delta)
        for layer in state.layers
        if layer.deltas is not None
        for delta in layer.deltas[np.isfinite(layer.deltas)]
    ]
    return max(known, default=0.0) or 1.0


def _share(value: float | None, scale: float) -> float:
    """How much of its gauge a value fills."""
    return 0.0 if value is None or np.isnan(value) else min(1.0, abs(value) / scale)
