"""The kinds of questions: what each one asks, what is right, what is said to a wrong answer."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, Self, TypeAlias

from pydantic import Field

from tutor.lesson.format.part import Column, Domain, Feedback, Hints, Part, Screenful, Subject, WholeStep, WrongAnswer
from tutor.lesson.format.scalars import (
    LARGEST,
    UNGRADED,
    Flag,
    Formula,
    Identifier,
    Integer,
    Name,
    NumberText,
    Prose,
    RelativeOrAbsolute,
    Tolerance,
)

LEFT_OUT = ":left-out"
"""Behind a choice's id: the feedback for not having ticked it."""


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


_Bound: TypeAlias = Annotated[Integer, Field(ge=-LARGEST, le=LARGEST)]


class Parameter(Part):
    """Where the number of a question comes from; it is drawn afresh on every attempt."""

    choice: Annotated[tuple[NumberText, ...], Field(min_length=1, max_length=100)] | None = None
    """One of these numbers."""
    int: tuple[_Bound, _Bound] | None = None
    """A whole number between these two, both included."""


class AnswerTest(Part):
    """What a learner may type and what must happen; `check` tries it."""

    answer: Formula
    is_: Annotated[Literal["correct", "wrong", "unreadable"], Field(alias="is")]


class QuizPart(WholeStep):
    """What every question has."""

    step_kind: ClassVar[Literal["question"]] = "question"
    type: Literal["quiz"]
    prompt: Prose
    params: Annotated[Mapping[Name, Parameter], Field(default_factory=dict, max_length=12)]
    """Numbers drawn afresh on every attempt, `@{w}` in texts."""
    where: Annotated[tuple[Formula, ...], Field(max_length=12)] = ()
    """Conditions that the drawn numbers meet, such as `w != x`."""
    hints: Hints = ()
    explain: Prose = ""
    """Shown after the right answer."""
    review: Annotated[Flag, UNGRADED] = False
    """Whether the question comes back as a review card."""

    def question_at(self, part: str = "") -> Self:
        """Return the question itself."""
        return self

    @property
    def question_count(self) -> int:
        """Return that it is one question."""
        return 1

    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return all hints: there is one part only."""
        return self.hints

    def option_texts(self) -> Mapping[str, str]:
        """Return the texts of the first column, where there is one."""
        columns = self.columns()
        return columns[0].texts if columns else {}

    def graded_besides(self, networks: Mapping[str, Part]) -> Mapping[str, object]:
        """Return the type: the bank leaves it out, and a question has the same digest there and in a lesson."""
        return {"type": "quiz"}

    def screenful(self, below: tuple[str | int, ...]) -> Screenful | None:
        """Return the prompt with everything to choose from or to arrange."""
        return Screenful((self.prompt,), columns=self.columns()) if below == ("prompt",) else None

    @abstractmethod
    def columns(self) -> tuple[Column, ...]:
        """Return the columns on the screen with what there is to choose from or to arrange, as it is right."""

    @abstractmethod
    def told(self) -> tuple[str, ...]:
        """Return the texts each of which gives the answer away."""

    @abstractmethod
    def formulas(self) -> tuple[str, ...]:
        """Return the formulas of its answers, right and wrong, in which parameters may stand."""


class SingleChoice(QuizPart):
    """A question with exactly one right choice."""

    kind: Literal["single"]
    choices: Annotated[tuple[Choice, ...], Field(min_length=2, max_length=9)]

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return those of the choices; other kinds return those of what their answers are made of or expected."""
        return {choice.id: Feedback(choice.feedback) for choice in self.choices}

    def columns(self) -> tuple[Column, ...]:
        return _choices(self.choices)

    def told(self) -> tuple[str, ...]:
        return _right(self.choices)

    def formulas(self) -> tuple[str, ...]:
        return ()

    def unrecorded_feedback(self, raw: str) -> tuple[str, ...]:
        """Return the feedback to the choice: it has its id."""
        return (raw,) if raw in self.feedbacks() else ()


class MultipleChoice(QuizPart):
    """A question where every right choice, and no other, is ticked."""

    kind: Literal["multiple"]
    choices: Annotated[tuple[TickedChoice, ...], Field(min_length=2, max_length=9)]

    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return two texts for each choice: by its id for a wrong tick, with `LEFT_OUT` behind it for a missing one."""
        found: dict[str, Feedback] = {}
        for number, choice in enumerate(self.choices, 1):
            subject = Subject(number, choice.text)
            found[choice.id] = Feedback(choice.feedback, subject)
            found[choice.id + LEFT_OUT] = Feedback(choice.unselected_feedback, subject)
        return found

    def columns(self) -> tuple[Column, ...]:
        return _choices(self.choices)

    def told(self) -> tuple[str, ...]:
        return _right(self.choices)

    def formulas(self) -> tuple[str, ...]:
        return ()


def _choices(choices: tuple[Choice, ...]) -> tuple[Column, ...]:
    return (Column("choices", "text", {choice.id: choice.text for choice in choices}),)


def _right(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    return tuple(choice.text for choice in choices if choice.correct)


class NumericQuestion(QuizPart):
    """A question whose answer is a number."""

    kind: Literal["numeric"]
    answer: Formula
    """A number, or an expression in the parameters."""
    tolerance: RelativeOrAbsolute = Tolerance(relative=0.01)
    """`1%` of the answer, or an absolute distance such as `0.001`."""
    answer_in: Annotated[Literal["field", "figure"], UNGRADED] = "field"
    """Whether it is typed, or given by turning the knob of the step's figure that the arrows turn."""
    wrong: Annotated[tuple[WrongAnswer, ...], UNGRADED] = ()
    tests: Annotated[tuple[AnswerTest, ...], UNGRADED] = ()

    @property
    def is_turned(self) -> bool:
        """Return whether its answer is given by turning the knob of its figure."""
        return self.answer_in == "figure"

    def feedbacks(self) -> Mapping[str, Feedback]:
        return _expected(self.wrong)

    def columns(self) -> tuple[Column, ...]:
        return ()

    def told(self) -> tuple[str, ...]:
        return (self.answer,)

    def formulas(self) -> tuple[str, ...]:
        return (self.answer, *(wrong.answer for wrong in self.wrong))


class SymbolicQuestion(QuizPart):
    """A question whose answer is a formula; every equivalent form counts."""

    kind: Literal["symbolic"]
    symbols: Annotated[tuple[Name, ...], Field(min_length=1, max_length=24)]
    """The names that may stand in the answer."""
    domain: Domain
    """Where formulas are compared, `x: [0.1, 3]`; the default is [-2, 2] without the undefined points."""
    answer: Formula
    differentiate: Annotated[Formula, UNGRADED] = ""
    """What is differentiated, where the answer is a derivative: then wrong answers are diagnosed as in a derivation."""
    wrt: Annotated[Name | None, UNGRADED] = None
    """The name by which it is differentiated."""
    wrong: Annotated[tuple[WrongAnswer, ...], UNGRADED] = ()
    tests: Annotated[tuple[AnswerTest, ...], UNGRADED] = ()

    def feedbacks(self) -> Mapping[str, Feedback]:
        return _expected(self.wrong)

    def columns(self) -> tuple[Column, ...]:
        return ()

    def told(self) -> tuple[str, ...]:
        return (self.answer,)

    def formulas(self) -> tuple[str, ...]:
        return (self.answer, *(wrong.answer for wrong in self.wrong))


def _expected(wrong: tuple[WrongAnswer, ...]) -> Mapping[str, Feedback]:
    return {answer.id: Feedback(answer.feedback) for answer in wrong}


class Item(Part):
    """One of the things to put in order."""

    id: Identifier
    text: Prose
    feedback: Prose = ""
    """Why it comes where it does: said where something else stands before it."""


class WrongOrder(Part):
    """A wrong order that the author expects, and what to say about it."""

    id: Identifier
    answer: tuple[Identifier, ...]
    """The ids of all items as a learner may put them."""
    feedback: Prose
    """Why it is tempting and why it is wrong."""


class OrderQuestion(QuizPart):
    """A question whose items, shown shuffled, are to be put in order."""

    kind: Literal["order"]
    items: Annotated[tuple[Item, ...], Field(min_length=2, max_length=9)]
    """In the right order."""
    wrong: Annotated[tuple[WrongOrder, ...], UNGRADED] = ()

    def feedbacks(self) -> Mapping[str, Feedback]:
        # Items are numbered by where they stand, which changes.
        items = {item.id: Feedback(item.feedback, Subject(0, item.text)) for item in self.items}
        return items | {order.id: Feedback(order.feedback) for order in self.wrong}

    def columns(self) -> tuple[Column, ...]:
        return (Column("items", "text", {item.id: item.text for item in self.items}),)

    def told(self) -> tuple[str, ...]:
        return ()

    def formulas(self) -> tuple[str, ...]:
        return ()


class Pair(Part):
    """Two things that belong together."""

    id: Identifier
    left: Prose
    right: Prose
    """The partner; the partners are shown shuffled."""
    feedback: Prose
    """Why they belong together: said where the left side has another partner."""


class MatchQuestion(QuizPart):
    """A question that gives each of several things its partner."""

    kind: Literal["match"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=6)]

    def feedbacks(self) -> Mapping[str, Feedback]:
        numbered = enumerate(self.pairs, 1)
        return {pair.id: Feedback(pair.feedback, Subject(number, pair.left)) for number, pair in numbered}

    def columns(self) -> tuple[Column, ...]:
        left, right = {pair.id: pair.left for pair in self.pairs}, {pair.id: pair.right for pair in self.pairs}
        return (Column("pairs", "left", left), Column("pairs", "right", right))

    def told(self) -> tuple[str, ...]:
        return ()

    def formulas(self) -> tuple[str, ...]:
        return ()


Question: TypeAlias = SingleChoice | MultipleChoice | NumericQuestion | SymbolicQuestion | OrderQuestion | MatchQuestion

QuestionKind: TypeAlias = Literal["single", "multiple", "numeric", "symbolic", "order", "match"]
"""What `kind` says of each of them."""
