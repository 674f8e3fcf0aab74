"""The constraints that hold the lowest releases name each dependency, and nothing that is not allowed."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import pytest

from tests.lowest import PYPROJECT, constraints
from tests.patience import PATIENCE

LOWEST = PYPROJECT.parent / "tests/lowest.py"


def lowest(*dependencies: str) -> list[str]:
    listed = ", ".join(f"'{dependency}'" for dependency in dependencies)
    return list(constraints(f"[project]\ndependencies = [{listed}]\n"))


def test_the_lowest_release_is_the_one_that_is_allowed_first() -> None:
    assert lowest("a>=1.2,<3", "b-c.d >= 2, != 2.4.0, <3", "e[f]~=1.4", "g==5.0.1", "h<9,>=8; extra == x") == [
        "a==1.2",
        "b-c.d==2",
        "e==1.4",
        "g==5.0.1",
        "h==8",
    ]


@pytest.mark.parametrize("dependency", ["a", "a<3", "a>1", "a>=1,!=1,!=2", "a @ https://example.org/a.whl"])
def test_a_dependency_without_a_lowest_release_is_an_error(dependency: str) -> None:
    with pytest.raises(ValueError, match=r"lowest release|no name"):
        lowest(dependency)


def test_every_dependency_of_the_project_is_held_without_anything_installed() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import runpy; runpy.run_path({str(LOWEST)!r}, run_name='__main__')"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    dependencies = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]["dependencies"]
    assert len(done.stdout.splitlines()) == len(dependencies) > 5
    for line, dependency in zip(done.stdout.splitlines(), dependencies, strict=True):
        name, _, version = line.partition("==")
        assert dependency.startswith(f"{name}>={version}")
