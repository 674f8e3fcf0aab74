"""What views that ask share: whatever gives an answer, it is sent as it is stored, to the part that was open."""

from __future__ import annotations

from textual import on

from tutor.activity.answerable import SEPARATOR
from tutor.ui.steps.parts import show_reading
from tutor.ui.steps.scene import Answered, Drafted, Scene, StepView
from tutor.ui.widgets.choice_list import ChoiceList
from tutor.ui.widgets.formula_field import FormulaField


class AskingView(StepView):
    """Sends what is typed or chosen as the answer to `part`, or to the question that was open when it was drawn."""

    def __init__(self, scene: Scene, part: str = "") -> None:
        super().__init__()
        question = scene.activity.question
        self._scene = scene
        self._open = question is not None
        self._part = part or (question.part if question else "")

    def draft(self, raw: str) -> None:
        """Keep an answer that was not given yet."""
        self.post_message(Drafted(self._part, raw))

    def give(self, raw: str) -> None:
        """Give an answer, unless the question was answered already."""
        if self._open:
            self.post_message(Answered(self._part, raw))

    @on(ChoiceList.Changed)
    def _choice_changed(self, event: ChoiceList.Changed) -> None:
        event.stop()
        self.draft(SEPARATOR.join(event.chosen))

    @on(ChoiceList.Submitted)
    def _choice_submitted(self, event: ChoiceList.Submitted) -> None:
        event.stop()
        self.give(SEPARATOR.join(event.chosen))

    @on(FormulaField.Edited)
    def _text_edited(self, event: FormulaField.Edited) -> None:
        event.stop()
        self.draft(event.text)
        for field in self.query(FormulaField):
            show_reading(field, self._scene)

    @on(FormulaField.Submitted)
    def _text_submitted(self, event: FormulaField.Submitted) -> None:
        event.stop()
        self.give(event.text)
