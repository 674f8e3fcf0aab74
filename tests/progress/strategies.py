"""Every event that there could be."""

from __future__ import annotations

from datetime import UTC

from hypothesis import strategies as st

from tutor.events import Event

texts = st.text(max_size=40)
any_event = st.builds(
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
    arguments=st.dictionaries(texts, texts | st.integers() | st.floats(allow_nan=False), max_size=3),
    feedback=st.lists(texts, max_size=3).map(tuple),
)
