"""What a lesson is: the one declaration of the format, from which loader, check, digest and JSON Schema come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from tutor.lesson.network_block import Network
from tutor.lesson.scalars import (
    UNGRADED,
    Ask,
    Factor,
    Flag,
    FormatNumber,
    Formula,
    Identifier,
    Integer,
    LanguageTag,
    Line,
    Name,
    Number,
    NumberText,
    Prose,
    RelativeOrAbsolute,
    Tolerance,
)


class Part(BaseModel):
    """Anything of a lesson that has keys; unknown keys are errors and nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


Domain: TypeAlias = Annotated[Mapping[Name, tuple[Number, Number]], Field(default_factory=dict)]
Hints: TypeAlias = Annotated[tuple[Prose, ...], Field(max_length=5)]


class WrongAnswer(Part):
    """A mistake that the author expects, and what to say about it."""

    id: Identifier
    answer: Formula
    """What the learner would type."""
    feedback: Prose
    """Why it is tempting and why it is wrong."""


class WrongFactor(WrongAnswer):
    """An expected mistake in one factor of a derivation."""

    factor: Factor
    """The local derivative it answers, such as `a/z`."""


class Choice(Part):
    """One of the answers to tick."""

    id: Identifier
    text: Prose
    correct: Flag = False
    feedback: Prose
    """Why it is right, or why it is tempting and wrong."""


class TickedChoice(Choice):
    """One of several answers to tick, with a word for those who leave it out."""

    unselected_feedback: Prose = ""
    """What to say when the learner should have ticked it, or rightly did not."""


class PredictedChoice(Part):
    """One outcome that the learner can predict."""

    id: Identifier
    text: Prose
    when: Formula = ""
    """A condition on the run, such as `loss[1] < loss[0]`, under which this prediction is right."""
    feedback: Prose = ""


class Prediction(Part):
    """A question whose answer is committed before anything moves."""

    prompt: Prose
    choices: Annotated[tuple[PredictedChoice, ...], Field(min_length=2, max_length=9)]
    answer: Identifier | None = None
    """The id of the right choice, unless every choice says `when` it is right."""


class Task(Part):
    """Something to bring about in the lab; the program sees whether it was."""

    id: Identifier
    text: Prose
    goal: Formula
    """`diverged`, or a comparison such as `loss[-1] < 0.05`."""
    within: Annotated[Integer, Field(ge=1, le=100_000)]
    """Judged on an unedited run from the start, at the first of this many training steps that meets the goal."""
    witness: Annotated[Mapping[str, Number], Field(min_length=1), UNGRADED]
    """Settings that reach the goal, such as `learning_rate: 20`; `check` runs them."""
    hints: Hints = ()


class Parameter(Part):
    """Where the number of a question comes from; it is drawn afresh on every attempt."""

    choice: Annotated[tuple[NumberText, ...], Field(min_length=1, max_length=100)] | None = None
    """One of these numbers."""
    int: tuple[Integer, Integer] | None = None
    """A whole number between these two, both included."""


class AnswerTest(Part):
    """What a learner may type and what must happen; `check` tries it."""

    answer: Formula
    is_: Annotated[Literal["correct", "wrong", "unreadable"], Field(alias="is")]


class StepPart(Part):
    """What every step has."""

    id: Identifier
    """Progress is stored by it: it never changes."""
    title: Line = ""
    """A few words for the outline; without it the outline shows the beginning of the text."""
    skill: Annotated[Identifier | None, UNGRADED] = None
    """The skill that this step practises, one of the lesson's `teaches`."""
    was: Annotated[tuple[Identifier, ...], UNGRADED] = ()
    """Former ids of this step; progress that was made under them counts."""
    retired: Annotated[Flag, UNGRADED] = False
    """Hides the step and keeps its history."""


class ProseStep(StepPart):
    """A page to read."""

    type: Literal["prose"]
    body: Prose


class DerivationStep(StepPart):
    """A derivative of named quantities, factor by factor."""

    type: Literal["derivation"]
    prompt: Prose = ""
    """Shown above the derivation."""
    graph: Annotated[Mapping[Name, Formula], Field(min_length=1, max_length=24)]
    """Named quantities in order, each a formula of earlier ones and of variables."""
    target: Name
    """The quantity that is differentiated."""
    wrt: Name
    """The variable by which it is differentiated."""
    at: Mapping[Name, Number]
    """The value of every variable, shown beside the factors."""
    domain: Domain
    """Where formulas are compared, `x: [0.1, 3]`; the default is [-2, 2] without the undefined points."""
    ask: Ask = "all"
    """The factors that the learner supplies; the others are worked."""
    ask_rule: Flag = False
    """Whether the rule that gives a factor is asked before the factor."""
    wrong: Annotated[tuple[WrongFactor, ...], UNGRADED] = ()
    """Expected mistakes beyond those that the program finds by itself."""
    hints: Hints = ()
    explain: Prose = ""
    """Shown after the last factor."""


class NetworkStep(StepPart):
    """The lab: a small network to run, change and inspect."""

    type: Literal["network"]
    network: Identifier
    """One of the lesson's `networks`."""
    prompt: Prose = ""
    """Shown beside the network."""
    may_change: Annotated[tuple[Annotated[str, Field(min_length=1)], ...] | None, UNGRADED] = None
    """What the learner can edit while a task is judged; without it, everything that the lab offers."""
    predict: Prediction | None = None
    tasks: Annotated[tuple[Task, ...], Field(max_length=10)] = ()
    hints: Hints = ()
    explain: Prose = ""
    """Shown after the last task."""


class QuizPart(StepPart):
    """What every question has."""

    type: Literal["quiz"]
    prompt: Prose
    params: Annotated[Mapping[Name, Parameter], Field(default_factory=dict)]
    """Numbers drawn afresh on every attempt, `@{w}` in texts."""
    where: tuple[Formula, ...] = ()
    """Conditions that the drawn numbers meet, such as `w != x`."""
    hints: Hints = ()
    explain: Prose = ""
    """Shown after the right answer."""
    review: Annotated[Flag, UNGRADED] = False
    """Whether the question comes back as a review card."""


class SingleChoice(QuizPart):
    """A question with exactly one right choice."""

    kind: Literal["single"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=9)]


class MultipleChoice(QuizPart):
    """A question where every right choice, and no other, is ticked."""

    kind: Literal["multiple"]
    choices: Annotated[tuple[TickedChoice, ...], Field(min_length=2, max_length=9)]


class NumericQuestion(QuizPart):
    """A question whose answer is a number."""

    kind: Literal["numeric"]
    answer: Formula
    """A number, or an expression in the parameters."""
    tolerance: RelativeOrAbsolute = Tolerance(relative=0.01)
    """`1%` of the answer, or an absolute distance such as `0.001`."""
    wrong: Annotated[tuple[WrongAnswer, ...], UNGRADED] = ()
    tests: Annotated[tuple[AnswerTest, ...], UNGRADED] = ()


class SymbolicQuestion(QuizPart):
    """A question whose answer is a formula; every equivalent form counts."""

    kind: Literal["symbolic"]
    symbols: Annotated[tuple[Name, ...], Field(min_length=1, max_length=24)]
    """The names that may stand in the answer."""
    domain: Domain
    """Where formulas are compared, `x: [0.1, 3]`; the default is [-2, 2] without the undefined points."""
    answer: Formula
    wrong: Annotated[tuple[WrongAnswer, ...], UNGRADED] = ()
    tests: Annotated[tuple[AnswerTest, ...], UNGRADED] = ()


Question: TypeAlias = Annotated[
    SingleChoice | MultipleChoice | NumericQuestion | SymbolicQuestion, Field(discriminator="kind")
]
Step: TypeAlias = Annotated[ProseStep | DerivationStep | NetworkStep | Question, Field(discriminator="type")]


class Lesson(Part):
    """One lesson, in one language."""

    format: FormatNumber
    """The version of this format, 1."""
    id: Identifier
    """Equals the file name; progress is stored by it: it never changes."""
    language: LanguageTag
    title: Line
    summary: Line
    """One sentence for the course list."""
    minutes: Annotated[Integer, Field(ge=1, le=600)]
    """How long it takes a learner."""
    teaches: tuple[Identifier, ...] = ()
    """Skills; each is practised by at least one step."""
    networks: Annotated[Mapping[Identifier, Network], Field(default_factory=dict)]
    """Networks by name, for the steps that use them."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=200)]

    def step(self, step_id: str) -> Step:
        """Return the step with this id; KeyError where there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)
