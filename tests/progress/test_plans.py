"""Where a learner stands is found by an index, however many years of events there are."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.progress.plain import event
from tutor.progress.database import SqliteProgress


@pytest.mark.parametrize(
    "read", [lambda progress: progress.latest("mapping"), lambda progress: progress.events("mapping", "lesson-3")]
)
def test_no_query_looks_at_every_event(tmp_path: Path, read) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "progress.sqlite3"
    asked: list[str] = []
    with closing(SqliteProgress(file)) as progress:
        progress.merge([event(n, lesson=f"lesson-{n % 19}", step=f"step-{n // 19 % 11}") for n in range(500)])
        progress._connection.set_trace_callback(asked.append)
        assert read(progress)
    with closing(sqlite3.connect(file)) as connection:
        for query in asked:
            plan = [row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")]
            assert any("event_of_step" in line for line in plan)
            assert not any(line.startswith("SCAN event") and "INDEX" not in line for line in plan), plan
