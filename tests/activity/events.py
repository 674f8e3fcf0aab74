"""Events as a session records them, for activities that are tried without one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypeVar

from tutor.activity.base import Activity
from tutor.events import Event, EventKind, VerdictKind

Doing = TypeVar("Doing", bound=Activity)


def record(activity: Doing, raw: str, kind: EventKind = "answered", verdict: VerdictKind = "right") -> Doing:
    """Return `activity` as it is after the answer `raw` to its open question."""
    assert activity.question is not None
    return activity.after(
        Event(
            id="",
            kind=kind,
            course="",
            lesson="",
            step="",
            part=activity.question.part,
            digest="",
            at=datetime.now(UTC),
            language="",
            program="",
            raw=raw,
            verdict=verdict,
        )
    )
