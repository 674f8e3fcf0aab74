"""A save is noticed once, when it is over, whatever the editor does to write it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.workshop.saving import Watch, course_files


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path: Path, clock: Clock) -> Watch:
    (tmp_path / "a.yaml").write_text("1")
    return Watch(lambda: course_files([tmp_path]), clock=clock, quiet=0.2)


def test_nothing_happened(watch: Watch, clock: Clock) -> None:
    assert not watch.changed()
    clock.now = 100
    assert not watch.changed()


def test_a_save_is_told_once_after_a_moment_of_quiet(watch: Watch, clock: Clock, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("22")
    assert not watch.changed()
    clock.now = 0.1
    (tmp_path / "a.yaml").write_text("333")
    assert not watch.changed()
    clock.now = 0.25
    assert not watch.changed()
    clock.now = 0.31
    assert watch.changed()
    assert not watch.changed()


def test_a_change_that_was_taken_back_while_it_settled_is_none(watch: Watch, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "b.yaml"
    file.write_text("")
    assert not watch.changed()
    file.unlink()
    clock.now = 1
    assert not watch.changed()
    clock.now = 2
    assert not watch.changed()


def test_editors_that_replace_the_file_and_new_and_lost_files(watch: Watch, clock: Clock, tmp_path: Path) -> None:
    def told() -> bool:
        before = watch.changed()
        clock.now += 1
        return not before and watch.changed()

    stat = (tmp_path / "a.yaml").stat()
    (tmp_path / "new").write_text("1")
    os.utime(tmp_path / "new", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    (tmp_path / "new").replace(tmp_path / "a.yaml")
    assert told()
    (tmp_path / "a.zh.yaml").write_text("")
    assert told()
    (tmp_path / "a.zh.yaml").unlink()
    assert told()
    (tmp_path / "notes.txt").write_text("")
    assert not told()


def test_a_file_is_watched_with_what_lies_beside_it(tmp_path: Path) -> None:
    for name in ("a.yaml", "a.zh.yaml", "glossary.yaml"):
        (tmp_path / name).write_text("")
    assert course_files([tmp_path / "a.yaml"]) == course_files([tmp_path])
    assert [file.name for file in course_files([tmp_path])] == ["a.yaml", "a.zh.yaml", "glossary.yaml"]
