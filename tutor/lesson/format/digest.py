"""The digest of what is graded in a step: it changes with an answer, a parameter or a graph, never with words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import BaseModel

from tutor.lesson.format.bank import BankQuiz
from tutor.lesson.format.code_step import CodeStep
from tutor.lesson.format.fields import graded_fields
from tutor.lesson.format.model import DerivationStep, Lesson, ProseStep, Step
from tutor.lesson.format.network_steps import NetworkPart
from tutor.lesson.format.part import StepPart
from tutor.lesson.format.questions import QuizPart
from tutor.lesson.format.scalars import Tolerance


def graded_digest(lesson: Lesson, step: Step) -> str:
    """Return 64 hexadecimal digits that identify everything in `step` that a verdict depends on.

    A step on a network includes that network. A key at its default counts as absent, so that a key that the format
    gains later leaves old digests as they are; so does the id, which a rename may change. A question has the same
    digest in a lesson and in the bank; a quiz that draws from the bank includes every question that it may draw.
    """
    match step:
        case QuizPart():
            return question_digest(step)
        case NetworkPart():
            return _digest(step, network=_graded(lesson.networks[step.network]))
        case BankQuiz(pool=pool):
            return _digest(step, pool={question.id: question_digest(question) for question in pool})
        case ProseStep() | DerivationStep() | CodeStep():
            return _digest(step)


def question_digest(question: QuizPart) -> str:
    """Return the digest of a question, wherever it stands."""
    return _digest(question, type="quiz")


def _digest(step: StepPart, **more: Any) -> str:
    graded = {**_graded(step), **more}
    graded.pop("id")
    canonical = json.dumps(graded, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _graded(part: BaseModel) -> dict[str, Any]:
    model = type(part)
    return {
        name: _plain(value)
        for name in graded_fields(model)
        if (value := getattr(part, name)) != model.model_fields[name].get_default(call_default_factory=True)
    }


def _plain(value: Any) -> Any:
    match value:
        case BaseModel():
            return _graded(value)
        case Tolerance():
            return asdict(value)
        case Mapping():
            return {key: _plain(item) for key, item in value.items()}
        case tuple():
            return [_plain(item) for item in value]
        case _:
            return value
