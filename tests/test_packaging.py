"""A wheel, installed elsewhere, opens the course that travels inside it."""

from __future__ import annotations

import gzip
import os
import re
import sqlite3
import subprocess
import sys
import sysconfig
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.small_course import small_course
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Return what a successful `command` printed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as a publisher would, without the network."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a virtual environment that has the wheel; its dependencies are this environment's."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    python = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=folder)
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).strip()
    (Path(site) / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return python


def test_everything_that_is_no_python_travels_along(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    beside_code = {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "tutor").rglob("*")
        if file.is_file() and file.suffix not in (".pyc", ".pyo")
    }
    lessons = {f"tutor/course_shipped/{file.name}" for file in (ROOT / "lessons").glob("*.yaml")}
    assert {"tutor/progress/schema.sql", "tutor/py.typed"} <= beside_code
    assert len(lessons) >= 4
    assert (beside_code | lessons) - packed == set()
    assert any(name.endswith("licenses/LICENSE") for name in packed)
    assert not any(name.startswith("tests/") for name in packed)


def test_it_opens_the_shipped_course(installed: Path, tmp_path: Path) -> None:
    listed = run(installed, "-m", "tutor", "list", cwd=tmp_path, TUTOR_HOME=str(tmp_path / "home"))
    assert "chain-rule" in listed or "The chain rule" in listed
    where = "from tutor.paths import shipped_course; print(shipped_course())"
    course = Path(run(installed, "-c", where, cwd=tmp_path).strip())
    assert course.name == "course_shipped"
    assert ROOT not in course.parents


def test_it_checks_its_course(installed: Path, tmp_path: Path) -> None:
    folder = run(installed, "-c", "from tutor.paths import shipped_course; print(shipped_course())", cwd=tmp_path)
    lesson = Path(folder.strip()) / "loss.yaml"
    run(installed, "-m", "tutor", "check", str(lesson), cwd=tmp_path, TUTOR_HOME=str(tmp_path / "home"))


def test_the_command_of_its_own_name(installed: Path, tmp_path: Path) -> None:
    command = installed.with_name("backprop-tutor")
    assert run(command, "--version", cwd=tmp_path).strip().endswith("0.1.0")


LEARNING = (
    "--plain",
    "play chain-rule --step nudge --plain",
    "list",
    "derive a(1-a) --wrt a --at a=0.5 --order 2",
    "progress",
    "progress --export mine.jsonl",
    "progress --import mine.jsonl",
    "progress --restore",
    "progress --repair",
    "progress --path",
    "progress --reset chain-rule",
    "doctor",
    "export faq/edge --to numpy",
)
WRITING = ("new mine", "check mine.yaml", "translate zh", "schema lesson")
"""What README lists for each, but for `preview`, which needs a terminal."""


@pytest.mark.long
def test_every_command_of_the_readme_works_in_a_folder_of_others(installed: Path, tmp_path: Path) -> None:
    """With the progress of the version before, and as it is installed by pipx: started by its name, from anywhere."""
    named = set(re.findall(r"^\| `python -m tutor ?(\w*)", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    assert {command.partition(" ")[0].lstrip("-") for command in (*LEARNING, *WRITING)} | {"preview"} == named - {
        ""
    } | {"plain"}
    command, home = installed.with_name("backprop-tutor"), tmp_path / "home"
    course = small_course(tmp_path / "course")
    kept = unpacked(home)
    said = {one: run(command, *one.split(), cwd=tmp_path, TUTOR_HOME=str(home), LANG="C.UTF-8") for one in LEARNING}
    for one in WRITING:
        run(command, *one.split(), cwd=course, TUTOR_HOME=str(home), LANG="C.UTF-8")
    assert "Everything is saved." in said["--plain"]
    now = int(said["progress --export mine.jsonl"].partition(" ")[0].replace(",", ""))
    assert now > kept  # `play` recorded where it went
    assert f"0 new records were imported from mine.jsonl; {now:,} had been here" in said["progress --import mine.jsonl"]
    # The backup was made before the file was changed.
    assert f"0 records came back; {kept:,} had been here" in said["progress --restore"]
    assert "agrees" in said["derive a(1-a) --wrt a --at a=0.5 --order 2"]
    preview = (str(command), "preview", "mine.yaml", "--lang", "en")
    with Terminal(preview, environment={"TUTOR_HOME": str(home)}, folder=course) as terminal:
        terminal.wait_for(lambda screen: "mine.yaml as saved: " in screen.text)


def unpacked(home: Path) -> int:
    """Put the progress of the version before into `home`; return how many records it has."""
    home.mkdir()
    file = home / "progress.sqlite3"
    file.write_bytes(gzip.decompress((ROOT / "tests" / "progress" / "version2.sqlite3.gz").read_bytes()))
    with closing(sqlite3.connect(file)) as connection:
        count: int = connection.execute("SELECT count(*) FROM event").fetchone()[0]
        return count
