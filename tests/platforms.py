"""Marks for tests of what not every system has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import pytest


def needs_posix(what: str) -> pytest.MarkDecorator:
    """Return the mark of a test that needs `what`, which Windows has not or has in another way."""
    return pytest.mark.skipif(sys.platform == "win32", reason=f"needs {what}")


needs_full_device: Final = pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="no device here that is always full"
)
