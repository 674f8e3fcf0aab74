"""A pass by hand: everything at hand above, the numbers that are asked below, a field that computes."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from tutor.activity.trace import TraceActivity
from tutor.figures.trace import asked_lines, least_width, pass_lines
from tutor.lesson.format.network_steps import TraceStep
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.block import SIDE
from tutor.ui.steps.parts import answer_field, figure, prose_of
from tutor.ui.steps.scene import Scene
from tutor.ui.widgets.formula_field import FormulaField


class TraceView(AskingView):
    """Draws the pass as far as it has come, and the field for the open number."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        assert isinstance(scene.activity, TraceActivity)
        assert isinstance(scene.step, TraceStep)
        self._activity, self._step = scene.activity, scene.step
        self.explain = scene.step.explain
        self._pass = figure(pass_lines, scene.activity, scene, classes=f"figure {SIDE}")
        self.least_side = least_width(scene.activity, scene.display.voice, scene.display.cells)
        self._answer: FormulaField | None = answer_field(scene) if scene.activity.question else None

    def compose(self) -> ComposeResult:
        """Put text, numbers, what is asked, field, verdict and hints below each other."""
        yield from prose_of(self._step.prompt, self._scene)
        yield self._pass
        yield figure(asked_lines, self._activity, self._scene)
        if self._answer:
            yield self._answer

    def live_keys(self) -> Sequence[str]:
        """Return the keys of an open or a finished pass."""
        if self._answer is None:
            return ("go-on", "previous", "again", "outline", "leave", "help")
        return ("to-answer", "hint", "skip", "previous", "outline", "leave", "help")

    def take_focus(self) -> None:
        """Put the cursor into the field."""
        if self._answer:
            self._answer.take_focus()
