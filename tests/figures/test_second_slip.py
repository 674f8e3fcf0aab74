"""A second slip is said besides the first, in both languages."""

from __future__ import annotations

import pytest

from tests.small_lesson import small_lesson
from tutor.activity.base import Verdict
from tutor.figures.answers import verdict_words
from tutor.figures.lines import plain
from tutor.text import Cells
from tutor.wording import LANGUAGES, Language, Voice
from tutor.wording.answers import ANSWERS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_slip_follows_the_first(language: Language) -> None:
    voice, step = Voice(language), small_lesson().step("choice")
    verdict = Verdict("wrong", "besides", {"first": "wrong_variable", "second": "sign_of_slope", "name": "x"})
    lines = verdict_words(verdict, step, {}, voice, Cells(), 300)
    space = " " if language == "en" else ""
    words = space.join(plain(line).strip() for line in lines)
    first, second = (voice(ANSWERS[code], name="x") for code in ("wrong_variable", "sign_of_slope"))
    assert words.index(first) < words.index(second)
    assert words.endswith(second)
