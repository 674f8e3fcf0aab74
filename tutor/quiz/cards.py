"""Review cards: the questions with `review: true`, and which card an event belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tutor.events import REVIEW, Event
from tutor.lesson.format.bank import Bank, BankPart, UseStep
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.questions import Question

BANK: Final = "bank"
"""Stands for the lesson in the ids of cards that are questions of the bank; no lesson can have this id either."""


@dataclass(frozen=True, slots=True)
class Card:
    """One question that comes back; `steps` are the places in lessons, (lesson, step), where it is asked as well."""

    id: str
    question: Question
    steps: tuple[tuple[str, str], ...]
    lesson: str = ""
    """The lesson that teaches what the question asks; empty where the bank names none."""

    @property
    def as_step(self) -> Question:
        """Return the question as the step of a review: its id is the card's; the figure stays with the lesson."""
        if isinstance(self.question, BankPart):
            return self.question.in_place_of(_place(self.id))
        return self.question.model_copy(update={"id": self.id, "was": (), "figure": None})


def card_id(lesson: str, step: str) -> str:
    """Return the id of the card that a lesson's own question is."""
    return f"{lesson}/{step}"


@dataclass(frozen=True)
class Deck:
    """All cards of a course, in course order, those of the bank after the others."""

    cards: tuple[Card, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Card]:
        """Return the cards by their ids."""
        return {card.id: card for card in self.cards}

    @cached_property
    def _present(self) -> Mapping[str, str]:
        """The card ids by those under which events may name them, former ids included."""
        names = {name: card.id for card in self.cards for name in _names(card)}
        return {**names, **{card.id: card.id for card in self.cards}}

    def card_of(self, event: Event) -> str | None:
        """Return the id of the card that `event` is about, or None."""
        if event.bank:
            return self._present.get(card_id(BANK, event.bank))
        return self._present.get(event.step if event.lesson == REVIEW else card_id(event.lesson, event.step))


def deck_of(lessons: Sequence[Lesson], bank: Bank | None) -> Deck:
    """Return the cards of a course. A question of the bank is one card, wherever lessons ask it."""
    own = [card for lesson in lessons for card in _cards_of(lesson)]
    shared = list(_bank_cards(bank, lessons)) if bank else []
    return Deck((*own, *shared))


def _cards_of(lesson: Lesson) -> Iterator[Card]:
    for step in lesson.steps:
        question = step.question_at()
        # Those of the bank come with the bank.
        if question is not None and not question.bank_id and question.review and not question.retired:
            yield Card(card_id(lesson.id, step.id), question, ((lesson.id, step.id),), lesson.id)


def _bank_cards(bank: Bank, lessons: Iterable[Lesson]) -> Iterator[Card]:
    """The cards of the bank. A quiz that draws may ask a question or not: that counts when it does."""
    places: dict[str, list[tuple[str, str]]] = {}
    for lesson in lessons:
        for step in lesson.steps:
            if step.bank_id:
                places.setdefault(step.bank_id, []).append((lesson.id, step.id))
    taught_in = {topic.id: topic.lesson or "" for topic in bank.topics}
    for question in bank.about(()):
        if question.review:
            here = tuple(places.get(question.bank_id, ()))
            yield Card(card_id(BANK, question.bank_id), question, here, taught_in.get(question.topic, ""))


def _names(card: Card) -> Iterator[str]:
    place = card.id.partition("/")[0]
    yield from (card_id(place, former) for former in card.question.was)


def _place(step_id: str) -> UseStep:
    return UseStep.model_construct(
        None, id=step_id, type="quiz", use=step_id, title="", skill=None, was=(), retired=False
    )
