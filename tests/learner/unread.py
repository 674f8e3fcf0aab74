"""A course of which nothing may be read: what is said of it comes from its index, or from a look at its files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tutor.lesson.loading import course as loading


@contextmanager
def reading_forbidden() -> Iterator[None]:
    """Fail where a course is loaded."""

    def refuse(folder: Path) -> None:
        raise AssertionError(f"{folder} is read")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "load_course", refuse)
        yield
