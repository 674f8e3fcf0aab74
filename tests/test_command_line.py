"""The command line in both languages: every command and option has words, and wrong usage is said in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tutor.cli import main, tutor
from tutor.text import Cells
from tutor.wording import LANGUAGES, Language
from tutor.wording.commands import HELP, OPTIONS, SHOW_HELP


def every_command() -> Iterator[click.Command]:
    yield tutor
    yield from tutor.commands.values()


def called(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    """The exit code, and what was printed."""
    monkeypatch.setattr(sys, "argv", ["tutor", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out + printed.err


def test_every_command_and_every_option_has_words_and_nothing_else_has() -> None:
    assert {command.name for command in every_command()} == set(HELP)
    options = {one.name for command in every_command() for one in command.params if isinstance(one, click.Option)}
    assert options == set(OPTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [command.name or "" for command in every_command()])
def test_help_is_in_the_language_that_is_asked_for_and_fits(
    command: str, language: Language, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = [] if command == "tutor" else [command]
    code, said = called(capsys, monkeypatch, "--lang", language, *name, "--help")
    assert code == 0
    assert max(map(Cells().width, said.splitlines())) <= 80
    flat = "".join(said.split())
    for sentence in (HELP[command], SHOW_HELP):
        assert "".join(sentence.in_language(language).split()) in flat
    for option in next(one for one in every_command() if one.name == command).params:
        if isinstance(option, click.Option):
            assert "".join(OPTIONS[option.name or ""].in_language(language).split()) in flat
            assert option.opts[0] in said


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        ("lst", "There is no command lst. Did you mean list?", "没有命令 lst。是不是想输入 list？"),
        ("zzz", "There is no command zzz.", "没有命令 zzz。"),
        ("derive x --wtr x", "no option --wtr here. Did you mean --wrt?", "没有选项 --wtr。是不是想输入 --wrt？"),
        ("derive x", "--wrt is missing.", "缺少 --wrt。"),
        ("derive --wrt x", "EXPRESSION is missing.", "缺少 EXPRESSION。"),
        ("derive x y --wrt x", "Too much was given: y.", "多出了：y。"),
        ("derive x --wrt", "--wrt needs a value behind it.", "--wrt 后面要有值。"),
        ("--plain=3 list", "--plain takes no value.", "--plain 不带值。"),
        ("derive x --wrt x --order 9", "--order takes 1-2.", "--order 只接受 1-2。"),
        ("derive x --wrt x --order a", "--order takes 1-2.", "--order 只接受 1-2。"),
        ("check --format x", "--format takes text|json|github.", "--format 只接受 text|json|github。"),
        ("progress --import /nowhere", "--import must be there, as a file.", "--import 必须存在，而且是文件。"),
        (f"list --course {__file__}", "--course must be there, as a folder.", "--course 必须存在，而且是文件夹。"),
        ("export a/b --run x", "--run takes 1-….", "--run 只接受 1-…。"),
        ("translate x_y", "x_y is no tag of a language", "x_y 不是语言代码"),
    ],
)
def test_wrong_usage_is_said_in_the_language_of_the_learner(
    arguments: str, english: str, chinese: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, said in (("en", english), ("zh", chinese)):
        code, printed = called(capsys, monkeypatch, f"--lang={language}", *arguments.split())
        assert code == 2
        assert said in printed
        assert ("Usage:" in printed, "用法：" in printed) == (language == "en", language == "zh")


def test_a_wrong_language_is_said_in_that_of_the_surroundings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "--lang 只接受 en|zh。" in called(capsys, monkeypatch, "--lang", "fr")[1]


def test_help_goes_through_an_encoding_that_lacks_its_characters(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert called(capsys, monkeypatch, "derive", "--help", "--lang", "zh")[0] == 0
    assert "--wrt" in (tmp_path / "out").read_text(encoding="ascii")
