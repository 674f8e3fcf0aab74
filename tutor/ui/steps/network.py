"""The lab: a prediction first, then a network to run, forward and backward, with its numbers and its loss."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from textual import on
from textual.app import ComposeResult

from tutor.activity.network import (
    PREDICTION,
    NetworkActivity,
    loss_formula,
    prediction_outcome,
    read_settings,
    settings_text,
)
from tutor.errors import TutorError
from tutor.figures.answers import barred, text_lines
from tutor.figures.lines import Run
from tutor.figures.network import chart_lines, state_line, table_lines
from tutor.lesson.model import NetworkStep, PredictedChoice
from tutor.network.goals import GoalWatch, parse_goal
from tutor.text import Cells
from tutor.ui.keys import bindings
from tutor.ui.steps.parts import hint_panels, prose
from tutor.ui.steps.scene import Answered, Drafted, ExplainWanted, KeysChanged, Scene, StepView
from tutor.ui.widgets.choice_list import ChoiceList, Option
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import interface
from tutor.wording.failures import failure_sentence
from tutor.wording.replies import SAID

FRAMES_PER_SECOND: Final = 12
BUDGET: Final = 0.004
"""Seconds of training in one frame, so that keys are never kept waiting."""
CHART_ROWS: Final = 4
CHART_ROWS_OF_TALL_WINDOWS: Final = 10
TALL: Final = 36
"""Rows of a window that has room for a larger curve."""
FASTER_AFTER: Final = 60
"""Steps after which a run takes more than one step a frame."""


class NetworkView(StepView, can_focus=True):
    """Draws the activity's lab and works it; the lab itself is the activity's."""

    BINDINGS = bindings("lab")

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        assert isinstance(scene.activity, NetworkActivity)
        assert isinstance(scene.step, NetworkStep)
        self._scene, self._activity, self._step = scene, scene.activity, scene.step
        self._lab = scene.activity.lab
        self._training = False
        self._notice = ""
        self._watch = self._fresh_watch()
        self._numbers = Sheet(self._number_lines, classes="figure")
        self._chart = Sheet(self._chart_lines, classes="figure")
        self._news = Sheet(self._news_lines)
        self._settings = FormulaField("", self._settings_placeholder())
        self._settings.display = False
        self._prediction = self._prediction_list()
        self._hints = hint_panels(scene)

    def compose(self) -> ComposeResult:
        """Put text, numbers, curve and task below each other."""
        if self._prediction and self._step.predict:
            yield prose(self._step.prompt, self._scene)
            yield self._numbers
            yield prose(self._step.predict.prompt, self._scene, classes="text after")
            yield self._prediction
            return
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
        """Return the keys of the prediction, or of the lab."""
        if self._prediction:
            return ("check-choice", "move", "next-step", "previous-step", "leave", "help")
        operation = {"idle": ("forward",), "forward": ("forward",), "backward-done": ()}.get(
            self._lab.phase, ("backward",)
        )
        reset = ("reset",) if self._lab.step or self._lab.edits else ()
        hint = ("hint",) if self._activity.question else ()
        return (*operation, "update", "run", "explain", "set", *reset, *hint, "next-step", "help")

    def take_focus(self) -> None:
        """Put the keys of the lab, or the cursor on the prediction."""
        (self._prediction or self).focus(scroll_visible=False)

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
        self._set_running(not self._training and not self._lab.diverged)

    def action_explain(self) -> None:
        """Ask for an explanation of the gradients, as they are now."""
        self._set_running(False)
        self.post_message(ExplainWanted(self._lab))

    def action_faster(self) -> None:
        """Double the learning rate."""
        self._change({"learning_rate": self._lab.learning_rate * 2})

    def action_slower(self) -> None:
        """Halve the learning rate."""
        self._change({"learning_rate": self._lab.learning_rate / 2})

    def action_reset(self) -> None:
        """Go back to the start; the settings that were chosen there stay."""
        chosen = {edit.name: edit.value for edit in self._lab.edits if edit.name == "learning_rate" or edit.step == 0}
        self._set_running(False)
        self._lab.reset()
        self._change(chosen)

    def action_set(self) -> None:
        """Open the field for settings."""
        self._set_running(False)
        self._settings.display = True
        self._settings.take_focus()

    @on(FormulaField.Submitted)
    def _set(self, event: FormulaField.Submitted) -> None:
        event.stop()
        try:
            self._change(read_settings(event.text, self._activity.changeable))
        except TutorError as error:
            words = failure_sentence(error, self._scene.display.voice)
            self._settings.set_echo(lambda width: [[(line, "hint")] for line in self._cells.wrap(words, width)])
            return
        self._settings.display = False
        self.focus()

    @on(FormulaField.Edited)
    def _typed(self, event: FormulaField.Edited) -> None:
        event.stop()
        self._settings.set_echo(lambda width: [])

    @on(ChoiceList.Changed)
    def _moved(self, event: ChoiceList.Changed) -> None:
        event.stop()
        self.post_message(Drafted(PREDICTION, event.chosen[0]))

    @on(ChoiceList.Submitted)
    def _predicted(self, event: ChoiceList.Submitted) -> None:
        event.stop()
        self.post_message(Answered(PREDICTION, event.chosen[0]))

    # Running.

    def _frame(self) -> None:
        self._lab.run(1 + self._lab.step // FASTER_AFTER, BUDGET)
        if self._lab.diverged:
            self._set_running(False)
        self._after_steps()

    def _after_steps(self) -> None:
        task = self._activity.task
        if task and self._watch and not self._lab.edited_midway:
            state = self._watch.look(self._lab.loss_history)
            if state != "open":
                self._set_running(False)
            if state == "met":
                settings = {edit.name: edit.value for edit in self._lab.edits}
                self.post_message(Answered(task.id, settings_text(settings)))
        self._redraw()

    def _set_running(self, running: bool) -> None:
        self._training = running
        (self._frames.resume if running else self._frames.pause)()
        self._redraw()

    def _change(self, settings: dict[str, float]) -> None:
        for name, value in settings.items():
            self._lab.edit(name, value)
        self._watch = self._fresh_watch()
        self._redraw()

    def _fresh_watch(self) -> GoalWatch | None:
        task = self._activity.task
        return GoalWatch(parse_goal(task.goal), task.within) if task else None

    def _redraw(self) -> None:
        self.post_message(KeysChanged())
        for sheet in (self._numbers, self._chart, self._news):
            sheet.redraw()

    # What is drawn.

    @property
    def _cells(self) -> Cells:
        return self._scene.display.cells

    def _number_lines(self, width: int) -> list[Line]:
        voice = self._scene.display.voice
        return [
            state_line(self._lab, loss_formula(self._activity.spec), voice, self._cells),
            [],
            *table_lines(self._lab, voice, self._cells),
        ]

    def _chart_lines(self, width: int) -> list[Line]:
        task = self._activity.task
        limit = task.within if task else 0
        rows = CHART_ROWS_OF_TALL_WINDOWS if self.screen.size.height >= TALL else CHART_ROWS
        return chart_lines(self._lab, width, rows, self._scene.display.voice, self._cells, limit)

    def _news_lines(self, width: int) -> list[Line]:
        """What the learner needs to know now: the task, how the prediction came out, what the next key does."""
        lines = [*self._prediction_lines(width), *self._met_lines(), *self._task_lines(width)]
        voice = self._scene.display.voice
        if self._lab.diverged:
            return [*lines, [(voice(interface.DIVERGED), "wrong")]]
        phase = "running" if self._training else self._lab.phase
        return [*lines, [(voice(interface.PHASES[phase]), "dim")]]

    def _met_lines(self) -> list[Line]:
        verdict = self._scene.verdict
        if verdict is None or verdict.code != "goal-met":
            return []
        words = self._scene.display.voice(SAID[verdict.code], **verdict.arguments)
        return barred([[("✓ " + words, "right")]], "right")

    def _task_lines(self, width: int) -> list[Line]:
        task, voice = self._activity.task, self._scene.display.voice
        if task is None:
            done = bool(self._step.tasks)
            return barred([[("✓ " + voice(interface.TASKS_DONE), "right")]], "right") if done else []
        number = self._activity.step.tasks.index(task) + 1
        local = self._step.tasks[number - 1]
        head: list[Run] = [(f"{voice(interface.TASK)} {number}/{len(self._step.tasks)}", "hint")]
        lines = barred([head, *text_lines(local.text, {}, self._cells, width - 2)], "hint")
        if self._lab.edited_midway:
            return [*lines, *self._note_lines(voice(interface.TASK_EDITED), width)]
        if self._watch and self._watch.look(self._lab.loss_history) == "missed":
            words = voice(interface.TASK_MISSED, steps=task.within)
            return [*lines, *self._note_lines(words, width)]
        return lines

    def _note_lines(self, words: str, width: int) -> list[Line]:
        return barred([[(line, "hint")] for line in self._cells.wrap(words, width - 2)], "hint")

    def _prediction_lines(self, width: int) -> list[Line]:
        """The learner's prediction, and how it came out as soon as the run has come far enough to show it."""
        choice = next((choice for choice in self._predicted_choices if choice.id == self._activity.predicted), None)
        if choice is None or self._activity.later_tasks_begun:
            return []
        voice, found = self._scene.display.voice, prediction_outcome(self._activity)
        if found is None:
            first, *rest = text_lines(choice.text, {}, self._cells, width - 2)
            return barred([[(voice(interface.PREDICTED) + " ", "dim"), *first], *rest], "dim")
        right = found == choice.id
        words = voice(interface.PREDICTION_RIGHT if right else interface.PREDICTION_WRONG)
        head: Line = [("✓ " if right else "✗ ", "right" if right else "wrong"), (words, "right" if right else "wrong")]
        body = text_lines(choice.feedback, {}, self._cells, width - 2) if choice.feedback else []
        return barred([head, *body], "right" if right else "wrong")

    @property
    def _predicted_choices(self) -> Sequence[PredictedChoice]:
        return self._step.predict.choices if self._step.predict else ()

    def _prediction_list(self) -> ChoiceList | None:
        question = self._activity.question
        if question is None or question.part != PREDICTION:
            return None
        options = [Option(choice.id, partial(self._choice_lines, choice.text)) for choice in self._predicted_choices]
        return ChoiceList(options, chosen=[self._scene.draft])

    def _choice_lines(self, text: str, width: int) -> Sequence[Line]:
        return text_lines(text, {}, self._cells, width)

    def _settings_placeholder(self) -> str:
        names = self._activity.changeable
        example = ", ".join(f"{name} = …" for name in names[:3])
        return self._scene.display.voice(interface.SETTINGS, example=example)
