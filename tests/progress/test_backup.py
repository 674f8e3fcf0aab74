"""Copies of the progress: when they are made, how many stay, and that one command brings back what they have."""

from __future__ import annotations

import gzip
import os
import random
import stat
from collections.abc import Callable
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
from tutor.errors import Cause, TutorError
from tutor.progress import Notice, open_progress
from tutor.progress.backup import MOST, Found, back_up, back_up_if_due, back_up_later, backups, repair, restore
from tutor.progress.database import SqliteProgress
from tutor.progress.records import MemoryProgress
from tutor.progress.transfer import export_progress, import_progress

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
    assert told == [Notice("progress.no-backup", {"detail": Cause("No space left on device", "ENOSPC")})]
    assert names(file) == []
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_one_command_brings_back_what_the_copies_have(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(file, START + timedelta(hours=1))
    file.unlink()
    monkeypatch.setenv("TUTOR_HOME", str(file.parent))
    for added, known in ((20, 0), (0, 20)):
        said = CliRunner().invoke(tutor, ["progress", "--restore", "--lang", "en"])
        assert said.exit_code == 0
        assert f"{added} records came back; {known} had been here. Looked at 1 backup:" in said.output
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
    nothing = Found([], 0, 0, [])
    assert [search(progress, tmp_path / "elsewhere.sqlite3") for search in (repair, restore)] == [nothing, nothing]


def cut_short(whole: bytes) -> bytes:
    """Two thirds of a packed copy, whose last line is not whole."""
    return whole[: len(whole) * 2 // 3]


def overwritten(whole: bytes) -> bytes:
    return whole[:40] + b"?" * 9 + whole[49:]


def with_another_checksum(whole: bytes) -> bytes:
    return whole[:-8] + bytes([whole[-8] ^ 1]) + whole[-7:]


def with_a_line_of_nonsense(whole: bytes) -> bytes:
    lines = gzip.decompress(whole).splitlines(keepends=True)
    return gzip.compress(b"".join([*lines[:8], b"nonsense\n", *lines[8:]]))


SPOILT: dict[Callable[[bytes], bytes], range] = {
    cut_short: range(1, 20),
    overwritten: range(1),
    with_another_checksum: range(20, 21),
    with_a_line_of_nonsense: range(7, 8),
    lambda whole: b"": range(1),
}
"""What may happen to a copy of twenty records, and how many of them it leaves."""


@pytest.mark.parametrize(("spoil", "left"), SPOILT.items())
def test_a_damaged_copy_is_read_as_far_as_it_goes_and_keeps_no_other_from_being_used(
    spoil: Callable[[bytes], bytes], left: range, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = back_up(file, START + timedelta(hours=1))
    assert copy is not None
    copy.write_bytes(spoil(copy.read_bytes()))
    with closing(open_progress(file).progress) as progress:
        before = progress.history()
    file.unlink()
    monkeypatch.setenv("TUTOR_HOME", str(file.parent))
    said = CliRunner().invoke(tutor, ["progress", "--restore", "--lang", "en"])
    with closing(open_progress(file).progress) as progress:
        back = progress.history()
    assert back == before[: len(back)]
    assert len(back) in left
    assert said.exit_code == 1
    told = f"{copy.name} is damaged" + (f"; {len(back)} record" if back else " so badly that nothing")
    assert told.replace(" ", "") in "".join(said.stderr.split())
    assert said.stdout.startswith(f"{len(back)} record" if back else "")
    assert bool(said.stdout) == bool(back)
    whole = copy.with_name("progress-backup-2026-02-01.jsonl.gz")
    export_progress(MemoryProgress(before), whole)
    said = CliRunner().invoke(tutor, ["progress", "--restore", "--lang", "zh"])
    assert f"已找回 {20 - len(back)} 条记录，另有 {2 * len(back)} 条原已存在。" in said.stdout
    left_to_read = f"其中{len(back)}条记录仍可读取。" if back else "其中没有任何可读取的记录。"
    assert left_to_read in "".join(said.stderr.split())
    with closing(open_progress(file).progress) as progress:
        assert progress.history() == before


def test_a_whole_copy_counts_before_a_damaged_one(file: Path) -> None:
    """A line of a damaged copy may be another than the one that was written, and still be an event."""
    copy = back_up(file, START + timedelta(hours=1))
    assert copy is not None
    with closing(open_progress(file).progress) as progress:
        before = progress.history()
    export_progress(MemoryProgress(before), copy.with_name("progress-backup-2026-02-01.jsonl.gz"))
    text = gzip.decompress(copy.read_bytes()).replace(b"a(1-a)", b"a(1+a)")
    copy.write_bytes(gzip.compress(text)[:-2])
    progress = MemoryProgress()
    found = restore(progress, file)
    assert progress.history() == before
    assert [failure.code for failure in found.failures] == ["progress.backup-damaged"]


def test_a_file_that_cannot_be_read_at_all_is_named_and_the_others_are_used(file: Path) -> None:
    back_up(file, START + timedelta(hours=1))
    file.with_name("progress-backup-2026-02-01.jsonl.gz").mkdir()
    found = restore(MemoryProgress(), file)
    assert (found.added, [failure.code for failure in found.failures]) == (20, ["progress.import-special"])
    file.with_name("progress-damaged-1.sqlite3").mkdir()
    file.rename(file.with_name("progress-damaged-2.sqlite3"))
    found = repair(MemoryProgress(), file)
    assert (found.added, [failure.code for failure in found.failures]) == (20, ["progress.import-failed"])


def test_a_packed_export_that_was_cut_short_is_refused_with_its_line(file: Path) -> None:
    copy = back_up(file, START + timedelta(hours=1))
    assert copy is not None
    copy.write_bytes(cut_short(copy.read_bytes()))
    progress = MemoryProgress()
    with pytest.raises(TutorError) as refusal:
        import_progress(progress, copy)
    assert refusal.value.code == "progress.import-unpacked"
    assert 1 < int(refusal.value.arguments["line"]) <= 21
    assert progress.history() == []


def test_a_packed_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.progress.transfer.MOST_BYTES", 10_000)
    bomb = tmp_path / "bomb.jsonl.gz"
    bomb.write_bytes(gzip.compress(b" " * 1_000_000))
    with pytest.raises(TutorError) as refusal:
        import_progress(MemoryProgress(), bomb)
    assert refusal.value.code == "progress.import-large"
