"""The question bank: the declaration of `bank.yaml`, and what its questions are as steps of a lesson."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, PrivateAttr

from tutor.lesson.format.part import Part, StepPart
from tutor.lesson.format.questions import (
    MatchQuestion,
    MultipleChoice,
    NumericQuestion,
    OrderQuestion,
    QuizPart,
    SelectStep,
    SingleChoice,
    SymbolicQuestion,
)
from tutor.lesson.format.scalars import UNGRADED, FormatNumber, Identifier, LanguageTag, Line


class BankTopic(Part):
    """What several questions are about."""

    id: Identifier
    title: Line
    lesson: Identifier | None = None
    """The lesson to go back to where its questions were missed."""


class BankPart(QuizPart):
    """What every question of the bank has besides what every question has."""

    type: Literal["quiz"] = "quiz"
    """May be left out: the bank has only questions."""
    topic: Annotated[Identifier, UNGRADED]
    """One of the bank's `topics`."""

    _bank_id: str = PrivateAttr("")

    @property
    def bank_id(self) -> str:
        """Return its id in the bank, also where it stands in a lesson under the id of a step."""
        return self._bank_id or self.id

    def in_place_of(self, step: StepPart) -> BankQuestion:
        """Return the question as `step` of a lesson, which gives it its id, its title and what progress hangs on."""
        question = self.model_copy(
            update={
                "id": step.id,
                "title": step.title or self.title,
                "skill": step.skill or self.skill,
                "was": step.was,
                "retired": step.retired,
            }
        )
        question._bank_id = self.bank_id
        assert isinstance(question, BankQuestion)
        return question


class BankSingle(BankPart, SingleChoice):
    """A question of the bank with exactly one right choice."""


class BankMultiple(BankPart, MultipleChoice):
    """A question of the bank where every right choice, and no other, is ticked."""


class BankNumeric(BankPart, NumericQuestion):
    """A question of the bank whose answer is a number."""


class BankSymbolic(BankPart, SymbolicQuestion):
    """A question of the bank whose answer is a formula."""


class BankOrder(BankPart, OrderQuestion):
    """A question of the bank whose items are to be put in order."""


class BankMatch(BankPart, MatchQuestion):
    """A question of the bank that gives each of several things its partner."""


BankQuestion: TypeAlias = BankSingle | BankMultiple | BankNumeric | BankSymbolic | BankOrder | BankMatch


class Bank(Part):
    """Questions that lessons and the review draw from."""

    format: FormatNumber
    """The version of this format, 1."""
    language: LanguageTag
    topics: Annotated[tuple[BankTopic, ...], Field(min_length=1, max_length=100)]
    questions: Annotated[
        tuple[Annotated[BankQuestion, Field(discriminator="kind")], ...], Field(min_length=1, max_length=2000)
    ]

    def question(self, bank_id: str) -> BankQuestion | None:
        """Return the question with this id, or one that had it formerly; None where there is none."""
        known = {former: question for question in self.questions for former in question.was}
        return {**known, **{question.id: question for question in self.questions}}.get(bank_id)

    def about(self, topics: tuple[str, ...]) -> tuple[BankQuestion, ...]:
        """Return the questions on `topics`, on all of them where none is named, that are not retired."""
        return tuple(
            question for question in self.questions if not question.retired and (not topics or question.topic in topics)
        )


class BankQuiz(SelectStep):
    """A quiz with the questions from which it draws, as a lesson has it once the bank is read."""

    pool: Annotated[tuple[BankQuestion, ...], UNGRADED]
    about: Annotated[tuple[BankTopic, ...], UNGRADED]
    """The topics of these questions, in the order of the bank."""

    def question(self, bank_id: str) -> BankQuestion:
        """Return the question of the pool with this id; KeyError where there is none."""
        return {question.id: question for question in self.pool}[bank_id]
