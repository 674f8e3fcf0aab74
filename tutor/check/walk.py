"""A walk through an activity or a lesson with its own answers, as a learner who knows everything would take it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from tutor.activity.base import Activity, Question
from tutor.errors import Problems
from tutor.events import Event, EventKind, Verdict
from tutor.learner.session import Session
from tutor.lesson.files.document import Node
from tutor.lesson.format.model import Lesson


def questions(activity: Activity) -> Iterator[tuple[Activity, Question]]:
    """Yield each question of `activity` with the activity as it asks it; going on takes it as answered."""
    while (question := activity.question) is not None:
        yield activity, question
        activity = activity.after(_event(question.closes_by, question.part))


def own_answer(activity: Activity) -> str:
    """Return the answer that the activity itself gives to its open question."""
    ladder = activity.ladder()
    return ladder[-1].answer if ladder else ""


def _event(kind: EventKind, part: str) -> Event:
    return Event(
        id="", kind=kind, course="", lesson="", step="", part=part, digest="", at=datetime.now(UTC), language="",
        program="", verdict="right",
    )  # fmt: skip


_TOO_LARGE: Final = {"too_long": "own-answer-too-long", "too_complex": "own-answer-too-complex"}
"""By what is said of a formula that is larger than a learner's may be: what an author hears of it."""


class _Memory:
    """A journal that forgets: nothing that a check does is kept."""

    def append(self, *events: Event) -> None:
        """Accept `events`."""

    def events(self, course: str, lesson: str | None = None) -> list[Event]:
        """Return nothing."""
        return []


def walk_problems(lesson: Lesson, language: str, nodes: Sequence[Node]) -> Problems:
    """Yield the steps of `lesson`, which stand at `nodes`, that cannot be finished with their own answers."""
    session = Session("check", lesson, [], _Memory(), language=language, seeds=random.Random(0))
    places = {step.id: node for step, node in zip(lesson.steps, nodes, strict=True)}
    for step in session.player.steps:
        session.open(step.id)
        stuck = _finish_step(session)
        if stuck is None:
            continue
        question, verdict = stuck
        answer = own_answer(session.player.activity)
        if verdict.code in _TOO_LARGE:
            limit = verdict.arguments["limit"]
            yield places[step.id].problem(_TOO_LARGE[verdict.code], part=question.part, answer=answer, limit=limit)
        else:
            yield places[step.id].problem("step-not-finished", part=question.part, answer=answer)


def _finish_step(session: Session) -> tuple[Question, Verdict] | None:
    """Answer every question of the open step; return the one that its own answer does not get past, and why."""
    while (question := session.player.activity.question) is not None:
        verdict = session.answer(own_answer(session.player.activity) or next(iter(question.options), ""))
        if session.player.activity.question == question:
            return question, verdict
    return None
