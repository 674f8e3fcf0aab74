"""How long a test waits for another process before it gives up, and how much of it is tried each time."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import settings

PATIENCE: Final = 300.0
"""Seconds: far more than a program takes on a busy machine, for a test that passes never waits them out."""


def first_and_long(first: str, *others: str) -> list[object]:
    """Return values of a parameter of which the long tests alone try all."""
    return [first, *(pytest.param(other, marks=pytest.mark.long) for other in others)]


def drawn(number: int) -> int:
    """Return how many of so many examples this run draws: a third, and the long tests all of them."""
    return max(5, number * settings().max_examples // 100)
