"""Events for the tests of progress."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from tutor.events import Event

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

texts = st.text(max_size=40)
events = st.builds(
    Event,
    id=st.uuids().map(str),
    kind=st.sampled_from(["visited", "answered", "hinted", "revealed", "skipped", "completed", "restarted"]),
    course=texts,
    lesson=texts,
    step=texts,
    part=texts,
    digest=texts,
    at=st.datetimes(timezones=st.just(UTC)),
    language=st.sampled_from(["en", "zh"]),
    program=texts,
    bank=texts,
    seed=st.integers(-(2**63), 2**63 - 1),
    drawn=st.dictionaries(texts, texts, max_size=4),
    raw=texts,
    verdict=st.sampled_from(["", "right", "wrong", "unreadable", "undecided"]),
    code=texts,
    hints=st.integers(0, 9),
    certainty=texts,
)


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
