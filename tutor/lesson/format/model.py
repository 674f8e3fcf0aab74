"""What a lesson is: the one declaration of the format, from which loader, check, digest and JSON Schema come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from tutor.lesson.format.bank import BankQuiz, WrittenQuiz
from tutor.lesson.format.code_step import CodeStep
from tutor.lesson.format.figure import Figure
from tutor.lesson.format.network_block import Network
from tutor.lesson.format.network_steps import StepOnNetwork
from tutor.lesson.format.part import Domain, Feedback, Hints, Part, QuestionlessStep, Screenful, WrongAnswer
from tutor.lesson.format.questions import Question
from tutor.lesson.format.scalars import (
    UNGRADED,
    Ask,
    Factor,
    Flag,
    FormatNumber,
    Formula,
    Identifier,
    Integer,
    LanguageTag,
    LessonId,
    Line,
    Name,
    Number,
    Prose,
)


class WrongFactor(WrongAnswer):
    """An expected mistake in one factor of a derivation."""

    factor: Factor
    """The local derivative it answers, such as `a/z`."""


class ProseStep(QuestionlessStep):
    """A page to read."""

    step_kind: ClassVar[Literal["prose"]] = "prose"
    type: Literal["prose"]
    body: Prose
    explain: ClassVar[str] = ""
    """It asks nothing: nothing is said after the last answer."""

    @property
    def prompt(self) -> str:
        """Return what it begins with, as every step has it: here, all of it."""
        return self.body

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return nothing: it asks nothing."""
        return {}

    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return nothing: it asks nothing."""
        return ()

    def screenful(self, below: tuple[str | int, ...]) -> Screenful | None:
        """Return the whole page."""
        return Screenful((self.body,)) if below == ("body",) else None


class DerivationStep(QuestionlessStep):
    """A derivative of named quantities, factor by factor."""

    step_kind: ClassVar[Literal["derivation"]] = "derivation"
    type: Literal["derivation"]
    prompt: Prose = ""
    """Shown above the derivation."""
    graph: Annotated[Mapping[Name, Formula], Field(min_length=1, max_length=24)]
    """Named quantities in order, each a formula of earlier ones and of variables."""
    target: Name
    """The quantity that is differentiated."""
    wrt: Name
    """The variable by which it is differentiated."""
    at: Annotated[Mapping[Name, Number], Field(max_length=100)]
    """The value of every variable, shown beside the factors."""
    domain: Domain
    """Where formulas are compared, `x: [0.1, 3]`; the default is [-2, 2] without the undefined points."""
    ask: Ask = "all"
    """The factors that the learner supplies; the others are worked."""
    ask_rule: Flag = False
    """Whether the rule that gives a factor is asked before the factor."""
    partial: Annotated[Flag, UNGRADED] = False
    """Whether derivatives are written with ∂; they always are where `wrt` acts on the target in several ways."""
    wrong: Annotated[tuple[WrongFactor, ...], Field(max_length=100), UNGRADED] = ()
    """Expected mistakes beyond those that the program finds by itself."""
    hints: Hints = ()
    explain: Prose = ""
    """Shown after the last factor."""

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return those of the expected mistakes in all factors."""
        return {answer.id: Feedback(answer.feedback) for answer in self.wrong}

    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return the same hints for every factor."""
        return self.hints

    def definitions(self) -> Mapping[str, str]:
        """Return the graph."""
        return self.graph


WrittenStep: TypeAlias = Annotated[
    ProseStep | DerivationStep | StepOnNetwork | CodeStep | WrittenQuiz,
    Field(discriminator="type"),
]
"""A step as its author writes it."""

Step: TypeAlias = ProseStep | DerivationStep | StepOnNetwork | CodeStep | Question | BankQuiz
"""A step as a learner meets it: what it takes from the bank is there."""


class LessonPart(Part):
    """What every lesson has besides its steps."""

    format: FormatNumber
    """The version of this format, 1."""
    id: LessonId
    """Equals the file name; progress is stored by it: it never changes."""
    language: LanguageTag
    title: Line
    summary: Line
    """One sentence for the course list."""
    question: Line = ""
    """The question that the lesson answers, as it comes up just before it; 88 columns, 72 in Chinese."""
    outcomes: Annotated[tuple[Line, ...], Field(min_length=2, max_length=3)] = ()
    """What a learner can do afterwards; each begins with a verb and has 56 columns."""
    minutes: Annotated[Integer, Field(ge=1, le=600)]
    """How long it takes a learner."""
    teaches: Annotated[tuple[Identifier, ...], Field(max_length=50)] = ()
    """Skills; each is practised by at least one step."""
    networks: Annotated[Mapping[Identifier, Network], Field(default_factory=dict, max_length=50)]
    """Networks by name, for the steps that use them."""
    figures: Annotated[Mapping[Identifier, Figure], Field(default_factory=dict, max_length=50)]
    """Living figures by name, for the steps that show them; the first one is the lesson's signature."""


class WrittenLesson(LessonPart):
    """One lesson in one language, as it stands in its file."""

    steps: Annotated[tuple[WrittenStep, ...], Field(min_length=1, max_length=200)]


class Lesson(LessonPart):
    """One lesson in one language, with the bank's questions in their places."""

    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step:
        """Return the step with this id; KeyError where there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)
