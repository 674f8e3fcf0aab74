"""Sixty days of reviews with the shipped cards: their load, and what is remembered beside what FSRS expects."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.benchmarks.report import Measured
from tutor.learner.study import Study
from tutor.lesson.loading.course import load_course
from tutor.paths import shipped_course
from tutor.progress import MemoryProgress
from tutor.quiz.attempts import Review
from tutor.quiz.cards import Card, Deck
from tutor.quiz.review import RETENTION, SESSION, Schedule, cards_of_today, schedules

DAYS = 60
LEARNERS = 10
EVERY = 2
"""Days from one lesson to the next: twice as fast as most would go."""
FIRST_TIME = 0.75
"""The share of questions that is answered rightly at once in a lesson."""
SKILL_LEVELS = (0.7, 0.8, 0.9, 0.95)
START = date(2026, 1, 1)

Chance = Callable[[Card, Schedule | None, date], float]
"""How probable a right answer to a card is on a day."""


@dataclass
class Diary:
    """What one simulated learner did: cards for each day, and for each review the expectation and the outcome."""

    loads: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    expected: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)


def measure_review() -> Iterator[Measured]:
    """Yield load and retention of learners who are right by skill, and of learners who forget as FSRS says."""
    study = Study(load_course(shipped_course()), MemoryProgress())
    deck = study.today().deck
    lessons = [entry.id for entry in study.entries("en")]
    yield Measured(f"review cards of {len(lessons)} lessons", len(deck.cards), "")
    by_skill = [_sixty_days(deck, lessons, _right_by_skill(seed), seed) for seed in range(LEARNERS)]
    yield from _loads("right by skill", by_skill)
    forgetting = [_sixty_days(deck, lessons, _forgetting, seed) for seed in range(LEARNERS)]
    yield from _loads("forgetting as FSRS says", forgetting)
    yield from _retention(forgetting)


def _right_by_skill(seed: int) -> Chance:
    """A learner who is better at some skills than at others, whatever the time between reviews."""
    levels: dict[str, float] = {}
    draws = random.Random(seed)

    def chance(card: Card, schedule: Schedule | None, today: date) -> float:
        skill = card.question.skill or card.lesson
        if skill not in levels:
            levels[skill] = draws.choice(SKILL_LEVELS)
        return levels[skill]

    return chance


def _forgetting(card: Card, schedule: Schedule | None, today: date) -> float:
    """A learner whose memory fades along the curve of FSRS."""
    return FIRST_TIME if schedule is None else schedule.retention(today)


def _sixty_days(deck: Deck, lessons: list[str], chance: Chance, seed: int) -> Diary:
    draws, diary, reviews = random.Random(seed), Diary(), list[Review]()
    met: list[str] = []
    for number in range(DAYS):
        today = START + timedelta(days=number)
        known = schedules(reviews)
        left = cards_of_today(met, known, reviews, today)
        while left:
            for card in left[:SESSION]:
                right = draws.random() < chance(deck.by_id[card], known.get(card), today)
                if card in known:
                    diary.expected.append(known[card].retention(today))
                    diary.right.append(right)
                reviews.append(Review(card, today, "good" if right else "again", in_review=True))
            left = cards_of_today(met, schedules(reviews), reviews, today)
        diary.loads.append(sum(review.in_review and review.day == today for review in reviews))
        diary.waiting.append(sum(schedule.due <= today for schedule in schedules(reviews).values()))
        if number % EVERY == 0 and number // EVERY < len(lessons):
            lesson = lessons[number // EVERY]
            for taught in (card.id for card in deck.cards if card.lesson == lesson):
                met.append(taught)
                reviews.append(Review(taught, today, "good" if draws.random() < FIRST_TIME else "again"))
    return diary


def _loads(who: str, diaries: list[Diary]) -> Iterator[Measured]:
    every_day = [load for diary in diaries for load in diary.loads]
    yield Measured(f"cards on the busiest of {DAYS} days, {who}", max(every_day), "", aim=29)
    yield Measured("    on a day between, mean", statistics.mean(every_day), "")
    yield Measured("    waiting for tomorrow at most", max(most for diary in diaries for most in diary.waiting), "")


def _retention(diaries: list[Diary]) -> Iterator[Measured]:
    expected = 100 * statistics.mean(value for diary in diaries for value in diary.expected)
    right = 100 * statistics.mean(value for diary in diaries for value in diary.right)
    count = sum(len(diary.right) for diary in diaries)
    yield Measured(f"right in {count} reviews", right, "%")
    yield Measured("    as FSRS expects", expected, "%")
    yield Measured("    apart", abs(right - expected), "%", aim=2)
    yield Measured("    FSRS apart from the retention that is wanted", abs(expected - 100 * RETENTION), "%", aim=5)
