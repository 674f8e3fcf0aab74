"""Copies of the progress: when they are made, how many stay, and that one command brings back what they have."""

from __future__ import annotations

import gzip
import os
import random
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.progress.plain import START, event
from tests.progress.test_salvage import head_overwritten, written
from tests.progress.version1 import recorded, written_in
from tutor.cli import tutor
from tutor.days import day_of
from tutor.errors import TutorError
from tutor.progress import Notice, import_progress, open_progress
from tutor.progress.backup import MOST, Found, back_up, back_up_if_due, back_up_later, backups, repair, restore
from tutor.progress.database import SqliteProgress
from tutor.progress.records import MemoryProgress

DAY = day_of(START)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A progress file with the work of one day."""
    path = tmp_path / "home" / "progress.sqlite3"
    with closing(open_progress(path, lambda: START).progress) as progress:
        progress.append(*(event(second) for second in range(20)))
    return path


def names(path: Path) -> list[str]:
    return [copy.name for copy in backups(path)]


def test_a_day_of_work_is_copied_when_it_has_ended(file: Path) -> None:
    back_up_if_due(file, START)
    assert names(file) == []
    back_up_if_due(file, START + timedelta(days=1))
    assert names(file) == [f"progress-backup-{DAY}.jsonl.gz"]
    before = backups(file)[0].stat().st_mtime_ns
    back_up_if_due(file, START + timedelta(days=5))
    assert backups(file)[0].stat().st_mtime_ns == before


def test_work_that_has_begun_again_keeps_no_day_before_it_from_being_copied(file: Path) -> None:
    """The first answer of the morning comes before the copy; the day's own copy is not taken for made."""
    for day in (1, 2):
        with closing(SqliteProgress(file)) as progress:
            progress.append(event(day * 86_400))
        back_up_if_due(file, START + timedelta(days=day, hours=1))
    back_up_if_due(file, START + timedelta(days=9))
    assert names(file) == [f"progress-backup-{DAY + timedelta(days=day)}.jsonl.gz" for day in (2, 1, 0)]


def test_it_is_done_behind_the_first_screen(file: Path) -> None:
    back_up_later(file, START + timedelta(days=1), print, delay=0).join()
    assert len(names(file)) == 1


def test_nothing_is_copied_where_nothing_was_done(tmp_path: Path) -> None:
    open_progress(tmp_path / "progress.sqlite3").progress.close()
    assert back_up(tmp_path / "progress.sqlite3", START) is None
    back_up_if_due(tmp_path / "progress.sqlite3", START)
    back_up_if_due(tmp_path / "none.sqlite3", START)
    assert names(tmp_path / "progress.sqlite3") == []


def test_the_oldest_copy_gives_way(file: Path) -> None:
    for day in range(1, MOST + 3):
        with closing(SqliteProgress(file)) as progress:
            progress.append(event(day * 86_400))
        back_up_if_due(file, START + timedelta(days=day + 1))
    assert names(file) == [f"progress-backup-{DAY + timedelta(days=day)}.jsonl.gz" for day in range(MOST + 2, 2, -1)]


def test_a_clock_that_was_ahead_keeps_no_later_day_of_work_from_being_copied(file: Path) -> None:
    """Three days in a wrong year, all of them copied, then the right year again."""
    for year in range(1, MOST + 1):
        with closing(SqliteProgress(file)) as progress:
            progress.append(event(year * 400 * 86_400))
        back_up_if_due(file, START + timedelta(days=year * 400 + 2))
    for day in (3, 4):
        with closing(SqliteProgress(file)) as progress:
            progress.append(event(day * 86_400))
        back_up_if_due(file, START + timedelta(days=day + 1))
        assert f"progress-backup-{DAY + timedelta(days=day)}.jsonl.gz" in names(file)
        assert len(names(file)) == MOST


def test_all_of_it_belongs_to_the_learner_alone(file: Path) -> None:
    copy = back_up(file, START + timedelta(hours=1))
    assert copy is not None
    assert [stat.S_IMODE(path.stat().st_mode) for path in (file.parent, file, copy)] == [0o700, 0o600, 0o600]


def test_a_file_of_an_earlier_version_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    file = written_in(tmp_path)
    open_progress(file).progress.close()
    (copy,) = backups(file)
    progress = MemoryProgress()
    import_progress(progress, copy)
    assert len([one for one in progress.history() if one.verdict]) == len(recorded())
    open_progress(file).progress.close()
    assert backups(file) == [copy]


def test_what_cannot_be_copied_stops_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    told: list[Notice] = []
    back_up_if_due(file, START + timedelta(days=1), told.append)
    assert told == [Notice("progress.no-backup", {"detail": "No space left on device"})]
    assert names(file) == []
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_one_command_brings_back_what_the_copies_have(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(file, START + timedelta(hours=1))
    file.unlink()
    monkeypatch.setenv("TUTOR_HOME", str(file.parent))
    for added, known in ((20, 0), (0, 20)):
        said = CliRunner().invoke(tutor, ["progress", "--restore", "--lang", "en"])
        assert said.exit_code == 0
        assert f"{added} records came back; {known} had been here. Backups looked at: 1" in said.output
    with closing(open_progress(file).progress) as progress:
        assert len(progress.history()) == 20


def test_a_file_set_aside_is_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "progress.sqlite3"
    written(file, 40, random.Random(6))
    aside = tmp_path / "progress-damaged-2026-03-01-093005.sqlite3"
    aside.write_bytes(head_overwritten(bytearray(file.read_bytes()), random.Random(7)))
    file.unlink()
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    said = CliRunner().invoke(tutor, ["progress", "--repair", "--lang", "zh"])
    assert "已找回 40 条记录" in said.output
    assert str(aside) in said.output.replace("\n", "")
    progress = MemoryProgress()
    nothing = Found([], 0, 0)
    assert [search(progress, tmp_path / "elsewhere.sqlite3") for search in (repair, restore)] == [nothing, nothing]


@pytest.mark.parametrize("spoil", [lambda whole: whole[:-20], lambda whole: whole[:40] + b"?" * 9 + whole[49:]])
def test_a_copy_that_is_damaged_is_refused_with_a_word(spoil: object, file: Path) -> None:
    copy = back_up(file, START + timedelta(hours=1))
    assert copy is not None
    assert callable(spoil)
    copy.write_bytes(spoil(copy.read_bytes()))
    progress = MemoryProgress()
    with pytest.raises(TutorError) as refusal:
        restore(progress, file)
    assert refusal.value.code in ("progress.import-failed", "progress.import-line")
    assert progress.history() == []


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.progress.transfer.MOST_BYTES", 10_000)
    bomb = tmp_path / "bomb.jsonl.gz"
    bomb.write_bytes(gzip.compress(b" " * 1_000_000))
    with pytest.raises(TutorError) as refusal:
        import_progress(MemoryProgress(), bomb)
    assert refusal.value.code == "progress.import-large"
