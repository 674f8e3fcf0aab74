"""Doctor finds what is wrong with a terminal or a folder, changes nothing, and has words for everything."""

from __future__ import annotations

import ast
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.progress.plain import event
from tests.small_course import small_course
from tests.small_disk import SmallDisk
from tutor.doctor.findings import (
    Finding,
    Surroundings,
    character_findings,
    course_findings,
    day_findings,
    program_findings,
    progress_findings,
    terminal_findings,
)
from tutor.doctor.report import report_lines
from tutor.figures.lines import plain
from tutor.progress.backup import back_up
from tutor.progress.database import SqliteProgress
from tutor.text import Cells
from tutor.wording import LANGUAGES, Voice
from tutor.wording.doctor import FINDINGS

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 1, tzinfo=UTC)
XTERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


def around(
    environment: Mapping[str, str] = XTERM,
    *,
    terminal: bool = True,
    size: tuple[int, int] = (80, 24),
    encoding: str = "utf-8",
    width_of: Callable[[str], int | None] = lambda text: 2 if text == "汉" else 1,
) -> Surroundings:
    return Surroundings(environment, terminal, size, encoding, width_of)


def codes(findings: Iterable[Finding]) -> set[str]:
    return {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (around(terminal=False), "terminal.none"),
        (around({"TERM": "dumb"}), "terminal.dumb"),
        (around({}), "terminal.dumb"),
        (around(), "colours.true"),
        (around({"TERM": "xterm-256color"}), "colours.256"),
        (around({"TERM": "linux"}), "colours.few"),
        (around({**XTERM, "NO_COLOR": "1"}), "colours.off"),
        (around(size=(79, 24)), "size.small"),
        (around(size=(80, 24)), "size.good"),
        (around({**XTERM, "TMUX": "/tmp/tmux"}), "multiplexer"),
        (around({**XTERM, "SSH_TTY": "/dev/pts/1"}), "remote"),
    ],
)
def test_terminals(where: Surroundings, code: str) -> None:
    assert code in codes(terminal_findings(where))


@pytest.mark.parametrize(
    ("where", "code"),
    [
        (around(), "ambiguous.narrow"),
        (around(width_of=lambda text: 2), "ambiguous.wide"),
        (around(width_of=lambda text: None), "ambiguous.unknown"),
        (around({**XTERM, "TUTOR_AMBIGUOUS": "2"}), "ambiguous.set"),
        (around(), "chinese.right"),
        (around(width_of=lambda text: 1), "chinese.wrong"),
        (around(encoding="UTF8"), "encoding.utf8"),
        (around(encoding="ascii"), "encoding.other"),
        (around(encoding="no such"), "encoding.other"),
    ],
)
def test_characters(where: Surroundings, code: str) -> None:
    assert code in codes(character_findings(where))


def test_a_good_terminal_has_nothing_to_mend() -> None:
    findings = [*terminal_findings(around()), *character_findings(around()), *program_findings()]
    assert {finding.severity for finding in findings} == {"good"}


def test_courses(tmp_path: Path) -> None:
    folder = small_course(tmp_path / "course")
    assert codes(course_findings(folder)) == {"course.good"}
    (folder / "first.yaml").write_text("format: 1\nid: first\n", encoding="utf-8")
    assert codes(course_findings(folder)) == {"course.good", "course.broken"}
    (folder / "course.yaml").write_text("format: 1\n", encoding="utf-8")
    [finding] = course_findings(folder)
    assert (finding.severity, finding.code) == ("problem", "course.broken")
    assert "course.yaml" in text([finding])


@pytest.mark.parametrize(
    ("asked", "code", "hour"), [("", "day.begins", 4), ("0", "day.begins", 0), ("24", "day.unknown", 4)]
)
def test_the_hour_at_which_a_day_begins(asked: str, code: str, hour: int) -> None:
    [finding] = day_findings({"TUTOR_ROLLOVER": asked})
    assert (finding.code, finding.arguments["hour"]) == (code, hour)
    assert f"{hour}:00" in text([finding])


def test_progress_that_is_not_there_yet_is_not_begun(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "progress.sqlite3"
    assert codes(progress_findings(file, NOW)) == {"progress.none"}
    assert not file.parent.exists()


def test_progress_that_is_sound(tmp_path: Path) -> None:
    file = tmp_path / "progress.sqlite3"
    progress = SqliteProgress(file)
    progress.append(event(0))
    assert codes(progress_findings(file, event(0).at)) == {"progress.good", "backup.none"}
    early = progress_findings(file, event(0).at - timedelta(days=9))
    assert codes(early) == {"progress.good", "clock.behind", "backup.none"}


def test_backups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None yet, one that waits, one that a full disk keeps from being made, one that is there, one that is broken."""
    file, later = tmp_path / "progress.sqlite3", event(0).at + timedelta(days=1)
    with closing(SqliteProgress(file)) as progress:
        progress.append(event(0), event(1))
    assert codes(progress_findings(file, later)) == {"progress.good", "backup.waits"}
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=0))
        assert codes(progress_findings(file, later)) == {"progress.good", "progress.full", "backup.impossible"}
    copy = back_up(file, later)
    assert copy is not None
    os.utime(copy, (later.timestamp(), later.timestamp()))
    found = [finding for finding in progress_findings(file, later) if finding.code == "backup.good"]
    assert found[0].arguments["count"] == 2
    assert f"{later:%Y-%m-%d %H:%M} UTC" in text(found)
    with closing(SqliteProgress(file)) as progress:
        progress.append(event(3 * 86_400))
    assert codes(progress_findings(file, later + timedelta(days=9))) == {"progress.good", "backup.waits", "backup.good"}
    copy.write_bytes(copy.read_bytes()[:-9])
    assert codes(progress_findings(file, later)) == {"progress.good", "clock.behind", "backup.unreadable"}
    file.unlink()
    assert codes(progress_findings(file, later)) == {"progress.none", "backup.unreadable", "backup.more"}


def test_every_backup_is_looked_at(tmp_path: Path) -> None:
    file, now = tmp_path / "progress.sqlite3", event(0).at + timedelta(days=9)
    copies = []
    with closing(SqliteProgress(file)) as progress:
        for day in range(3):
            progress.append(event(day * 86_400))
            copies.append(back_up(file, event(day * 86_400).at + timedelta(days=1)))
    oldest, middle, latest = (copy for copy in copies if copy)
    for damaged in (oldest, latest):
        damaged.write_bytes(damaged.read_bytes()[:-9])
    found = [one for one in progress_findings(file, now) if one.code.startswith("backup.")]
    assert [(one.code, one.arguments["file"]) for one in found] == [
        ("backup.good", str(middle)),
        ("backup.unreadable", str(latest)),
        ("backup.unreadable", str(oldest)),
    ]


def test_progress_that_is_damaged_stays_where_it_is(tmp_path: Path) -> None:
    file = tmp_path / "progress.sqlite3"
    file.write_bytes(b"no database" * 100)
    assert codes(progress_findings(file, NOW)) == {"progress.damaged"}
    assert file.read_bytes() == b"no database" * 100
    assert [path.name for path in tmp_path.iterdir()] == ["progress.sqlite3"]


def test_progress_that_a_full_disk_left_empty_is_not_called_damaged(tmp_path: Path) -> None:
    file = tmp_path / "progress.sqlite3"
    file.touch()
    assert codes(progress_findings(file, NOW)) == {"progress.empty"}
    assert file.read_bytes() == b""
    SqliteProgress(file).close()
    assert [path.name for path in tmp_path.iterdir()] == ["progress.sqlite3"]
    assert codes(progress_findings(file, NOW)) == {"progress.empty", "backup.none"}


def test_what_a_backup_has_beyond_the_file_is_said_with_the_command_that_brings_it_back(tmp_path: Path) -> None:
    file, later = tmp_path / "progress.sqlite3", event(0).at + timedelta(days=1)
    with closing(SqliteProgress(file)) as progress:
        progress.append(*(event(second, raw="x" * 200) for second in range(90)))
    back_up(file, later)
    assert "backup.more" not in codes(progress_findings(file, later))
    for damaged, lacking in ((b"", 90), (b"text" * 900, 90), (file.read_bytes()[:14_000], None)):
        file.write_bytes(damaged)
        (found,) = [one for one in progress_findings(file, later) if one.code == "backup.more"]
        assert found.arguments["day"] == "2026-03-01"
        assert lacking in (found.arguments["count"], None)
        assert "progress --restore" in text([found])


def test_progress_that_another_program_holds(tmp_path: Path) -> None:
    file = tmp_path / "progress.sqlite3"
    SqliteProgress(file).close()
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        assert codes(progress_findings(file, NOW)) == {"progress.busy"}
    assert codes(progress_findings(file, NOW)) == {"progress.empty", "backup.none"}


def test_progress_that_can_be_neither_read_nor_begun(tmp_path: Path) -> None:
    """A folder where the file should be, and a file where its folder should be."""
    (tmp_path / "progress.sqlite3").mkdir()
    assert codes(progress_findings(tmp_path / "progress.sqlite3", NOW)) == {"progress.damaged"}
    (tmp_path / "home").touch()
    (found,) = progress_findings(tmp_path / "home" / "progress.sqlite3", NOW)
    assert (found.code, found.arguments) == ("progress.no-folder", {"file": str(tmp_path / "home")})


def test_progress_on_a_full_disk_and_on_one_that_is_read_only(small_disk: SmallDisk) -> None:
    file = small_disk.path / "progress.sqlite3"
    assert codes(progress_findings(file, NOW)) == {"progress.full"}
    small_disk.let_write(False)
    assert codes(progress_findings(file, NOW)) == {"progress.read-only", "progress.full"}
    small_disk.let_write(True)
    with closing(SqliteProgress(file)) as progress:
        progress.append(event(0))
    small_disk.fill()
    later = event(0).at + timedelta(days=1)
    assert codes(progress_findings(file, later)) == {"progress.full", "progress.good", "backup.impossible"}
    file.write_bytes(b"")
    file.write_bytes(b"no database" * 100)
    assert codes(progress_findings(file, later)) == {"progress.full", "progress.damaged"}


def text(findings: list[Finding], language: str = "en") -> str:
    lines = report_lines({"folders": findings}, Voice("zh" if language == "zh" else "en"), Cells(), 80)
    return "\n".join(map(plain, lines))


def emitted() -> set[str]:
    """Every code that stands in the sources of doctor."""
    calls = [
        node
        for file in (ROOT / "tutor" / "doctor").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding"
    ]
    return {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}  # type: ignore[misc]


def test_every_sentence_has_a_finding_that_speaks_it() -> None:
    assert emitted() == set(FINDINGS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(2)
def test_the_command(tmp_path: Path, language: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tutor", "doctor", "--lang", language],
        capture_output=True,
        text=True,
        env={"TUTOR_HOME": str(tmp_path), "PATH": "", "PYTHONUTF8": "1"},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert str(tmp_path) in run.stdout.replace("\n    ", "")
    assert "textual" in run.stdout
