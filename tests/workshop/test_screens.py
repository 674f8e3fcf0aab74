"""The walk through the real interface: it finds what is cut off, and the shipped course has nothing of that kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lesson.expectations import said
from tutor.errors import Problem
from tutor.lesson.loading.course import load_course
from tutor.paths import shipped_course
from tutor.prose.window import SMALLEST
from tutor.workshop.screens import walk_screens

TESTS = Path(__file__).parents[1]
LESSONS = [entry.id for entry in load_course(shipped_course()).course.source.lessons]
GOOD = TESTS / "lesson/good/small.yaml"


def screen_problems(path: Path, size: tuple[int, int] = SMALLEST) -> list[Problem]:
    return [problem for walk in walk_screens(path, size) for problem in walk.problems]


@pytest.mark.long
def test_what_is_wider_than_the_window_is_found_at_its_step() -> None:
    messages = [message for language, message in said(screen_problems(GOOD, (24, 24))) if language == "en"]
    assert messages
    assert all(" on the screen (" in message and message.endswith("; shorten it") for message in messages)


LONG_QUESTION = """\
format: 1
id: long
language: en
title: Long
summary: A question that is longer than a screen.
minutes: 5
teaches: [derivative]
steps:
  - id: long
    type: quiz
    kind: single
    title: Long
    skill: derivative
    prompt: |
      {prompt}
    choices:
      - {{id: one, text: One, correct: true, feedback: Yes.}}
      - {{id: two, text: Two, feedback: No.}}
"""


@pytest.mark.parametrize(("rows", "hidden"), [(15, 0), (19, 3)])
def test_a_question_that_scrolls_is_named(rows: int, hidden: int, tmp_path: Path) -> None:
    file = tmp_path / "long.yaml"
    prompt = "\n\n      ".join(["A sentence."] * ((rows + 1) // 2))
    file.write_text(LONG_QUESTION.format(prompt=prompt), encoding="utf-8")
    found = [problem for problem in screen_problems(file) if problem.code == "question-scrolls"]
    assert [problem.arguments["count"] for problem in found] == ([hidden] if hidden else [])
    assert all(not problem.is_error for problem in found)


LONG_REPLY = """\
format: 1
id: long
language: en
title: Long
summary: A question with much to say about it.
minutes: 5
teaches: [derivative]
steps:
  - id: long
    type: quiz
    kind: single
    title: Long
    skill: derivative
    prompt: A question.
    choices:
      - {{id: one, text: One, correct: true, feedback: Yes.}}
      - {{id: two, text: Two, feedback: "{feedback}"}}
    hints: ["{hint}"]
    explain: "{explain}"
"""


@pytest.mark.parametrize(
    ("said_long", "codes"),
    [
        ("", []),
        ("feedback", [("verdict-scrolls", True)]),
        ("hint", [("hint-scrolls", True)]),
        ("explain", [("explanation-scrolls", False)]),
    ],
)
def test_what_is_said_and_cannot_be_read_without_scrolling_is_named(
    said_long: str, codes: list[tuple[str, bool]], tmp_path: Path
) -> None:
    texts = dict.fromkeys(("feedback", "hint", "explain"), "Short.")
    if said_long:
        texts[said_long] = "This sentence has about forty characters. " * 40
    file = tmp_path / "long.yaml"
    file.write_text(LONG_REPLY.format(**texts), encoding="utf-8")
    found = screen_problems(file)
    assert [(problem.code, problem.is_error) for problem in found] == codes
    assert all(problem.place.line == 9 for problem in found)


def test_lessons_with_errors_are_left_to_the_check() -> None:
    assert screen_problems(TESTS / "lesson/bad/several-mistakes.yaml") == []
    assert screen_problems(TESTS / "lesson/bad_courses") == []


@pytest.mark.long
def test_a_good_lesson_fits() -> None:
    assert said(screen_problems(GOOD)) == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("lesson", "size"), [*((lesson, SMALLEST) for lesson in LESSONS), *((lesson, (120, 40)) for lesson in LESSONS[::4])]
)
def test_nothing_of_the_shipped_course_is_cut_off_in_any_language(lesson: str, size: tuple[int, int]) -> None:
    assert said(screen_problems(shipped_course() / f"{lesson}.yaml", size)) == []
