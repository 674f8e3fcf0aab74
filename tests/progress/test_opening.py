"""Damaged, foreign, newer, read-only and unreachable files, all of them real."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.platforms import needs_posix
from tests.progress.plain import event
from tutor.errors import TutorError
from tutor.events import Event
from tutor.progress import Opened, open_progress
from tutor.progress.database import SCHEMA_VERSION, SqliteProgress
from tutor.progress.failures import UnwritableError

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 1, 9, 30, 5, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A progress file with two hundred events: many pages."""
    path = tmp_path / "home" / "progress.sqlite3"
    opened = open_progress(path, lambda: NOW)
    assert opened.notice is None
    opened.progress.append(*(event(second, raw="x" * 200) for second in range(200)))
    opened.progress.close()
    return path


def recorded_in(path: Path) -> list[Event]:
    with closing(SqliteProgress(path)) as progress:
        return progress.history()


def truncate(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])


def overwrite(path: Path, start: int, content: bytes) -> None:
    whole = bytearray(path.read_bytes())
    whole[start : start + len(content)] = content
    path.write_bytes(whole)


def run_sql(path: Path, script: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


def replace_by_foreign_database(path: Path) -> None:
    path.unlink()
    run_sql(path, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup');")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("not a database at all, but a longer text than its head\n" * 40),
    "one byte": lambda path: path.write_bytes(b"S"),
    "cut in the head": lambda path: truncate(path, 60),
    "cut in a page": lambda path: truncate(path, 10_000),
    "cut between pages": lambda path: truncate(path, 4096 * 5),
    "garbage in a page": lambda path: overwrite(path, 4096 * 9, b"\xa5" * 4096),
    "garbage everywhere": lambda path: path.write_bytes(os.urandom(50_000)),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "text that is no UTF-8": lambda path: run_sql(
        path, "UPDATE event SET raw = CAST(X'61ff62' AS TEXT) WHERE seed = 7"
    ),
    "a time that is none": lambda path: run_sql(path, "UPDATE event SET at = 'yesterday'"),
    "drawn numbers that are no JSON": lambda path: run_sql(path, "UPDATE event SET drawn = '{'"),
    "arguments that are no object": lambda path: run_sql(path, "UPDATE event SET arguments = '[]'"),
    "feedback that is no list": lambda path: run_sql(path, "UPDATE event SET feedback = '{}'"),
    "a table that is gone": lambda path: run_sql(path, "DROP TABLE event"),
    "another program's database": replace_by_foreign_database,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_set_aside_and_what_can_be_read_goes_on(file: Path, damage: Callable[[Path], object]) -> None:
    recorded = {one.id: one for one in recorded_in(file)}
    damage(file)
    broken = file.read_bytes()
    opened = open_progress(file, clock=lambda: NOW)
    aside = file.with_name("progress-damaged-2026-03-01-093005.sqlite3")
    assert opened.notice is not None
    assert opened.notice.arguments["aside"] == str(aside)
    assert aside.read_bytes() == broken
    kept = opened.progress.history()
    assert all(recorded[one.id] == one for one in kept)
    assert (
        opened.notice.code == "progress.set-aside" if not kept else opened.notice.code.startswith("progress.recovered")
    )
    one = event(10**6)
    opened.progress.append(one)
    opened.progress.close()
    assert events_in(file) == [*kept, one]


def events_in(path: Path) -> list[object]:
    opened = open_progress(path)
    assert opened.notice is None
    try:
        return list(opened.progress.history())
    finally:
        opened.progress.close()


def test_no_file_that_was_set_aside_is_overwritten(file: Path) -> None:
    for content in (b"first damage" * 50, b"second damage" * 50):
        file.write_bytes(content)
        open_progress(file, clock=lambda: NOW).progress.close()
    kept = {path.name: path.read_bytes()[:6] for path in file.parent.glob("progress-damaged-*")}
    assert kept == {
        "progress-damaged-2026-03-01-093005.sqlite3": b"first ",
        "progress-damaged-2026-03-01-093005-2.sqlite3": b"second",
    }


def test_a_journal_left_beside_damage_never_reaches_the_new_file(file: Path) -> None:
    recorded = recorded_in(file)
    run_unfinished_transaction(file)
    file.write_bytes(b"damage" * 2000)
    opened = open_progress(file, clock=lambda: NOW)
    kept, one = opened.progress.history(), event(10**6)
    opened.progress.append(one)
    opened.progress.close()
    assert all(old in recorded for old in kept)
    assert events_in(file) == [*kept, one]
    assert not list(file.parent.glob("progress.sqlite3-journal"))


def run_unfinished_transaction(path: Path) -> None:
    """Leave a hot journal: a process that ends while its changes are half written."""
    program = (
        "import os, sqlite3, sys; connection = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "connection.execute('PRAGMA cache_size = 1'); connection.execute('BEGIN');"
        "connection.execute(\"UPDATE event SET raw = 'half' || hex(randomblob(300))\"); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=True)
    assert path.with_name(path.name + "-journal").stat().st_size > 0


def test_a_half_written_transaction_is_taken_back(file: Path) -> None:
    before = events_in(file)
    run_unfinished_transaction(file)
    assert events_in(file) == before


def test_two_terminals_that_find_the_same_damage_set_it_aside_once(file: Path) -> None:
    file.write_bytes(b"damage" * 1000)
    program = (
        "import sys; from pathlib import Path; from tutor.progress import open_progress;"
        "sys.stdin.readline(); opened = open_progress(Path(sys.argv[1])); print(opened.notice)"
    )
    terminals = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(file)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for terminal in terminals:
        assert terminal.stdin is not None
        terminal.stdin.write("go\n")
        terminal.stdin.flush()
    notices = [terminal.communicate(timeout=PATIENCE)[0].strip() for terminal in terminals]
    assert len([notice for notice in notices if "set-aside" in notice]) == 1
    assert notices.count("None") == 3
    assert len(list(file.parent.glob("progress-damaged-*"))) == 1


def test_an_empty_file_is_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    path.touch()
    assert events_in(path) == []


def test_a_newer_file_is_refused_and_left_as_it_was(file: Path) -> None:
    run_sql(file, f"PRAGMA user_version = {SCHEMA_VERSION + 1}; ALTER TABLE event RENAME TO act")
    before = file.read_bytes()
    with pytest.raises(TutorError) as refusal:
        open_progress(file)
    assert refusal.value.code == "progress.newer"
    assert refusal.value.arguments == {"file": str(file), "found": SCHEMA_VERSION + 1, "supported": SCHEMA_VERSION}
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def assert_walk_without_keeping(opened: Opened, code: str) -> None:
    assert opened.notice is not None
    assert opened.notice.code == code
    one = event()
    opened.progress.append(one)
    assert opened.progress.history()[-1] == one
    assert not opened.progress.saves
    with pytest.raises(UnwritableError) as refusal:
        opened.progress.close()
    assert refusal.value.arguments["count"] == 1


@pytest.mark.parametrize("home", ["", "home"])
def test_a_file_in_the_place_of_a_folder(tmp_path: Path, home: str) -> None:
    (tmp_path / "file").touch()
    opened = open_progress(tmp_path / "file" / home / "progress.sqlite3")
    assert opened.notice is not None
    assert opened.notice.arguments["detail"] == str(tmp_path / "file")
    assert_walk_without_keeping(opened, "progress.not-saved.no-folder")


def test_what_was_held_is_written_when_the_file_in_the_place_of_the_folder_is_gone(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path, one = tmp_path / "file" / "progress.sqlite3", event()
    progress = open_progress(path).progress
    progress.append(one)
    (tmp_path / "file").unlink()
    progress.close()
    with closing(open_progress(path).progress) as kept:
        assert kept.history() == [one]


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    path.mkdir()
    (path / "letter.txt").touch()
    opened, one = open_progress(path, lambda: NOW), event()
    assert opened.notice is not None
    assert opened.notice.code == "progress.was-folder"
    assert [inside.name for inside in Path(str(opened.notice.arguments["aside"])).iterdir()] == ["letter.txt"]
    opened.progress.append(one)
    opened.progress.close()
    assert recorded_in(path) == [one]


def as_someone_without_rights(program: str, *arguments: str) -> str:
    """Run `program` as a user who may not write what this user made unwritable; root may write everything."""
    # All that is imported later: such a user may not even read where this user's Python is installed.
    later = "import importlib.readers, urllib.parse, tutor.progress.salvage, tutor.progress.transfer\n"
    drop = "import os\nif os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    imports = "import sys\nfrom pathlib import Path\nfrom tests.progress.plain import event\nimport tutor.progress\n"
    done = subprocess.run(
        [sys.executable, "-c", f"{imports}{later}{drop}{program}", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


CLOSED = """
opened = tutor.progress.open_progress(Path(sys.argv[1]))
opened.progress.append(event())
print(opened.notice.code, opened.notice.arguments["place"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX permissions")
@pytest.mark.parametrize("part", ["file", "folder", "folder above"])
def test_what_nobody_may_read_is_not_taken_for_nothing_and_what_to_open_is_named(part: str) -> None:
    with closing(Home()) as home:
        path = home.folder / "inside" / "progress.sqlite3"
        path.parent.mkdir()
        SqliteProgress(path).close()
        path.parent.chmod(0o777)
        closed = {"file": path, "folder": path.parent, "folder above": home.folder}[part]
        closed.chmod(0)
        assert as_someone_without_rights(CLOSED, str(path)).split() == ["progress.not-read.not-permitted", str(closed)]
        closed.chmod(0o755)


REPORT = """
opened = tutor.progress.open_progress(Path(sys.argv[1]))
opened.progress.append(event())
print(opened.notice.code, len(opened.progress.history()), opened.notice.arguments["place"])
"""


@needs_posix("POSIX permissions")
@pytest.mark.parametrize("part", ["file", "folder", "both"])
def test_a_read_only_home_lends_what_it_has_and_says_that_nothing_is_kept(part: str) -> None:
    # Not tmp_path: another user can't reach into it.
    with closing(Home()) as home:
        path = home.folder / "progress.sqlite3"
        progress = SqliteProgress(path)
        progress.append(event(0), event(1))
        progress.close()
        before = path.read_bytes()
        path.chmod(0o444 if part in ("file", "both") else 0o666)
        home.folder.chmod(0o555 if part in ("folder", "both") else 0o777)
        place = path if part == "file" else home.folder
        said = as_someone_without_rights(REPORT, str(path)).split()
        assert said == ["progress.not-saved.not-permitted", "3", str(place)]
        assert path.read_bytes() == before
        home.folder.chmod(0o755)


@needs_posix("POSIX permissions")
def test_an_empty_read_only_home(tmp_path: Path) -> None:
    with closing(Home()) as home:
        home.folder.chmod(0o555)
        answer = as_someone_without_rights(REPORT, str(home.folder / "inside" / "progress.sqlite3"))
        assert answer.split() == ["progress.not-saved.not-permitted", "1", str(home.folder)]
        home.folder.chmod(0o755)


class Home:
    """A folder that every user can reach."""

    def __init__(self) -> None:
        import tempfile

        self._temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self._temporary.name) / "home"
        Path(self._temporary.name).chmod(0o755)
        self.folder.mkdir()

    def close(self) -> None:
        self._temporary.cleanup()
