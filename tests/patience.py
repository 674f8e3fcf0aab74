"""How long a test waits for another process before it gives up, and how much of it is tried each time."""

from __future__ import annotations

from typing import Final

import pytest

PATIENCE: Final = 300.0
"""Seconds: far more than a program takes on a busy machine, for a test that passes never waits them out."""


def first_and_long(first: str, *others: str) -> list[object]:
    """Return values of a parameter of which the long tests alone try all."""
    return [first, *(pytest.param(other, marks=pytest.mark.long) for other in others)]
