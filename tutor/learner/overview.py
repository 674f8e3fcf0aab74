"""Everything a learner may want to know about the own learning: skills, days, notes, and what to do next and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from tutor.activity.base import PREDICTION
from tutor.days import day_of
from tutor.events import REVIEW, Event
from tutor.learner.course import DONE, LessonStanding, Remark, present_steps, remarks_of, still_counting
from tutor.learner.habits import Eye, Recurring, eyes, recurring
from tutor.lesson.format.model import Lesson
from tutor.quiz.attempts import believable
from tutor.quiz.cards import BANK, card_id

DAYS: Final = 28
"""Days that are looked back on."""
WEAK: Final = 0.6
"""A skill is worth going back to where fewer of its questions than this were answered at the first try."""
ENOUGH: Final = 3
"""Questions that must have been tried before that is said."""

Advice: TypeAlias = Literal["review", "continue", "begin", "skipped", "weak", "all-done"]
"""Cards wait · a lesson was begun · the next lesson · steps were skipped · a skill is weak · nothing is left."""
Reason: TypeAlias = Literal[
    "due", "new", "due-and-new", "begun", "first", "prepared", "in-order", "skipped", "weak", "all-done"
]
"""Why: cards were answered before, or never, or some of both · the lesson was begun, needs no other, needs those that
were walked to their ends, or is merely the next · the others are as the advice."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to do next: where it is, and the numbers that say why."""

    advice: Advice
    reason: Reason
    lesson: str = ""
    step: str = ""
    count: int = 0
    total: int = 0
    skill: str = ""
    new: int = 0
    """How many of `count` cards were never answered."""


@dataclass(frozen=True, slots=True)
class SkillStanding:
    """How far a skill is: steps that practise it, and questions that were answered at the first try without a hint."""

    skill: str
    done: int
    total: int
    first_try: int
    tried: int

    @property
    def is_weak(self) -> bool:
        """Return whether it is worth going back to."""
        return self.tried >= ENOUGH and self.first_try < WEAK * self.tried


@dataclass(frozen=True, slots=True)
class Overview:
    """`days` holds how many answers were given on each of the last `DAYS` days, today last, those of lessons that were
    reset included: they were given all the same."""

    suggestions: tuple[Suggestion, ...]
    skills: tuple[SkillStanding, ...]
    days: tuple[int, ...]
    remarks: tuple[Remark, ...]
    slips: tuple[Recurring, ...] = ()
    """What came back in wrong answers, the latest first."""
    eyes: tuple[Eye, ...] = ()
    """How predictions came out, by lesson in the order of the course."""

    @property
    def active_of_last_week(self) -> int:
        """Return on how many of the last seven days something was answered."""
        return sum(count > 0 for count in self.days[-7:])


def overview_of(
    lessons: Sequence[Lesson],
    standings: Mapping[str, LessonStanding],
    builds_on: Mapping[str, Sequence[str]],
    history: Sequence[Event],
    now: datetime,
    *,
    recommended: str,
    cards: int,
    new: int,
) -> Overview:
    """Return the overview. `lessons` can be read, `builds_on` has all of the course; `history` is its whole record.

    `cards` are left for today, of which `new` were never answered.
    """
    events = still_counting(history)
    skills = tuple(_skills(lessons, standings, events))
    return Overview(
        (
            *_review(cards, new),
            *_next_lesson(standings, builds_on, recommended),
            *_gone_past(standings),
            *_weak(lessons, skills),
            *_all_done(standings, builds_on),
        ),
        skills,
        _days(history, now),
        tuple(remark for lesson in lessons for remark in remarks_of(lesson, events)),
        recurring(events),
        _eyes(lessons, history),
    )


def _eyes(lessons: Sequence[Lesson], history: Sequence[Event]) -> tuple[Eye, ...]:
    by_lesson = {eye.lesson: eye for eye in eyes(history)}
    return tuple(by_lesson[lesson.id] for lesson in lessons if lesson.id in by_lesson)


def _days(events: Sequence[Event], now: datetime) -> tuple[int, ...]:
    answered = [event for event in events if event.kind == "answered"]
    times = believable([event.at for event in answered], now)
    counts: Counter[date] = Counter(map(day_of, times))
    today = day_of(now)
    return tuple(counts[today - timedelta(days=back)] for back in reversed(range(DAYS)))


def _skills(
    lessons: Sequence[Lesson], standings: Mapping[str, LessonStanding], events: Sequence[Event]
) -> Iterator[SkillStanding]:
    outcomes = list(_first_outcomes(events, lessons))
    for skill in dict.fromkeys(skill for lesson in lessons for skill in lesson.teaches):
        states = [
            standings[lesson.id].states[step.id]
            for lesson in lessons
            for step in present_steps(lesson)
            if step.skill == skill and lesson.id in standings
        ]
        mine = [outcome for name, outcome in outcomes if name == skill]
        done = sum(DONE[state] for state in states)
        yield SkillStanding(skill, done, len(states), sum(mine), len(mine))


def _first_outcomes(events: Iterable[Event], lessons: Sequence[Lesson]) -> Iterator[tuple[str, bool]]:
    """Of each question that was answered, its skill and whether the first answer was right, without a hint.

    In a lesson it is another question only with other numbers, and help in an earlier attempt counts; in a review it is
    another one each time. A prediction is none, but where it was wrong, what is done about it afterwards was not right
    at once.
    """
    places = {place: (id_, skill) for lesson in lessons for place, id_, skill in _practised(lesson)}
    seen, helped, mispredicted = set(), set(), set()
    for event in events:
        id_, skill = places.get(_place_of(event), ("", ""))
        review = event.seed if event.lesson == REVIEW else None
        question = (id_, event.part, review, frozenset(event.drawn.items()))
        if event.helps:
            helped.add(question)
        elif event.kind == "answered" and event.part == PREDICTION:
            if not event.right:
                mispredicted.add(id_)
        elif event.kind == "answered" and skill and question not in seen:
            seen.add(question)
            yield skill, event.unaided and question not in helped and id_ not in mispredicted


def _practised(lesson: Lesson) -> Iterator[tuple[str, str, str]]:
    """The places at which events may stand that practise a skill, each with the card's or step's id and the skill."""
    for step in present_steps(lesson):
        if step.skill:
            place = card_id(lesson.id, step.id)
            yield from ((card_id(lesson.id, name), place, step.skill) for name in (step.id, *step.was))
            if step.bank_id:
                yield card_id(BANK, step.bank_id), place, step.skill


def _place_of(event: Event) -> str:
    return event.step if event.lesson == REVIEW else card_id(event.lesson, event.step)


def _review(cards: int, new: int) -> Iterator[Suggestion]:
    if cards:
        reason: Reason = "due" if not new else "new" if new == cards else "due-and-new"
        yield Suggestion("review", reason, count=cards, new=new)


def _next_lesson(
    standings: Mapping[str, LessonStanding], builds_on: Mapping[str, Sequence[str]], recommended: str
) -> Iterator[Suggestion]:
    where = standings.get(recommended)
    if where is not None and where.under_way:
        yield Suggestion("continue", "begun", recommended, where.place, where.done, where.total)
    elif where is not None and where.untouched:
        before = builds_on[recommended]
        walked = all(lesson in standings and standings[lesson].walked for lesson in before)
        reason: Reason = "first" if not before else "prepared" if walked else "in-order"
        yield Suggestion("begin", reason, recommended, total=where.total)


def _all_done(standings: Mapping[str, LessonStanding], builds_on: Mapping[str, Sequence[str]]) -> Iterator[Suggestion]:
    """Said only where every lesson of the course can be read and is done."""
    if standings and len(standings) == len(builds_on) and all(one.finished for one in standings.values()):
        yield Suggestion("all-done", "all-done", count=len(standings))


def _gone_past(standings: Mapping[str, LessonStanding]) -> Iterator[Suggestion]:
    """The first lesson that was walked to its end and has steps that are still to be done."""
    for lesson, where in standings.items():
        if where.walked and not where.finished:
            yield Suggestion("skipped", "skipped", lesson, where.undone[0], len(where.undone), where.total)
            return


def _weak(lessons: Sequence[Lesson], skills: Sequence[SkillStanding]) -> Iterator[Suggestion]:
    """The weakest skill that is worth going back to, at the first step of the lesson that teaches it."""
    weak = min(
        (skill for skill in skills if skill.is_weak), key=lambda skill: skill.first_try / skill.tried, default=None
    )
    if weak is not None:
        lesson = next(lesson for lesson in lessons if weak.skill in lesson.teaches)
        step = next((step.id for step in present_steps(lesson) if step.skill == weak.skill), "")
        yield Suggestion("weak", "weak", lesson.id, step, weak.first_try, weak.tried, weak.skill)
