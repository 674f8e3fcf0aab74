"""Code to read line by line: the source above, below it the note on its lines, or the field for a blank."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from tutor.activity.code import CodeActivity
from tutor.figures.code import code_lines, passage_words, script_lines
from tutor.lesson.format.code_step import CodeStep
from tutor.ui.keys import bindings
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.parts import answer_field, figure, prose_of
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
        self._draft = scene.draft
        self._code = Sheet(self._code_lines, classes="figure" if scene.step.prompt else None)
        question = scene.activity.question
        is_blank = question is not None and not question.shows_next
        self._answer: FormulaField | None = answer_field(scene) if is_blank else None
        is_praise = scene.verdict is not None and scene.verdict.right
        # Praise belongs to the blank before the open passage; anything else to the open one.
        self._praise = self._verdict if is_praise and scene.activity.follows_blank else None
        self._verdict = None if is_praise else self._verdict

    def compose(self) -> ComposeResult:
        """Put text, code, the open passage, field, verdict and hints below each other."""
        yield from prose_of(self._step.prompt, self._scene)
        yield self._code
        if self._praise is not None:
            yield self._praise
        if self._activity.passage is None:
            yield from prose_of(self._step.explain, self._scene, classes="text after")
            if self._activity.script:
                yield figure(script_lines, self._activity, self._scene)
            return
        yield Sheet(self._passage_lines, classes="figure")
        if self._answer is not None:
            yield self._answer
            yield from self._below
        else:
            yield from prose_of(self._step.notes.get(self._activity.passage.lines, ""), self._scene)

    def live_keys(self) -> Sequence[str]:
        """Return the keys for going on, filling in, or a finished step."""
        if self._activity.passage is None:
            run = ("run-network",) if self._step.network else ()
            return ("next", *run, "previous", "again", "outline", "leave", "help")
        if self._answer is None:
            return ("reveal", "skip", "previous", "outline", "leave", "help")
        return ("answer", "hint", "skip", "previous", "outline", "leave", "help")

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
