"""A prediction that is committed before anything moves, beside the network that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult

from tutor.activity.network import PREDICTION, NetworkActivity
from tutor.figures.answers import text_lines
from tutor.figures.network import lab_lines
from tutor.lesson.model import NetworkStep
from tutor.ui.steps.parts import prose
from tutor.ui.steps.scene import Answered, Drafted, Scene, StepView
from tutor.ui.widgets.choice_list import ChoiceList, Option
from tutor.ui.widgets.sheet import Line, Sheet


class PredictionView(StepView):
    """Shows what a network step asks before its lab opens."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        assert isinstance(scene.activity, NetworkActivity)
        assert isinstance(scene.step, NetworkStep)
        assert scene.step.predict is not None
        self._scene, self._activity, self._step = scene, scene.activity, scene.step
        self._prompt = scene.step.predict.prompt
        options = [Option(choice.id, partial(self._choice_lines, choice.text)) for choice in scene.step.predict.choices]
        self._choices = ChoiceList(options, chosen=[scene.draft])

    def compose(self) -> ComposeResult:
        """Put the question below the network's numbers."""
        yield prose(self._step.prompt, self._scene)
        yield Sheet(self._number_lines, classes="figure")
        yield prose(self._prompt, self._scene, classes="text after")
        yield self._choices

    def live_keys(self) -> Sequence[str]:
        """Return the keys of a list of choices."""
        return ("check-choice", "move", "next-step", "previous-step", "leave", "help")

    def take_focus(self) -> None:
        """Put the cursor on the choices."""
        self._choices.focus(scroll_visible=False)

    def bring_into_view(self) -> None:
        """Show the choices."""
        self._choices.scroll_visible(animate=False)

    def _choice_lines(self, text: str, width: int) -> Sequence[Line]:
        return text_lines(text, {}, self._scene.display.cells, width)

    def _number_lines(self, width: int) -> Sequence[Line]:
        display = self._scene.display
        return lab_lines(self._activity.lab, display.voice, display.cells)

    @on(ChoiceList.Changed)
    def _moved(self, event: ChoiceList.Changed) -> None:
        event.stop()
        self.post_message(Drafted(PREDICTION, event.chosen[0]))

    @on(ChoiceList.Submitted)
    def _predicted(self, event: ChoiceList.Submitted) -> None:
        event.stop()
        self.post_message(Answered(PREDICTION, event.chosen[0]))
