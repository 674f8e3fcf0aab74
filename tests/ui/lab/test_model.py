"""What the lab's screen is made of, without a screen: parts and names, room for panels, pulses, maps."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.geometry import Region

from tests.network.examples import NEURON, TWO_TWO_TWO, XOR
from tutor.network.lab import Lab
from tutor.prose.window import MESSAGE_ROWS
from tutor.text import Cells
from tutor.ui.canvas.diagram.layout import LEFT_OUT, layout_of
from tutor.ui.canvas.diagram.state import Bias, Edge, Part, Sweep, Unit
from tutor.ui.display import Display
from tutor.ui.grid import columns, columns_of_lab, first_row, words_beside
from tutor.ui.lab.arrangement import Arrangement, Board, Words, arrangement
from tutor.ui.lab.diagram import (
    diagram_state,
    explained_name,
    name_of,
    part_at,
    part_of,
    path_of,
    place_of,
    sweep_of,
    table_of,
)
from tutor.ui.lab.maps import Cartographer, axes_of, boundary_of
from tutor.ui.lab.view import PANELS, LabView, PanelId, first_view, panels_of
from tutor.wording import Voice

CELLS = Cells()
ENGLISH = Display(Voice("en"), CELLS)


@pytest.mark.parametrize("spec", [NEURON, TWO_TWO_TWO, XOR])
def test_every_part_has_a_name_that_leads_back_to_it(spec: object) -> None:
    lab = Lab(spec)  # type: ignore[arg-type]
    names = [*lab.spec.inputs, *(unit for layer in lab.spec.layers for unit in layer.units)]
    for name in (*names, *lab.trainer.network.layout.listed):
        part = part_of(name, lab.spec)
        assert name_of(part, lab.spec) == name
        assert part_of(explained_name(part, lab.spec), lab.spec) == part


def test_a_path_runs_along_edges_from_the_quantity_to_an_output() -> None:
    assert path_of(Edge(0, 0, 0), ("h1", "o2"), TWO_TWO_TWO) == (Edge(0, 0, 0), Edge(1, 0, 1))
    assert path_of(Unit(0, 1), ("h2", "o1"), TWO_TWO_TWO) == (Edge(0, 1, 1), Edge(1, 1, 0))
    assert path_of(Bias(1, 0), ("h1", "o1"), TWO_TWO_TWO) == (Edge(1, 0, 0),)


def test_pulses_run_where_numbers_travel() -> None:
    lab = Lab(TWO_TWO_TWO)
    sweeps = []
    while operations := lab.forward() or (lab.phase != "forward" and lab.backward()) or ():
        sweeps.append(sweep_of(operations, lab))
    forward = [(Sweep("forward", 0), 0.5), None, (Sweep("forward", 0.5), 1), None, None]
    backward = [None, None, (Sweep("backward", 0), 0.5), (Sweep("backward", 0.5), 1)]
    assert sweeps == forward + backward


def test_the_diagram_knows_what_the_lab_has_computed() -> None:
    lab = Lab(TWO_TWO_TWO)
    hidden = diagram_state(lab, LabView(), ENGLISH).layers[1]
    assert (hidden.activation(0), hidden.delta(0)) == (None, None)
    revealed = diagram_state(lab, LabView(), ENGLISH, revealed=True).layers[1]
    assert revealed.activation(0) == lab.hidden_value("h1.a")
    assert revealed.delta(0) == lab.hidden_value("h1.delta")


def test_the_smallest_window_is_divided_as_the_product_says() -> None:
    arranged = arrangement(PANELS, LabView(opened=("loss",)), (80, 22), (2, 2, 2), Words(1, 0, 3))
    assert arranged.diagram == Region(0, 1, 80, 11), "a row is free below the title"
    assert (arranged.board, arranged.aside) == (Board(Region(2, 12, 76, 6), PANELS, "loss"), None)
    assert (arranged.words, arranged.field) == (Region(3, 18, 72, 4), Region(3, 19, 72, 3))


def beside(view: LabView, height: int = 38, layers: tuple[int, ...] = (2, 2, 2)) -> Arrangement:
    return arrangement(PANELS, view, (120, height), layers, Words(2, 1, 7, 1))


def test_in_a_wide_room_the_inspector_stands_beside_the_panel_opened_last_in_whose_place_the_next_one_comes() -> None:
    view = first_view(Lab(TWO_TWO_TWO), by_hand=False)
    places = []
    acts: list[tuple[PanelId | None, PanelId]]
    acts = [(None, "loss"), ("map", "map"), ("inspect", "map"), ("numbers", "numbers")]
    for opened, chart in acts:
        arranged = beside(view if opened is None else (view := view.opening(opened, large=False)))
        assert arranged.aside is not None
        assert (arranged.board.panel, arranged.aside.panel) == (chart, "inspect")
        assert sorted((*arranged.board.tabs, *arranged.aside.tabs)) == sorted(PANELS), "each has its name somewhere"
        places.append((arranged.board.region, arranged.aside.region, arranged.diagram))
    assert places == places[:1] * 4, "no panel moves anything"


def test_a_lab_begins_with_what_changes_most() -> None:
    first = [first_view(lab, by_hand=by_hand).opened for lab in (Lab(NEURON), Lab(XOR)) for by_hand in (False, True)]
    assert [panel for _, panel in first] == ["loss", "numbers", "boundary", "boundary"]
    assert {panel for panel, _ in first} == {"inspect"}


@pytest.mark.parametrize("height", [38, 58])
@pytest.mark.parametrize("layers", [(1, 1), (2, 2, 2), (2, 4, 1), (784, 10, 10)], ids=str)
def test_diagram_and_words_begin_in_one_row_as_do_the_panels_below_them(layers: tuple[int, ...], height: int) -> None:
    arranged = beside(first_view(Lab(TWO_TWO_TWO), by_hand=False), height, layers)
    diagram, board, aside = arranged.diagram, arranged.board.region, arranged.aside
    assert diagram is not None
    assert aside is not None
    assert diagram.y == arranged.words.y == first_row(height - MESSAGE_ROWS, board.bottom - diagram.y)
    assert (board.y, board.bottom) == (aside.region.y, aside.region.bottom)
    assert board.height >= 11
    assert board.y - max(diagram.bottom, arranged.words.bottom - 1) == 1, "one row is free between them"
    assert layout_of(layers, diagram.width, diagram.height, (LEFT_OUT,) * len(layers)).head == 0


@given(
    st.sampled_from(PANELS),
    st.integers(1, 200),
    st.integers(1, 80),
    st.sampled_from([(1, 1), (2, 2, 2), (2, 4, 1), (3, 20, 5, 3), (784, 10, 10)]),
    st.integers(0, 12),
    st.booleans(),
)
def test_the_chosen_panel_is_open_and_nothing_stands_upon_anything_else(
    chosen: PanelId, width: int, height: int, layers: tuple[int, ...], words: int, large: bool
) -> None:
    view = LabView(opened=(chosen, "inspect", "loss"), large=large)
    arranged = arrangement(PANELS, view, (width, height), layers, Words(words, 0, MESSAGE_ROWS))
    boards = [board for board in (arranged.board, arranged.aside) if board is not None]
    assert chosen in [board.panel for board in boards]
    placed = [*(board.region for board in boards), arranged.words, *([arranged.diagram] if arranged.diagram else [])]
    # A part for which no row is left covers nothing, though Textual has its empty place overlap the one beside it.
    parts = [part for part in placed if part.area]
    assert not [pair for pair in combinations(parts, 2) if pair[0].overlaps(pair[1])]
    room = Region(0, 0, width, height)
    assert all(room.contains_region(part) for part in parts)
    assert arranged.words.contains_region(arranged.field)


def test_words_and_panels_have_44_columns_of_120_margins_included() -> None:
    grid = columns_of_lab(120)
    assert (words_beside(120), grid.rule, grid.left, grid.text) == (44, 76, 78, 40)
    assert (grid.side_left, grid.side) == (1, 74)
    assert words_beside(109) == 0
    assert columns_of_lab(80) == columns(80)


def test_a_table_knows_the_place_of_each_parameter() -> None:
    lab = Lab(TWO_TWO_TWO)
    parts: list[Part] = [Edge(1, 1, 0), Bias(2, 1)]
    for part in parts:
        layer, place = place_of(part, lab.spec)
        assert layer == 1
        row, column = place or (-1, -1)
        assert part_at(1, row, column, lab) == part
        assert table_of(lab, 1, CELLS, gradients=False).values[row, column] == lab.hidden_value(name_of(part, lab.spec))
    assert table_of(lab, 1, CELLS, gradients=True).known == (False, False)


def test_the_map_shows_the_loss_around_the_path() -> None:
    lab = Lab(NEURON)
    lab.run(5)
    found = Cartographer(lab, ENGLISH).landscape(axes_of(lab, ()))
    assert found.path.shape == (6, 2)
    assert found.path[-1].tolist() == [lab.hidden_value("w"), lab.hidden_value("b")]
    shares = found.axes.plane.shares(found.path)
    assert ((shares > 0) & (shares < 1)).all()
    row, column = int((1 - shares[-1, 1]) * found.heights.shape[0]), int(shares[-1, 0] * found.heights.shape[1])
    assert found.heights[row, column] == pytest.approx(lab.loss, abs=0.02)


def test_heights_that_were_measured_at_another_step_say_at_which() -> None:
    axes = ("w1", "w3")
    lab = Lab(TWO_TWO_TWO)
    cartographer = Cartographer(lab, ENGLISH)
    assert (cartographer.landscape(axes).now, cartographer.landscape(axes).remark) == (lab.loss, "")
    lab.run(1)
    assert cartographer.landscape(axes, running=True).remark == "(step 0)"
    assert (cartographer.landscape(axes).now, cartographer.landscape(axes).remark) == (lab.loss, "")


def test_heights_that_hang_on_nothing_else_are_never_old() -> None:
    lab = Lab(NEURON)
    cartographer = Cartographer(lab, ENGLISH)
    cartographer.landscape(())
    lab.run(1)
    assert (cartographer.landscape((), running=True).now, cartographer.landscape(()).remark) == (lab.loss, "")


def test_a_boundary_is_for_two_inputs_and_two_classes() -> None:
    assert "boundary" in panels_of(Lab(XOR))
    assert "boundary" not in panels_of(Lab(NEURON))
    assert "boundary" not in panels_of(Lab(TWO_TWO_TWO))
    boundary = boundary_of(Lab(XOR), ENGLISH)
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    assert boundary.field(corners) == pytest.approx(Lab(XOR).current.trace.output[:, 0])
    assert boundary.classes.tolist() == [False, True, True, False]
