"""Nothing invisible and nothing that could steer a terminal is printed, whatever paths, words and variables hold."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.patience import PATIENCE
from tests.small_lesson import ID, TEXT
from tutor.text import first_control_character

RAW: Final = "\x1b[31m\x07\u202e\u3164\ufe0f\u200be" + "\u0301" * 9
COURSE: Final = f"format: 1\nid: theirs\nlanguage: en\ntitle: Theirs\nlessons:\n  - id: {ID}\n"
COMMANDS: Final = (
    ("list", "--course", "FOLDER"),
    *(
        pytest.param(command, marks=pytest.mark.long)
        for command in (
            ("list", "--course", "noneRAW"),
            ("check", "FOLDER/xRAW.yaml"),
            ("check", "FOLDER"),
            ("check", "--format", "json", "FOLDER"),
            ("check", "--format", "github", "FOLDER"),
            ("new", "RAW"),
            ("new", "more", "--course", "FOLDER"),
            ("play", "RAW", "--plain"),
            ("play", ID, "--step", "RAW", "--plain", "--course", "FOLDER"),
            ("derive", "RAW", "--wrt", "x"),
            ("derive", "x", "--wrt", "RAW"),
            ("derive", "x", "--wrt", "x", "--at", "RAW=1"),
            ("progress",),
            ("progress", "--path"),
            ("progress", "--export", "FOLDER/outRAW"),
            ("progress", "--export", "FOLDER/noneRAW/out"),
            ("progress", "--import", "FOLDER/xRAW.yaml"),
            ("progress", "--import", "noneRAW"),
            ("progress", "--reset", "RAW"),
            ("export", "RAW"),
            ("export", f"{ID}/RAW", "--course", "FOLDER"),
            ("translate", "RAW"),
            ("translate", "zh", "--course", "FOLDER"),
            ("preview", "FOLDER/xRAW.yaml"),
            ("preview", "noneRAW"),
            ("schema", "RAW"),
            ("doctor",),
            ("RAW",),
            ("--RAW",),
            ("--lang", "RAW"),
        )
    ),
)
VARIABLES: Final = (
    "TUTOR_HOME",
    "LANG",
    "LC_ALL",
    "TERM",
    "COLUMNS",
    "TMUX",
    "COLORTERM",
    "SSH_CONNECTION",
    "NO_COLOR",
)


def printed(folder: Path, *command: str, **variables: str) -> list[str]:
    """What the program writes to standard output and to standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "tutor", *command],
        env={**os.environ, "TUTOR_HOME": str(folder / "home"), "PYTHONIOENCODING": "utf-8", "LC_ALL": "", **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return [done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode("utf-8", "surrogateescape")]


@pytest.mark.parametrize("language", ["en", pytest.param("zh", marks=pytest.mark.long)])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_prints_no_such_character(command: tuple[str, ...], language: str, tmp_path: Path) -> None:
    folder = tmp_path / f"course{RAW}"
    folder.mkdir()
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    for name in (f"{ID}.yaml", f"x{RAW}.yaml"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    words = [word.replace("FOLDER", str(folder)).replace("RAW", RAW) for word in command]
    outputs = printed(tmp_path, *words, LANG=language)
    assert "".join(outputs).strip()
    assert list(map(first_control_character, outputs)) == [None, None]
    assert "Traceback" not in outputs[1]


@pytest.mark.parametrize("variable", ["TUTOR_HOME", *(pytest.param(one, marks=pytest.mark.long) for one in VARIABLES)])
@pytest.mark.parametrize("command", ["list", pytest.param("doctor", marks=pytest.mark.long)])
def test_no_variable_is_printed_raw(command: str, variable: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    outputs = printed(tmp_path, command, **{variable: f"{tmp_path}/file/{RAW}" if variable == "TUTOR_HOME" else RAW})
    assert outputs[0].strip()
    assert list(map(first_control_character, outputs)) == [None, None]
    assert "Traceback" not in outputs[1]
