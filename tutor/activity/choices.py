"""Questions that are answered by choosing: one of several answers, or several to tick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from tutor.activity.answerable import PART, SEPARATOR, Answerable
from tutor.activity.base import Form, Question, Reading, Understood, Unreadable
from tutor.events import Verdict
from tutor.lesson.format.questions import LEFT_OUT, MultipleChoice, SingleChoice

Chosen = TypeVar("Chosen", bound=SingleChoice | MultipleChoice)


class ChoiceActivity(Answerable[Chosen]):
    """Answers to choose from; an answer is ids with commas between them."""

    def solution(self) -> str:
        """Return the ids of the right choices."""
        return SEPARATOR.join(choice.id for choice in self.step.choices if choice.correct)

    def read(self, text: str) -> Reading:
        """Read ids of choices."""
        chosen = tuple(filter(None, (part.strip() for part in text.split(SEPARATOR))))
        if not chosen:
            return Unreadable("nothing-chosen")
        known = {choice.id for choice in self.step.choices}
        return Understood(chosen=chosen) if known.issuperset(chosen) else Unreadable("unknown-choice")

    def _question(self) -> Question:
        return Question(PART, self.form, tuple(choice.id for choice in self.step.choices))


class SingleActivity(ChoiceActivity[SingleChoice]):
    """One of several answers to choose."""

    form: ClassVar[Form] = "choice"

    def read(self, text: str) -> Reading:
        """Read the id of one choice."""
        reading = super().read(text)
        several = isinstance(reading, Understood) and len(reading.chosen) > 1
        return Unreadable("unknown-choice") if several else reading

    def grade(self, reading: Understood) -> Verdict:
        """Judge the chosen id."""
        (chosen,) = reading.chosen
        if chosen in self.solution().split(SEPARATOR):
            return Verdict("right", "right", feedback=(chosen,))
        return Verdict("wrong", "choice-wrong", feedback=(chosen,))


class MultipleActivity(ChoiceActivity[MultipleChoice]):
    """Several answers to tick: right if exactly the right ones are ticked."""

    form: ClassVar[Form] = "choices"

    def grade(self, reading: Understood) -> Verdict:
        """Judge the ticked ids.

        Feedback of a right answer covers every choice. A wrong one is told about its wrong ticks, and about choices
        that it left out only when every tick is right.
        """
        choices, ticks = self.step.choices, set(reading.chosen)
        right = {choice.id for choice in choices if choice.correct}
        if ticks == right:
            return Verdict("right", "right", feedback=tuple(self._every_feedback()))
        wrong = tuple(choice.id for choice in choices if choice.id in ticks - right)
        if wrong:
            return Verdict("wrong", "choices-wrong", {"count": len(wrong)}, wrong)
        left_out = (choice for choice in choices if choice.id in right - ticks and choice.unselected_feedback)
        return Verdict("wrong", "choices-missing", feedback=tuple(choice.id + LEFT_OUT for choice in left_out))

    def _every_feedback(self) -> Iterator[str]:
        """What is said when exactly the right choices are ticked."""
        for choice in self.step.choices:
            if choice.correct:
                yield choice.id
            elif choice.unselected_feedback:
                yield choice.id + LEFT_OUT
