"""What a living figure of a lesson is: a picture of formulas, networks or data, with knobs that a learner turns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from tutor.lesson.format.part import Extra, Part
from tutor.lesson.format.scalars import Formula, Line, Name, Number

Positive: TypeAlias = Annotated[Number, Field(gt=0)]
Ends: TypeAlias = tuple[Number, Number]
"""The lower and the upper end of a range."""


class Knob(Part):
    """A number of the figure that the learner turns."""

    at: Number
    """Where it stands at first."""
    range: Ends
    """How far it can be turned."""
    step: Positive
    """What one press of an arrow does."""


Knobs: TypeAlias = Annotated[Mapping[Name, Knob], Field(min_length=1, max_length=4)]


class FigurePart(Part):
    """What every figure has."""

    caption: Line = ""
    """What there is to see, in one sentence; plain mode writes it above the table of values."""


class CurveFigure(FigurePart):
    """One to four functions, and a point on the first one that a knob moves along it."""

    kind: Literal["curve"]
    knobs: Knobs
    """The first one goes across; the others bend the curves."""
    curves: Annotated[Mapping[Name, Formula], Field(min_length=1, max_length=4)]
    """Formulas in the knobs, by the names of what they give."""
    heights: Ends | None = None
    """The ends of the upright axis; without it, what the curves need."""
    shows: Annotated[tuple[Extra, ...], Field(max_length=3)] = ()
    nudge: Positive | None = None
    """How far the secant reaches from the point; what the nudge does is read out."""


Figure: TypeAlias = Annotated[CurveFigure, Field()]
"""A figure of any kind."""
