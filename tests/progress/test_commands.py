"""What `progress` and the prompt say, and with which exit status, where nothing can be written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.progress.plain import START, event
from tests.small_disk import SmallDisk
from tutor.cli import tutor
from tutor.progress import MemoryProgress, export_progress, keeping, open_progress
from tutor.wording import LANGUAGES, Language


@pytest.fixture
def home(small_disk: SmallDisk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallDisk:
    """A full disk that holds a progress file and a backup with something new; beside it an export of that."""
    monkeypatch.setenv("TUTOR_HOME", str(small_disk.path))
    file = small_disk.path / "progress.sqlite3"
    with closing(open_progress(file, lambda: START).progress) as progress:
        progress.append(event(1))
    new = MemoryProgress([event(2, raw="long" * 2000)])
    for export in (tmp_path / "other.jsonl", small_disk.path / "progress-backup-2026-02-01.jsonl.gz"):
        export_progress(new, export)
    small_disk.fill()
    return small_disk


def told(text: str) -> str:
    """What is said, without what parts the words: where lines end depends on how long a folder's name is."""
    return "".join(text.split())


def run(*arguments: str, language: Language = "en", typed: str = "") -> Result:
    return CliRunner().invoke(tutor, [*arguments, "--lang", language], input=typed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_called_done_that_a_full_disk_has_refused(
    home: SmallDisk, tmp_path: Path, language: Language
) -> None:
    before = (home.path / "progress.sqlite3").read_bytes()
    for arguments in (["--reset", "chain-rule"], ["--import", str(tmp_path / "other.jsonl")], ["--restore"]):
        done = run("progress", *arguments, language=language)
        assert (done.exit_code, done.stdout) == (1, "")
        cause = {"en": "Nothing can be saved now", "zh": "现在无法保存学习进度"}[language]
        refused = {"en": "could not be begun afresh", "zh": "未能重新开始"}[language]
        assert told(done.stderr).count(told(cause)) == 1
        assert told(done.stderr).count("progress.sqlite3") == 1
        assert (told(refused) in told(done.stderr)) == ("--reset" in arguments)
    done = run("progress", "--export", str(home.path / "mine.jsonl"), language=language)
    assert (done.exit_code, done.stdout) == (1, "")
    assert not (home.path / "mine.jsonl").exists()
    assert (home.path / "progress.sqlite3").read_bytes() == before


def test_what_can_be_read_can_be_taken_elsewhere(home: SmallDisk, tmp_path: Path) -> None:
    done = run("progress", "--export", str(tmp_path / "mine.jsonl"))
    assert done.exit_code == 0
    assert told("1 record was exported") in told(done.stdout)
    assert told(done.stderr).startswith(told("Nothing can be saved now: the disk"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_export_takes_the_place_of_the_progress_itself(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    file = tmp_path / "progress.sqlite3"
    with closing(open_progress(file).progress) as progress:
        progress.append(event(1))
    done = run("progress", "--export", str(file), language=language)
    assert (done.exit_code, done.stdout) == (1, "")
    said = {"en": "Nothing was exported. Name another file.", "zh": "未导出任何内容，请另取文件名。"}[language]
    assert told(said) in told(done.stderr)
    opened = open_progress(file)
    with closing(opened.progress) as progress:
        assert (opened.notice, len(progress.history())) == (None, 1)


@pytest.mark.parametrize("command", ["--restore", "--repair"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_counted_where_nothing_could_be_looked_at(
    command: str, language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    monkeypatch.setattr(keeping, "PATIENCE", 0.05)
    file = tmp_path / "progress.sqlite3"
    with closing(open_progress(file).progress) as progress:
        progress.append(event(1))
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        done = run("progress", command, language=language)
    assert (done.exit_code, done.stdout) == (1, "")
    said = {"en": "can't be read for now", "zh": "暂时无法读取"}[language]
    assert told(said) in told(done.stderr)
    assert run("progress", command).exit_code == 0


def test_no_export_is_written_over_by_that_of_a_file_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    monkeypatch.setattr(keeping, "PATIENCE", 0.05)
    file, export = tmp_path / "progress.sqlite3", tmp_path / "mine.jsonl"
    with closing(open_progress(file).progress) as progress:
        progress.append(event(1))
    assert run("progress", "--export", str(export)).exit_code == 0
    before = export.read_bytes()
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        for target in (str(export), "-"):
            done = run("progress", "--export", target)
            assert (done.exit_code, done.stdout) == (1, "")
            assert told("can't be read for now") in told(done.stderr)
    assert export.read_bytes() == before


def test_commands_that_only_show_something_succeed(home: SmallDisk) -> None:
    for arguments in (["list"], ["progress"]):
        done = run(*arguments)
        assert done.exit_code == 0
        assert told(done.stdout).startswith(told("Nothing can be saved now: the disk"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prompt_ends_with_what_was_lost_and_status_1(home: SmallDisk, language: Language) -> None:
    done = run("play", "chain-rule", "--plain", language=language, typed="3\n:q\n")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[-1] == {"en": "Goodbye.", "zh": "再见。"}[language]
    lost = {"en": "records of what you did are lost: the disk", "zh": "条学习记录未能保存，已经丢失："}[language]
    assert told(lost) in told(done.stderr)
    home.make_room()
    done = run("play", "chain-rule", "--plain", language=language, typed=":q\n")
    assert done.exit_code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_command_says_that_it_waits_for_another_program(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    monkeypatch.setattr(keeping, "PATIENCE", 0.05)
    monkeypatch.setattr(keeping, "IMPATIENCE", 0.01)
    monkeypatch.setattr("tutor.progress.database.SILENCE", 0.01)
    file = tmp_path / "progress.sqlite3"
    open_progress(file).progress.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        done = run("list", language=language)
    said = {"en": "Another program is writing to your progress", "zh": "另一个程序正在写入学习进度"}[language]
    assert told(done.stderr).count(told(said)) == 1
    assert told(said) not in told(done.stdout)
