"""Prints the lowest release that `pyproject.toml` allows of each runtime dependency, as constraints for pip.

`.ci/run` installs them with `pip install -c`, before anything else is there: so this needs the standard library only.
What the dependencies need themselves, and the tools of the tests, stay at their highest.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PYPROJECT: Final = Path(__file__).parents[1] / "pyproject.toml"
_REQUIREMENT: Final = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^]]*\])?\s*(?P<clauses>[^;]*)")
_CLAUSE: Final = re.compile(r"(?P<sign>[=!<>~]{1,3})\s*(?P<version>[^\s,]+)")


def constraints(pyproject: str) -> Iterator[str]:
    """Yield `name==lowest` for each dependency of the project that the text of a `pyproject.toml` describes.

    Raises:
        ValueError: a dependency has no lowest release, or its lowest one is excluded.
    """
    for requirement in tomllib.loads(pyproject)["project"]["dependencies"]:
        yield _constraint(requirement)


def _constraint(requirement: str) -> str:
    read = _REQUIREMENT.fullmatch(requirement.partition(";")[0].strip())
    if read is None:
        raise ValueError(f"{requirement}: this is no name with releases")
    clauses = [clause.groups() for clause in _CLAUSE.finditer(read["clauses"])]
    lowest = next((version for sign, version in clauses if sign in (">=", "==", "~=")), None)
    if lowest is None or ("!=", lowest) in clauses:
        raise ValueError(f"{requirement}: a lowest release that is allowed, `>=`, is missing")
    return f"{read['name']}=={lowest}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in constraints(PYPROJECT.read_text(encoding="utf-8")))
