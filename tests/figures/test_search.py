"""What the search shows of a text: one line, and whether the sentence goes on before or behind it."""

from __future__ import annotations

import pytest

from tutor.figures.search import extract, where_of
from tutor.learner.search import Entry, Kind
from tutor.text import Cells
from tutor.wording import Voice

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
    entry = Entry(kind="term", id="slope", lesson="", title="slope", shown=(TEXT,))
    assert extract(entry, query, CELLS, 36) == shown


def test_a_line_that_is_cut_itself_has_one_ellipsis() -> None:
    entry = Entry(kind="term", id="slope", lesson="", title="slope", shown=("The gradient of it is …\n\nThen more.",))
    assert extract(entry, "gradient", CELLS, 60) == "The gradient of it is …"


def test_nothing_is_wider_than_the_window() -> None:
    entry = Entry(kind="term", id="slope", lesson="", title="slope", shown=(TEXT,))
    assert all(CELLS.width(extract(entry, "nudge", CELLS, width)) <= width for width in range(12, 120))


def test_where_there_is_no_text_nothing_is_shown() -> None:
    assert extract(Entry(kind="term", id="slope", lesson="", title="slope", shown=()), "nudge", CELLS, 36) == ""


def test_the_part_of_a_step_is_shown_in_which_it_stands() -> None:
    shown = ("A first part.", "The slope is $\\frac{\\partial L}{\\partial w}$ here.", "```\nmodel.fit(x, y)\n```")
    entry = Entry("step", "s", "l", "a step", shown)
    assert extract(entry, "first", CELLS, 60) == "A first part."
    assert extract(entry, "dL/dw", CELLS, 60) == "The slope is ∂L/∂w here."
    assert extract(entry, "model.fit", CELLS, 60) == "model.fit(x, y)"


@pytest.mark.parametrize(
    ("kind", "english", "chinese"),
    [
        ("lesson", "lesson 3", "第 3 课"),
        ("term", "term", "术语"),
        ("step", "Loss, step 3 · by hand", "《Loss》第 3 步 · 手算"),
        ("noted", "your note on Loss, step 3", "你在《Loss》第 3 步的笔记"),
        ("reported", "your problem with Loss, step 3", "你在《Loss》第 3 步报告的问题"),
    ],
)
def test_where_it_was_found(kind: Kind, english: str, chinese: str) -> None:
    entry = Entry(kind, "s", "l", "a step", (), 3, "trace")
    assert where_of(entry, lambda lesson: "Loss", Voice("en")) == english
    assert where_of(entry, lambda lesson: "Loss", Voice("zh")) == chinese
