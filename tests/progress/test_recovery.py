"""Recovery of a damaged file that is stopped on its way, or meets other terminals that have the file open."""

from __future__ import annotations

import random
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.platforms import needs_posix
from tests.progress.plain import event
from tests.progress.test_opening import NOW, ROOT
from tests.progress.test_salvage import head_overwritten, written
from tutor.progress import keeping, open_progress
from tutor.progress.backup import repair
from tutor.progress.database import SqliteProgress

KILLED = """
import os, signal, sys
from itertools import count
from pathlib import Path
from tutor.progress import keeping

def killed_at(last):
    seen = count(1)
    def hook(name, arguments):
        if name in ("open", "sqlite3.connect") or name.startswith("os."):
            if folder in str(arguments[0]) and next(seen) == last:
                os.kill(os.getpid(), signal.SIGKILL)
    return hook

for last in count(1):
    folder = str(Path(sys.argv[1]) / str(last))
    os.mkdir(folder)
    file = Path(folder) / "progress.sqlite3"
    file.write_bytes(Path(sys.argv[2]).read_bytes())
    if not (process := os.fork()):
        sys.addaudithook(killed_at(last))
        keeping.open_progress(file)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0:
        break
"""


@pytest.fixture
def damaged(tmp_path: Path) -> tuple[Path, set[str]]:
    """A file whose head is overwritten, and the ids of its records."""
    file = tmp_path / "home" / "progress.sqlite3"
    file.parent.mkdir()
    events = written(file, 60, random.Random(1))
    file.write_bytes(head_overwritten(bytearray(file.read_bytes()), random.Random(2)))
    return file, set(events)


@needs_posix("fork")
def test_recovery_may_be_killed_before_any_of_its_file_operations(
    tmp_path: Path, damaged: tuple[Path, set[str]]
) -> None:
    file, events = damaged
    homes = tmp_path / "killed"
    homes.mkdir()
    command = [sys.executable, "-c", KILLED, str(homes), str(file)]
    subprocess.run(command, cwd=ROOT, check=True, timeout=PATIENCE)
    moments = sorted(homes.iterdir())
    assert len(moments) > 12
    for home in moments:
        with closing(open_progress(home / "progress.sqlite3").progress) as progress:
            assert {one.id for one in progress.history()} == events, home.name
        assert list(home.glob("progress-damaged-*")), home.name
        assert not list(home.glob("progress*.sqlite3-journal")), home.name
        assert not (home / "progress-new.sqlite3").exists(), home.name


def test_another_disk_copies_the_damaged_file(damaged: tuple[Path, set[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    file, events = damaged
    before = file.read_bytes()

    def no_second_name(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_second_name)
    with closing(open_progress(file, lambda: NOW).progress) as progress:
        assert len(progress.history()) == len(events)
    (aside,) = file.parent.glob("progress-damaged-*")
    assert aside.read_bytes() == before


def test_all_files_of_a_recovery_belong_to_the_learner_alone(damaged: tuple[Path, set[str]]) -> None:
    file, _ = damaged
    file.chmod(0o600)
    open_progress(file).progress.close()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.glob("progress*.sqlite3")}
    assert set(modes.values()) == {0o600}, modes


def damage_beyond_the_table(file: Path) -> None:
    """Spoil one record's checksum: all queries go on, the next start finds it."""
    with closing(SqliteProgress(file)) as progress:
        text = progress.history()[3].id.encode()
    content = file.read_bytes()
    file.write_bytes(content.replace(text, bytes(reversed(text))))


def test_what_a_second_terminal_writes_goes_into_the_file_that_took_the_place(tmp_path: Path) -> None:
    file = tmp_path / "progress.sqlite3"
    events = written(file, 40, random.Random(3))
    with closing(open_progress(file).progress) as second:
        damage_beyond_the_table(file)
        late = [event(10**6 + number) for number in range(4)]
        second.append(late[0])  # between damage and recovery
        with closing(open_progress(file, lambda: NOW).progress) as first:
            second.append(late[1])
            first.append(late[2])
            second.append(late[3])
            together = {one.id for one in first.history()}
            assert together == {one.id for one in second.history()}
        assert together >= {one.id for one in late}
        assert len(together) == len(events) - 1 + 4
    with closing(open_progress(file).progress) as progress:
        assert {one.id for one in progress.history()} == together


def test_what_a_second_terminal_wrote_while_the_file_was_read_is_in_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the worst moment: the records have been read, the new file is not in its place yet."""
    monkeypatch.setattr(keeping, "PATIENCE", 0.05)
    file = tmp_path / "progress.sqlite3"
    written(file, 40, random.Random(3))
    with closing(open_progress(file).progress) as second:
        damage_beyond_the_table(file)
        in_time, written_late = Path.hardlink_to, event(10**6)

        def late(aside: Path, target: Path) -> None:
            second.append(written_late)
            in_time(aside, target)

        monkeypatch.setattr(Path, "hardlink_to", late)
        with closing(open_progress(file).progress) as first:
            assert written_late not in first.history()
            assert written_late in second.history(), "it waits for the first terminal, which holds the folder"
            second.save()
            assert written_late in first.history()
            assert repair(first, file).added == 0


@pytest.mark.parametrize("act", ["write", "read"])
def test_damage_while_the_program_runs_is_put_right_at_once_and_said(tmp_path: Path, act: str) -> None:
    file = tmp_path / "progress.sqlite3"
    events = written(file, 40, random.Random(3))
    with closing(open_progress(file, lambda: NOW).progress) as progress:
        with file.open("r+b") as stream:
            stream.write(head_overwritten(bytearray(file.read_bytes()), random.Random(5)))
        new = [event(10**6)] if act == "write" else []
        if new:
            progress.append(*new)
        expected = {*events, *(one.id for one in new)}
        assert {one.id for one in progress.history()} == expected
        assert [notice.code for notice in progress.news()] == ["progress.recovered"]
        assert (progress.saves, progress.news()) == (True, [])
    with closing(open_progress(file).progress) as progress:
        assert {one.id for one in progress.history()} == expected
