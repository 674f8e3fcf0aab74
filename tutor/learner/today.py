"""Today's review: which cards the learner has met, which of them are due, and these as a lesson to walk through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime

from tutor.days import day_of
from tutor.events import KNOWING, REVIEW, Event
from tutor.learner.course import BEHIND, LessonStanding
from tutor.learner.habits import slips_by_card
from tutor.learner.player import Act
from tutor.learner.session import Session
from tutor.lesson.format.model import Lesson
from tutor.quiz.attempts import JUDGED, Review, reviews_of
from tutor.quiz.cards import Card, Deck
from tutor.quiz.review import SESSION, Schedule, cards_of_today, schedules


@dataclass(frozen=True, slots=True)
class Today:
    """The cards of one learner on one day; `due` are the ids of those that are left for today, in their order.

    `met` are all that can come: answered once, gone past in a lesson, or taught by a lesson that was gone through.
    """

    day: date
    deck: Deck
    reviews: Sequence[Review]
    schedules: Mapping[str, Schedule]
    due: tuple[str, ...]
    met: tuple[str, ...]

    @property
    def new(self) -> frozenset[str]:
        """Return those of `due` to which the learner never gave an answer; nobody can forget them."""
        return frozenset(self.due).difference(review.card for review in self.reviews if review.answered)

    @property
    def session(self) -> tuple[str, ...]:
        """Return the cards of the next review, which takes a few minutes."""
        return self.due[:SESSION]

    @property
    def done(self) -> tuple[Review, ...]:
        """Return the day's first review of each card; attempts in lessons, or to show that one is known, are none."""
        today = [review for review in self.reviews if review.in_review and review.day == self.day]
        return tuple({review.card: review for review in reversed(today)}.values())[::-1]

    @property
    def known(self) -> int:
        """Return how many of the day's reviews were right at the first try."""
        return sum(review.grade != "again" for review in self.done)

    @property
    def days_until_next(self) -> int | None:
        """Return the days until the next card comes, 0 where some are left for today, None where there are none."""
        return min(map(self.days_until, self.met), default=None)

    def days_until(self, card: str) -> int:
        """Return the days until `card` comes, 0 where it is left for today.

        What waits because the day is full comes tomorrow.
        """
        if card in self.due:
            return 0
        return max(1, (self.schedules[card].due - self.day).days) if card in self.schedules else 1


class ReviewSession(Session):
    """A walk through cards that are due; answers are recorded with how certain the learner was."""

    certainty = "sure"
    new: Set[str] = frozenset()
    """The cards that were never answered before this review."""
    subject = ""
    """The lesson that counts as known if all cards are right at once; empty in a review."""

    @property
    def at_once(self) -> Mapping[str, bool]:
        """Return of each card that was answered whether the first answer was right, without a hint."""
        return {event.step: event.unaided for event in reversed(self.player.journal) if event.kind in JUDGED}

    @property
    def is_known(self) -> bool:
        """Return whether the first answer to each card was right, without a hint."""
        return all(self.at_once.get(step.id, False) for step in self.player.steps)

    def finish(self) -> None:
        """Leave the last card, and keep that the lesson is known if that was shown."""
        super().finish()
        if self.subject and self.is_known:
            self._commit([replace(self._event(Act("known", "", "")), lesson=self.subject)])

    def _catch_up(self) -> None:
        """Leave earlier reviews of these cards alone: every review asks with fresh numbers."""

    def _event(self, act: Act) -> Event:
        event = super()._event(act)
        if self.subject:
            event = replace(event, arguments={**event.arguments, KNOWING: self.subject})
        return replace(event, certainty=self.certainty) if act.kind == "answered" else event


def today_of(deck: Deck, events: Sequence[Event], standings: Mapping[str, LessonStanding], now: datetime) -> Today:
    """Return the cards of today. `events` are those of the course that count."""
    reviews = reviews_of(events, deck.card_of, now, REVIEW)
    known = schedules(reviews)
    met = met_cards(deck, events, standings)
    today = day_of(now)
    left = cards_of_today(met, known, reviews, today, slips_by_card(events, deck.card_of))
    return Today(today, deck, reviews, known, left, met)


def met_cards(deck: Deck, events: Sequence[Event], standings: Mapping[str, LessonStanding]) -> tuple[str, ...]:
    """Return the cards that can come, in the order of the deck; see `Today`. `events` are those that count."""
    judged = {deck.card_of(event) for event in events if event.kind in JUDGED}
    return tuple(card.id for card in deck.cards if card.id in judged or _is_met(card, standings))


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
    """Whether the learner has gone past the question in a lesson, or through one that teaches it, or knows that one."""
    places = [standings[lesson].states.get(step, "new") for lesson, step in card.steps if lesson in standings]
    asked = any(BEHIND[state] for state in places) or any(
        standings[lesson].known for lesson, _ in card.steps if lesson in standings
    )
    taught = not card.steps and card.lesson in standings and standings[card.lesson].walked
    return asked or taught
