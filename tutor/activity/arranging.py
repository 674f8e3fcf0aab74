"""Questions that are answered by arranging: items to put in order, partners to give."""

from __future__ import annotations

import random
from collections.abc import Mapping

from tutor.activity.answerable import PART, SEPARATOR, Answerable
from tutor.activity.base import Question, Reading, Understood, Unreadable
from tutor.judging.diagnosis import Judgement
from tutor.lesson.format.questions import MatchQuestion, OrderQuestion
from tutor.quiz.grade import grade_match, grade_order
from tutor.quiz.variant import Variant

JOIN = "="
"""Between the two ids of a pair, as an answer is stored."""


class OrderActivity(Answerable[OrderQuestion]):
    """Items to put in order; an answer is all their ids with commas between them."""

    def __init__(self, step: OrderQuestion, variant: Variant, seed: int) -> None:
        super().__init__(step, variant)
        self.shown = shuffled(tuple(item.id for item in step.items), seed)

    def solution(self) -> str:
        """Return the ids in the right order."""
        return SEPARATOR.join(item.id for item in self.step.items)

    def read(self, text: str) -> Reading:
        """Read the ids of all items in some order."""
        order = tuple(part.strip() for part in text.split(SEPARATOR))
        if not text.strip():
            return Unreadable("nothing-chosen")
        return Understood(chosen=order) if sorted(order) == sorted(self.shown) else Unreadable("order-incomplete")

    def grade(self, reading: Understood) -> Judgement:
        """Judge an order."""
        return grade_order(self.step, reading.chosen)

    def _question(self) -> Question:
        return Question(PART, self.form, self.shown)


class MatchActivity(Answerable[MatchQuestion]):
    """Partners to give to each of several things; an answer is pairs of ids such as `sigmoid=slope-of-sigmoid`."""

    def __init__(self, step: MatchQuestion, variant: Variant, seed: int) -> None:
        super().__init__(step, variant)
        self.lefts = tuple(pair.id for pair in step.pairs)
        self.partners = shuffled(self.lefts, seed)

    def solution(self) -> str:
        """Return every pair as it belongs together."""
        return paired({pair.id: pair.id for pair in self.step.pairs})

    def read(self, text: str) -> Reading:
        """Read a partner for each thing; none is given twice."""
        pairs = pairs_of(text)
        if not pairs:
            return Unreadable("nothing-chosen")
        if not set(self.lefts).issuperset({*pairs, *pairs.values()}):
            return Unreadable("unknown-choice")
        if missing := [str(number) for number, left in enumerate(self.lefts, 1) if left not in pairs]:
            return Unreadable("pairs-missing", {"names": ", ".join(missing)})
        if len(set(pairs.values())) < len(pairs):
            return Unreadable("pairs-shared")
        return Understood(chosen=tuple(pairs[left] for left in self.lefts))

    def grade(self, reading: Understood) -> Judgement:
        """Judge all pairs together."""
        return grade_match(self.step, dict(zip(self.lefts, reading.chosen, strict=True)))

    def _question(self) -> Question:
        return Question(PART, self.form, self.lefts, partners=self.partners)


def shuffled(ids: tuple[str, ...], seed: int) -> tuple[str, ...]:
    """Return `ids`, at least two different ones, in an order that `seed` draws and that is not theirs."""
    generator = random.Random(seed)
    order = list(ids)
    while tuple(order) == ids:
        generator.shuffle(order)
    return tuple(order)


def paired(partners: Mapping[str, str]) -> str:
    """Return pairs of ids as an answer is stored."""
    return SEPARATOR.join(f"{left}{JOIN}{right}" for left, right in partners.items())


def pairs_of(text: str) -> dict[str, str]:
    """Return the pairs of ids in a stored answer; what is no pair is left out."""
    parts = (part.strip().partition(JOIN) for part in text.split(SEPARATOR))
    return {left: right for left, _, right in parts if left and right}
