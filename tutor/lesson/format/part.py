"""What the parts of a lesson have in common: keys that are all declared, ids, hints, expected mistakes, feedback."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple, Self, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tutor.lesson.format.scalars import UNGRADED, Flag, Formula, Identifier, Line, Name, Number, Prose
from tutor.network.variation import Change


class Part(BaseModel):
    """Anything of a lesson that has keys; unknown keys are errors and nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Domain: TypeAlias = Annotated[Mapping[Name, tuple[Number, Number]], Field(default_factory=dict, max_length=100)]
Hints: TypeAlias = Annotated[tuple[Prose, ...], Field(max_length=5)]


class WrongAnswer(Part):
    """A mistake that the author expects, and what to say about it."""

    id: Identifier
    answer: Formula
    """What the learner would type."""
    feedback: Prose
    """Why it is tempting and why it is wrong."""


class Subject(NamedTuple):
    """The one of several things that a feedback is about, with its number on the screen, 0 where it has none."""

    number: int
    text: str


class Feedback(NamedTuple):
    """What the author says to an answer, and what it is about, None where it is the answer as a whole."""

    text: str
    subject: Subject | None = None


_SILENCE: Final = Feedback("")


class Column(NamedTuple):
    """Texts to choose from or to arrange, by the ids of the `parts` in which each stands at `key`."""

    parts: str
    key: str
    texts: Mapping[str, str]


class Screenful(NamedTuple):
    """What stands on the screen at once: texts, `rows` of other things or of nothing, columns beside each other."""

    texts: tuple[str, ...]
    rows: int = 0
    columns: tuple[Column, ...] = ()


Extra: TypeAlias = Literal["tangent", "secant", "slope"]
"""What a curve shows at its point: the tangent with its slope, the secant over a nudge, or the slope as a number."""


class FigureUse(Part):
    """How a step shows one of its lesson's figures."""

    of: Identifier
    """Which one of the lesson's `figures`."""
    at: Annotated[Mapping[Name, Formula], Field(default_factory=dict, max_length=4)]
    """Where its knobs stand in this step, as numbers or as formulas in the step's `params`."""
    turns: Name | None = None
    """Which knob the arrows turn at first; without it, the first one."""
    asked: Formula = ""
    """A place of the first knob that the step asks about, marked by a ring."""
    shows: Annotated[tuple[Extra, ...], Field(max_length=3)] | None = None
    """What it shows here instead of what the figure says."""
    reveal: Literal["now", "after"] = "now"
    """Whether its knobs turn at once or `after` the answer."""


def _used(value: Any) -> Any:
    """A figure that is only named is shown as it is."""
    return {"of": value} if isinstance(value, str) else value


Used: TypeAlias = Annotated[FigureUse, BeforeValidator(_used)]
"""A figure by its id, or with what is different about it in this step."""


class StepPart(Part):
    """What every step has as its author writes it."""

    step_kind: ClassVar[str]
    """A word for its kind, another for every kind: it is what registries of kinds go by."""
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
    figure: Annotated[Used | None, UNGRADED] = None
    """One of the lesson's `figures`, shown beside the text."""

    @property
    def is_turned(self) -> bool:
        """Return whether its answer is given by turning the knob of its figure."""
        return False

    @property
    def network_id(self) -> str | None:
        """Return which one of the lesson's `networks` it works with, None where it has none."""
        return None


class LessonStep(StepPart):
    """What every step says about itself as a learner meets it; ids are those in which the core speaks."""

    @abstractmethod
    def feedbacks(self) -> Mapping[str, Feedback]:
        """Return what the author says to answers, by the ids that verdicts name."""

    @abstractmethod
    def hints_on(self, part: str) -> tuple[str, ...]:
        """Return the author's hints on this part; tasks, blanks and drawn questions have their own."""

    def option_texts(self) -> Mapping[str, str]:
        """Return the author's texts of what there is to choose from, by id; what the program names has none."""
        return {}

    def feedback_named(self, feedback: str) -> Feedback:
        """Return the feedback with this id: of a choice, of a wrong answer, of a predicted outcome; empty if none."""
        return self.feedbacks().get(feedback, _SILENCE)

    def unrecorded_feedback(self, raw: str) -> tuple[str, ...]:
        """Return the ids of the feedback to `raw` of which an early program recorded none; new kinds have no such."""
        return ()

    def graded_besides(self, networks: Mapping[str, Part]) -> Mapping[str, object]:
        """Return what decides verdicts besides the fields of the step, of the lesson's `networks` for example."""
        return {}

    @property
    def bank_id(self) -> str:
        """Return its id in the question bank, empty for what is a lesson's own."""
        return ""

    def changes(self) -> Sequence[Change]:
        """Return what each of its runs changes in the network; nothing where there is but the network as it is."""
        return ()

    def listing(self) -> str:
        """Return the code to read, empty where there is none."""
        return ""

    def definitions(self) -> Mapping[str, str]:
        """Return the formulas of the quantities that it defines, by their names."""
        return {}

    def screenful(self, below: tuple[str | int, ...]) -> Screenful | None:
        """Return what stands on the screen that begins with the text at the path `below`; None where none does."""
        return None


class WholeStep(LessonStep):
    """What every step has that stands in the lesson as it is: all but a quiz that draws from the bank."""

    def ready(self, bank: object) -> Iterator[Self]:
        """Yield the step: it takes nothing more from the bank."""
        yield self

    def asked(self, part: str) -> Self:
        """Return the step itself: its parts are no steps of their own."""
        return self


class QuestionlessStep(WholeStep):
    """What every step has that is no quiz."""

    def question_at(self, part: str = "") -> None:
        """Return None: no part of it is a question."""

    @property
    def question_count(self) -> int:
        """Return 0: its parts are no questions of a quiz."""
        return 0
