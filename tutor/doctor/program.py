"""Looks at the program itself: Python and the packages that it needs."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import Final

from tutor import __version__
from tutor.doctor.finding import Finding

LEAST: Final = (3, 11)
PACKAGES: Final = ("textual", "numpy", "sympy", "pydantic", "PyYAML", "markdown-it-py", "platformdirs", "click", "fsrs")


def program_findings() -> Iterator[Finding]:
    """Yield the versions, and what is missing or too old."""
    if sys.version_info < LEAST:
        yield Finding("python.old", "problem", {"version": platform.python_version()})
    names = [f"backprop-tutor {__version__}", f"Python {platform.python_version()}"]
    for package in PACKAGES:
        try:
            names.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            yield Finding("package.missing", "problem", {"name": package})
    yield Finding("versions", "good", {"names": " · ".join(names)})
