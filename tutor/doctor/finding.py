"""One thing that was looked at: how it is, as a code with arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tutor.errors import Argument, Problem

Severity: TypeAlias = Literal["good", "hint", "problem"]
"""It works · it works and could be better · something cannot work until it is mended."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found; `code` names its sentence, which says what to do where there is something to do."""

    code: str
    severity: Severity
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    cause: Problem | None = None
    """The first problem of a lesson that has some; it stands for `{problem}` in the sentence."""
