"""When cards are due: FSRS over the reviews of each card, and which of the due ones come today.

Imported with the first schedule only, when the course list is on the screen: FSRS takes a while to load.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import fsrs

from tutor.quiz.attempts import Grade, Review

SESSION: Final = 12
"""Cards of one review: a few minutes."""
DAILY: Final = 25
"""Cards of one day; what is due beyond that waits for tomorrow."""
NEW_DAILY: Final = 5
"""Cards of one day that were never answered, among those of `DAILY`."""
RETENTION: Final = 0.9
"""The share of due cards that a learner should still know: when this is expected, a card is due."""
LONGEST: Final = 365
"""Days until a card comes back at the latest."""

_NO_SLIPS: Final[Mapping[str, int]] = {}
_RATINGS: Final[Mapping[Grade, fsrs.Rating]] = {
    "again": fsrs.Rating.Again,
    "hard": fsrs.Rating.Hard,
    "good": fsrs.Rating.Good,
}
# No steps of minutes: a card comes once a day at most. No random spread: a replay must give the same days again.
_SCHEDULER: Final = fsrs.Scheduler(
    desired_retention=RETENTION, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a card is due, and how long its memory lasts: `stability` days until only nine in ten remember it."""

    due: date
    last: date
    stability: float
    reviews: int

    def retention(self, day: date) -> float:
        """Return the probability that the card is still known on `day`, by the forgetting curve of FSRS."""
        memory = fsrs.Card(stability=self.stability, last_review=_moment(self.last))
        return _SCHEDULER.get_card_retrievability(memory, _moment(max(day, self.last)))


def schedules(reviews: Iterable[Review]) -> dict[str, Schedule]:
    """Return the schedule of every card that was reviewed; `reviews` are in the order in which they happened.

    Days are what counts: two reviews of one day change a memory as FSRS says for short intervals, and a card that was
    answered today comes back tomorrow at the earliest.
    """
    memories: dict[str, fsrs.Card] = {}
    counts: dict[str, int] = {}
    for review in reviews:
        before = memories.get(review.card) or fsrs.Card(card_id=0, due=_moment(review.day))
        memories[review.card], _ = _SCHEDULER.review_card(before, _RATINGS[review.grade], _moment(review.day))
        counts[review.card] = counts.get(review.card, 0) + 1
    return {card: _schedule(memory, counts[card]) for card, memory in memories.items()}


def cards_of_today(
    met: Sequence[str],
    known: Mapping[str, Schedule],
    reviews: Iterable[Review],
    today: date,
    slips: Mapping[str, int] = _NO_SLIPS,
) -> tuple[str, ...]:
    """Return the cards that are left for `today`, at most `DAILY` with those that were reviewed already.

    `met` are the ids of the cards whose lessons the learner has met, `slips` how often a slip that comes back was made
    on a card. Of what is due those with most slips come first, then what is due longest; cards due on the same day are
    mixed, so that lessons alternate; at most `NEW_DAILY` that were never answered follow.
    """
    done = {review.card for review in reviews if review.in_review and review.day == today}
    due = [card for card in met if card in known and known[card].due <= today]
    new = [card for card in met if card not in known]
    due.sort(key=lambda card: (-slips.get(card, 0), known[card].due, _shuffled(card, today)))
    answered_new = sum(card in known and known[card].reviews == 1 for card in done)
    left = max(0, DAILY - len(done))
    return (*due, *new[: max(0, NEW_DAILY - answered_new)])[:left]


def _schedule(memory: fsrs.Card, reviews: int) -> Schedule:
    assert memory.stability is not None
    assert memory.last_review is not None
    last = memory.last_review.date()
    due = max(memory.due.date(), last + timedelta(days=1))
    return Schedule(due, last, memory.stability, reviews)


def _shuffled(card: str, today: date) -> str:
    """An order that is another one every day and the same all day long."""
    return hashlib.sha256(f"{today.isoformat()} {card}".encode()).hexdigest()


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
