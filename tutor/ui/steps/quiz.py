"""A question: its prompt, the way to answer it, the verdict and the hints."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from tutor.lesson.format.questions import Question
from tutor.ui.steps.answers import WAYS
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.parts import prose, shown_panel
from tutor.ui.steps.scene import KeysChanged, Scene
from tutor.ui.widgets.choice_list import ChoiceList
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.living_view import LivingView
from tutor.ui.widgets.match_board import MatchBoard
from tutor.ui.widgets.order_list import OrderList


class QuizView(AskingView):
    """Shows a question of any kind; `part` is its id where it is one of several."""

    def __init__(self, scene: Scene, question: Question, part: str = "") -> None:
        super().__init__(scene, part)
        self._step, self.explain = question, question.explain
        self._way = WAYS[question.kind]
        self.places = self._way.places
        self._field = self._way.open(scene, question) if self._open else None
        self._shown = [shown_panel(scene)] if not self._open and scene.said is None else []
        self._answer: Widget = self._field if self._field is not None else self._way.closed(scene, question)

    def compose(self) -> ComposeResult:
        """Put the answer below the question."""
        yield prose(self._step.prompt, self._scene)
        yield self._answer

    @property
    def _below(self) -> list[Widget]:
        """What was said, or that nothing was answered."""
        return [*self._shown, *super()._below]

    def live_keys(self) -> Sequence[str]:
        """Return the keys of an open or an answered question."""
        if not self._open:
            return ("go-on", "previous", "again", "outline", "leave", "help")
        if self._way.keys and self._answer.has_focus_within:
            return (*self._way.keys, "hint", "skip", *self._way.last_keys, "previous", "leave", "help")
        if self._turned_answer:
            return ("check-figure", "hint", "skip", "previous", "outline", "leave", "help")
        return ("to-answer", "hint", "skip", "previous", "outline", "leave", "help")

    def go_on(self) -> None:
        """Check what the knob of the figure says, where the answer is given there."""
        if self._turned_answer:
            self.give(self._turned_answer)
        else:
            super().go_on()

    @property
    def _turned_answer(self) -> str:
        """What was turned to, where the answer is given in the figure and the cursor is there."""
        field = self._field
        if not isinstance(field, FormulaField) or self.turning is None or not self.turning.has_focus:
            return ""
        return field.text if self._step.is_turned else ""

    @on(LivingView.Turned)
    def _knob_turned(self, event: LivingView.Turned) -> None:
        event.stop()
        if self._step.is_turned and isinstance(self._field, FormulaField):
            self._field.refill(event.text)
            self.post_message(KeysChanged())

    def kept(self) -> object:
        """Return where the cursor is in a list, so that a check or a hint leaves it there."""
        return self._field.here if isinstance(self._field, ChoiceList | OrderList | MatchBoard) else None

    def take_focus(self) -> None:
        """Put the cursor into the answer while the question is open."""
        if self._field is not None:
            self._field.take_focus()

    def enter(self) -> None:
        """Put the cursor into the answer, or on the figure in which it is given."""
        if self._field is not None and self._step.is_turned and self.turning is not None:
            self.turning.focus(scroll_visible=False)
        else:
            super().enter()
