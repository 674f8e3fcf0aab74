"""What stands in and around the units: numbers are never cut, whatever the names are; forms by room."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.ui.canvas.networks import layers_of, states
from tests.ui.canvas.palettes import PALETTES
from tutor.text import ASCII, Cells
from tutor.ui.canvas.diagram.layout import layout_of
from tutor.ui.canvas.diagram.painter import DiagramPainter, Frame
from tutor.ui.canvas.diagram.state import Bias, DiagramLayer, DiagramState, Edge, Unit
from tutor.ui.canvas.grid import cell_count, fitted, named, shortened

NAMES = st.sampled_from(["x", "h¹₁", "h^1_2", "temperature", "温度", "ŷ"])


def painted(state: DiagramState, width: int = 80, height: int = 14, cells: Cells | None = None) -> Frame:
    return DiagramPainter(cells or Cells()).paint(state, width, height, PALETTES["dark"])


def text_of(frame: Frame, unit: Unit) -> str:
    """The row of a unit that holds its number."""
    place = frame.layout.place(unit)
    assert place is not None
    row = frame.grid.lines()[place[1] + frame.layout.unit_height // 2]
    cellwise = [character for character in row for _ in range(cell_count(character))]
    return "".join(cellwise[place[0] : place[0] + frame.layout.unit_width]).strip("│║▐▌[]() ")


def renamed(layer: DiagramLayer, name: str) -> DiagramLayer:
    return replace(layer, units=(name,) * len(layer.units))


@settings(max_examples=drawn(150), deadline=None)
@given(states(), NAMES, st.integers(70, 130), st.integers(14, 45))
def test_numbers_of_units_are_whole(state: DiagramState, name: str, width: int, height: int) -> None:
    state = replace(state, layers=tuple(renamed(layer, name) for layer in state.layers), selected=None)
    frame = painted(state, width, height)
    if frame.layout.form == "dot":
        return
    seen = state.seen()
    for number, layer in enumerate(seen.layers):
        for unit, _, _ in frame.layout.units(number):
            value, delta = layer.activation(unit.index), layer.delta(unit.index)
            allowed = {"?"} if value is None else {fitted(value, room) for room in range(3, 14)}
            if frame.layout.form == "pill" and delta is not None:
                allowed = {named("δ", fitted(delta, room)) for room in range(3, 14)}
            text = text_of(frame, unit)
            assert any(text.endswith(number) for number in allowed), (text, allowed)
            assert name.startswith(text[:1]) or text in allowed


@settings(max_examples=drawn(60), deadline=None)
@given(states(), st.integers(70, 130), st.integers(14, 45))
def test_no_two_units_of_a_layer_look_alike(state: DiagramState, width: int, height: int) -> None:
    """With the same number in all of them, only their names tell them."""
    layers = tuple(
        replace(
            layer,
            units=tuple(f"hidden_{number}" for number in range(len(layer.units))),
            activations=np.full(len(layer.units), -0.123456),
            activations_known=None,
            deltas=None,
        )
        for layer in state.layers
    )
    frame = painted(replace(state, layers=layers, selected=None, sweep=None), width, height)
    if frame.layout.form == "box":
        for number in range(len(layers)):
            texts = [text_of(frame, unit) for unit, _, _ in frame.layout.units(number)]
            assert len(set(texts)) == len(texts)


@given(st.lists(st.text("ab1₂温ŷ", min_size=1, max_size=12), max_size=12, unique=True), st.integers(0, 9))
def test_shortened_names_fit_and_differ(names: list[str], width: int) -> None:
    short = shortened(tuple(names), width)
    assert len(short) == len(names)
    assert all(cell_count(name) <= width for name in short)
    if width > 1:
        assert len(set(short)) == len(names)
    assert all(
        one == name for one, name in zip(short, names, strict=True) if len(names) == 1 and cell_count(name) <= width
    )


def test_names_keep_their_index() -> None:
    assert shortened(("hidden₁", "hidden₂"), 4) == ("hid₁", "hid₂")
    assert shortened(("apple", "pear"), 3) == ("app", "pea")
    assert shortened(("温度计一", "温度计二"), 4) == ("温一", "温二")


def test_a_bias_of_nothing_is_no_name() -> None:
    layer = DiagramLayer("out", ("o",), np.array([1.0]), np.array([[1.0]]), np.array([0.0]), deltas=np.array([0.0]))
    text = "\n".join(painted(DiagramState((DiagramLayer("in", ("x",), np.array([1.0])), layer))).grid.lines())
    assert "b=0" in text
    assert "δ=0" in text


@pytest.mark.parametrize(
    ("sizes", "width", "height", "form"),
    [
        ((2, 2, 2), 80, 14, "box"), ((2, 4, 1), 80, 14, "box"), ((4, 8, 8, 3), 80, 14, "pill"),
        ((4, 8, 8, 3), 120, 40, "box"), ((2, 2, 2), 50, 30, "box"), ((2, 6, 6, 6, 6, 6, 1), 80, 14, "dot"),
        ((784, 10, 10), 80, 14, "pill"),
    ],
)  # fmt: skip
def test_units_are_as_large_as_their_room_allows(sizes: tuple[int, ...], width: int, height: int, form: str) -> None:
    assert layout_of(sizes, width, height, (-1,) * len(sizes)).form == form


@pytest.mark.parametrize("sizes", [(2, 2, 2), (4, 8, 8, 3), (2, 6, 6, 6, 6, 6, 1)])
@pytest.mark.parametrize("cells", [Cells(), Cells(ambiguous_width=2, glyphs=ASCII)])
def test_unit_bias_and_weight_can_be_told_apart_in_every_form(sizes: tuple[int, ...], cells: Cells) -> None:
    layers = layers_of(sizes)
    selections = (None, Unit(1, 1), Bias(1, 1), Edge(0, 1, 1))
    pictures = [painted(DiagramState(layers, selected=part), cells=cells).grid.lines() for part in selections]
    assert all(one != other for index, one in enumerate(pictures) for other in pictures[:index])


def test_the_gauge_is_as_full_as_the_value_is_large() -> None:
    layers = (DiagramLayer("in", ("x",), np.array([0.25])), DiagramLayer("out", ("a",), np.array([-1.0]), np.eye(1)))
    frame = painted(DiagramState(layers))
    frame.grid.settle()
    filled = []
    for unit in (Unit(0, 0), Unit(1, 0)):
        x, y = frame.layout.place(unit) or (0, 0)
        inside = frame.grid.background[y + 1, x + 1 : x + frame.layout.unit_width - 1]
        filled.append(float((inside == inside[0]).mean()))
    assert filled == [pytest.approx(0.25, abs=0.06), 1.0]


def test_delta_and_bias_stand_on_the_border() -> None:
    lines = painted(DiagramState(layers_of((2, 2)))).grid.lines()
    assert sum("b" in line and "╭" in line for line in lines) == 2
    assert sum("δ" in line and "╰" in line for line in lines) == 2


def test_heads_of_layers_do_not_run_into_each_other() -> None:
    layers = layers_of((2, 6, 6, 6, 6, 6, 1))
    head = painted(DiagramState(layers, selected=Unit(3, 0)), 44).grid.lines()[0]
    chosen = f"h3_1 {fitted(float(layers[3].activations[0]), 7)}"
    assert f" {chosen} " in head
    for name in [chosen, *(layer.name for layer in layers)]:
        head = f" {head} ".replace(f" {name} ", "  ")
    assert not head.strip()
