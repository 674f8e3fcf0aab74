"""Does the first hint give the answer away?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.format.model import MultipleChoice, NumericQuestion, SingleChoice, Step, SymbolicQuestion

_NOISE: Final = re.compile(r"\\cdot|\\left|\\right|\\,|[\s$*·{}]")
_SHORTEST: Final = 4
"""Answers shorter than this stand in many innocent sentences."""


def hint_problems(step: Step, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield a warning where the first of several hints contains the answer."""
    if not isinstance(step, SingleChoice | MultipleChoice | NumericQuestion | SymbolicQuestion) or len(step.hints) < 2:
        return
    first = _bare(step.hints[0])
    if any(len(answer) >= _SHORTEST and answer in first for answer in map(_bare, _answers(step))):
        yield document.warning((*path, "hints", 0), "first-hint-tells-answer")


def _answers(step: SingleChoice | MultipleChoice | NumericQuestion | SymbolicQuestion) -> list[str]:
    if isinstance(step, NumericQuestion | SymbolicQuestion):
        return [step.answer]
    return [choice.text for choice in step.choices if choice.correct]


def _bare(text: str) -> str:
    return _NOISE.sub("", text).rstrip(".。")
