"""What a step's view is given to draw, and what it says back."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from tutor.activity.base import Activity, Hint, Verdict
from tutor.lesson.model import Step
from tutor.ui.display import Display


@dataclass(frozen=True, slots=True)
class Scene:
    """One step at one moment: `step` in the learner's language, the rest as the session has it.

    `verdict` is the last one in this attempt, `draft` what stands unfinished in the field or list.
    """

    step: Step
    activity: Activity
    display: Display
    verdict: Verdict | None = None
    hints: tuple[Hint, ...] = ()
    draft: str = ""
    changed_since: bool = False
    last_step: bool = False


@dataclass
class Answered(Message):
    """The learner gave an answer to the part that was open."""

    part: str
    raw: str


@dataclass
class Drafted(Message):
    """The learner changed an unfinished answer."""

    part: str
    text: str
