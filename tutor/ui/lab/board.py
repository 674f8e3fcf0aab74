"""All panels of a lab: one below tabs, or several below each other beside the diagram."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical

from tutor.network.lab import Lab
from tutor.ui.canvas.diagram.state import Part
from tutor.ui.display import Display
from tutor.ui.lab.arrangement import Arrangement
from tutor.ui.lab.panes import BoundaryPane, InspectPane, LayersPane, LossPane, MapPane, NumbersPane, Pane, applies
from tutor.ui.lab.view import PANELS, LabView, PanelId
from tutor.ui.widgets.tab_row import Tab, TabRow
from tutor.wording import lab as words


class PanelBoard(Vertical):
    """Draws the open panels of one lab; a closed one costs nothing."""

    DEFAULT_CSS = """
    PanelBoard { width: 1fr; height: 1fr; }
    PanelBoard > Vertical { height: 1fr; display: none; }
    PanelBoard > Vertical > .pane { padding: 0 1; }
    """

    def __init__(self, lab: Lab, display: Display, select: Callable[[Part], None], least_steps: int) -> None:
        super().__init__()
        self._lab, self._display, self._select = lab, display, select
        self._least_steps = least_steps
        self.applicable: tuple[PanelId, ...] = tuple(panel for panel in PANELS if applies(panel, lab))
        self._tabs = TabRow(display.cells)
        self._heads = {panel: TabRow(display.cells) for panel in self.applicable}
        self._panes = {panel: self._pane(panel) for panel in self.applicable}
        self._rooms = {panel: Vertical(self._heads[panel], self._panes[panel]) for panel in self.applicable}
        self._arranged: Arrangement | None = None

    def compose(self) -> ComposeResult:
        """Put the tabs above all panels; those that are closed take no room."""
        yield self._tabs
        yield from self._rooms.values()

    def lay_out(self, arranged: Arrangement, view: LabView) -> None:
        """Open and close panels."""
        self._tabs.display = not arranged.beside
        self._tabs.set(self._all_tabs(), view.panel, self._remark(arranged, view))
        for panel, room in self._rooms.items():
            room.display = panel in arranged.rows
            # Of panels below each other the first stands below the tabs, which take one of its rows.
            first = not arranged.beside and panel == view.panel
            room.styles.height = arranged.rows.get(panel, 0) - first
            self._heads[panel].display = not first
            self._heads[panel].set([self._tab(panel)], view.panel, self._remark(arranged, view, panel))
        self._arranged = arranged

    def draw(self, view: LabView, *, running: bool) -> None:
        """Draw every open panel anew; while the lab is `running`, with no more work than a frame has time for."""
        for panel in self._arranged.rows if self._arranged else ():
            self._draw(self._panes[panel], view, running)

    def _draw(self, pane: Pane, view: LabView, running: bool) -> None:
        match pane:
            case NumbersPane():
                pane.draw(view, self.size.width)
            case InspectPane():
                pane.show(view)
            case BoundaryPane():
                pane.draw()
            case MapPane():
                pane.draw(view, running=running)
            case LossPane() | LayersPane():
                pane.draw(view)

    def _pane(self, panel: PanelId) -> Pane:
        pane = self._made(panel)
        pane.add_class("pane")
        return pane

    def _made(self, panel: PanelId) -> Pane:
        lab, display = self._lab, self._display
        match panel:
            case "inspect":
                return InspectPane(lab, display)
            case "loss":
                return LossPane(lab, display, self._least_steps)
            case "boundary":
                return BoundaryPane(lab, display)
            case "numbers":
                return NumbersPane(lab, display, self._select)
            case "layers":
                return LayersPane(lab, display)
            case "map":
                return MapPane(lab, display)

    def _all_tabs(self) -> list[Tab]:
        return [self._tab(panel) for panel in self.applicable]

    def _tab(self, panel: PanelId) -> Tab:
        return Tab(panel, str(PANELS.index(panel) + 1), self._display.voice(words.PANELS[panel]))

    def _remark(self, arranged: Arrangement, view: LabView, panel: PanelId | None = None) -> str:
        """How the open panel becomes larger or smaller."""
        if panel is not None and panel != view.panel:
            return ""
        sentence = words.LARGER if arranged.diagram else words.SMALLER
        return self._display.voice(sentence, key=PANELS.index(view.panel) + 1)
