"""What pages that are opened over a lesson ask of it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class StepChosen(Message):
    """The learner wants to open this step."""

    step: str
