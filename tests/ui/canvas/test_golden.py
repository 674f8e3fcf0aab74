"""Two tiny diagrams, character by character, on a terminal that has only ASCII."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.ui.canvas.palettes import PALETTES
from tutor.text import ASCII, Cells
from tutor.ui.canvas.diagram.painter import DiagramPainter
from tutor.ui.canvas.diagram.state import DiagramLayer, DiagramState, Edge
from tutor.ui.canvas.grid import Array


def numbers(*values: float) -> Array:
    return np.array(values)


NEURON = DiagramState(
    (
        DiagramLayer("input", ("x",), numbers(2)),
        DiagramLayer(
            "output",
            ("a",),
            numbers(0.75026),
            weights=np.array([[0.5]]),
            biases=numbers(0.1),
            deltas=numbers(-0.0936),
            gradients=np.array([[-0.187]]),
            bias_gradients=numbers(-0.0936),
        ),
    ),
    written="both",
    selected=Edge(0, 0, 0),
)

TWO_INPUTS = DiagramState(
    (
        DiagramLayer("in", ("x1", "x2"), numbers(0.05, 0.1)),
        DiagramLayer("out", ("o1",), numbers(-0.6), weights=np.array([[0.15], [-0.2]])),
    )
)


GOLDEN = [
    (
        NEURON,
        (60, 5),
        [
            "      input                                     output",
            " +-------------+                            +-b+0.1-------+",
            " | x        +2 |#######[+0.5 d-0.187]#######| a    +0.750 |",
            " +-------------+                            +--d-0.0936---+",
            "",
        ],
    ),
    (
        TWO_INPUTS,
        (48, 9),
        [
            "      in                               out",
            " +-----------+",
            " | x1  +0.05 |--------",
            " +-----------+        +0.15 --    +-----------+",
            "                              -...| o1   -0.6 |",
            "                         ......   +-----------+",
            " +-----------+      . -0.2",
            " | x2   +0.1 |......",
            " +-----------+",
        ],
    ),
]


def test_bars_stand_around_what_is_frozen_and_brackets_around_what_is_selected() -> None:
    first, output = NEURON.layers
    frozen = replace(output, frozen=np.array([[True]]), frozen_biases=np.array([True]))
    painter = DiagramPainter(Cells(glyphs=ASCII))
    for selected, line in ((None, "|+0.5 d-0.187|"), (Edge(0, 0, 0), "[+0.5 d-0.187]")):
        state = replace(NEURON, layers=(first, frozen), selected=selected)
        painted = painter.paint(state, 60, 5, PALETTES["dark"]).grid.lines()
        assert "-|b+0.1|-" in painted[1]
        assert line in painted[2]


@pytest.mark.parametrize(("state", "size", "lines"), GOLDEN)
def test_tiny_diagrams(state: DiagramState, size: tuple[int, int], lines: list[str]) -> None:
    painter = DiagramPainter(Cells(ambiguous_width=2, glyphs=ASCII))
    painted = painter.paint(state, *size, PALETTES["dark"]).grid.lines()
    assert [line.rstrip() for line in painted] == lines
