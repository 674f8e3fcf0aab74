"""The panels of a lab, each one side of it, on boards: one below its tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from tutor.figures.chart import Bar, Series
from tutor.figures.inspector import Inspector
from tutor.figures.lines import wrapped
from tutor.network.lab import Lab
from tutor.ui.canvas.diagram.state import GRADIENTS_ALONE, NUMBERS, Part
from tutor.ui.canvas.number_grid import NumberTable
from tutor.ui.display import Display
from tutor.ui.lab.arrangement import Board
from tutor.ui.lab.diagram import name_of, part_at, place_of, table_of
from tutor.ui.lab.maps import Cartographer, boundary_of
from tutor.ui.lab.view import PANELS, LabView, PanelId
from tutor.ui.widgets.charts import BarChart, CurveChart, Figure
from tutor.ui.widgets.maps import ContourMap, DecisionBoundary
from tutor.ui.widgets.number_grid import NumberGrid
from tutor.ui.widgets.sheet import Line
from tutor.ui.widgets.tab_row import Tab, TabRow
from tutor.wording import lab as words

_LEAST_STEPS = 10
"""Steps that a loss curve has room for at least, so that it does not jump at the beginning."""
_BOTH_TABLES_FROM = 70
"""Columns from which on weights and gradients stand side by side."""


class InspectPane(Figure):
    """The numbers of what is selected, and the calculation behind each."""

    def __init__(self, lab: Lab, display: Display) -> None:
        super().__init__()
        self._lab, self._display = lab, display
        self._part: Part | None = None

    def show(self, part: Part | None) -> None:
        """Draw what is selected."""
        self._part = part
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


class NumbersPane(Horizontal):
    """Weights and gradients of one layer as tables; in a narrow room only what the edges show."""

    DEFAULT_CSS = "NumbersPane { height: 1fr; }"

    def __init__(self, lab: Lab, display: Display, select: Callable[[Part], None]) -> None:
        super().__init__()
        self._lab, self._cells, self._select = lab, display.cells, select
        self._layer = len(lab.spec.layers) - 1
        self._view = LabView()
        # The weights, then their gradients.
        self._grids = [NumberGrid(self._table(gradients), display.cells) for gradients in (False, True)]

    def _table(self, gradients: bool) -> NumberTable:
        return table_of(self._lab, self._layer, self._cells, gradients=gradients)

    def compose(self) -> ComposeResult:
        """Put the gradients beside the weights."""
        yield from self._grids

    def on_resize(self, event: events.Resize) -> None:
        """Show as many tables as there is room for now."""
        self.draw(self._view)

    def draw(self, view: LabView) -> None:
        """Draw the layer of what is selected."""
        self._view = view
        self._layer, place = place_of(view.selected, self._lab.spec)
        for gradients, grid in zip((False, True), self._grids, strict=True):
            shown = gradients == (NUMBERS[view.written] == GRADIENTS_ALONE)
            grid.display = self.size.width >= _BOTH_TABLES_FROM or shown
            grid.show(self._table(gradients))
            grid.point_at(place)

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
        lab, voice = self._lab, self._display.voice
        norms = lab.trainer.network.layout.weight_norms(lab.current.gradient)
        bars = [
            Bar(voice(words.LAYER, number=layer + 1), norm)
            for layer, norm in enumerate(norms)
            if lab.known(f"{lab.spec.bias_names(layer)[0]}.gradient")
        ]
        self._known = bool(bars)
        self.show(bars, log=view.log)

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return the bars, or what computes them."""
        voice = self._display.voice
        if self._known:
            return [[(voice(words.GRADIENT_NORMS), "dim")], *super().lines(width, height - 1)]
        return wrapped(voice(words.LAYERS_LATER), "dim", self._display.cells, width)[:height]


class LossPane(CurveChart):
    """The losses that were shown, with room for `least_steps` at least."""

    def __init__(self, lab: Lab, display: Display, least_steps: int) -> None:
        super().__init__(display.cells, (display.voice(words.STEPS), "L"))
        self._lab, self._display, self._least_steps = lab, display, least_steps
        self._losses: Sequence[float] = ()

    def draw(self, view: LabView) -> None:
        """Draw the losses; where the lab stands back in time, a mark says where."""
        lab = self._lab
        self._losses = lab.branch_losses if lab.last_step or lab.loss_shown else ()
        at = lab.step if lab.step < lab.last_step else None
        self.show([Series("", self._losses)], last=self._least_steps, log=view.log, at=at)

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return the curve, or what it will show."""
        if self._losses:
            return super().lines(width, height)
        return wrapped(self._display.voice(words.LOSS_LATER), "dim", self._display.cells, width)[:height]


Pane: TypeAlias = InspectPane | NumbersPane | LayersPane | LossPane | DecisionBoundary | ContourMap


class PanelBoard(Vertical):
    """Draws the open one of the `panels` of one lab; a closed one costs nothing.

    `least_steps` have room on the loss at least.
    """

    DEFAULT_CSS = """
    PanelBoard { width: 1fr; height: 1fr; }
    PanelBoard > .pane { display: none; padding: 0 1; }
    """

    def __init__(
        self, lab: Lab, panels: Sequence[PanelId], display: Display, select: Callable[[Part], None], least_steps: int
    ) -> None:
        super().__init__()
        self._lab, self._display, self._select = lab, display, select
        self._least_steps = max(_LEAST_STEPS, least_steps)
        self._cartographer = Cartographer(lab, display)
        self._tabs = TabRow(display.cells)
        self._panes = {panel: self._pane(panel) for panel in panels}
        self._opened: PanelId | None = None

    def compose(self) -> ComposeResult:
        """Put the tabs above all panels; those that are closed take no room."""
        yield self._tabs
        for pane in self._panes.values():
            pane.add_class("pane")
            yield pane

    def lay_out(self, board: Board | None, view: LabView) -> None:
        """Show the tabs and the panel of `board`, none where there is no room for it."""
        self._opened = board.panel if board else None
        for panel, pane in self._panes.items():
            pane.display = panel == self._opened
        if board:
            sentence = words.SMALLER if view.large else words.LARGER
            key = PANELS.index(board.panel) + 1
            remark = self._display.voice(sentence, key=key) if board.panel == view.panel else ""
            self._tabs.set([self._tab(panel) for panel in board.tabs], board.panel, remark)

    def draw(self, view: LabView, *, running: bool) -> None:
        """Draw the open panel anew; while the lab is `running`, with no more work than a frame has time for."""
        if self._opened:
            self._draw(self._panes[self._opened], view, running)

    def _draw(self, pane: Pane, view: LabView, running: bool) -> None:
        lab = self._lab
        match pane:
            case InspectPane():
                pane.show(view.selected)
            case NumbersPane():
                pane.draw(view)
            case LayersPane():
                pane.draw(view)
            case LossPane():
                pane.draw(view)
            case DecisionBoundary():
                pane.show(boundary_of(lab, self._display))
            case ContourMap():
                pane.show(self._cartographer.landscape(view.axes, running=running))

    def _pane(self, panel: PanelId) -> Pane:
        lab, display = self._lab, self._display
        match panel:
            case "inspect":
                return InspectPane(lab, display)
            case "loss":
                return LossPane(lab, display, self._least_steps)
            case "boundary":
                return DecisionBoundary(boundary_of(lab, display), display.cells, colourless=display.colourless)
            case "numbers":
                return NumbersPane(lab, display, self._select)
            case "layers":
                return LayersPane(lab, display)
            case "map":
                return ContourMap(self._cartographer.landscape(()), display.cells)

    def _tab(self, panel: PanelId) -> Tab:
        return Tab(panel, str(PANELS.index(panel) + 1), self._display.voice(words.PANELS[panel]))
