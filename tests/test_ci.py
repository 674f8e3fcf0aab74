"""`.ci/run`, the hosted checks and the hooks before a commit: all of them run the same commands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from tests.patience import PATIENCE
from tests.platforms import needs_posix
from tests.rooms import CONTRIBUTING

ROOT: Final = Path(__file__).parents[1]
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HOSTED: Final = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
SYSTEMS: Final = {"ubuntu-latest", "macos-latest", "windows-latest"}

STAND_IN: Final = """#!/bin/sh
case "$*" in
  "-c "*) exit $(case "$*" in *"== (3, 11)"*) echo "$NO_3_11" ;; *) echo 0 ;; esac) ;;
  "-m venv --clear "*) mkdir -p "$4/bin"; for name in $PROGRAMS; do cp "$0" "$4/bin/$name"; done ;;
  *) echo "${0#*/.ci-venv}" "$@" | sed "s|^.ci-venv||" >> "$CALLS" ;;
esac
"""
"""Stands for Python and for each program of an environment: it says how it was called, and does nothing."""

STATIC: Final = ["ruff check", "ruff format --check", "bandit -q -c pyproject.toml -r tutor", "mypy", "lint-imports"]
INSTALL: Final = "/bin/python -m pip install --quiet -e .[test]"
LOWEST: Final = [
    "-lowest/bin/python -m tests.lowest",
    f"-lowest{INSTALL} -c .ci-venv-lowest/constraints.txt",
    "-lowest/bin/pytest",
]
PARTS: Final = {
    "static": [f"/bin/{command}" for command in STATIC],
    "tests": ["/bin/pytest"],
    "lowest": LOWEST,
    "long": ["/bin/pytest -m long"],
    "course": ["/bin/python -m tutor check"],
}
"""What each part of `.ci/run` calls, without the beginning of its environment's name."""


def called(folder: Path, *parts: str, no_3_11: bool = False) -> tuple[int, list[str], str]:
    """Run a copy of `.ci/run` with stand-ins; return its exit code, which programs it called, and what it said."""
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", folder / ".ci")
    for name in ("python", "python3", *(f"python3.{minor}" for minor in range(11, 20))):
        (folder / name).write_text(STAND_IN, encoding="utf-8")
        (folder / name).chmod(0o755)
    calls = folder / "calls"
    calls.touch()
    environment = {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "CALLS": str(calls),
        "NO_3_11": str(int(no_3_11)),
        "PROGRAMS": "python pytest ruff bandit mypy lint-imports",
    }
    done = subprocess.run(
        [folder / ".ci/run", *parts], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    return done.returncode, calls.read_text(encoding="utf-8").splitlines(), done.stdout + done.stderr


@needs_posix("a shell")
def test_without_a_name_everything_is_run(tmp_path: Path) -> None:
    code, calls, said = called(tmp_path)
    assert calls == [INSTALL, *(call for part in PARTS.values() for call in part)]
    assert (code, "all is well" in said) == (0, True)


@needs_posix("a shell")
@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_run_alone(part: str, tmp_path: Path) -> None:
    code, calls, _ = called(tmp_path, part)
    assert (code, calls) == (0, [*([INSTALL] if part != "lowest" else []), *PARTS[part]])


@needs_posix("a shell")
def test_an_unknown_part_is_refused_before_anything_is_run(tmp_path: Path) -> None:
    code, calls, said = called(tmp_path, "static", "nonsense")
    assert (code, calls) == (2, [])
    assert said == f".ci/run: there is no part nonsense, but these: {' '.join(PARTS)}\n"


@needs_posix("a shell")
@pytest.mark.parametrize("parts", [(), ("lowest",)])
def test_the_lowest_dependencies_are_passed_over_only_unless_they_are_asked_for(
    parts: tuple[str, ...], tmp_path: Path
) -> None:
    code, calls, said = called(tmp_path, *parts, no_3_11=True)
    assert not set(LOWEST) & set(calls)
    assert (code, "skipped, for there is no Python 3.11 here" in said) == ((1, False) if parts else (0, True))


def jobs() -> list[dict[str, str]]:
    """What runs on every change: system, Python and the parts of `.ci/run`."""
    matrix = HOSTED["jobs"]["change"]["strategy"]["matrix"]
    crossed = [
        {"os": system, "python": python, "parts": parts}
        for system in matrix["os"]
        for python in matrix["python"]
        for parts in matrix["parts"]
    ]
    return [*crossed, *matrix["include"]]


def steps(job: str) -> list[dict[str, Any]]:
    """The steps of a hosted job."""
    listed: list[dict[str, Any]] = HOSTED["jobs"][job]["steps"]
    return listed


def test_hosted_tests_cover_every_python_that_is_promised() -> None:
    prefix = "Programming Language :: Python :: "
    named = [one.removeprefix(prefix) for one in PROJECT["classifiers"] if one.startswith(f"{prefix}3.")]
    minors = [int(version.removeprefix("3.")) for version in named]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert PROJECT["requires-python"] == f">={named[0]}"
    tested = {
        system: {job["python"] for job in jobs() if (job["os"], job["parts"]) == (system, "tests")}
        for system in SYSTEMS
    }
    assert tested["ubuntu-latest"] == set(named)
    assert all({named[0], named[-1]} <= pythons for pythons in tested.values())
    (lowest,) = [job for job in jobs() if job["parts"] == "lowest"]
    assert lowest["python"] == named[0]


def test_hosted_jobs_run_every_part_and_the_long_one_at_night() -> None:
    parts = {part for job in jobs() for part in job["parts"].split()}
    assert parts == PARTS.keys() - {"long"}
    assert [step["run"] for step in steps("change") if "run" in step] == [".ci/run ${{ matrix.parts }}"]
    night = HOSTED["jobs"]["night"]
    assert [step["run"] for step in steps("night") if "run" in step] == [".ci/run long"]
    assert night["runs-on"] == "ubuntu-latest"
    assert night["if"] == "github.event_name == 'schedule' || github.event_name == 'workflow_dispatch'"
    # YAML 1.1 takes the key `on` for true.
    assert {"push", "pull_request", "schedule", "workflow_dispatch"} <= HOSTED[True].keys()
    assert HOSTED["defaults"]["run"]["shell"] == "bash"


def test_hosted_actions_are_held_at_a_major_version() -> None:
    used = [step["uses"] for job in HOSTED["jobs"] for step in steps(job) if "uses" in step]
    assert {"actions/checkout", "actions/setup-python"} == {one.partition("@")[0] for one in used}
    assert [one for one in used if not one.partition("@")[2].removeprefix("v").isdecimal()] == []
    assert all("uses" in step or "run" in step for job in HOSTED["jobs"] for step in steps(job))


def test_hooks_before_a_commit_run_the_same_commands() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    *checks, quick = [hook["entry"] for hook in hooks]
    # Bandit takes long, and ruff asks nearly the same.
    assert checks == [command for command in STATIC if not command.startswith("bandit")]
    command, _, paths = quick.partition(" -n 0 ")
    assert [f"/bin/{command}"] == PARTS["tests"]
    assert {(ROOT / path).is_file() for path in paths.split()} == {True}
    assert {hook["pass_filenames"] for hook in hooks} == {False}


def test_contributing_tells_of_every_part() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", CONTRIBUTING.read_text(encoding="utf-8"), re.MULTILINE)
    told = {part: re.findall(r"`([^`]+)`", runs) for part, runs in rows}
    assert list(told) == list(PARTS)
    assert told["static"] == STATIC
    assert told["lowest"] == ["python -m tests.lowest"]
    assert all(PARTS[part] == [f"/bin/{told[part][0]}"] for part in ("tests", "long", "course"))
