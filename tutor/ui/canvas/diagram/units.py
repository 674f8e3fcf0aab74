"""Draws the units of a diagram: boxes with a gauge and δ on the border, pills with a number, or dots."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from tutor.text import Glyphs
from tutor.ui.canvas.colour import Colour, Palette, mix
from tutor.ui.canvas.diagram.layout import LEFT_OUT, Layout
from tutor.ui.canvas.diagram.state import (
    GRADIENTS_ALONE,
    NUMBERS,
    Bias,
    DiagramState,
    Unit,
    Written,
    activation_shares,
    delta_shares,
)
from tutor.ui.canvas.grid import Grid, cell_count, fitted, named, shortened

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


@dataclass(frozen=True, slots=True)
class _Look:
    """What is drawn of one unit: its numbers, None where there is none yet, and how large they are beside others."""

    unit: Unit
    names: tuple[str, ...]
    """Those of its layer, among which its own must be told."""
    value: float | None
    share: float
    delta: float | None
    delta_share: float
    bias: float | None
    bias_gradient: float | None
    selected: bool
    bias_selected: bool
    bias_frozen: bool

    def name(self, width: int) -> str:
        """Its name in at most `width` cells."""
        return shortened(self.names, max(0, width))[self.unit.index]

    @property
    def negative(self) -> bool:
        """Whether its value is known, and below 0."""
        return self.value is not None and self.value < 0

    def signed(self, palette: Palette) -> Colour:
        """The colour of the sign of its value."""
        return palette.negative if self.negative else palette.positive


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
                draw(_look(state, unit, share, delta_share), x, y, state.written)
            self._paint_left_out(number)

    def _paint_left_out(self, number: int) -> None:
        middle = self._layout.columns[number] + self._width // 2
        for index, row in zip(self._layout.shown[number], self._layout.rows[number], strict=True):
            if index == LEFT_OUT:
                self._grid.write(middle, row, self._signs.left_out, self._palette.dim)

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
        border = mix(palette.background, look.signed(palette), round(0.45 + 0.55 * look.share, 1))
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
        signed = look.signed(palette)
        full, empty = mix(palette.background, signed, 0.42), mix(palette.background, signed, 0.1)
        self._grid.write_bar(x, y, text, round(look.share * width), palette.foreground, (full, empty), tag)

    def _bias(self, look: _Look, bias: float, x: int, y: int, written: Written) -> None:
        """The bias on the upper border, or its gradient where gradients are written."""
        room = self._width - len(_BIAS) - 4
        if NUMBERS[written] == GRADIENTS_ALONE and look.bias_gradient is not None:
            text = self._glyphs.partial + self._number(look.bias_gradient, room)
        else:
            text = self._signed(_BIAS, bias, room)
        left, right = self._bias_ends(look)
        text = left + text + right
        colour = self._palette.foreground if look.bias_selected else self._palette.dim
        indent = 2 if len(text) < self._width - 3 else 1
        tag = self._tags[Bias(look.unit.layer, look.unit.index)]
        self._grid.write(x + indent, y, text, colour, bold=look.bias_selected, tag=tag)

    def _bias_ends(self, look: _Look) -> tuple[str, str]:
        """What stands beside the bias: brackets if it is selected, bars if it is frozen."""
        if look.bias_selected:
            return self._signs.selected_ends
        return self._signs.frozen_ends if look.bias_frozen else ("", "")

    # Pills and dots.

    def _pill(self, look: _Look, x: int, y: int, _: str) -> None:
        palette, fill, tag = self._palette, self._fill(look), self._tags[look.unit]
        text = self._pill_text(look, self._width - 2)
        if look.selected or look.bias_selected:
            left, right = self._signs.selected_ends
            self._grid.write(x, y, left + text + right, palette.foreground, fill, bold=True, tag=tag)
            return
        left, right = self._signs.pill_ends
        ink = palette.dim if look.value is None else palette.foreground
        self._grid.write(x, y, left, fill, tag=tag)
        self._grid.write(x + 1, y, text, ink, fill, bold=look.value is not None, tag=tag)
        self._grid.write(x + self._width - 1, y, right, fill, tag=tag)

    def _pill_text(self, look: _Look, width: int) -> str:
        """The bias if it is selected, else δ as soon as it is known, else the value."""
        if look.bias_selected:
            sign, number = _BIAS, look.bias
        elif look.delta is not None:
            sign, number = self._signs.delta, look.delta
        else:
            sign, number = "", look.value
        return self._joined(look, sign, number, width)

    def _fill(self, look: _Look) -> Colour:
        palette = self._palette
        if look.delta is not None:
            return mix(palette.background, palette.gradient, round(0.15 + 0.5 * look.delta_share, 1))
        if look.value is None:
            return mix(palette.background, palette.rule, 0.5)
        return mix(palette.background, look.signed(palette), round(0.12 + 0.45 * look.share, 2))

    def _dot(self, look: _Look, x: int, y: int, _: str) -> None:
        selected = (look.selected or look.bias_selected) and self._width >= len("[o]")
        sign = self._signs.hollow_dot if look.value is None or look.negative else self._signs.dot
        colour = self._palette.gradient if look.delta is not None else self._border(look)
        text = f"[{sign}]" if selected else sign.center(self._width)
        self._grid.write(x, y, text, colour, bold=True, tag=self._tags[look.unit])

    # Texts.

    def _joined(self, look: _Look, sign: str, number: float | None, width: int) -> str:
        """Name at the left, number at the right; the number is never cut, so the name is."""
        name = look.name(width - len(sign) - _LEAST_NUMBER)
        room = width - cell_count(name)
        # A space between them, unless the number would lose more than it.
        digits = room - len(sign) - (bool(name) and room - len(sign) > _LEAST_NUMBER)
        text = "?" if number is None else self._signed(sign, number, max(3, digits))
        return name + text.rjust(room) if name else text.center(width)

    def _signed(self, sign: str, value: float, width: int) -> str:
        return named(sign, self._number(value, width))


def _look(state: DiagramState, unit: Unit, share: float, delta_share: float) -> _Look:
    layer, index = state.layers[unit.layer], unit.index
    return _Look(
        unit,
        layer.units,
        layer.activation(index),
        share,
        layer.delta(index),
        delta_share,
        layer.bias(index),
        layer.bias_gradient(index),
        selected=state.selected == unit,
        bias_selected=state.selected == Bias(unit.layer, index),
        bias_frozen=layer.is_bias_frozen(index),
    )
