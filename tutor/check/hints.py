"""Does the first hint give the answer away?"""

from __future__ import annotations

import re
from typing import Final

from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.format.questions import QuizPart

_NOISE: Final = re.compile(r"\\cdot|\\left|\\right|\\,|[\s$*·{}]")
_SHORTEST: Final = 4
"""Answers shorter than this stand in many innocent sentences."""


def hint_problems(question: QuizPart, node: Node) -> Problems:
    """Yield a warning where the first of several hints contains the answer."""
    if len(question.hints) < 2:
        return
    first = _bare(question.hints[0])
    if any(len(answer) >= _SHORTEST and answer in first for answer in map(_bare, question.told())):
        yield (node / "hints" / 0).warning("first-hint-tells-answer")


def _bare(text: str) -> str:
    return _NOISE.sub("", text).rstrip(".。")
