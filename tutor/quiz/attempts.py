"""From recorded events to reviews: how well each attempt at a card went, and on which day it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from tutor.days import day_of
from tutor.events import KNOWING, Event

Grade: TypeAlias = Literal["again", "hard", "good"]
"""How well a card was known: not at the first try · right at the first try, but after a hint or unsure · right at the
first try. FSRS has a fourth, `easy`, which would need the learner's word: a choice that is sure can still be lucky."""

JUDGED: Final = ("answered", "revealed")
"""Kinds of events that say how well a card was known."""


@dataclass(frozen=True, slots=True)
class Review:
    """One attempt at a card: the day on which it was judged first (see `day_of`), and its grade."""

    card: str
    day: date
    grade: Grade
    in_review: bool = False
    """Whether it was made in a review, neither in a lesson nor to show that one knows it."""
    answered: bool = True
    """Whether the learner gave an answer; the solution may have been shown instead."""


def reviews_of(
    events: Sequence[Event], card_of: Callable[[Event], str | None], now: datetime, review_lesson: str
) -> list[Review]:
    """Return one review for each attempt that was judged, in the order of `events`.

    All events of an attempt have the same seed. `now` is the latest possible time.
    """
    attempts: dict[tuple[str, int], Review] = {}
    for event, at in zip(events, believable([event.at for event in events], now), strict=True):
        card = card_of(event) if event.kind in JUDGED else None
        if card is not None and (card, event.seed) not in attempts:
            in_review = event.lesson == review_lesson and KNOWING not in event.arguments
            answered = event.kind == "answered"
            attempts[card, event.seed] = Review(card, day_of(at), grade_of(event), in_review, answered)
    return list(attempts.values())


def grade_of(first: Event) -> Grade:
    """Return the grade of the attempt whose first judged act is `first`."""
    if not first.right:
        return "again"
    return "hard" if first.hints or first.certainty == "unsure" else "good"


def believable(times: Sequence[datetime], now: datetime) -> list[datetime]:
    """Return `times`, which are in the order of recording, as they can have been: never falling, none after `now`.

    A clock that jumped leaves times out of order. Most times are right: those of a longest series that doesn't fall
    and doesn't reach past `now` are kept, and each of the others gets the kept time before it (the first kept one
    where there is none, `now` where no time can be kept).
    """
    kept = _longest_rising(times, now)
    filled = next((times[index] for index in sorted(kept)), now)
    result = []
    for index, at in enumerate(times):
        filled = at if index in kept else filled
        result.append(filled)
    return result


def _longest_rising(times: Sequence[datetime], now: datetime) -> set[int]:
    """The indices of a longest series of `times` that doesn't fall and ends at `now` at the latest (patience sort).

    It is found from its end, so that of two equally long ones the one with later times is taken: a clock is more often
    far behind, after its battery was empty, than ahead.
    """
    ages: list[timedelta] = []
    heads: list[int] = []
    following: dict[int, int] = {}
    for index in reversed(range(len(times))):
        age = now - times[index]
        if age >= timedelta(0):
            place = bisect_right(ages, age)
            ages[place : place + 1] = [age]
            heads[place : place + 1] = [index]
            if place:
                following[index] = heads[place - 1]
    series: set[int] = set()
    here = heads[-1] if heads else None
    while here is not None:
        series.add(here)
        here = following.get(here)
    return series
