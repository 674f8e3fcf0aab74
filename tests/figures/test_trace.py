"""A pass by hand drawn: whatever is asked, in whatever language and width, nothing is cut."""

from __future__ import annotations

import re

import pytest

from tests.activity.by_hand import lesson
from tutor.activity.trace import TraceActivity
from tutor.figures.lines import plain, width_of
from tutor.figures.trace import asked_lines
from tutor.lesson.format.network_steps import TraceStep
from tutor.text import Cells
from tutor.wording import LANGUAGES, Language, Voice


def trace() -> TraceActivity:
    step = lesson().step("by-hand")
    assert isinstance(step, TraceStep)
    asked = ["h1.z", "o1.delta", "w5.gradient", "w5.next"]
    return TraceActivity(step.model_copy(update={"ask": asked}), lesson())


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_75_cells_each_number_has_one_line(language: Language) -> None:
    assert len(asked_lines(trace(), Voice(language), Cells(), 75)) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_greek_takes_two_cells_nothing_is_cut_either(language: Language) -> None:
    cells = Cells(ambiguous_width=2)
    assert all(width_of(line, cells) <= 75 for line in asked_lines(trace(), Voice(language), cells, 75))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [40, 52])
def test_where_there_is_less_room_the_words_go_on_below_themselves(language: Language, width: int) -> None:
    wide, narrow = (asked_lines(trace(), Voice(language), Cells(), room) for room in (200, width))
    assert len(narrow) > len(wide) == 4
    assert all(width_of(line, Cells()) <= width for line in narrow)
    said = ["".join(plain(line) for line in lines).replace(" ", "") for lines in (wide, narrow)]
    assert said[0] == said[1]


def test_in_chinese_no_english_word_stands_beside_the_symbols() -> None:
    said = "\n".join(map(plain, asked_lines(trace(), Voice("zh"), Cells(), 75)))
    assert "新的 w₅" in said
    assert re.findall("[A-Za-z]{2,}", said) == []
