"""The file of the version before opens with everything that was recorded, and becomes one of this version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.progress.plain import event
from tests.progress.version1 import COURSE, recorded, written_in
from tutor.events import Event
from tutor.progress import open_progress
from tutor.progress.database import SCHEMA_VERSION, SqliteProgress, connect, read_all
from tutor.progress.records import MemoryProgress
from tutor.progress.transfer import export_progress, import_progress


def bare_rows(file: Path) -> list[dict[str, Any]]:
    """What stands in the file, by no code of the program."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM event ORDER BY sequence")]


def answers(events: list[Event]) -> list[list[str]]:
    return [[one.id[:8], one.lesson, one.step, one.part, one.verdict, one.code] for one in events if one.verdict]


def test_it_opens_with_every_verdict_and_code_as_recorded(tmp_path: Path) -> None:
    file = written_in(tmp_path)
    before = bare_rows(file)
    opened = open_progress(file)
    assert opened.notice is None
    assert answers(opened.progress.history()) == recorded()
    assert len(opened.progress.events(COURSE, "chain-rule")) == sum(row["lesson"] == "chain-rule" for row in before)
    opened.progress.close()
    after = bare_rows(file)
    assert all(row.pop("checksum") for row in after)
    assert after == [{**row, "arguments": "{}", "feedback": "[]"} for row in before]


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_the_file_of_every_version_opens_with_all_its_rows_and_none_is_taken_for_damaged(
    version: int, tmp_path: Path
) -> None:
    """Of this version too: who adds a column finds out here what becomes of the files of today."""
    file = written_in(tmp_path, version)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (version,)
    before = [row["id"] for row in bare_rows(file)]
    opened = open_progress(file)
    assert (opened.notice, opened.progress.saves) == (None, True)
    assert [one.id for one in opened.progress.history()] == before
    opened.progress.close()


def test_it_takes_new_events_and_opens_again(tmp_path: Path) -> None:
    file = written_in(tmp_path)
    new = event(arguments={"count": 2, "factor": "dL/da"}, feedback=("one", "two:left-out"))
    with closing(SqliteProgress(file)) as progress:
        progress.append(new)
    with closing(SqliteProgress(file)) as progress:
        assert progress.history()[-1] == new
        assert answers(progress.history()[:-1]) == recorded()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_a_terminal_of_the_version_before_goes_on_writing_into_the_open_file(tmp_path: Path) -> None:
    file = written_in(tmp_path)
    names = [name for name in bare_rows(file)[0] if name != "sequence"]
    with closing(sqlite3.connect(file, isolation_level=None)) as older:
        last = older.execute(f"SELECT {', '.join(names)} FROM event ORDER BY sequence DESC").fetchone()
        progress = SqliteProgress(file)
        marks = ", ".join("?" * len(names))
        older.execute(f"INSERT INTO event ({', '.join(names)}) VALUES ({marks})", ("another", *last[1:]))
        added = next(one for one in progress.history() if one.id == "another")
        assert (added.arguments, added.feedback) == ({}, ())
        progress.close()


def test_it_can_be_read_where_it_cannot_be_written(tmp_path: Path) -> None:
    file = written_in(tmp_path)
    before = file.read_bytes()
    with closing(connect(file, mode="ro")) as connection:
        assert len(read_all(connection, file)) == len(bare_rows(file))
    assert file.read_bytes() == before


def test_it_travels_in_an_export(tmp_path: Path) -> None:
    progress, other = open_progress(written_in(tmp_path)).progress, MemoryProgress()
    export_progress(progress, tmp_path / "mine.jsonl")
    import_progress(other, tmp_path / "mine.jsonl")
    assert sorted(answers(other.history())) == sorted(answers(progress.history()))
    progress.close()
