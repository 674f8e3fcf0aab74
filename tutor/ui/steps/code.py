"""Code to read line by line: the source above, below it the note on its lines, or the field for a blank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.widget import Widget

from tutor.activity.code import CodeActivity
from tutor.figures.code import code_lines, passage_words, script_lines
from tutor.lesson.format.code_step import CodeStep
from tutor.ui.keys import bindings
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.block import SIDE
from tutor.ui.steps.parts import answer_field, figure, natural_width, prose_of
from tutor.ui.steps.scene import LabWanted, Scene
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.sheet import Line, Sheet


class CodeView(AskingView, can_focus=True):
    """Shows the code as far as it is filled in, and what is read or asked next."""

    BINDINGS = bindings("code")
    places = ("code",)

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        assert isinstance(scene.activity, CodeActivity)
        assert isinstance(scene.step, CodeStep)
        self._activity, self._step = scene.activity, scene.step
        self.explain = scene.step.explain
        self._draft = scene.draft
        self._code = Sheet(self._code_lines, classes=f"figure {SIDE}")
        self.least_side = natural_width(self._code, scene.display.cells)
        question = scene.activity.question
        is_blank = question is not None and not question.shows_next
        self._answer: FormulaField | None = answer_field(scene) if is_blank else None
        if self._answer is not None:
            self._answer.styles.margin = 0
        is_praise = scene.verdict is not None and scene.verdict.right
        # Praise belongs to the blank before the open passage; anything else to the open one.
        self._praise = self._verdict if is_praise and scene.activity.follows_blank else None
        self._verdict = None if is_praise else self._verdict

    def compose(self) -> ComposeResult:
        """Put text, code, the open passage, field, verdict and hints below each other."""
        yield from prose_of(self._step.prompt, self._scene)
        yield self._code
        if self._activity.passage is not None and self._answer is not None:
            yield Sheet(self._passage_lines, classes="after")
            yield self._answer

    def messages(self) -> Iterable[Widget]:
        """Return what is said of the blank before, the note on the open passage, the verdict and the hints."""
        if self._praise is not None:
            yield self._praise
        if self._activity.passage is None:
            yield from prose_of(self._step.explain, self._scene)
            if self._activity.script:
                yield figure(script_lines, self._activity, self._scene)
        elif self._answer is None:
            yield Sheet(self._passage_lines)
            yield from prose_of(self._step.notes.get(self._activity.passage.lines, ""), self._scene, classes="note")
        else:
            yield from self._below

    def live_keys(self) -> Sequence[str]:
        """Return the keys for going on, filling in, or a finished step."""
        if self._activity.passage is None:
            run = ("run-network",) if self._step.network else ()
            return ("go-on", *run, "previous", "again", "outline", "leave", "help")
        if self._answer is None:
            return ("reveal", "skip", "previous", "outline", "leave", "help")
        return ("to-answer", "hint", "skip", "previous", "outline", "leave", "help")

    def take_focus(self) -> None:
        """Put the cursor into the field, or make the keys of a finished step live."""
        if self._answer is not None:
            self._answer.take_focus()
        else:
            self.focus(scroll_visible=False)

    def action_run_network(self) -> None:
        """Ask for the lab of the network that does the same, once the code is read."""
        if self._step.network is not None and self._activity.passage is None:
            self.post_message(LabWanted(self._step.network))

    def _code_lines(self, width: int) -> list[Line]:
        return code_lines(self._activity, self._scene.display.cells, self._draft, width=width)

    def _passage_lines(self, width: int) -> list[Line]:
        assert self._activity.passage is not None
        return [[(passage_words(self._activity.passage, self._scene.display.voice), "strong")]]

    def draft(self, raw: str) -> None:
        """Keep what is typed, and show it in the code."""
        self._draft = raw
        self._code.redraw()
        super().draft(raw)
