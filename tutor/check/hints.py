"""Does the first hint give the answer away?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.format import questions

_NOISE: Final = re.compile(r"\\cdot|\\left|\\right|\\,|[\s$*·{}]")
_SHORTEST: Final = 4
"""Answers shorter than this stand in many innocent sentences."""


def hint_problems(question: questions.Question, node: Node) -> Problems:
    """Yield a warning where the first of several hints contains the answer."""
    if len(question.hints) < 2:
        return
    first = _bare(question.hints[0])
    if any(len(answer) >= _SHORTEST and answer in first for answer in map(_bare, _answers(question))):
        yield (node / "hints" / 0).warning("first-hint-tells-answer")


def _answers(question: questions.Question) -> Sequence[str]:
    match question:
        case questions.NumericQuestion() | questions.SymbolicQuestion():
            return [question.answer]
        case questions.SingleChoice() | questions.MultipleChoice():
            return [choice.text for choice in question.choices if choice.correct]
        case questions.OrderQuestion() | questions.MatchQuestion():
            return []  # no single text is the answer


def _bare(text: str) -> str:
    return _NOISE.sub("", text).rstrip(".。")
