"""What stands at the end of a lesson: what it has given, how it went, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.activity.base import PREDICTION
from tutor.events import Event
from tutor.learner.course import LessonStanding, by_present_id, present_steps
from tutor.learner.facts import NextLesson
from tutor.learner.today import Today, met_cards
from tutor.lesson.format.model import Lesson


@dataclass(frozen=True, slots=True)
class LessonEnd:
    """The end of a lesson, in the language of its texts."""

    lesson: str
    title: str
    outcomes: tuple[str, ...]
    first_try: int
    """Questions whose very first answer was right, with no hint, no answer shown and no wrong prediction before it."""
    tried: int
    """Questions that were answered."""
    undone: tuple[str, ...]
    """The steps that are still to be done, in their order."""
    new_cards: int
    """Review cards that the learner has met in this lesson, and nowhere before."""
    new_cards_in: int
    """The days until the first of these comes, 0 where one is left for today."""
    following: NextLesson | None
    """The lesson to go on with; None where none waits."""
    all_done: bool
    """Whether every step of every lesson is done."""

    @property
    def is_last(self) -> bool:
        """Return whether no other lesson waits."""
        return self.following is None


def end_of(
    lesson: Lesson,
    standings: Mapping[str, LessonStanding],
    following: NextLesson | None,
    today: Today,
    events: Sequence[Event],
    *,
    all_done: bool,
) -> LessonEnd:
    """Return the end of `lesson`.

    `standings` are those of the lessons that can be read, `events` those of the course that count.
    """
    tries = first_tries(lesson, events)
    new_cards = _new_cards(lesson.id, today, events, standings)
    return LessonEnd(
        lesson.id,
        lesson.title,
        lesson.outcomes,
        sum(tries),
        len(tries),
        standings[lesson.id].undone,
        len(new_cards),
        min(map(today.days_until, new_cards), default=0),
        following,
        all_done,
    )


def first_tries(lesson: Lesson, events: Sequence[Event]) -> list[bool]:
    """Return of each question of `lesson` that was answered whether the first answer was right, without a hint.

    It is the first of all attempts, and help in whichever of them came before it counts. A prediction is no question of
    its own, but where it was wrong, what is done about it afterwards was not right at once.
    """
    grouped = by_present_id(lesson, events)
    tries: dict[tuple[str, str], bool] = {}
    helped, mispredicted = set(), set()
    for step in present_steps(lesson):
        for event in grouped[step.id]:
            question = step.id, event.part
            if event.helps:
                helped.add(question)
            elif event.kind == "answered" and event.part == PREDICTION:
                if not event.right:
                    mispredicted.add(step.id)
            elif event.kind == "answered":
                at_once = event.unaided and question not in helped and step.id not in mispredicted
                tries.setdefault(question, at_once)
    return list(tries.values())


def _new_cards(lesson: str, today: Today, events: Sequence[Event], standings: Mapping[str, LessonStanding]) -> set[str]:
    elsewhere = [event for event in events if event.lesson != lesson]
    others = {id_: where for id_, where in standings.items() if id_ != lesson}
    return {*today.met}.difference(met_cards(today.deck, elsewhere, others))
