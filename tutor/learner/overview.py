"""Everything a learner may want to know about the own learning: skills, days, notes, and what to do next and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, TypeAlias

from tutor.activity.base import PREDICTION
from tutor.events import ANNOTATIONS, Annotation, Event
from tutor.learner.course import BEHIND, DONE, LessonStanding, by_present_id, present_steps
from tutor.lesson.format.model import Lesson
from tutor.quiz.attempts import believable
from tutor.quiz.cards import REVIEW

DAYS: Final = 28
"""Days that are looked back on."""
WEAK: Final = 0.6
"""A skill is worth going back to where fewer of its questions than this were answered at the first try."""
ENOUGH: Final = 3
"""Questions that must have been tried before that is said."""

Advice: TypeAlias = Literal["review", "continue", "begin", "skipped", "weak", "all-done"]
"""Cards are due · a lesson was begun · the next lesson · steps were skipped · a skill is weak · nothing is left."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to do next: where it is, and the numbers that say why."""

    advice: Advice
    lesson: str = ""
    step: str = ""
    count: int = 0
    total: int = 0
    skill: str = ""
    is_first: bool = False
    """Whether the lesson builds on no other."""


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
class Remark:
    """A note, a problem or a bookmark of the learner's on a step."""

    kind: Annotation
    lesson: str
    step: str
    text: str


@dataclass(frozen=True, slots=True)
class Overview:
    """`days` holds how many answers were given on each of the last `DAYS` days, today last."""

    suggestions: tuple[Suggestion, ...]
    skills: tuple[SkillStanding, ...]
    days: tuple[int, ...]
    remarks: tuple[Remark, ...]

    @property
    def active_of_last_week(self) -> int:
        """Return on how many of the last seven days something was answered."""
        return sum(count > 0 for count in self.days[-7:])


def overview_of(
    lessons: Sequence[Lesson],
    standings: Mapping[str, LessonStanding],
    events: Sequence[Event],
    now: datetime,
    *,
    recommended: str,
    due: int,
) -> Overview:
    """Return the overview. `events` are those of the course that count; `now` is in the learner's time zone."""
    skills = tuple(_skills(lessons, standings, events))
    return Overview(
        tuple(_suggestions(lessons, standings, skills, recommended, due)),
        skills,
        _days(events, now),
        tuple(remark for lesson in lessons for remark in _remarks(lesson, events)),
    )


def _days(events: Sequence[Event], now: datetime) -> tuple[int, ...]:
    answered = [event for event in events if event.kind == "answered"]
    times = believable([event.at for event in answered], now)
    counts: Counter[date] = Counter(at.astimezone(now.tzinfo).date() for at in times)
    return tuple(counts[now.date() - timedelta(days=back)] for back in reversed(range(DAYS)))


def _remarks(lesson: Lesson, events: Sequence[Event]) -> Iterator[Remark]:
    for step, own in by_present_id(lesson, events).items():
        last = {event.kind: event.raw for event in own}
        yield from (Remark(kind, lesson.id, step, last[kind]) for kind in ANNOTATIONS if last.get(kind))


def _skills(
    lessons: Sequence[Lesson], standings: Mapping[str, LessonStanding], events: Sequence[Event]
) -> Iterator[SkillStanding]:
    skills = {
        (lesson.id, former): step.skill
        for lesson in lessons
        for step in lesson.steps
        for former in (step.id, *step.was)
        if step.skill
    }
    outcomes = list(_first_outcomes(events, skills))
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


def _first_outcomes(events: Iterable[Event], skills: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, bool]]:
    """Of each question that was answered, in each attempt, its skill and whether the first answer was right.

    A prediction is none: it costs nothing to be wrong.
    """
    seen = set()
    for event in events:
        lesson, _, step = event.step.partition("/") if event.lesson == REVIEW else (event.lesson, "", event.step)
        skill, attempt = skills.get((lesson, step)), (event.lesson, event.step, event.part, event.seed)
        if event.kind == "answered" and skill and event.part != PREDICTION and attempt not in seen:
            seen.add(attempt)
            yield skill, event.right and not event.hints


def _suggestions(
    lessons: Sequence[Lesson],
    standings: Mapping[str, LessonStanding],
    skills: Sequence[SkillStanding],
    recommended: str,
    due: int,
) -> Iterator[Suggestion]:
    if due:
        yield Suggestion("review", count=due)
    where = standings.get(recommended)
    if where is not None and where.under_way:
        yield Suggestion("continue", recommended, where.last_step, where.done, where.total)
    elif where is not None and where.untouched:
        yield Suggestion("begin", recommended, total=where.total, is_first=recommended == next(iter(standings)))
    yield from _gone_past(standings)
    yield from _weak(lessons, skills)
    if standings and all(standing.finished for standing in standings.values()):
        yield Suggestion("all-done", count=len(standings))


def _gone_past(standings: Mapping[str, LessonStanding]) -> Iterator[Suggestion]:
    """The first lesson that was walked to its end and has steps that were skipped."""
    for lesson, where in standings.items():
        skipped = [step for step, state in where.states.items() if BEHIND[state] and not DONE[state]]
        if where.walked and skipped:
            yield Suggestion("skipped", lesson, skipped[0], len(skipped), where.total)
            return


def _weak(lessons: Sequence[Lesson], skills: Sequence[SkillStanding]) -> Iterator[Suggestion]:
    """The weakest skill that is worth going back to, at the first step of the lesson that teaches it."""
    weak = min(
        (skill for skill in skills if skill.is_weak), key=lambda skill: skill.first_try / skill.tried, default=None
    )
    if weak is not None:
        lesson = next(lesson for lesson in lessons if weak.skill in lesson.teaches)
        step = next((step.id for step in present_steps(lesson) if step.skill == weak.skill), "")
        yield Suggestion("weak", lesson.id, step, weak.first_try, weak.tried, weak.skill)
