"""A quiz from the bank: its questions one after the other, then the score of each topic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from textual.app import ComposeResult
from textual.widget import Widget

from tutor.activity.bank_quiz import BankQuizActivity
from tutor.figures.bank_quiz import place_line, result_lines
from tutor.lesson.format.bank import BankQuiz
from tutor.ui.steps.parts import prose, prose_of
from tutor.ui.steps.quiz import QuizView
from tutor.ui.steps.scene import Scene, StepView
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import drawn

_ON_ROWS: Final = 2
"""Rows of how to go on, with the free one above it."""


class BankQuizView(StepView):
    """Shows the question that stands there as any other question, or the result."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        assert isinstance(scene.activity, BankQuizActivity)
        assert isinstance(scene.step, BankQuiz)
        self._scene, self._activity, self._step = scene, scene.activity, scene.step
        self._question = self._question_view()
        self.page = scene.activity.asked
        self.places = self._question.places if self._question is not None else ("choices",)
        self._on = Sheet(self._on_lines)

    def compose(self) -> ComposeResult:
        """Put the place in the quiz above the question; at the end, the result and the author's last word."""
        if self._question is None:
            yield Sheet(self._result_lines)
            yield from prose_of(self._step.explain, self._scene, classes="text after")
            return
        if self._step.prompt and self._is_fresh:
            yield prose(self._step.prompt, self._scene)
        yield Sheet(self._place_lines, classes="after" if self._step.prompt and self._is_fresh else None)
        yield self._question

    def messages(self) -> Iterable[Widget]:
        """Return what is said about the answer, and how to go on."""
        if self._question is not None:
            yield from self._question.messages()
        if self._is_answered:
            yield self._on

    @property
    def said_last(self) -> Widget | None:
        """Return that of the question that stands there."""
        return self._question.said_last if self._question is not None else None

    def rows_said_later(self, width: int) -> int:
        """Return the rows of what is said in the question, and of how to go on."""
        return self._question.rows_said_later(width) + _ON_ROWS if self._question is not None else 0

    def rows_said(self, width: int) -> int:
        """Return those of the question that stands there."""
        return self._question.rows_said(width) if self._question is not None else 0

    def tallest_hint(self, width: int) -> int:
        """Return how many rows the longest hint on the question of the card takes."""
        return self._question.tallest_hint(width) if self._question is not None else 0

    def rows_free(self, width: int) -> int:
        """Return those of the question that stands there."""
        return self._question.rows_free(width) if self._question is not None else 0

    @property
    def _is_fresh(self) -> bool:
        return self._activity.number == 0

    @property
    def _is_answered(self) -> bool:
        question = self._activity.question
        return question is not None and question.shows_next

    def live_keys(self) -> Sequence[str]:
        """Return the keys of the question that stands there, of going on, or of the result."""
        if self._question is None:
            return ("go-on", "again", "previous", "outline", "leave", "help")
        if self._is_answered:
            return ("reveal", "skip", "previous", "outline", "leave", "help")
        return self._question.live_keys()

    def kept(self) -> object:
        """Return what the question that stands there keeps."""
        return self._question.kept() if self._question is not None else None

    def take_focus(self) -> None:
        """Put the cursor into the answer of the question."""
        if self._question is not None:
            self._question.take_focus()

    def bring_into_view(self) -> None:
        """Scroll to what is new in the question."""
        if self._is_answered:
            self._on.scroll_visible(animate=False)
        elif self._question is not None:
            self._question.bring_into_view()

    def _question_view(self) -> QuizView | None:
        inner, verdict = self._activity.inner, self._scene.verdict
        if inner is None:
            return None
        if verdict is not None and verdict.right and inner.question is not None:
            verdict = None  # it belongs to the question before
        question = self._step.question(self._activity.asked)
        scene = replace(self._scene, step=question, activity=inner, verdict=verdict)
        return QuizView(scene, question, self._activity.asked)

    def _place_lines(self, width: int) -> list[Line]:
        display = self._scene.display
        return [place_line(self._activity, self._step, display.voice, display.cells, width), []]

    def _on_lines(self, width: int) -> list[Line]:
        is_last = self._activity.number + 1 == len(self._activity.chosen)
        return [[(self._scene.display.voice(drawn.ON_TO_RESULT if is_last else drawn.ON_TO_NEXT), "dim")]]

    def _result_lines(self, width: int) -> list[Line]:
        display = self._scene.display
        lines = result_lines(self._activity, self._step, self._scene.lesson_title, display.voice, display.cells, width)
        return [*lines, [], [(display.voice(drawn.AGAIN), "dim")]]
