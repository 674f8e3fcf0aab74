"""Nothing that lies beside a lesson is ever run: every module that could be taken for one of ours is planted there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Final

import pytest

from tests.patience import PATIENCE
from tests.small_lesson import TEXT
from tests.terminal import Terminal

COURSE: Final = """\
format: 1
id: strange
language: en
title: A stranger's course
lessons:
  - id: small
"""
NAMES: Final = frozenset({*sys.stdlib_module_names, *packages_distributions()} - {"tutor"})
STARTS: Final = {
    "-m": (sys.executable, "-m", "tutor"),
    "-P": (sys.executable, "-P", "-m", "tutor"),
    "script": (str(Path(sys.executable).with_name("backprop-tutor")),),
}
ANSWERING: Final = (
    ("list", "--course", "."),
    ("play", "--course", ".", "--plain"),
    ("check",),
    ("check", "--screens", "small.yaml"),
    ("derive", "w^2", "--wrt", "w"),
    ("progress",),
    ("export", "small/lab", "--course", "."),
    ("translate", "zh", "--status"),
    ("doctor",),
)
WATCHING: Final = {("preview", "small.yaml"): "no problems", ("check", "--watch", "small.yaml"): "No problems"}
"""What never ends by itself, and what stands on the screen when all of it has been at work."""


def loaded_to_find_a_program() -> set[str]:
    """The modules that Python with `-m` but without `-P` takes from the working folder before anything of ours runs."""
    told = [sys.executable, "-c", "import runpy, sys; print(*sys.modules)"]
    return set(subprocess.run(told, capture_output=True, text=True, check=True).stdout.split())


@pytest.fixture(params=["-m", *(pytest.param(name, marks=pytest.mark.long) for name in ("-P", "script"))])
def start(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """A way to start the program in the folder of a course."""
    return STARTS[request.param]


@pytest.fixture
def folder(tmp_path: Path, start: tuple[str, ...]) -> Iterator[Path]:
    """A course among modules that tell that they were imported; none of them is, whatever the test does."""
    folder, told = tmp_path / "course", tmp_path / "told"
    folder.mkdir()
    code = f"open({str(told)!r}, 'a').write(__name__ + '\\n')\n"
    for name in (*NAMES, "tutor") if start != STARTS["-m"] else NAMES - loaded_to_find_a_program():
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "small.yaml").write_text(TEXT, encoding="utf-8")
    yield folder
    assert not told.exists(), told.read_text(encoding="utf-8")


def test_the_planted_modules_would_tell(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text("raise SystemExit('imported')", encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", "import click"], cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr == "imported\n"


@pytest.mark.long
@pytest.mark.parametrize("command", ANSWERING, ids=lambda command: " ".join(command))
def test_a_command_imports_nothing_of_them(start: tuple[str, ...], folder: Path, command: tuple[str, ...]) -> None:
    done = subprocess.run(
        [*start, *command],
        cwd=folder,
        env={**os.environ, "TUTOR_HOME": str(folder.parent / "home"), "COLUMNS": "80"},
        input="",
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("command", "sign"), WATCHING.items(), ids=lambda part: part[0])
@pytest.mark.every(2)
def test_what_watches_imports_nothing_of_them(
    start: tuple[str, ...], folder: Path, command: tuple[str, ...], sign: str
) -> None:
    environment = {"TUTOR_HOME": str(folder.parent / "home"), "COLUMNS": "80"}
    with Terminal([*start, *command, "--lang", "en"], environment=environment, folder=folder) as terminal:
        terminal.wait_for(sign)
