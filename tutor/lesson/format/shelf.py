"""What lessons take from the question bank: its sound questions, put where a lesson names them."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.lesson.format import model
from tutor.lesson.format.bank import Bank
from tutor.lesson.format.translated import Translated


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lessons may take from the bank, in every language."""

    bank: Translated[Bank] | None = None
    """Its sound questions; None where there is no bank, or one that cannot be read."""
    broken: frozenset[str] = frozenset()
    """Ids of questions that have errors."""
    unreadable: bool = False
    """Whether there is a bank that cannot be read, so that nobody knows its questions."""

    def filled(self, lesson: model.WrittenLesson) -> model.Lesson:
        """Return `lesson` with the questions of the bank, in its language, in the places where it names them.

        A step whose questions are broken, or not there, is left out.
        """
        bank = None if self.bank is None else self.bank.in_language(lesson.language)
        steps = tuple(ready for step in lesson.steps for ready in step.ready(bank))
        return model.Lesson.model_construct(None, **{**dict(lesson), "steps": steps})
