"""A bug hunt: gradients that look right, the check that tells them apart, and the name of the mistake."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult

from tutor.activity.bughunt import CHECK, WRONG, BughuntActivity
from tutor.figures.bughunt import asked_lines, compact_lines, head_line, is_long, loss_lines, row_line
from tutor.figures.lines import wrapped
from tutor.lesson.format.network_steps import BughuntStep
from tutor.ui.keys import bindings
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.parts import figure, mark_of_judged, prose_of
from tutor.ui.steps.scene import Scene
from tutor.ui.widgets.choice_list import ChoiceList, Option, headed, mark_run
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording.network import MISTAKES


class BughuntView(AskingView, can_focus=True):
    """Shows one part of the hunt after the other."""

    BINDINGS = bindings("bughunt")
    places = ("bughunt", "choices")

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        assert isinstance(scene.activity, BughuntActivity)
        assert isinstance(scene.step, BughuntStep)
        self._activity, self._step = scene.activity, scene.step
        self.explain = scene.step.explain
        self._answer: ChoiceList | None = self._choices()

    def compose(self) -> ComposeResult:
        """Put text, loss and gradients above the question."""
        yield from prose_of(self._step.prompt, self._scene)
        loss = figure(loss_lines, self._activity, self._scene)
        asked = figure(asked_lines, self._activity, self._scene)
        if is_long(self._activity):
            # What is said below them needs the rows.
            loss.styles.margin, asked.styles.margin = (0, 0, 1, 0), (1, 0, 0, 0)
            if self._answer:
                self._answer.styles.margin = 0
        yield loss
        if self._activity.part == WRONG and self._answer:
            yield asked
            yield Sheet(self._head_lines)
            self._answer.styles.margin = 0
            yield self._answer
        else:
            yield Sheet(self._table_lines, classes="figure")
            if self._activity.part:
                yield asked
            else:
                yield Sheet(self._named_lines, classes="figure")
            if self._answer:
                yield self._answer

    def live_keys(self) -> Sequence[str]:
        """Return the keys for running the check, choosing, or going on."""
        match self._activity.part:
            case "gradient-check":
                return ("run-check", "skip", "previous", "outline", "leave", "help")
            case "wrong-gradient" | "mistake":
                return ("check-choice", "move", "choice-number", "hint", "skip", "previous", "leave", "help")
            case "":
                return ("go-on", "previous", "again", "outline", "leave", "help")

    def take_focus(self) -> None:
        """Put the cursor on the list, or make the key of the check live."""
        (self._answer or self).focus(scroll_visible=False)

    def action_gradient_check(self) -> None:
        """Run the gradient check."""
        if self._activity.part == CHECK:
            self.give("")

    def _choices(self) -> ChoiceList | None:
        match self._activity.part:
            case "wrong-gradient":
                rows = {name: partial(self._row_lines, name) for name in self._activity.checks}
            case "mistake":
                rows = {code: partial(self._name_lines, code) for code in self._activity.mistakes}
            case "gradient-check" | "":
                return None
        options = [Option(given, draw, mark_of_judged(self._scene, given)) for given, draw in rows.items()]
        return ChoiceList(options, self._scene.display.clock, chosen=[self._scene.draft])

    def _head_lines(self, width: int) -> list[Line]:
        assert self._answer is not None
        display = self._scene.display
        return [[(" " * self._answer.indent, ""), *head_line(self._activity, display.voice, display.cells)]]

    def _table_lines(self, width: int) -> list[Line]:
        display = self._scene.display
        return compact_lines(self._activity, display.voice, display.cells)

    def _row_lines(self, name: str, width: int) -> list[Line]:
        display = self._scene.display
        return [row_line(name, self._activity, display.voice, display.cells)]

    def _named_lines(self, width: int) -> list[Line]:
        return headed(Option("", partial(self._name_lines, self._step.bug)), [mark_run("right")], width)

    def _name_lines(self, code: str, width: int) -> list[Line]:
        display = self._scene.display
        return wrapped(display.voice(MISTAKES[code]), "", display.cells, width)
