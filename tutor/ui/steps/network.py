"""The lab: a network to run forward and backward, to train and to change, with its numbers, its loss and its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult

from tutor.activity.network import NetworkActivity, read_settings
from tutor.activity.task_run import TaskRun
from tutor.errors import TutorError
from tutor.figures.lab import news_lines
from tutor.figures.network import chart_lines, lab_lines
from tutor.lesson.model import NetworkStep
from tutor.ui.keys import bindings
from tutor.ui.steps.parts import hint_panels, prose
from tutor.ui.steps.scene import Answered, ExplainWanted, KeysChanged, Scene, StepView
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.sheet import Draw, Line, Sheet
from tutor.wording import interface
from tutor.wording.failures import failure_sentence

FRAMES_PER_SECOND: Final = 12
BUDGET: Final = 0.004
"""Seconds of training in one frame, so that keys are never kept waiting."""
CHART_ROWS: Final = 4
CHART_ROWS_OF_TALL_WINDOWS: Final = 10
TALL: Final = 36
"""Rows of a window that has room for a larger curve."""
FASTER_AFTER: Final = 60
"""Steps after which a run takes more than one step a frame."""
_OPERATIONS: Final[dict[str, tuple[str, ...]]] = {
    "idle": ("forward",),
    "forward": ("forward",),
    "forward-done": ("backward",),
    "backward": ("backward",),
    "backward-done": (),
}


class NetworkView(StepView, can_focus=True):
    """Draws the activity's lab and works it; the lab itself is the activity's, and `TaskRun` watches the task."""

    BINDINGS = bindings("lab")

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        assert isinstance(scene.activity, NetworkActivity)
        assert isinstance(scene.step, NetworkStep)
        self._scene, self._activity, self._step = scene, scene.activity, scene.step
        self._lab = scene.activity.lab
        self._run = TaskRun(scene.activity)
        self._training = False
        self._numbers = Sheet(self._number_lines, classes="figure")
        self._chart = Sheet(self._chart_lines, classes="figure")
        self._news = Sheet(self._news_lines)
        names = ", ".join(f"{name} = …" for name in self._activity.changeable[:3])
        self._settings = FormulaField("", scene.display.voice(interface.SETTINGS, example=names))
        self._settings.display = False
        self._hints = hint_panels(scene)

    def compose(self) -> ComposeResult:
        """Put task, numbers, curve, hints and text below each other."""
        yield self._news
        yield self._settings
        yield self._numbers
        yield self._chart
        yield from self._hints
        yield prose(self._step.prompt, self._scene, classes="text after")
        if self._activity.question is None and self._step.explain:
            yield prose(self._step.explain, self._scene, classes="text after")

    def on_mount(self) -> None:
        """Begin to count frames."""
        self._frames = self.set_interval(1 / FRAMES_PER_SECOND, self._frame, pause=True)

    def live_keys(self) -> Sequence[str]:
        """Return the keys of the lab that do something now."""
        reset = ("reset",) if self._lab.step or self._lab.edits else ()
        hint = ("hint",) if self._activity.question else ()
        return (
            *_OPERATIONS[self._lab.phase], "update", "run", "explain", "set", *reset, *hint, "next-step", "help"
        )  # fmt: skip

    def take_focus(self) -> None:
        """Make the keys of the lab live."""
        self.focus(scroll_visible=False)

    def bring_into_view(self) -> None:
        """Show the newest hint."""
        if self._hints:
            self._hints[-1].scroll_visible(animate=False)

    # What the keys do.

    def action_forward(self) -> None:
        """Do the forward pass."""
        self._lab.forward("pass")
        self._redraw()

    def action_backward(self) -> None:
        """Do the backward pass."""
        self._lab.backward("pass")
        self._redraw()

    def action_update(self) -> None:
        """Update once."""
        self._lab.update()
        self._after_steps()

    def action_run(self) -> None:
        """Train on, or pause."""
        self._set_training(not self._training and not self._lab.diverged)

    def action_explain(self) -> None:
        """Ask for an explanation of the gradients, as they are now."""
        self._set_training(False)
        self.post_message(ExplainWanted(self._lab))

    def action_faster(self) -> None:
        """Double the learning rate."""
        self._change({"learning_rate": self._lab.learning_rate * 2})

    def action_slower(self) -> None:
        """Halve the learning rate."""
        self._change({"learning_rate": self._lab.learning_rate / 2})

    def action_reset(self) -> None:
        """Go back to the start with the settings that were made; at the start, take the settings back as well."""
        self._set_training(False)
        self._run.reset()
        self._redraw()

    def action_set(self) -> None:
        """Open the field for settings."""
        self._set_training(False)
        self._settings.display = True
        self._settings.take_focus()

    @on(FormulaField.Submitted)
    def _set(self, event: FormulaField.Submitted) -> None:
        event.stop()
        try:
            self._change(read_settings(event.text, self._activity.changeable))
        except TutorError as error:
            self._settings.set_echo(self._refusal(error))
        else:
            self._settings.display = False
            self.focus()

    @on(FormulaField.Edited)
    def _typed(self, event: FormulaField.Edited) -> None:
        event.stop()
        self._settings.set_echo(lambda width: [])

    def _change(self, settings: dict[str, float]) -> None:
        self._run.change(settings)
        self._redraw()

    # Running.

    def _frame(self) -> None:
        self._lab.run(1 + self._lab.step // FASTER_AFTER, BUDGET)
        if self._lab.diverged:
            self._set_training(False)
        self._after_steps()

    def _after_steps(self) -> None:
        task, state = self._activity.task, self._run.state
        if state in ("met", "missed"):
            self._set_training(False)
        if task and state == "met":
            self.post_message(Answered(task.id, self._run.settings))
        self._redraw()

    def _set_training(self, training: bool) -> None:
        self._training = training
        (self._frames.resume if training else self._frames.pause)()
        self._redraw()

    # What is drawn.

    def _redraw(self) -> None:
        self.post_message(KeysChanged())
        for sheet in (self._numbers, self._chart, self._news):
            sheet.redraw()

    def _number_lines(self, width: int) -> Sequence[Line]:
        display = self._scene.display
        return lab_lines(self._lab, display.voice, display.cells)

    def _chart_lines(self, width: int) -> Sequence[Line]:
        display, task = self._scene.display, self._activity.task
        rows = CHART_ROWS_OF_TALL_WINDOWS if self.screen.size.height >= TALL else CHART_ROWS
        return chart_lines(self._lab, width, rows, display.voice, display.cells, task.within if task else 0)

    def _news_lines(self, width: int) -> Sequence[Line]:
        scene, display = self._scene, self._scene.display
        return news_lines(
            self._activity,
            self._step,
            self._run.state,
            scene.verdict,
            running=self._training,
            voice=display.voice,
            cells=display.cells,
            width=width,
        )

    def _refusal(self, error: TutorError) -> Draw:
        display = self._scene.display
        words = failure_sentence(error, display.voice)
        return lambda width: [[(line, "hint")] for line in display.cells.wrap(words, width)]
