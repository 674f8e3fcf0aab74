"""A question: its prompt, the way to answer it, the verdict and the hints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from textual import on
from textual.app import ComposeResult

from tutor.activity.answerable import SEPARATOR
from tutor.activity.arranging import paired
from tutor.figures.answers import echo_lines
from tutor.lesson.format import questions
from tutor.ui.steps.arranging import in_order, match_board, matched, order_list
from tutor.ui.steps.asking import AskingView
from tutor.ui.steps.parts import answer_field, mark_of, option, prose, prose_of
from tutor.ui.steps.scene import Scene
from tutor.ui.widgets.choice_list import ChoiceList, Option
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.match_board import MatchBoard
from tutor.ui.widgets.order_list import OrderList
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import interface

Answer: TypeAlias = ChoiceList | OrderList | MatchBoard | FormulaField | Sheet
"""With what a question is answered; once it was, some show the answer in a sheet."""


class QuizView(AskingView):
    """Shows a question of any kind; `part` is its id where it is one of several."""

    def __init__(self, scene: Scene, question: questions.Question, part: str = "") -> None:
        super().__init__(scene, part)
        self._step = question
        self._answer: Answer = self._answer_widget()

    def compose(self) -> ComposeResult:
        """Put the verdict below the answer and the hints below the verdict."""
        yield prose(self._step.prompt, self._scene)
        yield self._answer
        if self._verdict:
            yield self._verdict
        if not self._open:
            yield from prose_of(self._step.explain, self._scene, classes="text after")
        yield from self._hints

    def live_keys(self) -> Sequence[str]:
        """Return the keys of an open or an answered question."""
        if not self._open:
            return ("next", "previous", "again", "outline", "leave", "help")
        if keys := self._answer_keys():
            # The arrows need no telling where there is no room for it.
            first, last = (keys[:-1], keys[-1:]) if isinstance(self._answer, MatchBoard) else (keys, ())
            return (*first, "hint", "skip", *last, "previous", "leave", "help")
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
            case FormulaField() | Sheet():
                return ()

    def take_focus(self) -> None:
        """Put the cursor into the answer while the question is open."""
        if not self._open:
            return
        match self._answer:
            case FormulaField() | MatchBoard():
                self._answer.take_focus()
            case ChoiceList() | OrderList() | Sheet():
                self._answer.focus()

    def bring_into_view(self) -> None:
        """Scroll to the verdict or the newest hint."""
        if self._below:
            self._below[-1].scroll_visible(animate=False)

    def _answer_widget(self) -> Answer:
        match self._step:
            case questions.SingleChoice(choices=choices):
                return ChoiceList(
                    [self._option(choice, mark_of(self._scene, choice.id)) for choice in choices], chosen=self._ticks
                )
            case questions.MultipleChoice(choices=ticked):
                # Ticks get no marks: the feedback below names the choices that it is about.
                return ChoiceList([self._option(choice, "") for choice in ticked], several=True, chosen=self._ticks)
            case questions.OrderQuestion() as order:
                return order_list(self._scene, order) if self._open else in_order(self._scene, order)
            case questions.MatchQuestion() as match:
                return match_board(self._scene, match) if self._open else matched(self._scene, match)
            case questions.NumericQuestion() | questions.SymbolicQuestion():
                return answer_field(self._scene) if self._open else Sheet(self._given_lines, classes="given")

    @property
    def _ticks(self) -> Sequence[str]:
        return [part for part in self._scene.draft.split(SEPARATOR) if part]

    def _option(self, choice: questions.Choice, mark: str) -> Option:
        shown = mark if self._open else "right" if choice.correct else ""
        return option(choice.id, choice.text, self._scene, shown)

    def _given_lines(self, width: int) -> list[Line]:
        reading = self._scene.activity.read(self._scene.draft)
        display = self._scene.display
        label = interface.YOUR_ANSWER if self._verdict else interface.RIGHT_ANSWER
        return echo_lines(reading, self._scene.draft, display.voice, display.cells, width, label)

    @on(OrderList.Changed)
    def _reordered(self, event: OrderList.Changed) -> None:
        event.stop()
        self.draft(SEPARATOR.join(event.order))

    @on(OrderList.Submitted)
    def _ordered(self, event: OrderList.Submitted) -> None:
        event.stop()
        self.give(SEPARATOR.join(event.order))

    @on(MatchBoard.Changed)
    def _paired(self, event: MatchBoard.Changed) -> None:
        event.stop()
        self.draft(paired(event.partners))

    @on(MatchBoard.Submitted)
    def _matched(self, event: MatchBoard.Submitted) -> None:
        event.stop()
        self.give(paired(event.partners))
