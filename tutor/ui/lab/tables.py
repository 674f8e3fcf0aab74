"""The parameters of one layer as a table of numbers, weights or their gradients, with the biases as the last row."""

from __future__ import annotations

import numpy as np

from tutor.figures.quantities import quantity_text
from tutor.network.lab import Lab
from tutor.text import Cells
from tutor.ui.canvas.diagram.state import Bias, Edge, Part, Unit
from tutor.ui.canvas.number_grid import NumberTable


def layer_of(part: Part | None, layers: int) -> int:
    """Return which layer's parameters belong to what is selected; the last layer's to nothing."""
    match part:
        case Edge(layer=number):
            return number
        case Bias(layer=number) | Unit(layer=number) if number:
            return number - 1
        case Bias() | Unit():
            return 0
        case None:
            return layers - 1


def table_of(lab: Lab, layer: int, cells: Cells, *, gradients: bool) -> NumberTable:
    """Return the weights that lead into a layer and its biases, or their gradients as far as they are known."""
    layout, spec = lab.trainer.network.layout, lab.spec
    vector = lab.current.gradient if gradients else lab.current.before.parameters
    views = layout.views(vector)[layer]
    values = np.vstack([views.weights, views.biases]).astype(np.float64)
    units = spec.layers[layer].units
    known = tuple(lab.known(f"{name}.gradient") for name in spec.bias_names(layer)) if gradients else None
    rows = (*(quantity_text(name, cells) for name in spec.sources(layer)), "b")
    columns = tuple(quantity_text(name, cells) for name in units)
    return NumberTable(rows, columns, values, "∂L/∂w" if gradients else "w", gradients, known)


def place_of(part: Part | None, lab: Lab) -> tuple[int, int] | None:
    """Return row and column of a selected parameter in its layer's table."""
    match part:
        case Edge(_, source, target):
            return source, target
        case Bias(layer, index):
            return len(lab.spec.sources(layer - 1)), index
        case Unit() | None:
            return None


def part_at(layer: int, row: int, column: int, lab: Lab) -> Part:
    """Return the parameter at a place of a layer's table."""
    return Edge(layer, row, column) if row < len(lab.spec.sources(layer)) else Bias(layer + 1, column)
