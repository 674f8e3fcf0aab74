"""What pages that are opened over another screen ask for."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class StepChosen(Message):
    """The learner wants to open this step of the lesson below."""

    step: str


@dataclass
class PlaceChosen(Message):
    """The learner wants to open a lesson, at a step if one is named."""

    lesson: str
    step: str = ""


class ReviewWanted(Message):
    """The learner wants to review what is due."""


class ReviewLeft(Message):
    """The learner goes back from the review to the course."""


class SearchWanted(Message):
    """The learner wants to search the course."""


class ProgressWanted(Message):
    """The learner wants to see what was done and what comes next."""
