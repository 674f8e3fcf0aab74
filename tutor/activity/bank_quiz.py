"""A quiz that draws its questions from the bank: one after the other, each with feedback, then the score by topic."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from tutor.activity.base import Activity, Hint, Question, Reading, Unreadable, Verdict
from tutor.activity.quiz import quiz_activity
from tutor.events import Event
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


class BankQuizActivity:
    """The questions of one attempt, each a part whose id is its id in the bank.

    A question that was answered rightly, or shown, is left by a press of Enter, so that nobody misses its feedback.
    """

    def __init__(self, step: BankQuiz, seed: int) -> None:
        self.step = step
        self._seed = seed
        self.chosen: Sequence[str] = drawn_questions(step, seed)
        self._outcomes: dict[str, Outcome] = {}
        self._helped = False
        self._begin(0)

    @property
    def number(self) -> int:
        """Return the index of the question that is asked, from 0; the number of questions when all are behind."""
        return self._number

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """Return how the questions went that were answered or shown, by their ids."""
        return self._outcomes

    @property
    def inner(self) -> Activity | None:
        """Return the question that is asked as an activity of its own, None when all are behind."""
        return self._inner

    @property
    def asked(self) -> str:
        """Return the id of the question that is asked, empty when all are behind."""
        return self.chosen[self._number] if self._number < len(self.chosen) else ""

    @property
    def drawn(self) -> Mapping[str, str]:
        """Return the parameters of the question that is asked."""
        return self._inner.drawn if self._inner is not None else {}

    @property
    def question(self) -> Question | None:
        """Return the question that is asked; once it is answered, the press of Enter that goes on."""
        if self._inner is None:
            return None
        question = self._inner.question
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
            if (outcomes := tuple(self._outcomes[id_] for id_ in self._answered_on(topic.id)))
        ]

    def read(self, text: str) -> Reading:
        """Read an answer to the question that is asked."""
        return self._inner.read(text) if self._inner is not None else Unreadable("nothing-asked")

    def judge(self, raw: str) -> Verdict:
        """Judge an answer to the question that is asked; going on from an answered one is not judged."""
        if self._inner is None:
            return Verdict("unreadable", "nothing-asked")
        return self._inner.judge(raw) if self._inner.question is not None else Verdict("")

    def apply(self, event: Event) -> None:
        """Replay an answer, a hint, a shown solution, or going on to the next question."""
        if event.part != self.asked or self._inner is None:
            return
        if self._inner.question is None:
            if event.kind == "revealed":
                self._begin(self._number + 1)
            return
        self._inner.apply(event)
        self._helped |= event.kind == "hinted" or (event.kind == "answered" and not event.right)
        if self._inner.question is None:
            found: Outcome = "helped" if self._helped else "right"
            self._outcomes[self.asked] = "shown" if event.kind == "revealed" else found

    def ladder(self) -> tuple[Hint, ...]:
        """Return the hints for the question that is asked."""
        return self._inner.ladder() if self._inner is not None and self._inner.question is not None else ()

    def _answered_on(self, topic: str) -> Sequence[str]:
        return [id_ for id_ in self.chosen if self.topics[id_] == topic and id_ in self._outcomes]

    def _begin(self, number: int) -> None:
        self._number = number
        self._helped = False
        self._inner = quiz_activity(self.step.question(self.asked), self._seed_of(self.asked)) if self.asked else None

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
