"""The whole lesson walked to its end through the program's own session, with the answers that it gives itself."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from tutor.activity.base import Question
from tutor.check.walk import own_answer
from tutor.errors import Problem
from tutor.events import Event
from tutor.lesson.files.document import Node
from tutor.lesson.format.model import Lesson
from tutor.session import Session


class _Memory:
    """A journal that forgets: nothing that a check does is kept."""

    def append(self, *events: Event) -> None:
        """Accept `events`."""


def walk_problems(lesson: Lesson, language: str, nodes: Sequence[Node]) -> Iterator[Problem]:
    """Yield the steps of `lesson`, which stand at `nodes`, that cannot be finished with their own answers."""
    session = Session("check", lesson, [], _Memory(), language=language, seeds=random.Random(0))
    places = {step.id: node for step, node in zip(lesson.steps, nodes, strict=True)}
    for step in session.player.steps:
        session.open(step.id)
        stuck = _finish_step(session)
        if stuck is not None:
            arguments = {"part": stuck.part, "answer": own_answer(session.player.activity)}
            yield places[step.id].problem("step-not-finished", **arguments)


def _finish_step(session: Session) -> Question | None:
    """Answer every question of the open step; return the one that its own answer does not get past."""
    activity = session.player.activity
    while (question := activity.question) is not None:
        session.answer(own_answer(activity) or next(iter(question.options), ""))
        if activity.question == question:
            return question
    return None
