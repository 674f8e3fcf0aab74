"""What an append promises: several terminals, a process that is killed, a disk that is full."""

from __future__ import annotations

import random
import select
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.platforms import needs_posix
from tests.progress.plain import event
from tutor.errors import TutorError
from tutor.progress import open_progress
from tutor.progress.database import SqliteProgress, connect

ROOT = Path(__file__).parents[2]

APPEND_AND_ACKNOWLEDGE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from tests.progress.plain import event
from tutor.progress.database import SqliteProgress, connect
progress = SqliteProgress(Path(sys.argv[1]))
for second in range(int(sys.argv[2])):
    answer = event(second)
    progress.append(answer)
    print(answer.id, flush=True)
"""


def appending(path: Path, count: int) -> subprocess.Popen[str]:
    """A process that appends `count` events and prints the id of each when it is kept."""
    command = [sys.executable, "-S", "-c", APPEND_AND_ACKNOWLEDGE, str(path), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def recorded_ids(path: Path) -> list[str]:
    opened = open_progress(path)
    assert opened.notice is None
    ids = [one.id for one in opened.progress.history()]
    opened.progress.close()
    return ids


def test_two_terminals_append_at_once(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    terminals = [appending(path, 500), appending(path, 500)]
    acknowledged = [terminal.communicate(timeout=PATIENCE)[0].split() for terminal in terminals]
    assert [len(ids) for ids in acknowledged] == [500, 500]
    ids = recorded_ids(path)
    assert sorted(ids) == sorted(acknowledged[0] + acknowledged[1])
    for own in acknowledged:
        assert [one for one in ids if one in set(own)] == own


def kill_while_appending(path: Path, chance: random.Random) -> int:
    """Kill a process after some acknowledged events; return how many it had acknowledged."""
    process = appending(path, 1_000_000)
    assert process.stdout is not None
    wanted = chance.randrange(6)
    acknowledged = [process.stdout.readline().strip() for _ in range(wanted)]
    # Into the middle of an append: wait a random part of the time that one takes, but not by sleeping a fixed time.
    select.select([], [], [], chance.random() * 0.003)
    process.kill()
    acknowledged += process.communicate(timeout=PATIENCE)[0].split("\n")[:-1]
    lost = set(acknowledged) - set(recorded_ids(path))
    assert not lost
    return len(acknowledged)


def test_no_acknowledged_event_is_lost_to_kill_9(tmp_path: Path) -> None:
    chance = random.Random(20)
    kept = sum(kill_while_appending(tmp_path / "progress.sqlite3", chance) for _ in range(20))
    assert kept > 20


@pytest.mark.long
def test_no_acknowledged_event_is_lost_to_many_kills(tmp_path: Path, moments: int) -> None:
    chance = random.Random(500)
    for run in range(25 * moments):
        kill_while_appending(tmp_path / f"{run // 20}.sqlite3", chance)


def test_an_append_is_all_or_nothing(tmp_path: Path) -> None:
    progress = SqliteProgress(tmp_path / "progress.sqlite3")
    first = event()
    progress.append(first)
    with pytest.raises(TutorError) as failure:
        progress.append(event(), event(id=first.id))
    assert failure.value.code == "progress.not-kept.failed"
    assert progress.history() == [first]
    progress.close()


def test_every_commit_waits_for_the_disk_also_after_connecting_again(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    progress = SqliteProgress(path)
    assert _commits_to_disk(progress)
    progress.connect_again(1)
    progress.append(event())
    assert _commits_to_disk(progress)
    progress.close()


def _commits_to_disk(progress: SqliteProgress) -> bool:
    settings = ("synchronous", "fullfsync")
    # On macOS only `fullfsync` reaches the disk itself; SQLite takes and tells it everywhere.
    return [progress._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in settings] == [2, 1]


def test_a_full_disk_is_said_and_what_was_kept_stays(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    progress = SqliteProgress(path)
    kept = [event(second) for second in range(3)]
    progress.append(*kept)
    pages = progress._connection.execute("PRAGMA page_count").fetchone()[0]
    progress._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(TutorError) as failure:
        progress.append(*(event(raw="long" * 1000) for _ in range(9)))
    assert failure.value.code == "progress.not-kept.full"
    assert progress.history() == kept
    progress._connection.execute("PRAGMA max_page_count = 1000000")
    progress.append(event())
    assert len(progress.history()) == 4
    progress.close()


@needs_posix("a limit on the size of files")
def test_a_file_that_can_grow_no_more(tmp_path: Path) -> None:
    program = f"""
import resource, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from tests.progress.plain import event
from tutor.errors import TutorError
from tutor.progress.database import SqliteProgress, connect
progress = SqliteProgress(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
kept = 0
try:
    while True:
        progress.append(event(kept, raw="x" * 2000))
        kept += 1
except TutorError as error:
    print(kept, error.code)
"""
    path = tmp_path / "progress.sqlite3"
    command = [sys.executable, "-S", "-c", program, str(path)]
    kept, code = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout.split()
    assert code in ("progress.not-kept.full", "progress.not-kept.failed")
    assert len(recorded_ids(path)) == int(kept) > 0


def test_another_program_that_holds_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.progress.keeping.PATIENCE", 0.05)
    path = tmp_path / "progress.sqlite3"
    progress = SqliteProgress(path, patience=0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(TutorError) as failure:
        progress.append(event())
    assert failure.value.code == "progress.not-kept.busy"
    opened = open_progress(path)
    assert opened.notice is not None
    assert opened.notice.code == "progress.not-saved.busy"
    holder.execute("ROLLBACK")
    holder.close()
    progress.append(event())
    progress.close()


@pytest.mark.parametrize("does", ["append", "read"])
def test_whoever_waits_for_another_program_is_told_and_goes_on(
    does: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.progress.database.SILENCE", 0.01)
    path, told = tmp_path / "progress.sqlite3", 0
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:

        def waiting() -> None:
            nonlocal told
            told += 1
            holder.execute("ROLLBACK")

        with closing(SqliteProgress(path, waiting=waiting)) as progress:
            holder.execute("BEGIN EXCLUSIVE")
            if does == "append":
                progress.append(event())
            assert len(progress.history()) == (does == "append")
    assert told == 1


def test_whoever_waits_in_vain_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.progress.database.SILENCE", 0.01)
    path, told = tmp_path / "progress.sqlite3", list[str]()
    with closing(sqlite3.connect(path, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        with (
            closing(connect(path, "rw", 0.03, lambda: told.append("waits"))) as connection,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            connection.execute("SELECT * FROM sqlite_master")
    assert told == ["waits"]
