"""The digest of what is graded in a step: it changes with an answer, a parameter or a graph, never with words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from pydantic import BaseModel

from tutor.lesson.format.fields import graded_fields
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_block import Network
from tutor.lesson.format.part import LessonStep
from tutor.lesson.format.scalars import Tolerance


def graded_digest(lesson: Lesson, step: LessonStep) -> str:
    """Return 64 hexadecimal digits that identify everything in `step` that a verdict depends on.

    A step on a network includes that network. A key at its default counts as absent, so that a key that the format
    gains later leaves old digests as they are; so does the id, which a rename may change. A question has the same
    digest in a lesson and in the bank; a quiz that draws from the bank includes every question that it may draw.
    """
    return _digest(step, lesson.networks)


def _digest(step: LessonStep, networks: Mapping[str, Network]) -> str:
    graded = {**_graded(step), **_plain(step.graded_besides(networks))}
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
        case LessonStep():
            return _digest(value, {})
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
