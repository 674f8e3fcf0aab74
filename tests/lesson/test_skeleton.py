"""Texts find their place in a translation, and every line that stood there stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lesson.files.document import KeyPath
from tutor.lesson.files.source import read_source
from tutor.lesson.writing.skeleton import Words, with_text

FILE = Path("a.zh.yaml")
TEXT = """\
# by me
language: zh
title: 标题   # short
steps:

  one:   # the first
    body: |
      正文

      # not a comment
    # a note

  three:
    hints:
      - 甲
"""


ORDER: list[KeyPath] = [
    ("title",),
    ("summary",),
    *(
        ("steps", step, key)
        for step in ("zero", "one", "two", "three", "four")
        for key in ("title", "prompt", "body", "hints")
    ),
]


def _added(text: str, path: KeyPath, words: Words) -> str:
    document = with_text(read_source(text, FILE), path, words, ORDER)
    assert document is not None
    return document.text


def test_a_text_comes_behind_the_one_before_it_in_the_source() -> None:
    assert _added(TEXT, ("summary",), "A: b") == TEXT.replace("# short\n", "# short\nsummary: 'A: b'\n")


def test_a_whole_step_comes_between_its_neighbours() -> None:
    assert _added(TEXT, ("steps", "two", "body"), "B\n\n  - c") == TEXT.replace(
        "    # a note\n",
        "    # a note\n  two:\n    body: |\n      B\n\n        - c\n",
    )


def test_what_comes_first_and_what_comes_last() -> None:
    first = _added(TEXT, ("steps", "zero", "title"), "Zero")
    assert first == TEXT.replace("  one:", "  zero:\n    title: Zero\n  one:")
    last = _added(TEXT.rstrip("\n"), ("steps", "four", "hints"), ("A", "B\nb"))
    assert last == TEXT + "  four:\n    hints:\n      - A\n      - |\n        B\n        b\n"


@pytest.mark.parametrize(
    "text",
    [
        "language: zh\nsteps: {one: {title: a}}\n",
        "language: zh\nsteps:\n",
        "language: zh\nsteps:\n- a\n",
        "{language: zh}",
    ],
)
def test_there_is_no_place_where_the_style_leaves_none(text: str) -> None:
    assert with_text(read_source(text, FILE), ("steps", "one", "body"), "B", ORDER) is None


def without_blanks(text: str) -> str:
    """Lines of nothing but spaces mean the same as empty ones, and are written as such."""
    return "\n".join(line if line.strip() else "" for line in text.split("\n")).strip()


WORDS = st.text(st.sampled_from("aZ中 :#'\"\\$|>-[]{}&*!%@`,?\n~0"), max_size=30).map(without_blanks).filter(bool)


@given(words=WORDS | st.lists(WORDS, min_size=1, max_size=3).map(tuple))
def test_any_words_are_read_as_they_were_meant(words: Words) -> None:
    document: Any = with_text(read_source(TEXT, FILE), ("steps", "one", "prompt"), words, ORDER)
    value = document.data["steps"]["one"]["prompt"]
    assert (value.strip() if isinstance(words, str) else tuple(item.strip() for item in value)) == words
