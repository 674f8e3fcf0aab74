"""Reading the records of years of work: 50,000 events, beside SQLite reading the bare rows of the same file."""

from __future__ import annotations

import sqlite3
import tempfile
import timeit
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from tests.benchmarks.report import Measured, in_turns
from tests.progress.plain import event
from tutor.progress.database import SqliteProgress

EVENTS = 50_000
RUNS = 5


def measure_records() -> Iterator[Measured]:
    """Yield what opening the file, and reading all, one lesson or the latest of its events takes."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "progress.sqlite3"
        with closing(SqliteProgress(file)) as progress:
            progress.merge([event(n, lesson=f"lesson-{n % 19}", step=f"step-{n // 19 % 11}") for n in range(EVENTS)])
            actions: dict[str, Callable[[], object]] = {
                "opening and verifying the file": lambda: SqliteProgress(file).close(),
                "where the learner stands in every step": lambda: progress.latest("mapping"),
                "the events of one lesson": lambda: progress.events("mapping", "lesson-3"),
                "every event": progress.history,
            }
            bare, *ours = in_turns([_milliseconds(action) for action in (_bare_rows(file), *actions.values())], RUNS)
            yield Measured(f"{EVENTS} events: the bare rows", bare, "ms")
            for what, taken in zip(actions, ours, strict=True):
                yield Measured(f"    {what}", taken, "ms", "the bare rows", taken / bare)


def _bare_rows(file: Path) -> Callable[[], object]:
    def read() -> object:
        with closing(sqlite3.connect(file)) as connection:
            return connection.execute("SELECT * FROM event").fetchall()

    return read


def _milliseconds(action: Callable[[], object]) -> Callable[[], float]:
    return lambda: 1e3 * timeit.timeit(action, number=1)
