"""Standard output that is full, closed or unread: every command says so and ends with 1."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE, first_and_long
from tests.platforms import needs_full_device, needs_posix
from tests.terminal import ROOT, Terminal

pytestmark = needs_posix("a shell")

COMMANDS = [
    "",
    "--version",
    "--help",
    "play chain-rule --plain",
    "list",
    "derive x^2 --wrt x",
    "progress",
    "progress --path",
    "progress --export -",
    "export chain-rule/live",
    "check lessons/chain-rule.yaml",
    "schema",
    "schema latex",
    "new small --course {home}/course",
    "translate zh --status --course lessons",
    "doctor",
]
"""Each command that prints, in each way in which it does."""


def shell(home: Path, line: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What comes of `line`, in which `$*` calls the program."""
    return subprocess.run(
        ["sh", "-c", line, "sh", sys.executable, "-m", "tutor", *arguments],
        env={**os.environ, "TUTOR_HOME": str(home), "LANG": "C", "LC_ALL": ""},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@needs_full_device
@pytest.mark.parametrize("command", first_and_long(*COMMANDS))
def test_a_full_output_is_said_and_ends_with_1(command: str, tmp_path: Path) -> None:
    done = shell(tmp_path, '"$@" > /dev/full', *command.format(home=tmp_path).split())
    said = "The output is not complete, it could not be written: the disk is full.\n"
    assert (done.returncode, done.stderr.splitlines(keepends=True)[-1]) == (1, said)


@pytest.mark.parametrize("redirection", [">&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", first_and_long("list", "--version", "new small --course {home}/course"))
def test_a_closed_output_is_said_and_ends_with_1(command: str, redirection: str, tmp_path: Path) -> None:
    done = shell(tmp_path, f'"$@" {redirection}', *command.format(home=tmp_path).split())
    assert (done.returncode, done.stdout) == (1, "")
    said = "The output is not complete, it could not be written: it is closed.\n"
    assert done.stderr == ("" if "2>&-" in redirection else said)


def test_a_lesson_is_written_though_nobody_can_be_told(tmp_path: Path) -> None:
    shell(tmp_path, '"$@" >&-', "new", "small", "--course", str(tmp_path / "course"))
    assert shell(tmp_path, '"$@"', "list", "--course", str(tmp_path / "course")).stdout.count("small") == 1


@needs_full_device
@pytest.mark.parametrize("redirection", first_and_long("> /dev/full", ">&-", "<&- >&-"))
def test_a_preview_without_a_terminal_says_what_needs_none(redirection: str, tmp_path: Path) -> None:
    file = ROOT / "lessons/chain-rule.yaml"
    done = shell(tmp_path, f'"$@" {redirection}', "preview", str(file))
    said = f"A preview needs a terminal; `python -m tutor check {file}` needs none.\n"
    assert (done.returncode, done.stdout, " ".join(done.stderr.split()) + "\n") == (1, "", said)


@pytest.mark.parametrize("redirection", first_and_long("<&-", "< /dev/null", "2> /dev/null", "2>&-"))
def test_without_all_of_a_terminal_nothing_is_drawn_on_it(redirection: str, tmp_path: Path) -> None:
    environment = {"TUTOR_HOME": str(tmp_path), "LANG": "C"}
    begun = ["sh", "-c", f'exec "$@" {redirection}', "sh", sys.executable, "-m", "tutor"]
    with Terminal(begun, rows=60, environment=environment) as terminal:
        terminal.wait_for("Enter opens")
        assert not terminal.screen.full
    with Terminal([*begun, "preview", "lessons/chain-rule.yaml"], environment=environment) as terminal:
        assert terminal.wait_for_end() == 1
        assert ("A preview needs a terminal" in terminal.screen.text) is not redirection.startswith("2")


@pytest.mark.parametrize("command", first_and_long("schema", "--version", "progress --export -"))
def test_an_output_that_nobody_reads_ends_silently_with_1(command: str, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "tutor", *command.split()],
        env={**os.environ, "TUTOR_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


@needs_full_device
def test_what_says_an_error_may_be_full_too(tmp_path: Path) -> None:
    assert shell(tmp_path, '"$@" > /dev/full 2> /dev/full', "list").returncode == 1
    assert shell(tmp_path, '"$@" 2> /dev/full', "nonsense").returncode == 2


def test_no_file_takes_the_place_of_a_closed_output(tmp_path: Path) -> None:
    shell(tmp_path, '"$@" <&- >&-', "list")
    assert shell(tmp_path, '"$@"', "list").returncode == 0  # The progress is sound: nothing was written into its file.
