"""What `progress` and the prompt say, and with which exit status, where nothing can be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.progress.plain import START, event
from tests.small_disk import SmallDisk
from tutor.cli import tutor
from tutor.progress import MemoryProgress, keeping, open_progress
from tutor.progress.backup import back_up
from tutor.progress.transfer import export_progress
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


@pytest.mark.parametrize(
    "command",
    [["list"], ["progress"], ["progress", "--restore"], ["progress", "--repair"], ["progress", "--reset", "x"]],
)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(4)
def test_nothing_is_counted_where_nothing_could_be_looked_at(
    command: list[str], language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    monkeypatch.setattr(keeping, "PATIENCE", 0.05)
    file = tmp_path / "progress.sqlite3"
    with closing(open_progress(file).progress) as progress:
        progress.append(event(1))
    with closing(sqlite3.connect(file, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        done = run(*command, language=language)
    assert (done.exit_code, done.stdout) == (1, "")
    said = {"en": "nothing can be said about your progress", "zh": "因此无从得知学习进度"}[language]
    assert told(said) in told(done.stderr)
    assert "--reset" in command or run(*command).exit_code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_can_come_back_no_zeros_are_counted(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    done = run("progress", "--restore", language=language)
    said = {"en": "There is no backup of your progress", "zh": "还没有学习进度的备份"}[language]
    assert (done.exit_code, done.stdout) == (1, "")
    assert told(said) in told(done.stderr)
    assert told(str(tmp_path)) in told(done.stderr)
    said = {"en": "nothing of it can be read", "zh": "没有任何可读取的记录"}[language]
    for name, command in (
        ("progress-damaged-2026-03-01-093005.sqlite3", "--repair"),
        ("progress-backup-2026-03-01.jsonl.gz", "--restore"),
    ):
        (tmp_path / name).write_bytes(b"no progress" * 99)
        done = run("progress", command, language=language)
        assert (done.exit_code, done.stdout) == (1, "")
        assert told(said) in told(done.stderr)
        assert told(name) in told(done.stderr)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_is_damaged_repair_says_how_much_is_whole(
    language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    with closing(open_progress(tmp_path / "progress.sqlite3").progress) as progress:
        progress.append(event(1), event(2))
    done = run("progress", "--repair", language=language)
    said = {"en": "nothing to repair. 2 records are whole.", "zh": "现有 2 条记录，均完好。"}[language]
    assert (done.exit_code, done.stderr) == (0, "")
    assert told(said) in told(done.stdout)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "emptied": lambda content: b"",
    "cut off": lambda content: content[:14_000],
    "its end overwritten": lambda content: content[:-8192] + b"?" * 8192,
    "text": lambda content: b"Dear all, " * 900,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
@pytest.mark.every(4)
def test_a_wrecked_file_beside_a_backup_is_said_with_the_command_that_brings_all_back(
    damage: Callable[[bytes], bytes], language: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    file = tmp_path / "progress.sqlite3"
    with closing(open_progress(file, lambda: START).progress) as progress:
        progress.append(*(event(second, raw="x" * 200) for second in range(90)))
    back_up(file, START)
    file.write_bytes(damage(file.read_bytes()))
    said = {"en": "The backup of 2026-03-01 has", "zh": "2026-03-01 的备份中有"}[language]
    shown = run("progress", language=language)
    assert told(said) in told(shown.stdout)
    repaired = run("progress", "--repair", language=language)
    assert told(said) in told(repaired.stderr)
    assert "progress--restore" in told(repaired.stderr)
    restored = run("progress", "--restore", language=language)
    assert (restored.exit_code, restored.stderr) == (0, "")
    assert told(said) not in told(run("progress", "--repair", language=language).stderr)
    with closing(open_progress(file).progress) as progress:
        assert len(progress.history()) == 90


def test_a_folder_in_the_place_of_the_file_keeps_no_backup_from_coming_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    (tmp_path / "progress.sqlite3").mkdir()
    export_progress(MemoryProgress([event(2)]), tmp_path / "progress-backup-2026-02-01.jsonl.gz")
    done = run("progress", "--restore")
    assert done.exit_code == 0
    assert told("there was a folder") in told(done.stderr)
    assert told("1 record came back") in told(done.stdout)


ONE_AT_A_TIME = {
    "--export": ["-"],
    "--import": [__file__],
    "--reset": ["chain-rule"],
    "--restore": [],
    "--repair": [],
    "--path": [],
}


@pytest.mark.parametrize(("first", "second"), list(combinations(ONE_AT_A_TIME, 2)))
def test_of_two_things_to_do_neither_is_done(
    first: str, second: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))
    done = run("progress", first, *ONE_AT_A_TIME[first], second, *ONE_AT_A_TIME[second])
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"Give one of these at a time: {first} {second}." in done.stderr
    assert not (tmp_path / "home").exists()


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
            assert told("nothing can be said about your progress") in told(done.stderr)
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
