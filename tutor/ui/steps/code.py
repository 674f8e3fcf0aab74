"""Code to read line by line: the source above, below it the note on its lines, or the field for a blank."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widget import Widget

from tutor.activity.code import CodeActivity
from tutor.figures.code import code_lines, passage_words, script_lines
from tutor.lesson.format.code_step import CodeStep
from tutor.ui.keys import bindings
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.parts import answer_field, hint_panels, prose, verdict_panel
from tutor.ui.steps.scene import LabWanted, Scene
from tutor.ui.widgets.sheet import Line, Sheet


class CodeView(AskingView, can_focus=True):
    """Shows the code as far as it is filled in, and what is read or asked next."""

    BINDINGS = bindings("code")

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene)
        assert isinstance(scene.activity, CodeActivity)
        assert isinstance(scene.step, CodeStep)
        self._activity, self._step = scene.activity, scene.step
        self._draft = scene.draft
        self._code = Sheet(self._code_lines, classes="figure" if scene.step.prompt else None)
        question = scene.activity.question
        self._field = answer_field(scene) if question is not None and question.form == "code" else None
        verdict = verdict_panel(scene)
        is_praise = scene.verdict is not None and scene.verdict.right
        # Praise belongs to the blank before the open passage; anything else to the open one.
        self._praise = verdict if is_praise and scene.activity.follows_blank else None
        self._below: list[Widget] = [*([verdict] if verdict and not is_praise else []), *hint_panels(scene)]

    def compose(self) -> ComposeResult:
        """Put text, code, the open passage, field, verdict and hints below each other."""
        if self._step.prompt:
            yield prose(self._step.prompt, self._scene)
        yield self._code
        if self._praise is not None:
            yield self._praise
        if self._activity.passage is None:
            if self._step.explain:
                yield prose(self._step.explain, self._scene, classes="text after")
            if self._activity.script:
                yield Sheet(self._script_lines, classes="figure")
            return
        yield Sheet(self._passage_lines, classes="figure")
        if self._field is not None:
            yield self._field
            yield from self._below
        elif note := self._note:
            yield prose(note, self._scene)

    @property
    def _note(self) -> str:
        passage = self._activity.passage
        return "" if passage is None else self._step.notes.get(passage.lines, "")

    def live_keys(self) -> Sequence[str]:
        """Return the keys for going on, filling in, or a finished step."""
        if self._activity.passage is None:
            run = ("run-network",) if self._step.network else ()
            return ("next", *run, "previous", "again", "outline", "leave", "help")
        if self._field is None:
            return ("reveal", "skip", "previous", "outline", "leave", "help")
        return ("answer", "hint", "skip", "previous", "outline", "leave", "help")

    def take_focus(self) -> None:
        """Put the cursor into the field, or make the keys of a finished step live."""
        if self._field is not None:
            self._field.take_focus()
        else:
            self.focus(scroll_visible=False)

    def bring_into_view(self) -> None:
        """Show the verdict, the newest hint, or the field."""
        newest = self._below[-1] if self._below else self._field
        if newest is not None and newest.is_attached:
            newest.scroll_visible(animate=False)

    def action_run_network(self) -> None:
        """Ask for the lab of the network that does the same, once the code is read."""
        if self._step.network is not None and self._activity.passage is None:
            self.post_message(LabWanted(self._step.network))

    def _code_lines(self, width: int) -> list[Line]:
        return code_lines(self._activity, self._step, self._scene.display.cells, self._draft, width=width)

    def _passage_lines(self, width: int) -> list[Line]:
        assert self._activity.passage is not None
        return [[(passage_words(self._activity.passage, self._scene.display.voice), "strong")]]

    def _script_lines(self, width: int) -> list[Line]:
        display = self._scene.display
        return script_lines(self._activity, display.voice, display.cells, width)

    def draft(self, raw: str) -> None:
        """Keep what is typed, and show it in the code."""
        self._draft = raw
        self._code.redraw()
        super().draft(raw)
