"""A pass by hand: everything at hand above, the numbers that are asked below, a field that computes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widget import Widget

from tutor.activity.trace import TraceActivity
from tutor.figures.trace import asked_lines, pass_lines
from tutor.lesson.format.network_steps import TraceStep
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.parts import answer_field, hint_panels, prose, verdict_panel
from tutor.ui.steps.scene import Scene
from tutor.ui.widgets.sheet import Line, Sheet


class TraceView(AskingView):
    """Draws the pass as far as it has come, and the field for the open number."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        assert isinstance(scene.activity, TraceActivity)
        assert isinstance(scene.step, TraceStep)
        self._activity, self._step = scene.activity, scene.step
        self._field = answer_field(scene) if scene.activity.question else None
        self._below: list[Widget] = [*filter(None, [verdict_panel(scene)]), *hint_panels(scene)]

    def compose(self) -> ComposeResult:
        """Put text, numbers, what is asked, field, verdict and hints below each other."""
        if self._step.prompt:
            yield prose(self._step.prompt, self._scene)
        yield Sheet(self._figure_lines, classes="figure")
        yield Sheet(self._asked_lines, classes="figure")
        if self._field:
            yield self._field
        yield from self._below
        if self._activity.question is None and self._step.explain:
            yield prose(self._step.explain, self._scene, classes="text after")

    def live_keys(self) -> Sequence[str]:
        """Return the keys of an open or a finished pass."""
        if self._field is None:
            return ("next", "previous", "again", "outline", "leave", "help")
        return ("answer", "hint", "skip", "previous", "outline", "leave", "help")

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        if self._field:
            self._field.take_focus()

    def bring_into_view(self) -> None:
        """Show the verdict or the newest hint, or the field."""
        newest = self._below[-1] if self._below else self._field
        if newest is not None and newest.is_attached:
            newest.scroll_visible(animate=False)

    def _figure_lines(self, width: int) -> list[Line]:
        display = self._scene.display
        return pass_lines(self._activity, display.voice, display.cells, width)

    def _asked_lines(self, width: int) -> list[Line]:
        display = self._scene.display
        return asked_lines(self._activity, display.voice, display.cells, width)
