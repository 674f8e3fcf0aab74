"""What the parts of a lesson have in common: keys that are all declared, ids, hints, expected mistakes, feedback."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from tutor.lesson.format.scalars import UNGRADED, Flag, Formula, Identifier, Line, Name, Number, Prose


class Part(BaseModel):
    """Anything of a lesson that has keys; unknown keys are errors and nothing changes after loading."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


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
