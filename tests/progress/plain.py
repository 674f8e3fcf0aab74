"""One ordinary event, for processes that must start fast."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from tutor.events import Event

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def event(second: int = 0, **changes: Any) -> Event:
    """An answer given `second` seconds after the start, with `changes`."""
    plain = Event(
        id=str(uuid.uuid4()),
        kind="answered",
        course="mapping",
        lesson="chain-rule",
        step="derive-w",
        part="a/z",
        digest="5f1c",
        at=START + timedelta(seconds=second),
        language="en",
        program="0.1.0",
        seed=7,
        drawn={"w": "0.5"},
        raw="a(1-a)",
        verdict="right",
    )
    return replace(plain, **changes)
