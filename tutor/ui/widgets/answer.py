"""What a field, a list or a board says of the answer that stands in it, whatever kind it is of."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class AnswerChanged(Message):
    """Something else stands there: `raw` is what would be given now, as answers are stored."""

    raw: str


@dataclass
class AnswerGiven(Message):
    """The learner gave the answer `raw`."""

    raw: str


@dataclass
class Overfilled(Message):
    """There was no room for so many characters in a field that holds `most`, of all since there was some the last time.

    For none where there is room again.
    """

    most: int
    left_out: int


@dataclass
class PartnerMoved(Message):
    """The partner `letter` was given to another thing, so that thing `number` has none any more."""

    letter: str
    number: int
