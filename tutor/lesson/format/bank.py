"""The question bank: the declaration of `bank.yaml`, and how a lesson takes questions from it as steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import Discriminator, Field, PrivateAttr, Tag

from tutor.lesson.format.part import Feedback, LessonStep, Part, StepPart
from tutor.lesson.format.questions import (
    MatchQuestion,
    MultipleChoice,
    NumericQuestion,
    OrderQuestion,
    QuizPart,
    SingleChoice,
    SymbolicQuestion,
)
from tutor.lesson.format.scalars import UNGRADED, FormatNumber, Identifier, Integer, LanguageTag, Line, Prose


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
                "figure": step.figure,
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


class UseStep(StepPart):
    """A question of the bank as a step of this lesson."""

    step_kind: ClassVar[Literal["use"]] = "use"
    type: Literal["quiz"]
    use: Identifier
    """The id of a question in `bank.yaml`."""

    def ready(self, bank: Bank | None) -> Iterator[BankQuestion]:
        """Yield the question in the place of the step, unless `bank` does not have it."""
        question = None if bank is None else bank.question(self.use)
        if question is not None:
            yield question.in_place_of(self)


class _Select(StepPart):
    """What a quiz of drawn questions has, with and without the questions."""

    type: Literal["quiz"]
    select: Annotated[Integer, Field(ge=1, le=50)]
    """How many questions are drawn, as many of one topic as of another where there are enough."""
    topics: Annotated[tuple[Identifier, ...], UNGRADED] = ()
    """The topics of the bank from which they are drawn; without it, all of them."""
    prompt: Prose = ""
    """Shown above the first question."""
    explain: Prose = ""
    """Shown below the result."""


class SelectStep(_Select):
    """A quiz of questions that are drawn from the bank, others on every attempt."""

    step_kind: ClassVar[Literal["select"]] = "select"

    def ready(self, bank: Bank | None) -> Iterator[BankQuiz]:
        """Yield the quiz with the questions that `bank` has on its topics, unless there are none."""
        pool = () if bank is None else bank.about(self.topics)
        if bank is not None and pool:
            names = {question.topic for question in pool}
            about = tuple(topic for topic in bank.topics if topic.id in names)
            yield BankQuiz.model_construct(None, **dict(self), pool=pool, about=about)


class BankQuiz(_Select, LessonStep):
    """A quiz with the questions from which it draws, as a lesson has it once the bank is read."""

    step_kind: ClassVar[Literal["bank-quiz"]] = "bank-quiz"
    pool: Annotated[tuple[BankQuestion, ...], UNGRADED]
    about: Annotated[tuple[BankTopic, ...], UNGRADED]
    """The topics of these questions, in the order of the bank."""

    def question(self, bank_id: str) -> BankQuestion:
        """Return the question of the pool with this id; KeyError where there is none."""
        return {question.id: question for question in self.pool}[bank_id]

    def asked(self, part: str) -> BankQuestion | BankQuiz:
        """Return the question that `part` is, the quiz itself for no part."""
        return self.question(part) if part else self

    def question_at(self, part: str = "") -> BankQuestion | None:
        """Return the question that `part` is, None for no part."""
        return self.question(part) if part else None

    @property
    def question_count(self) -> int:
        """Return how many questions are drawn."""
        return self.select

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return nothing: each question has its own feedback."""
        return {}

    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return the hints of the question that `part` is."""
        return self.question(part).hints

    def graded_besides(self, networks: Mapping[str, Part]) -> Mapping[str, object]:
        """Return every question that may be drawn, by its id."""
        return {"pool": {question.id: question for question in self.pool}}


def _written_as(step: Any) -> str | None:
    """The tag of a quiz step: how it takes its questions from the bank, or the kind of its own question."""
    keys = dict(step)
    return next((key for key in ("use", "select") if key in keys), keys.get("kind"))


WrittenQuiz: TypeAlias = Annotated[
    Annotated[SingleChoice, Tag("single")]
    | Annotated[MultipleChoice, Tag("multiple")]
    | Annotated[NumericQuestion, Tag("numeric")]
    | Annotated[SymbolicQuestion, Tag("symbolic")]
    | Annotated[OrderQuestion, Tag("order")]
    | Annotated[MatchQuestion, Tag("match")]
    | Annotated[UseStep, Tag("use")]
    | Annotated[SelectStep, Tag("select")],
    Discriminator(_written_as),
]
"""A quiz step as an author writes it."""
