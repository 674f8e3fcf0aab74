"""The panels of a lab: each draws one side of it and knows whether it has anything to draw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from textual.app import ComposeResult
from textual.containers import Horizontal

from tutor.figures.bars import Bar
from tutor.figures.chart import Series
from tutor.figures.inspector import Inspector
from tutor.figures.lines import wrapped
from tutor.network.lab import Lab
from tutor.ui.canvas.diagram.state import GRADIENTS_ALONE, NUMBERS, Part
from tutor.ui.display import Display
from tutor.ui.lab.boundary import boundary_of, has_boundary
from tutor.ui.lab.landscape import Cartographer, has_landscape
from tutor.ui.lab.parts import layer_of, name_of, part_at, place_of, table_of
from tutor.ui.lab.view import LabView, PanelId
from tutor.ui.widgets.charts import BarChart, CurveChart, Figure
from tutor.ui.widgets.maps import ContourMap, DecisionBoundary
from tutor.ui.widgets.number_grid import NumberGrid
from tutor.ui.widgets.sheet import Line
from tutor.wording import lab as words

_LEAST_STEPS = 10
"""Steps that a loss curve has room for at least, so that it does not jump at the beginning."""
_BOTH_TABLES_FROM = 70
"""Columns from which on weights and gradients stand side by side."""


def applies(panel: PanelId, lab: Lab) -> bool:
    """Return whether a panel has anything to show for this lab."""
    match panel:
        case "boundary":
            return has_boundary(lab)
        case "map":
            return has_landscape(lab)
        case "inspect" | "loss" | "numbers" | "layers":
            return True


class InspectPane(Figure):
    """The numbers of what is selected, and the calculation behind each."""

    def __init__(self, lab: Lab, display: Display) -> None:
        super().__init__()
        self._lab, self._display = lab, display
        self._part: Part | None = None

    def show(self, view: LabView) -> None:
        """Draw what is selected."""
        self._part = view.selected
        self.refresh()

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return what there is to say; where it is cut, the last line says so."""
        display = self._display
        name = name_of(self._part, self._lab.spec)
        lines = Inspector(self._lab, display.voice, display.cells, width).lines(name)
        lines += [] if name else wrapped(display.voice(words.CHOOSE), "dim", display.cells, width)
        if len(lines) <= height:
            return lines
        return [*lines[: height - 1], [(display.voice(words.MORE_BELOW), "dim")]]


class LossPane(CurveChart):
    """The loss of this branch over its steps; a click goes to one."""

    def __init__(self, lab: Lab, display: Display, least_steps: int) -> None:
        super().__init__(display.cells, (display.voice(words.STEPS), "L"))
        self._lab, self._least = lab, max(_LEAST_STEPS, least_steps)

    def draw(self, view: LabView) -> None:
        """Draw the losses that were shown; where the lab stands back in time, a mark says where."""
        lab = self._lab
        losses = lab.branch_losses if lab.last_step or lab.loss_shown else ()
        at = lab.step if lab.step < lab.last_step else None
        self.show([Series("", losses)], last=self._least, log=view.log, at=at)


class BoundaryPane(DecisionBoundary):
    """What the network says about the plane of its two inputs."""

    def __init__(self, lab: Lab, display: Display) -> None:
        boundary = boundary_of(lab, display.voice, display.cells)
        super().__init__(boundary, display.cells, colourless=display.colourless)
        self._lab, self._display = lab, display

    def draw(self) -> None:
        """Ask the network anew."""
        self.show(boundary_of(self._lab, self._display.voice, self._display.cells))


class NumbersPane(Horizontal):
    """Weights and gradients of one layer as tables; in a narrow room only what the edges show."""

    DEFAULT_CSS = "NumbersPane { height: 1fr; }"

    def __init__(self, lab: Lab, display: Display, select: Callable[[Part], None]) -> None:
        super().__init__()
        self._lab, self._display, self._select = lab, display, select
        self._layer = len(lab.spec.layers) - 1
        cells = display.cells
        self._weights = NumberGrid(table_of(lab, self._layer, cells, gradients=False), cells)
        self._gradients = NumberGrid(table_of(lab, self._layer, cells, gradients=True), cells)

    def compose(self) -> ComposeResult:
        """Put the gradients beside the weights."""
        yield self._weights
        yield self._gradients

    def draw(self, view: LabView, width: int) -> None:
        """Draw the layer of what is selected."""
        lab, cells = self._lab, self._display.cells
        self._layer = layer_of(view.selected, len(lab.spec.layers))
        both = width >= _BOTH_TABLES_FROM
        for grid, gradients in ((self._weights, False), (self._gradients, True)):
            grid.display = both or gradients == (NUMBERS[view.written] == GRADIENTS_ALONE)
            grid.show(table_of(lab, self._layer, cells, gradients=gradients))
            grid.point_at(place_of(view.selected, lab))

    def on_number_grid_moved(self, event: NumberGrid.Moved) -> None:
        """Select the parameter that was clicked."""
        event.stop()
        self._select(part_at(self._layer, event.row, event.column, self._lab))


class LayersPane(BarChart):
    """How long the gradient of each layer's weights is."""

    def __init__(self, lab: Lab, display: Display) -> None:
        super().__init__(display.cells)
        self._lab, self._display = lab, display
        self._known = False

    def draw(self, view: LabView) -> None:
        """Draw the layers whose gradients are known."""
        lab = self._lab
        norms = lab.trainer.network.layout.weight_norms(lab.current.gradient)
        voice = self._display.voice
        known = [lab.known(f"{names[0]}.gradient") for names in map(lab.spec.bias_names, range(len(norms)))]
        bars = [
            Bar(voice(words.LAYER, number=number + 1), norm)
            for number, (norm, there) in enumerate(zip(norms, known, strict=True))
            if there
        ]
        self._known = bool(bars)
        self.show(bars, log=view.log)

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return the bars, or what computes them."""
        if self._known:
            head: Line = [(self._display.voice(words.GRADIENT_NORMS), "dim")]
            return [head, *super().lines(width, height - 1)]
        text = self._display.voice(words.LAYERS_LATER)
        return wrapped(text, "dim", self._display.cells, width)[:height]


class MapPane(ContourMap):
    """The loss over two parameters, with the path of the descent."""

    def __init__(self, lab: Lab, display: Display) -> None:
        self._cartographer = Cartographer(lab, display.voice, display.cells)
        super().__init__(self._cartographer.landscape(()), display.cells)

    def draw(self, view: LabView, *, running: bool) -> None:
        """Draw the map over the parameters that were chosen last."""
        self.show(self._cartographer.landscape(view.axes, running=running))


Pane: TypeAlias = InspectPane | LossPane | BoundaryPane | NumbersPane | LayersPane | MapPane
