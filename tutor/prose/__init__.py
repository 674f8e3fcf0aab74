"""Lesson text laid out for a width: lines of runs with tags of meaning, for every front end alike."""

from __future__ import annotations

from tutor.prose.compose import compose
from tutor.prose.page import Line, Page, Run, TermPlace, marked

__all__ = ["Line", "Page", "Run", "TermPlace", "compose", "marked"]
