"""The diagram of a network on any canvas: nothing collides, nothing sticks out, the mouse finds every part."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.ui.canvas.networks import canvas_sizes, layers_of, states
from tests.ui.canvas.palettes import PALETTES
from tutor.text import ASCII, Cells
from tutor.ui.canvas.diagram.edge_numbers import Box
from tutor.ui.canvas.diagram.painter import DiagramPainter, Frame
from tutor.ui.canvas.diagram.state import Bias, DiagramState, Edge, Sweep, Unit, Written
from tutor.ui.canvas.grid import cell_count, fitted

DARK = PALETTES["dark"]
UNICODE, PLAIN = Cells(), Cells(ambiguous_width=2, glyphs=ASCII)


def painted(state: DiagramState, width: int, height: int, cells: Cells = UNICODE) -> Frame:
    return DiagramPainter(cells).paint(state, width, height, DARK)


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


def unit_boxes(frame: Frame) -> list[Box]:
    layout = frame.layout
    return [
        Box(x, y, layout.unit_width, layout.unit_height)
        for layer in range(len(layout.columns))
        for _, x, y in layout.units(layer)
    ]


@pytest.mark.parametrize("written", ["weights", "gradients", "both"])
@pytest.mark.parametrize("sizes", [(2, 1), (2, 2), (2, 2, 1), (2, 2, 2)])
def test_labels_keep_their_order_at_every_height(sizes: tuple[int, ...], written: Written) -> None:
    """News above the diagram changes its height; of two edges that cross, the upper unit's keeps the upper label."""
    state = replace(DiagramState(layers_of(sizes)), written=written)
    for height in range(9, 20):
        labels = painted(state, 80, height).labels
        assert len(labels) == sum(one * two for one, two in itertools.pairwise(sizes))
        for (one, box), (two, other) in itertools.combinations(labels.items(), 2):
            if one.layer == two.layer and box.y != other.y:
                assert ((one.source, one.target) < (two.source, two.target)) == (box.y < other.y), (height, one, two)


@settings(max_examples=drawn(150), deadline=None)
@given(states(), canvas_sizes, st.sampled_from([UNICODE, PLAIN]))
def test_any_network_fits_any_canvas(state: DiagramState, size: tuple[int, int], cells: Cells) -> None:
    frame = painted(state, *size, cells)
    lines = frame.grid.lines()
    assert len(lines) == size[1]
    assert all(cell_count(line) == size[0] for line in lines)
    assert painted(state, *size, cells).grid.rows() == frame.grid.rows()
    if not cells.glyphs.unicode:
        assert all(line.isascii() for line in lines)


@settings(max_examples=drawn(150), deadline=None)
@given(states(), canvas_sizes)
def test_labels_collide_neither_with_each_other_nor_with_units(state: DiagramState, size: tuple[int, int]) -> None:
    frame = painted(state, *size)
    boxes = [*frame.labels.values()]
    for one, other in itertools.combinations(boxes, 2):
        assert not overlap(one, other)
    for label in boxes:
        assert label.x >= 0
        assert label.x + label.width <= size[0]
        assert label.y >= 1
        assert label.y + label.height <= size[1]
        assert not any(overlap(label, unit) for unit in unit_boxes(frame))


@settings(max_examples=drawn(100), deadline=None)
@given(states(), canvas_sizes)
def test_every_label_can_be_read_whole(state: DiagramState, size: tuple[int, int]) -> None:
    frame = painted(state, *size)
    frame.grid.settle()
    for edge, box in frame.labels.items():
        tag = frame.parts.index(edge) + 1
        area = np.s_[box.y : box.y + box.height, box.x : box.x + box.width]
        characters = frame.grid.characters[area]
        legible = (frame.grid.tags[area] == tag) & np.isin(
            characters, [ord(sign) for sign in "0123456789+−.∂∞…nae·⁻⁰¹²³⁴⁵⁶⁷⁸⁹"]
        )
        written = np.where(legible, characters, ord(" "))
        texts = "".join(map(chr, np.pad(written, ((0, 0), (0, 1)), constant_values=ord(" ")).ravel())).split()
        into = state.layers[edge.layer + 1]
        assert into.weights is not None
        assert into.gradients is not None
        weight, gradient = into.weights[edge.source, edge.target], into.gradients[edge.source, edge.target]
        allowed = {fitted(float(weight), width) for width in range(3, 8)}
        allowed |= {"∂" + fitted(float(gradient), width) for width in range(3, 8)}
        assert texts
        assert set(texts) <= allowed


@settings(max_examples=drawn(100), deadline=None)
@given(states(), st.integers(70, 130), st.integers(14, 45))
def test_the_mouse_finds_every_unit(state: DiagramState, width: int, height: int) -> None:
    frame = painted(state, width, height)
    shown = 0
    for layer in range(len(state.layers)):
        for unit, x, y in frame.layout.units(layer):
            middle = y + frame.layout.unit_height // 2
            assert frame.part_at(x + frame.layout.unit_width // 2, middle) == unit
            shown += 1
    assert shown == sum(state.sizes)


@pytest.mark.parametrize("selected", [Edge(0, 1, 0), Bias(1, 1), Unit(1, 0)])
def test_the_mouse_finds_what_is_selected(selected: Edge | Bias | Unit) -> None:
    frame = painted(DiagramState(layers_of((2, 2, 2)), selected=selected), 80, 14)
    found = {frame.part_at(x, y) for x in range(80) for y in range(14)}
    assert selected in found


def test_what_is_selected_can_be_told_without_colours() -> None:
    layers = layers_of((2, 2, 2))
    for cells in (UNICODE, PLAIN):
        plain = painted(DiagramState(layers), 80, 14, cells).grid.lines()
        for selected in (Unit(1, 0), Edge(0, 1, 0), Bias(2, 1)):
            assert painted(DiagramState(layers, selected=selected), 80, 14, cells).grid.lines() != plain


def test_numbers_that_the_pulse_has_not_brought_are_not_shown() -> None:
    layers = layers_of((2, 2, 1))
    start = painted(DiagramState(layers, sweep=Sweep("forward", 0.1)), 80, 14).grid.lines()
    assert sum(line.count("?") for line in start) == 3
    middle = painted(DiagramState(layers, sweep=Sweep("forward", 0.6)), 80, 14).grid.lines()
    assert sum(line.count("?") for line in middle) == 1
    back = painted(DiagramState(layers, sweep=Sweep("backward", 0.4)), 80, 14).grid.lines()
    assert sum(line.count("δ") for line in back) == 1


def test_a_huge_layer_is_shortened_around_what_is_selected() -> None:
    layers = layers_of((784, 10, 10))
    text = "\n".join(painted(DiagramState(layers, selected=Unit(0, 400)), 80, 14).grid.lines())
    for name in ("x1 ", "x401 ", "x784 ", "⋮", "(784)", "o10 "):
        assert name in text
    assert "x300 " not in text


def test_geometry_is_kept_and_the_picture_does_not_depend_on_what_was_painted_before() -> None:
    painter = DiagramPainter(UNICODE)
    one, other = DiagramState(layers_of((2, 3, 2), 1)), DiagramState(layers_of((4, 8, 8, 3), 2))
    first = painter.paint(one, 80, 14, DARK).grid.rows()
    painter.paint(other, 120, 40, DARK)
    painter.paint(one, 120, 40, DARK)
    assert painter.paint(one, 80, 14, DARK).grid.rows() == first
