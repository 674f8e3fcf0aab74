"""How long a test waits for another process before it gives up."""

from __future__ import annotations

from typing import Final

PATIENCE: Final = 300.0
"""Seconds: far more than a program takes on a busy machine, for a test that passes never waits them out."""
