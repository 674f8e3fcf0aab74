"""What views that ask share: whatever gives an answer, it is sent as it is stored, to the part that was open."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.widget import Widget

from tutor.ui.steps.parts import (
    hint_panels,
    prose_of,
    rows_of_all_said,
    rows_of_hints,
    rows_while_asked,
    show_reading,
    verdict_panel,
)
from tutor.ui.steps.scene import Answered, Drafted, Scene, StepView
from tutor.ui.widgets.answer import AnswerChanged, AnswerGiven
from tutor.ui.widgets.formula_field import FormulaField


class AskingView(StepView):
    """Sends what is typed or chosen as the answer to `part`, or to the question that was open when it was drawn."""

    _answer: Widget | None = None
    """Where the answer is given, while there is something to answer."""
    explain = ""
    """What the author says once nothing is asked any more."""

    def __init__(self, scene: Scene, part: str = "") -> None:
        super().__init__()
        question = scene.activity.question
        self._scene = scene
        self._open = question is not None
        self._part = part or (question.part if question else "")
        self._verdict = verdict_panel(scene)
        self._hints = hint_panels(scene)

    @property
    def asks(self) -> bool:  # type: ignore[override]
        """Return whether an answer is given in it now."""
        return self._open and self._answer is not None

    @property
    def _below(self) -> list[Widget]:
        """What was said to the last answer, and the hints, all as they came: a new one moves none."""
        before = self._scene.hints_before
        return [*self._hints[:before], *filter(None, [self._verdict]), *self._hints[before:]]

    def messages(self) -> Iterable[Widget]:
        """Return the verdict and the hints, and at the end what explains it all."""
        yield from self._below
        if not self._open:
            yield from prose_of(self.explain, self._scene)

    def rows_said_later(self, width: int) -> int:
        """Return the rows of the right answer with what explains it, or of all hints, whichever are more."""
        return rows_of_all_said(self._scene, self.explain, width)

    def rows_said(self, width: int) -> int:
        """Return the rows of a wrong answer and of all hints."""
        return rows_while_asked(self._scene, width)

    def tallest_hint(self, width: int) -> int:
        """Return how many rows the longest hint on the open part takes."""
        return max(rows_of_hints(self._scene, width), default=0)

    def rows_free(self, width: int) -> int:
        """Return the rows below the field that wait for what is read in it."""
        return self._answer.rows_free(width) if isinstance(self._answer, FormulaField) else 0

    @property
    def said_last(self) -> Widget | None:
        """Return the newest hint, or what was said to an answer after it."""
        if self._scene.hinted_last and self._hints:
            return self._hints[-1]
        return self._verdict or next(iter(self._below), None)

    def bring_into_view(self) -> None:
        """Show where the answer is given, and what was said last: the verdict or the newest hint."""
        said = [part for part in filter(None, [self.said_last]) if part.display]
        if self._answer is not None and self._answer.is_attached:
            self._answer.scroll_visible(animate=False)
        for newest in said:
            if isinstance(newest.parent, Widget):
                # To its first row, not to the free one above it.
                newest.parent.scroll_to(y=newest.virtual_region.y, animate=False)

    def draft(self, raw: str) -> None:
        """Keep an answer that was not given yet; what was said to another one is then said of that one."""
        if self._verdict is not None:
            self._verdict.answer_is(raw)
        self.post_message(Drafted(self._part, raw))

    def give(self, raw: str) -> None:
        """Give an answer, unless the question was answered already."""
        if self._open:
            self.post_message(Answered(self._part, raw))

    @on(AnswerChanged)
    def _answer_changed(self, event: AnswerChanged) -> None:
        event.stop()
        self.draft(event.raw)

    @on(AnswerGiven)
    def _answer_given(self, event: AnswerGiven) -> None:
        event.stop()
        self.give(event.raw)

    @on(FormulaField.Edited)
    def _text_edited(self, event: FormulaField.Edited) -> None:
        event.stop()
        self.draft(event.text)
        for field in self.query(FormulaField):
            show_reading(field, self._scene)
            if event.text != self._scene.draft:
                field.scroll_visible(animate=False)

    @on(FormulaField.Submitted)
    def _text_submitted(self, event: FormulaField.Submitted) -> None:
        event.stop()
        self.give(event.text)
