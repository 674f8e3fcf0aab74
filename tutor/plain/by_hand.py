"""Passes by hand, experiments and bug hunts at the prompt: what stands there, and what is asked."""

from __future__ import annotations

from typing import Protocol

from tutor.activity.bughunt import NAME, WRONG, BughuntActivity
from tutor.activity.experiment import ExperimentActivity
from tutor.activity.trace import TraceActivity
from tutor.figures import bughunt, experiment, trace
from tutor.figures.lines import Line
from tutor.lesson.format.model import Step
from tutor.lesson.format.network_steps import ExperimentStep
from tutor.network.runs import Runs
from tutor.network.variation import PLOT_FACTS
from tutor.plain.desk import StepDesk


class FigureDesk(Protocol):
    """Writes what a step shows besides its text; `step` has the texts in the learner's language."""

    def write(self, step: Step) -> None:
        """Write everything that stands there."""

    def write_news(self, step: Step) -> None:
        """Write what the last answer has changed."""

    def asked_lines(self, step: Step) -> list[Line]:
        """Return what is asked now, without its options."""


class TraceDesk(StepDesk[TraceActivity]):
    """Writes the numbers of one pass by hand."""

    works = TraceActivity

    def write(self, step: Step) -> None:
        """Write everything at hand."""
        console = self._desk.console
        console.draw([[], *trace.pass_lines(self._activity, self._desk.voice, console.cells, console.width)])

    def write_news(self, step: Step) -> None:
        """Write nothing: how the answer was read told its number."""

    def asked_lines(self, step: Step) -> list[Line]:
        """Return the number that is asked, with what it is; none when all were found."""
        voice, cells = self._desk.voice, self._desk.console.cells
        return [trace.asked_line(self._activity, voice, cells)] if self._activity.asked else []


class ExperimentDesk(StepDesk[ExperimentActivity]):
    """Writes what the runs are, and once the prediction is committed what came out."""

    works = ExperimentActivity
    _ended: Runs | None = None

    def write(self, step: Step) -> None:
        """Write the runs, and their result where the prediction is committed."""
        console = self._desk.console
        console.draw([[], *experiment.setup_lines(self._activity, self._desk.voice, console.cells, console.width)])
        self.write_news(step)

    def write_news(self, step: Step) -> None:
        """Run everything to its end, and write how it came out."""
        assert isinstance(step, ExperimentStep)
        if not self._activity.predicted:
            return
        voice, console = self._desk.voice, self._desk.console
        activity = self._activity.with_runs(self._ended) if self._ended else self._activity
        if not activity.runs.done:
            console.draw([experiment.progress_line(activity, voice)])
            activity = activity.trained()
            self._ended = activity.runs
        outcome = experiment.outcome_words(activity, step, voice, console.cells, console.width)
        console.draw([[], *outcome, [], *self._result_lines(activity)])

    def _result_lines(self, activity: ExperimentActivity) -> list[Line]:
        """How each run began and ended, or the gradients of its layers."""
        voice, console = self._desk.voice, self._desk.console
        if PLOT_FACTS[activity.step.plot].by_layer:
            return experiment.result_lines(activity, voice, console.cells, console.width, 0)
        return experiment.ending_lines(activity, voice, console.cells)

    def asked_lines(self, step: Step) -> list[Line]:
        """Return what is to be predicted."""
        assert isinstance(step, ExperimentStep)
        return [] if self._activity.predicted else self._desk.text(step.predict.prompt, {})


class BughuntDesk(StepDesk[BughuntActivity]):
    """Writes the loss that falls nevertheless and the gradients, numbered while one of them is to be chosen."""

    works = BughuntActivity

    def write(self, step: Step) -> None:
        """Write loss and gradients."""
        voice, console = self._desk.voice, self._desk.console
        console.draw([[], *bughunt.loss_lines(self._activity, voice, console.cells, console.width)])
        if self._activity.part != WRONG:
            console.draw([[], *bughunt.table_lines(self._activity, voice, console.cells)])

    def write_news(self, step: Step) -> None:
        """Write the gradients again, with what is known of them now."""
        if self._activity.part == NAME:
            self._desk.console.draw(bughunt.table_lines(self._activity, self._desk.voice, self._desk.console.cells))

    def asked_lines(self, step: Step) -> list[Line]:
        """Return what is to be done; the gradients to choose from stand below it with their numbers."""
        voice, console = self._desk.voice, self._desk.console
        lines = bughunt.asked_lines(self._activity, voice, console.cells, console.width)
        if self._activity.part != WRONG:
            return lines
        head, *rows = bughunt.table_lines(self._activity, voice, console.cells)
        numbered: list[Line] = [[(f"{number:<3}", ""), *row] for number, row in enumerate(rows, 1)]
        return [*lines, [("   ", ""), *head], *numbered]
