"""Code as lines: what is typed into a blank, also where it is far too long."""

from __future__ import annotations

import pytest

from tests.activity.bank import code_activity
from tests.activity.events import record
from tutor.figures.code import code_lines
from tutor.figures.lines import plain
from tutor.text import Cells

CELLS = Cells()
WIDTH = 75


def line_with(draft: str, width: int | None = WIDTH) -> str:
    """Return the line whose blank is open."""
    activity = code_activity("keras")
    activity = record(activity, "", kind="revealed", verdict="")
    return plain(code_lines(activity, CELLS, draft, width=width)[1])


def test_a_draft_stands_in_its_blank_which_tells_little_of_the_answer_s_length() -> None:
    assert "activation='____', input_shape" in line_with("")
    assert "activation='x___', input_shape" in line_with("x")
    assert "activation='sigmoid', input_shape" in line_with("sigmoid", 80)


@pytest.mark.parametrize("draft", ["a_draft_that_is_too_long_" * 5 + "end", "太长的" * 30 + "end"])
def test_of_a_draft_that_is_too_long_the_end_is_shown_and_the_code_around_it_stays(draft: str) -> None:
    line = line_with(draft)
    assert "activation='…" in line
    assert line.endswith("end', input_shape=(784,)),")
    assert WIDTH - 1 <= CELLS.width(line) <= WIDTH
    assert draft in line_with(draft, None)
