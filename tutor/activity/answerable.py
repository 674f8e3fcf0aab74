"""What all questions share: one part, open until it was answered rightly or shown."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Generic, TypeVar

from tutor.activity.base import Activity, Form, Hint, Question, Reading, Understood, Unreadable, authored
from tutor.events import Verdict
from tutor.lesson.format.questions import Question as AnyQuestion
from tutor.quiz.variant import Variant

PART = "answer"
"""The only part of a question."""

SEPARATOR = ","
"""Between the ids of several chosen options, as an answer is stored."""

Step = TypeVar("Step", bound=AnyQuestion)


class Answerable(Activity, Generic[Step]):
    """What all questions share: one part, open until it was answered rightly or shown."""

    form: ClassVar[Form]
    """How it is answered."""

    def __init__(self, step: Step, variant: Variant, seed: int = 0) -> None:
        self.step = step
        self.variant = variant
        self.seed = seed
        self.drawn = variant.numbers

    @property
    def question(self) -> Question | None:
        """Return the question while it is open."""
        return None if self.behind else self._question()

    def form_of(self, part: str) -> Form:
        """Return how the question is answered."""
        return self.form

    def judge(self, raw: str) -> Verdict:
        """Judge an answer."""
        reading = self.read(raw)
        return reading.verdict if isinstance(reading, Unreadable) else self.grade(reading)

    def ladder(self) -> tuple[Hint, ...]:
        """Return the author's hints, then the answer."""
        return (*authored(self.step.hints), Hint("answer", answer=self.solution()))

    def _question(self) -> Question:
        return Question(PART, self.form)

    @abstractmethod
    def solution(self) -> str:
        """Return a right answer as it would be given."""

    @abstractmethod
    def read(self, text: str) -> Reading:
        """Return what `text` means as an answer."""

    @abstractmethod
    def grade(self, reading: Understood) -> Verdict:
        """Return what is to be said to an answer that was read."""
