"""Standard output that is full, closed or unread: every command says so and ends with 1."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here that is always full")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_output_is_said_and_ends_with_1(command: str, tmp_path: Path) -> None:
    done = shell(tmp_path, '"$@" > /dev/full', *command.split())
    said = "The output is not complete, it could not be written: No space left on device.\n"
    assert (done.returncode, done.stderr.splitlines(keepends=True)[-1]) == (1, said)


@pytest.mark.parametrize("redirection", [">&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["--version", "list"])
def test_a_closed_output_is_said_and_ends_with_1(command: str, redirection: str, tmp_path: Path) -> None:
    done = shell(tmp_path, f'"$@" {redirection}', *command.split())
    assert (done.returncode, done.stdout) == (1, "")
    said = "The output is not complete, it could not be written: Bad file descriptor.\n"
    assert done.stderr == ("" if "2>&-" in redirection else said)


@pytest.mark.parametrize("command", ["--version", "schema", "progress --export -"])
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


def test_what_says_an_error_may_be_full_too(tmp_path: Path) -> None:
    assert shell(tmp_path, '"$@" > /dev/full 2> /dev/full', "list").returncode == 1
    assert shell(tmp_path, '"$@" 2> /dev/full', "nonsense").returncode == 2


def test_no_file_takes_the_place_of_a_closed_output(tmp_path: Path) -> None:
    shell(tmp_path, '"$@" <&- >&-', "list")
    assert shell(tmp_path, '"$@"', "list").returncode == 0  # The progress is sound: nothing was written into its file.
