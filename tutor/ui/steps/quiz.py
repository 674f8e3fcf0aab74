"""A question: its prompt, the way to answer it, the verdict and the hints."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from tutor.activity.answerable import PART, SEPARATOR
from tutor.activity.arranging import paired
from tutor.figures.answers import echo_lines, text_lines
from tutor.lesson.format.model import MatchQuestion, MultipleChoice, OrderQuestion, QuizPart, SingleChoice
from tutor.ui.steps.arranging import arranged, match_board, order_list
from tutor.ui.steps.parts import answer_field, hint_panels, prose, show_reading, verdict_panel
from tutor.ui.steps.scene import Answered, Drafted, Scene, StepView
from tutor.ui.widgets.choice_list import ChoiceList, Option
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.match_board import MatchBoard
from tutor.ui.widgets.order_list import OrderList
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import interface


class QuizView(StepView):
    """Shows a question of any kind; `part` is its id where it is one of several."""

    def __init__(self, scene: Scene, part: str = PART) -> None:
        super().__init__()
        self._scene = scene
        self._part = part
        self._open = scene.activity.question is not None
        self._answer = self._answer_widget()
        self._verdict = verdict_panel(scene)
        self._hints = hint_panels(scene)

    def compose(self) -> ComposeResult:
        """Put the verdict below the answer and the hints below the verdict."""
        step = self._scene.step
        assert isinstance(step, QuizPart)
        yield prose(step.prompt, self._scene)
        yield self._answer
        if self._verdict:
            yield self._verdict
        if not self._open and step.explain:
            yield prose(step.explain, self._scene, classes="text after")
        yield from self._hints

    def live_keys(self) -> Sequence[str]:
        """Return the keys of an open or an answered question."""
        if not self._open:
            return ("next", "previous", "again", "outline", "leave", "help")
        if keys := self._answer_keys():
            return (*keys, "hint", "skip", "previous", "leave", "help")
        return ("answer", "hint", "skip", "previous", "outline", "leave", "help")

    def _answer_keys(self) -> Sequence[str]:
        """The keys of the list or board that has the focus."""
        if not self._answer.has_focus_within:
            return ()
        match self._answer:
            case ChoiceList(several=several):
                return ("check-choice", "move", "tick") if several else ("check-choice", "move")
            case OrderList():
                return ("check-order", "lift", "carry")
            case MatchBoard():
                return ("check-pairs", "pair", "partner", "move-sides")
        return ()

    def take_focus(self) -> None:
        """Put the cursor into the answer while the question is open."""
        if not self._open:
            return
        if isinstance(self._answer, FormulaField | MatchBoard):
            self._answer.take_focus()
        else:
            self._answer.focus()

    def bring_into_view(self) -> None:
        """Scroll to the verdict or the newest hint."""
        newest = self._hints[-1] if self._hints else self._verdict
        if newest is not None:
            newest.scroll_visible(animate=False)

    def _answer_widget(self) -> Widget:
        scene, step = self._scene, self._scene.step
        if isinstance(step, SingleChoice | MultipleChoice):
            several = isinstance(step, MultipleChoice)
            chosen = [part for part in scene.draft.split(",") if part]
            options = [
                Option(choice.id, partial(self._choice_lines, choice.text), self._mark(choice.id, choice.correct))
                for choice in step.choices
            ]
            return ChoiceList(options, several=several, chosen=chosen)
        if isinstance(step, OrderQuestion | MatchQuestion) and not self._open:
            return arranged(scene, step)
        if isinstance(step, OrderQuestion):
            return order_list(scene, step)
        if isinstance(step, MatchQuestion):
            return match_board(scene, step)
        if not self._open:
            return Sheet(self._given_lines, classes="given")
        return answer_field(scene)

    def _choice_lines(self, text: str, width: int) -> Sequence[Line]:
        return text_lines(text, self._scene.activity.drawn, self._scene.display.cells, width)

    def _mark(self, choice: str, correct: bool) -> str:
        if not self._open:
            return "right" if correct else ""
        verdict = self._scene.verdict
        tried = verdict is not None and verdict.kind == "wrong" and choice in verdict.feedback
        return "wrong" if tried and isinstance(self._scene.step, SingleChoice) else ""

    def _given_lines(self, width: int) -> list[Line]:
        reading = self._scene.activity.read(self._scene.draft)
        display = self._scene.display
        return echo_lines(reading, self._scene.draft, display.voice, display.cells, width, interface.YOUR_ANSWER)

    @on(ChoiceList.Changed)
    def _ticked(self, event: ChoiceList.Changed) -> None:
        event.stop()
        self.post_message(Drafted(self._part, ",".join(event.chosen)))

    @on(ChoiceList.Submitted)
    def _chosen(self, event: ChoiceList.Submitted) -> None:
        event.stop()
        if self._open:
            self.post_message(Answered(self._part, ",".join(event.chosen)))

    @on(OrderList.Changed)
    def _reordered(self, event: OrderList.Changed) -> None:
        event.stop()
        self.post_message(Drafted(self._part, SEPARATOR.join(event.order)))

    @on(OrderList.Submitted)
    def _ordered(self, event: OrderList.Submitted) -> None:
        event.stop()
        self.post_message(Answered(self._part, SEPARATOR.join(event.order)))

    @on(MatchBoard.Changed)
    def _paired(self, event: MatchBoard.Changed) -> None:
        event.stop()
        self.post_message(Drafted(self._part, paired(event.partners)))

    @on(MatchBoard.Submitted)
    def _matched(self, event: MatchBoard.Submitted) -> None:
        event.stop()
        self.post_message(Answered(self._part, paired(event.partners)))

    @on(FormulaField.Edited)
    def _typed(self, event: FormulaField.Edited) -> None:
        event.stop()
        self.post_message(Drafted(self._part, event.text))
        if isinstance(self._answer, FormulaField):
            show_reading(self._answer, self._scene)

    @on(FormulaField.Submitted)
    def _given(self, event: FormulaField.Submitted) -> None:
        event.stop()
        self.post_message(Answered(self._part, event.text))
