"""The command line in both languages: every command and option has words, and wrong usage is said in them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tutor.cli import main, tutor
from tutor.text import Cells
from tutor.wording import LANGUAGES, Language
from tutor.wording.commands import HELP, OPTIONS, SHOW_HELP

ROOT = Path(__file__).parents[1]


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
        ("progress --import /nowhere", "--import: there is no file /nowhere.", "--import：没有文件 /nowhere。"),
        ("preview tutor", "FILE: tutor is no file.", "FILE：tutor 不是文件。"),
        ("preview READNE.md", "no file READNE.md. Did you mean README.md?", "READNE.md。是不是想输入 README.md？"),
        ("list --course README.md", "--course: README.md is no folder.", "--course：README.md 不是文件夹。"),
        ("export a/b --run x", "--run takes 1-….", "--run 只接受 1-…。"),
        ("translate x_y", "x_y is no tag of a language", "x_y 不是语言代码"),
    ],
)
def test_wrong_usage_is_said_in_the_language_of_the_learner(
    arguments: str, english: str, chinese: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
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


@pytest.mark.parametrize(
    ("started", "named"), [("/usr/bin/backprop-tutor", "backprop-tutor"), ("tutor/__main__.py", "python -m tutor")]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_are_named_as_the_program_was_started(
    started: str, named: str, language: Language, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (["check", "--nope"], ["preview", str(ROOT / "lessons/chain-rule.yaml")]):
        monkeypatch.setattr(sys, "argv", [started, "--lang", language, *arguments])
        with pytest.raises(SystemExit):
            main()
        printed = " ".join("".join(capsys.readouterr()).split())
        assert f"{named} " in printed
        assert ("python -m" in printed) == ("python -m" in named)


def test_a_home_within_quotes_is_the_learners(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "kept"))
    monkeypatch.chdir(tmp_path)
    assert called(capsys, monkeypatch, "new", "one", "--course", "~/mine")[0] == 0
    assert called(capsys, monkeypatch, "progress", "--export", "~/all.jsonl")[0] == 0
    assert called(capsys, monkeypatch, "progress", "--import=~/all.jsonl")[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["all.jsonl", "kept", "mine"]


@pytest.mark.parametrize("arguments", ["list --course lesons", "check lesons"])
def test_a_course_that_is_not_there_is_named_with_what_may_have_been_meant(
    arguments: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code, printed = called(capsys, monkeypatch, *arguments.split(), "--lang", "en")
    assert code == 1
    assert "lesons" in printed
    assert "did you mean lessons?" in " ".join(printed.split())


WRONG_CALLS = (
    "list --course nofolder",
    "list --course tests",
    "list --course README.md",
    "--lang=fr",
    "nothing",
    "lst",
    "--fps",
    "--plain=3",
    "list x y",
    "list --nope",
    "play nothing --plain",
    "play chain-rul --plain",
    "play chain-rule --step ruel --plain",
    "export x/y",
    "export loss",
    "export faq/bend",
    "export",
    "derive x --wrt 2x",
    "derive x*y --wrt x --at x=1",
    "derive x*y --wrt x --at x",
    "derive x --wrt x --order 9",
    "derive x$y --wrt x",
    "progress --reset nothing",
    "progress --import nofile",
    "progress --import README.md",
    "progress --export tests",
    "progress --restore --repair",
    "new 1a",
    "new loss --course lessons",
    "translate x_y",
    "translate en --course lessons",
    "preview nofile",
    "preview README.md",
)
"""Each kind of wrong use, and of what is not there or not what was meant."""
HALF_WIDTH = re.compile("[\u3400-\u9fff] ?[,;:!?]|[,;:!?] ?[\u3400-\u9fff]")


@pytest.mark.parametrize("arguments", WRONG_CALLS)
def test_what_is_said_of_a_wrong_call_ends_as_a_sentence(
    arguments: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    for language, stop in (("en", "."), ("zh", "。")):
        monkeypatch.setenv("LC_ALL", f"{language}_CN.UTF-8")
        code, printed = called(capsys, monkeypatch, *arguments.split())
        assert code in (1, 2)
        assert printed.rstrip().endswith((stop, "？" if language == "zh" else "?")), printed
        assert not HALF_WIDTH.search(re.sub("`[^`]*`", "", printed)), printed
