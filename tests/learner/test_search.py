"""The search: what is found, in what order, in both languages, also where a finger slipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plain.learner import course
from tests.small_course import Learner
from tutor.learner.search import MOST, Entry, search, slips
from tutor.learner.study import Study
from tutor.progress import MemoryProgress


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(course(), MemoryProgress())


def first(study: Study, query: str, language: str = "en") -> str:
    found = study.search(query, language)
    return f"{found[0].kind} {found[0].id}" if found else ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chain rule", "lesson chain-rule"),
        ("CHAIN RULE", "lesson chain-rule"),
        ("rule chain", "lesson chain-rule"),
        ("chian rule", "lesson chain-rule"),
        ("链式法则", "lesson chain-rule"),
        ("链式", "lesson chain-rule"),
        ("gradient descent", "lesson gradient-descent"),
        ("gradeint", "term gradient"),
        ("sigmoid", "term sigmoid"),
        ("ｓｉｇｍｏｉｄ", "term sigmoid"),
        ("学习率", "term learning-rate"),
        ("slopes", "lesson slopes"),
        ("斜率", "lesson slopes"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_best_result_is_the_one_that_is_meant(study: Study, query: str, expected: str, language: str) -> None:
    assert first(study, query, language) == expected


def test_results_are_called_as_in_the_language_of_the_learner(study: Study) -> None:
    assert study.search("链式法则", "en")[0].title == "The chain rule"
    assert study.search("chain rule", "zh")[0].title == "链式法则"


def test_steps_are_found_by_their_text(tmp_path: Path) -> None:
    found = Learner(tmp_path).study.search("steep line", "en")
    assert [entry.id for entry in found] == ["first", "page"]
    assert Learner(tmp_path).study.search("两倍", "en")[0].id == "twice"


def test_every_word_must_be_found(study: Study) -> None:
    assert study.search("sigmoid zebra", "en") == []
    assert study.search("", "en") == []
    assert study.search("  ", "en") == []


@pytest.mark.parametrize("query", ["e", "the", "的", "*", "$", "[[", "\\frac", "a" * 400, "\x1b[31m"])
def test_any_query_is_answered_within_bounds(study: Study, query: str) -> None:
    assert len(study.search(query, "en")) <= MOST


def entry(title: str, text: str = "", kind: str = "step") -> Entry:
    return Entry(kind, title, "l", title, text, (title,), (text,))  # type: ignore[arg-type]


def test_ranks() -> None:
    """A title that is the query, begins with it, has a word with it, contains it, is nearly it; then texts."""
    entries = [
        entry("z", "talks of anslope"),
        entry("y", "talks of slope"),
        entry("one more slpoe"),
        entry("downslope"),
        entry("every slope"),
        entry("slopes"),
        entry("slope"),
    ]
    assert search(entries, "slope") == entries[::-1]


def test_of_equal_titles_lessons_come_before_terms_and_terms_before_steps() -> None:
    entries = [entry("slope", kind=kind) for kind in ("step", "term", "lesson")]
    assert search(entries, "slope") == entries[::-1]


@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_slips_are_a_distance(one: str, other: str) -> None:
    assert slips(one, other) == slips(other, one)
    assert (slips(one, other) == 0) == (one == other)
    assert abs(len(one) - len(other)) <= slips(one, other) <= max(len(one), len(other))


def test_slips() -> None:
    assert slips("gradient", "gradeint") == 1
    assert slips("gradient", "gradent") == 1
    assert slips("gradient", "gradientt") == 1
    assert slips("gradient", "grbdient") == 1
