"""What the search shows of a text: one line, and whether the sentence goes on before or behind it."""

from __future__ import annotations

import pytest

from tutor.figures.search import extract
from tutor.learner.search import Entry
from tutor.text import Cells

CELLS = Cells()
TEXT = "A slope tells how steep a line is. It is measured with a small nudge, and again with one that is smaller still."


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("slope", "A slope tells how steep a line is."),
        ("nudge", "It is measured with a small nudge,…"),
        ("smaller", "…and again with one that is smaller…"),
        ("still", "…still."),
        ("elsewhere", "A slope tells how steep a line is."),
    ],
)
def test_an_ellipsis_stands_where_a_sentence_is_cut(query: str, shown: str) -> None:
    entry = Entry(kind="term", id="slope", lesson="", title="slope", text=TEXT)
    assert extract(entry, query, CELLS, 36) == shown


def test_nothing_is_wider_than_the_window() -> None:
    entry = Entry(kind="term", id="slope", lesson="", title="slope", text=TEXT)
    assert all(CELLS.width(extract(entry, "nudge", CELLS, width)) <= width for width in range(12, 120))


def test_where_there_is_no_text_nothing_is_shown() -> None:
    assert extract(Entry(kind="term", id="slope", lesson="", title="slope", text=""), "nudge", CELLS, 36) == ""
