"""What the frame on the list of lessons says of the marked one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.small_course import Learner
from tutor.figures.home import offer_lines
from tutor.figures.lines import plain
from tutor.text import Cells
from tutor.wording import Language, Voice


@pytest.mark.parametrize(("language", "done", "known"), [("en", "done", "known"), ("zh", "已学完", "已会")])
def test_a_lesson_that_is_known_is_told_from_one_that_was_gone_through(
    tmp_path: Path, language: Language, done: str, known: str
) -> None:
    learner = Learner(tmp_path)
    learner.walk("second")
    entry = learner.study.entries(language)[1]
    assert entry.standing is not None
    shown = replace(entry, standing=replace(entry.standing, known=True))
    for one, word in ((entry, done), (shown, known)):
        lines = offer_lines(one, Voice(language), Cells(), 60, 2, title="Go on", key="enter", air=0)
        assert plain(lines[1]).removesuffix("│").rstrip().endswith(f"  {word}")
