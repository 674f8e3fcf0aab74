"""Several runs side by side: the prediction first, then their curves or bars as they grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual.app import ComposeResult
from textual.widget import Widget

from tutor.activity.experiment import ExperimentActivity
from tutor.figures.experiment import least_width, most_outcome_rows, outcome_lines, result_lines, setup_lines
from tutor.lesson.format.network_steps import ExperimentStep
from tutor.network.runs import Runs
from tutor.ui.grid import columns
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.block import SIDE
from tutor.ui.steps.parts import figure, outcome_list, prose, prose_of, rows_of_end
from tutor.ui.steps.scene import KeysChanged, Scene
from tutor.ui.widgets.sheet import Line, Sheet

SLICE: Final = 0.03
"""Seconds of training between two looks at the curves."""
CHART_ROWS: Final = 7
CHART_ROWS_OF_TALL_WINDOWS: Final = 14
_LEAST_CHART_ROWS: Final = 4
"""Rows that curves keep where what is said about them would not stand in the window otherwise."""
_FRAME_ROWS: Final = 3
"""Title, footer, and the free row above the text."""
_GROWTH: Final = 4
"""Rows that curves need beyond those of the question in whose place they come."""
TALL: Final = 36
"""Rows of a window that has room for larger curves."""


class ExperimentView(AskingView):
    """Asks what will come out; then has the runs made on the bench, a slice after the other, and draws them."""

    places = ("choices",)

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        assert isinstance(scene.activity, ExperimentActivity)
        assert isinstance(scene.step, ExperimentStep)
        kept = scene.kept
        self._activity = scene.activity
        if isinstance(kept, Runs) and kept.are_those(scene.activity.runs):
            self._activity = scene.activity.with_runs(kept)
        self._step = scene.step
        self.least_side = least_width(self._activity, scene.display.voice, scene.display.cells)
        self._choices = outcome_list(scene.step.predict, scene) if scene.activity.question else None
        self._outcome = Sheet(self._outcome_lines)
        self._result = Sheet(self._result_lines, classes=f"figure {SIDE}")
        self._explanation = prose(scene.step.explain, scene)
        self._explanation.display = bool(scene.step.explain) and self._activity.runs.done

    def compose(self) -> ComposeResult:
        """Put what the runs are above the question, or what came out of them in its place."""
        yield from prose_of(self._step.prompt, self._scene)
        if self._choices:
            yield figure(setup_lines, self._activity, self._scene)
            yield prose(self._step.predict.prompt, self._scene, classes="text after")
            yield self._choices
        else:
            yield self._result

    def messages(self) -> Iterable[Widget]:
        """Return how the prediction came out, and what explains it."""
        if not self._choices:
            yield from (self._outcome, self._explanation)

    def rows_said_later(self, width: int) -> int:
        """Return the rows of how it came out and of what explains it, and those by which the curves are higher."""
        return _GROWTH + self._outcome_rows(width) + rows_of_end(self._scene, self._step.explain, width)

    def _outcome_rows(self, width: int) -> int:
        """How many rows of `width` cells it takes to say how a prediction came out, whichever it is."""
        display = self._scene.display
        return most_outcome_rows(self._step, display.voice, display.cells, width)

    def on_mount(self) -> None:
        """Begin the runs once the prediction is committed."""
        if self._choices is None and not self._activity.runs.done:
            self.run_worker(self._train(), exclusive=True)

    @property
    def may_go_on(self) -> bool:  # type: ignore[override]
        """Return whether the runs are at their end."""
        return self._activity.runs.done

    def live_keys(self) -> Sequence[str]:
        """Return the keys of the prediction, or of a step that is done."""
        if self._choices:
            return ("check-choice", "move", "skip", "previous", "outline", "leave", "help")
        on = ("go-on",) if self.may_go_on else ()
        return (*on, "previous", "again", "outline", "leave", "help")

    def kept(self) -> object:
        """Return the runs that were begun."""
        return None if self._choices else self._activity.runs

    def take_focus(self) -> None:
        """Put the cursor on the prediction."""
        if self._choices:
            self._choices.focus(scroll_visible=False)

    def bring_into_view(self) -> None:
        """Begin at the top: the result is drawn there."""

    async def _train(self) -> None:
        while not self._activity.runs.done:
            self._activity = await self._scene.bench.run(self._activity.trained, SLICE)
            self._outcome.redraw()
            self._result.redraw()
        self._explanation.display = bool(self._step.explain)
        self.post_message(KeysChanged())

    def _outcome_lines(self, width: int) -> list[Line]:
        display = self._scene.display
        return outcome_lines(self._activity, self._step, display.voice, display.cells, width)

    def _result_lines(self, width: int) -> list[Line]:
        voice, cells = self._scene.display.voice, self._scene.display.cells
        if not self._activity.runs.begun:
            return []
        rows = CHART_ROWS_OF_TALL_WINDOWS if self.screen.size.height >= TALL else CHART_ROWS
        lines = result_lines(self._activity, voice, cells, width, rows)
        if (missing := min(self._rows_missing(len(lines)), rows - _LEAST_CHART_ROWS)) <= 0:
            return lines
        lower = result_lines(self._activity, voice, cells, width, rows - missing)
        # Curves that hide each other in a lower chart have sentences of their own, and nothing would be gained.
        return lower if len(lower) + missing <= len(lines) else lines

    def _rows_missing(self, drawn: int) -> int:
        """How many rows the window lacks for the text, `drawn` rows below it and all that is said in the end."""
        grid = columns(self.screen.size.width, self.least_side)
        if grid.side:
            return 0
        texts = (self._step.prompt, self._step.explain)
        read = sum(1 + len(text.lines(grid.text)) for source in texts for text in prose_of(source, self._scene))
        outcome = self._outcome_rows(grid.text)
        return _FRAME_ROWS + read + drawn + outcome - self.screen.size.height
