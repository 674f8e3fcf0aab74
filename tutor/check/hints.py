"""Does the first hint give the answer away?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.format.model import (
    BankQuiz,
    CodeStep,
    DerivationStep,
    MatchQuestion,
    MultipleChoice,
    NetworkPart,
    NumericQuestion,
    OrderQuestion,
    ProseStep,
    SingleChoice,
    Step,
    SymbolicQuestion,
)

_NOISE: Final = re.compile(r"\\cdot|\\left|\\right|\\,|[\s$*·{}]")
_SHORTEST: Final = 4
"""Answers shorter than this stand in many innocent sentences."""


def hint_problems(step: Step, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield a warning where the first of several hints contains the answer."""
    hints, answers = _hints_and_answers(step)
    first = _bare(hints[0]) if len(hints) > 1 else ""
    if any(len(answer) >= _SHORTEST and answer in first for answer in map(_bare, answers)):
        yield document.warning((*path, "hints", 0), "first-hint-tells-answer")


def _hints_and_answers(step: Step) -> tuple[Sequence[str], Sequence[str]]:
    """The hints of a step and the answers that none of them may tell; nothing where no answer is a single text."""
    match step:
        case NumericQuestion() | SymbolicQuestion():
            return step.hints, [step.answer]
        case SingleChoice() | MultipleChoice():
            return step.hints, [choice.text for choice in step.choices if choice.correct]
        case (
            OrderQuestion() | MatchQuestion() | BankQuiz() | ProseStep() | DerivationStep() | NetworkPart() | CodeStep()
        ):
            return (), ()


def _bare(text: str) -> str:
    return _NOISE.sub("", text).rstrip(".。")
