"""What lessons take from the question bank: its sound questions, put where a lesson names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tutor.lesson.format import code_step, model, network_steps, questions
from tutor.lesson.format.bank import Bank, BankQuiz
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
        steps = tuple(ready for step in lesson.steps for ready in _ready(step, bank))
        return model.Lesson.model_construct(None, **{**dict(lesson), "steps": steps})


def _ready(step: model.WrittenStep, bank: Bank | None) -> Iterator[model.Step]:
    match step:
        case questions.UseStep(use=use):
            question = None if bank is None else bank.question(use)
            if question is not None:
                yield question.in_place_of(step)
        case questions.SelectStep(topics=topics):
            pool = () if bank is None else bank.about(topics)
            if bank is not None and pool:
                names = {question.topic for question in pool}
                about = tuple(topic for topic in bank.topics if topic.id in names)
                yield BankQuiz.model_construct(None, **dict(step), pool=pool, about=about)
        case (
            model.ProseStep()
            | model.DerivationStep()
            | network_steps.NetworkPart()
            | code_step.CodeStep()
            | questions.QuizPart()
        ):
            yield step
