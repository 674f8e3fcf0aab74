"""A quiz that draws its questions from the bank: one after the other, each with feedback, then the score by topic."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Self, TypeAlias

from tutor.activity.base import Activity, Form, Hint, Question, Reading, Unreadable
from tutor.activity.quiz import ACTIVITIES, quiz_activity
from tutor.events import Event, Verdict
from tutor.lesson.format.bank import BankQuiz

Outcome: TypeAlias = Literal["right", "helped", "shown"]
"""`right` at the first try and without a hint · `helped` after a wrong answer or a hint · `shown` not found."""


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How the questions on one topic went, in the order in which they were asked."""

    topic: str
    outcomes: tuple[Outcome, ...]
    lesson: str = ""
    """The id of the lesson to go back to, empty where there is none."""

    @property
    def right(self) -> int:
        """Return how many were right at the first try."""
        return self.outcomes.count("right")

    @property
    def missed(self) -> bool:
        """Return whether there is something to revisit."""
        return self.right < len(self.outcomes)


class BankQuizActivity(Activity):
    """The questions of one attempt, each a part whose id is its id in the bank.

    A question that was answered rightly, or shown, is left by a press of Enter, so that nobody misses its feedback.
    """

    def __init__(self, step: BankQuiz, seed: int) -> None:
        self.step = step
        self._seed = seed
        self.chosen: Sequence[str] = drawn_questions(step, seed)
        self.outcomes: Mapping[str, Outcome] = {}
        """How the questions went that were answered or shown, by their ids."""
        self._begin(0)

    @property
    def asked(self) -> str:
        """Return the id of the question that is asked, empty when all are behind."""
        return self.chosen[self.number] if self.number < len(self.chosen) else ""

    @property
    def question(self) -> Question | None:
        """Return the question that is asked; once it is answered, the press of Enter that goes on."""
        if self.inner is None:
            return None
        question = self.inner.question
        return Question(self.asked, "reveal") if question is None else replace(question, part=self.asked)

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """Return the id of its topic for each drawn question."""
        return {id_: self.step.question(id_).topic for id_ in self.chosen}

    def scores(self) -> list[TopicScore]:
        """Return how each topic went so far, in the bank's order; topics without an answer are left out."""
        return [
            TopicScore(topic.id, outcomes, topic.lesson or "")
            for topic in self.step.about
            if (outcomes := tuple(self.outcomes[id_] for id_ in self._answered_on(topic.id)))
        ]

    def form_of(self, part: str) -> Form:
        """Return how the question that `part` is, is answered."""
        return ACTIVITIES[self.step.question(part).kind].form

    def read(self, text: str) -> Reading:
        """Read an answer to the question that is asked."""
        return self.inner.read(text) if self.inner is not None else Unreadable("nothing-asked")

    def judge(self, raw: str) -> Verdict:
        """Judge an answer to the question that is asked; going on from an answered one is not judged."""
        if self.inner is None:
            return Verdict("unreadable", "nothing-asked")
        return self.inner.judge(raw) if self.inner.question is not None else Verdict("")

    def after(self, event: Event) -> Self:
        """Return the quiz after an answer, a hint, a shown solution, or going on to the next question."""
        if self.inner is None or event.part != self.asked:
            return self
        later = copy(self)
        if self.inner.question is None:
            if event.kind == "revealed":
                later._begin(self.number + 1)
            return later
        later.inner = inner = self.inner.after(event)
        later._helped |= event.kind == "hinted" or (event.kind == "answered" and not event.right)
        if inner.question is None:
            found: Outcome = "helped" if later._helped else "right"
            later.outcomes = {**self.outcomes, self.asked: "shown" if event.kind == "revealed" else found}
        return later

    def ladder(self) -> tuple[Hint, ...]:
        """Return the hints for the question that is asked."""
        return self.inner.ladder() if self.inner is not None and self.inner.question is not None else ()

    def _answered_on(self, topic: str) -> Sequence[str]:
        return [id_ for id_ in self.chosen if self.topics[id_] == topic and id_ in self.outcomes]

    def _begin(self, number: int) -> None:
        self.number = number
        """The index of the question that is asked, from 0; the number of questions when all are behind."""
        self._helped = False
        self.inner = quiz_activity(self.step.question(self.asked), self._seed_of(self.asked)) if self.asked else None
        """The question that is asked as an activity of its own, None when all are behind."""
        self.drawn = self.inner.drawn if self.inner is not None else {}

    def _seed_of(self, bank_id: str) -> int:
        """The seed of one question's numbers: another for each question of an attempt."""
        return random.Random(f"{self._seed} {bank_id}").getrandbits(31)


def drawn_questions(step: BankQuiz, seed: int) -> list[str]:
    """Return the ids of the questions that `seed` draws, in the order in which they are asked.

    Topics take turns, so that each has as many as another where the bank has enough; which topic begins, and which
    question of a topic comes first, is drawn.
    """
    generator = random.Random(seed)
    names = [topic.id for topic in step.about]
    generator.shuffle(names)
    piles = [sorted(question.id for question in step.pool if question.topic == name) for name in names]
    for pile in piles:
        generator.shuffle(pile)
    rounds = range(max(map(len, piles)))
    turns = [pile[number] for number in rounds for pile in piles if number < len(pile)]
    return turns[: step.select]
