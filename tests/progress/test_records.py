"""Both keepers of progress give back what was recorded, in order, without what a reset made void."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.progress.plain import START, event
from tests.progress.strategies import any_event
from tutor.events import Event
from tutor.progress import MemoryProgress, Progress, open_progress, reset_lesson
from tutor.progress.database import SqliteProgress

distinct_events = st.lists(any_event, max_size=12, unique_by=lambda one: one.id)


@pytest.fixture(params=["memory", "file"])
def progress(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Progress]:
    in_file = request.param == "file"
    opened = open_progress(tmp_path / "progress.sqlite3").progress if in_file else MemoryProgress()
    yield opened
    opened.close()


@settings(max_examples=drawn(60), deadline=None)
@given(recorded=distinct_events)
def test_every_field_of_every_event_comes_back(recorded: list[Event]) -> None:
    with TemporaryDirectory() as folder:
        first = SqliteProgress(Path(folder) / "progress.sqlite3")
        first.append(*recorded)
        first.close()
        second = SqliteProgress(Path(folder) / "progress.sqlite3")
        assert second.history() == recorded
        second.close()


def test_events_of_a_course_and_of_a_lesson(progress: Progress) -> None:
    here, there, elsewhere = event(), event(lesson="slopes"), event(course="another")
    progress.append(here, there)
    progress.append(elsewhere)
    assert progress.events("mapping") == [here, there]
    assert progress.events("mapping", "slopes") == [there]
    assert progress.events("another") == [elsewhere]
    assert progress.history() == [here, there, elsewhere]


def test_a_clock_that_was_set_back_does_not_reorder_the_walk(progress: Progress) -> None:
    walk = [event(100), event(5), event(7)]
    for one in walk:
        progress.append(one)
    assert progress.events("mapping") == walk


def test_a_reset_ends_one_lesson_and_removes_nothing(progress: Progress) -> None:
    before, note, other = event(0), event(0, kind="noted"), event(1, lesson="slopes")
    progress.append(before, note, other)
    reset_lesson(progress, "mapping", "chain-rule", at=START, language="en")
    after = event(2)
    progress.append(after)
    assert progress.events("mapping") == progress.latest("mapping") == [note, other, after]
    assert progress.events("mapping", "chain-rule") == [note, after]
    assert [one.kind for one in progress.history()] == ["answered", "noted", "answered", "reset", "answered"]


def test_merging_adds_only_what_is_new_at_its_time(progress: Progress) -> None:
    early, late = event(0), event(20)
    progress.append(early, late)
    between = event(10)
    assert progress.merge([between, early, between]) == 1
    assert progress.merge([between, early]) == 0
    assert progress.events("mapping") == [early, between, late]


def test_latest_has_the_last_event_of_each_kind_in_each_step(progress: Progress) -> None:
    visits = [event(second, kind="visited") for second in range(5)]
    other_step = event(6, kind="visited", step="why")
    done = event(7, kind="completed")
    elsewhere = event(8, kind="visited", course="another")
    progress.append(*visits, other_step, done, elsewhere)
    assert progress.latest("mapping") == [visits[-1], other_step, done]


def test_latest_knows_a_reset(progress: Progress) -> None:
    progress.append(event(0, kind="visited"), event(1, kind="completed"))
    reset_lesson(progress, "mapping", "chain-rule", at=START, language="zh")
    again = event(2, kind="visited")
    progress.append(again)
    assert progress.latest("mapping") == [again]


def test_a_lone_surrogate_is_kept_as_its_escape(tmp_path: Path) -> None:
    progress = SqliteProgress(tmp_path / "progress.sqlite3")
    progress.append(event(raw="a\udcff"))
    assert [kept.raw for kept in progress.history()] == ["a\\udcff"]
    progress.close()
