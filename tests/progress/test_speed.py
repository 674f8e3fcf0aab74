"""A learner's years of work cost no wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.progress.plain import event
from tutor.progress.database import SqliteProgress

EVENTS = 50_000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("years") / "progress.sqlite3"
    progress = SqliteProgress(path)
    progress.merge(event(n, lesson=f"lesson-{n % 19}", step=f"step-{n // 19 % 11}") for n in range(EVENTS))
    progress.close()
    return path


def fastest(action: Callable[[], object], runs: int = 5) -> float:
    """Seconds of the fastest run: what the work takes when nothing else disturbs it."""

    def seconds() -> float:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    return min(seconds() for _ in range(runs))


def test_where_a_learner_stands_is_known_at_once(file: Path) -> None:
    progress = SqliteProgress(file)
    assert len(progress.latest("mapping")) == 19 * 11
    assert fastest(lambda: progress.latest("mapping")) < 0.2
    assert len(progress.events("mapping", "lesson-3")) == pytest.approx(EVENTS / 19, abs=1)
    assert fastest(lambda: progress.events("mapping", "lesson-3")) < 0.2
    progress.close()


@pytest.mark.long
def test_opening_and_reading_everything_takes_about_a_second_at_most(file: Path) -> None:
    assert fastest(lambda: SqliteProgress(file).close()) < 1.5
    progress = SqliteProgress(file)
    assert fastest(lambda: progress.history()) < 1.5
    progress.close()
