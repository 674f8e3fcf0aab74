"""The end of a lesson says that one can do something only where every step of it is done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tutor.figures.ending import fact_lines, fact_words, outcome_lines
from tutor.figures.lines import plain
from tutor.learner.ending import LessonEnd
from tutor.text import Cells
from tutor.wording import Language, Voice

END = LessonEnd("slopes", "Slopes", ("measure a slope",), 2, 3, (), 1, 0, None, all_done=False)


@pytest.mark.parametrize(
    ("language", "now", "later"),
    [("en", "You can now", "With every step done, you can"), ("zh", "现在，你能够", "每一步都做完之后，你能够")],
)
def test_what_one_can_do_is_claimed_when_all_is_done(language: Language, now: str, later: str) -> None:
    for end, head, sign in ((END, now, "✓"), (replace(END, undone=("knob",)), later, "·")):
        lines = [plain(line) for line in outcome_lines(end, Voice(language), Cells(), 60)]
        assert lines == [head, f"  {sign} measure a slope"]
    assert outcome_lines(replace(END, outcomes=()), Voice(language), Cells(), 60) == []


@pytest.mark.parametrize(
    ("days", "en", "zh"),
    [
        (0, "1 new review card, due from today on", "新增 1 张复习卡片，今天起到期"),
        (1, "1 new review card, due from tomorrow on", "新增 1 张复习卡片，明天起到期"),
        (3, "1 new review card, due in 3 days or later", "新增 1 张复习卡片，3 天后起到期"),
    ],
)
def test_of_new_cards_it_is_said_when_they_are_due(days: int, en: str, zh: str) -> None:
    end = replace(END, new_cards_in=days)
    assert [fact_words(end, Voice(language)).split(" · ")[1] for language in ("en", "zh")] == [en, zh]


def test_how_it_went_is_broken_between_two_facts() -> None:
    end = replace(END, undone=("knob",))
    lines = [plain(line) for line in fact_lines(end, Voice("en"), Cells(), 72)]
    assert " · ".join(lines) == fact_words(end, Voice("en"))
    assert lines[-1] == "1 new review card, due from today on"
    assert not any(line.endswith("·") for line in lines)
