"""Today's review: which cards the learner has met, which of them are due, and these as a lesson to walk through."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from tutor.events import Event
from tutor.learner.course import BEHIND, LessonStanding
from tutor.learner.player import Act
from tutor.learner.session import Session
from tutor.lesson.format.model import Lesson
from tutor.quiz.attempts import Review, reviews_of
from tutor.quiz.cards import REVIEW, Card, Deck
from tutor.quiz.review import SESSION, Schedule, cards_of_today, schedules

SECONDS_EACH: Final = 30
"""What one card takes, about."""


@dataclass(frozen=True, slots=True)
class Today:
    """The cards of one learner on one day; `due` are the ids of those that are left for today, in their order."""

    day: date
    deck: Deck
    reviews: Sequence[Review]
    schedules: Mapping[str, Schedule]
    due: tuple[str, ...]

    @property
    def session(self) -> tuple[str, ...]:
        """Return the cards of the next review, which takes a few minutes."""
        return self.due[:SESSION]

    @property
    def done(self) -> tuple[Review, ...]:
        """Return the reviews of the day; attempts in lessons are not among them."""
        return tuple(review for review in self.reviews if review.in_review and review.day == self.day)

    @property
    def known(self) -> int:
        """Return how many of the day's reviews were right at the first try."""
        return sum(review.grade != "again" for review in self.done)

    @property
    def days_until_next(self) -> int | None:
        """Return the days until the next card is due, 0 where some are left for today, None where there are no cards.

        What waits because the day is full comes tomorrow.
        """
        if self.due:
            return 0
        waiting = [max(1, (schedule.due - self.day).days) for schedule in self.schedules.values()]
        return min(waiting, default=None)


class ReviewSession(Session):
    """A walk through cards that are due; answers are recorded with how certain the learner was."""

    certainty = "sure"

    def _event(self, act: Act) -> Event:
        event = super()._event(act)
        return replace(event, certainty=self.certainty) if act.kind == "answered" else event


def today_of(
    deck: Deck, history: Sequence[Event], course: str, standings: Mapping[str, LessonStanding], now: datetime
) -> Today:
    """Return the cards of today. `history` is everything on record; `now` is in the learner's time zone."""
    reviews = reviews_of(list(_counting(history, course)), deck.card_of, now, REVIEW)
    known = schedules(reviews)
    met = [card.id for card in deck.cards if card.id in known or _is_met(card, standings)]
    return Today(now.date(), deck, reviews, known, cards_of_today(met, known, reviews, now.date()))


def lesson_of(deck: Deck, cards: Sequence[str], language: str) -> Lesson:
    """Return `cards` as a lesson whose steps they are; those that the course has no more are left out."""
    steps = tuple(deck.by_id[card].as_step for card in cards if card in deck.by_id)
    return Lesson.model_construct(
        None,
        format=1,
        id=REVIEW,
        language=language,
        title="",
        summary="",
        minutes=1,
        teaches=(),
        networks={},
        steps=steps,
    )


def _is_met(card: Card, standings: Mapping[str, LessonStanding]) -> bool:
    """Whether the learner has gone past the question in a lesson, or through the lesson that teaches it."""
    places = [standings[lesson].states.get(step, "new") for lesson, step in card.steps if lesson in standings]
    asked = any(BEHIND[state] for state in places)
    taught = not card.steps and card.lesson in standings and standings[card.lesson].walked
    return asked or taught


def _counting(history: Sequence[Event], course: str) -> Iterator[Event]:
    """The events of `course` without those that a reset of their lesson made void, in lessons and in reviews."""
    resets = {
        event.lesson: index for index, event in enumerate(history) if (event.kind, event.course) == ("reset", course)
    }
    for index, event in enumerate(history):
        lesson = event.step.partition("/")[0] if event.lesson == REVIEW else event.lesson
        if event.course == course and index > resets.get(lesson, -1):
            yield event
