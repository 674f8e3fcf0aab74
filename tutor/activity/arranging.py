"""Questions that are answered by arranging: items to put in order, partners to give."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import ClassVar

from tutor.activity.answerable import PART, SEPARATOR, Answerable
from tutor.activity.base import Form, Question, Reading, Understood, Unreadable
from tutor.events import Verdict
from tutor.lesson.format.questions import MatchQuestion, OrderQuestion

JOIN = "="
"""Between the two ids of a pair, as an answer is stored."""


class OrderActivity(Answerable[OrderQuestion]):
    """Items to put in order; an answer is all their ids with commas between them."""

    form: ClassVar[Form] = "order"

    @property
    def _right(self) -> tuple[str, ...]:
        return tuple(item.id for item in self.step.items)

    def solution(self) -> str:
        """Return the ids in the right order."""
        return SEPARATOR.join(self._right)

    def read(self, text: str) -> Reading:
        """Read the ids of all items in some order."""
        order = tuple(part.strip() for part in text.split(SEPARATOR))
        if not text.strip():
            return Unreadable("nothing-chosen")
        return Understood(chosen=order) if sorted(order) == sorted(self._right) else Unreadable("order-incomplete")

    def grade(self, reading: Understood) -> Verdict:
        """Judge an order.

        A wrong one is told what its author says of it, else why the first item that stands behind a wrong neighbour
        comes elsewhere, else how many at the beginning are in place.
        """
        order, right = reading.chosen, self._right
        if order == right:
            return Verdict("right", "right")
        for wrong in self.step.wrong:
            if order == wrong.answer:
                return Verdict("wrong", "misconception", feedback=(wrong.id,))
        in_place = next(index for index, pair in enumerate(zip(order, right, strict=True)) if pair[0] != pair[1])
        said = {item.id for item in self.step.items if item.feedback}
        feedback = [item for item in order[in_place:] if item in said and _behind(item, order) != _behind(item, right)]
        return Verdict("wrong", "order-wrong", {"count": in_place}, tuple(feedback[:1]))

    def _question(self) -> Question:
        return Question(PART, self.form, shuffled(self._right, self.seed))


def _behind(item: str, order: Sequence[str]) -> str:
    """The item that stands directly before `item`, empty for the first."""
    place = order.index(item)
    return order[place - 1] if place else ""


class MatchActivity(Answerable[MatchQuestion]):
    """Partners to give to each of several things; an answer is pairs of ids such as `sigmoid=slope-of-sigmoid`."""

    form: ClassVar[Form] = "match"

    @property
    def _lefts(self) -> tuple[str, ...]:
        return tuple(pair.id for pair in self.step.pairs)

    def solution(self) -> str:
        """Return every pair as it belongs together."""
        return paired(dict(zip(self._lefts, self._lefts, strict=True)))

    def read(self, text: str) -> Reading:
        """Read a partner for each thing; none is given twice."""
        pairs = pairs_of(text)
        if not pairs:
            return Unreadable("nothing-chosen")
        if not set(self._lefts).issuperset({*pairs, *pairs.values()}):
            return Unreadable("unknown-choice")
        if missing := [str(number) for number, left in enumerate(self._lefts, 1) if left not in pairs]:
            return Unreadable("pairs-missing", {"names": ", ".join(missing)})
        if len(set(pairs.values())) < len(pairs):
            return Unreadable("pairs-shared")
        return Understood(chosen=tuple(pairs[left] for left in self._lefts))

    def grade(self, reading: Understood) -> Verdict:
        """Judge all pairs together."""
        wrong = tuple(left for left, right in zip(self._lefts, reading.chosen, strict=True) if left != right)
        return Verdict("wrong", "pairs-wrong", {"count": len(wrong)}, wrong) if wrong else Verdict("right", "right")

    def _question(self) -> Question:
        return Question(PART, self.form, self._lefts, partners=shuffled(self._lefts, self.seed))


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
