"""The test lesson with a pass by hand, experiments and a bug hunt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tutor.lesson.format.model import Lesson
from tutor.lesson.format.translated import Translated
from tutor.lesson.loading.file import load_lesson

FOLDER = Path(__file__).parents[1] / "courses" / "by-hand"


@cache
def versions() -> Translated[Lesson]:
    """The lesson in every language."""
    loaded = load_lesson(FOLDER / "passes.yaml")
    assert loaded.value is not None
    assert loaded.problems == ()
    return loaded.value


def lesson() -> Lesson:
    """The lesson in its own language."""
    return versions().source
