"""Which questions can show that one knows a lesson without going through it."""

from __future__ import annotations

import random
from typing import Final

from tutor.lesson.format.bank import Bank
from tutor.lesson.format.model import Lesson
from tutor.quiz.cards import deck_of

QUESTIONS: Final = 3
"""How many are asked; a lesson that has fewer makes no offer."""


def makes_offer(lesson: Lesson, bank: Bank | None) -> bool:
    """Return whether `lesson` has questions enough to show that one knows it."""
    return len(_cards_about(lesson, bank)) >= QUESTIONS


def cards_to_ask(lesson: Lesson, bank: Bank | None, seeds: random.Random | None) -> tuple[str, ...]:
    """Return the review cards with which one can show to know `lesson`, in the order of the deck, or none.

    They are drawn from its own questions, those that it takes from the bank, and those of the bank's topics that lead
    to it.
    """
    about = _cards_about(lesson, bank)
    if len(about) < QUESTIONS:
        return ()
    drawn = (seeds or random.SystemRandom()).sample(range(len(about)), QUESTIONS)
    return tuple(about[index] for index in sorted(drawn))


def _cards_about(lesson: Lesson, bank: Bank | None) -> list[str]:
    cards = deck_of([lesson], bank).cards
    return [card.id for card in cards if card.lesson == lesson.id or card.steps]
