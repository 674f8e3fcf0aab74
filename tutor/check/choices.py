"""Do choices give themselves away: the right one always first or always longest?"""

from __future__ import annotations

from collections.abc import Sequence

from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.format.model import Step
from tutor.lesson.format.questions import SingleChoice

FEWEST = 3
"""With fewer questions than this, "always" says nothing."""


def habits(steps: Sequence[Step], nodes: Sequence[Node]) -> Problems:
    """Yield a warning where the right choice of every single-choice question of a lesson or bank can be guessed."""
    questions = [(step, node) for step, node in zip(steps, nodes, strict=True) if isinstance(step, SingleChoice)]
    if len(questions) < FEWEST:
        return
    place = questions[0][1] / "choices"
    if all(question.choices[0].correct for question, _ in questions):
        yield place.warning("right-choice-always-first", count=len(questions))
    if all(_right_is_longest(question) for question, _ in questions):
        yield place.warning("right-choice-always-longest", count=len(questions))


def _right_is_longest(question: SingleChoice) -> bool:
    right = [len(choice.text) for choice in question.choices if choice.correct]
    others = [len(choice.text) for choice in question.choices if not choice.correct]
    return min(right, default=0) > max(others, default=0)
