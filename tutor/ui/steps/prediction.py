"""A prediction that is committed before anything moves, beside the network that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import ComposeResult
from textual.geometry import Size

from tutor.activity.network import NetworkActivity
from tutor.figures.lab import standing_runs
from tutor.figures.lines import width_of
from tutor.lesson.format.network_steps import Prediction
from tutor.ui.canvas.diagram.layout import taken_rows
from tutor.ui.grid import SIDE_FROM
from tutor.ui.lab.diagram import diagram_state
from tutor.ui.lab.view import LabView
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.block import SIDE
from tutor.ui.steps.parts import outcome_list, prose
from tutor.ui.steps.scene import Scene
from tutor.ui.widgets.network_diagram import NetworkDiagram
from tutor.ui.widgets.sheet import Run

_HEAD: Final = 1
_BOX: Final = 3
_MOST_ROWS: Final = 9
"""Rows of the diagram above the question: its head, a box for each unit of the widest layer, and what leaves room."""
_MARGINS: Final = 2


class _Pictured(NetworkDiagram):
    """A diagram that is as high as its network: low above a question, as high as in the lab beside one."""

    DEFAULT_CSS = "_Pictured { height: auto; }"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows of the network at `width`."""
        if viewport.width < SIDE_FROM:
            return min(_MOST_ROWS, _HEAD + _BOX * max(self.state.sizes))
        # None is free above its heads, so that they stand in the first row of the words.
        return taken_rows(self.state.sizes, width, max(_MOST_ROWS, container.height - _MARGINS))


class PredictionView(AskingView):
    """Shows what a network step asks before its lab opens: its `prediction`, below its own `prompt`."""

    like_lab = True
    places = ("choices",)

    def __init__(self, scene: Scene, prompt: str, prediction: Prediction) -> None:
        super().__init__(scene)
        assert isinstance(scene.activity, NetworkActivity)
        self._activity, self._prompt, self._asked = scene.activity, prompt, prediction.prompt
        self._choices = outcome_list(prediction, scene)
        display, lab = scene.display, scene.activity.lab
        self._diagram = _Pictured(diagram_state(lab, LabView(), display), display.cells, classes=f"figure {SIDE}")

    def compose(self) -> ComposeResult:
        """Put the question below the network."""
        yield prose(self._prompt, self._scene)
        yield self._diagram
        yield prose(self._asked, self._scene, classes="text after")
        yield self._choices

    def live_keys(self) -> Sequence[str]:
        """Return the keys of a list of choices."""
        return ("check-choice", "move", "skip", "previous", "outline", "leave", "help")

    def title_notes(self, room: int) -> Sequence[Run]:
        """Return how the loss is computed, and the learning rate."""
        display = self._scene.display
        runs = standing_runs(self._activity.lab, display.voice, display.cells, formula=True)
        return runs if width_of(runs, display.cells) <= room else ()

    def take_focus(self) -> None:
        """Put the cursor on the choices."""
        self._choices.focus(scroll_visible=False)

    def bring_into_view(self) -> None:
        """Show the choices."""
        self._choices.scroll_visible(animate=False)
