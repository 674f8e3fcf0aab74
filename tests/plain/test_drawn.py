"""Quizzes from the bank and steps on code at the prompt."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from tests.plain.learner import typed
from tutor.check.walk import own_answer
from tutor.learner.study import Study
from tutor.lesson.loading.course import load_course
from tutor.progress import MemoryProgress
from tutor.wording import LANGUAGES, Language

KINDS = load_course(Path(__file__).parents[1] / "courses" / "kinds")
RESULT: dict[Language, str] = {"en": "4 of 4 right on the first try", "zh": "4 题中第一次就答对 4 题"}


def study(seed: int = 3) -> Study:
    """The test course, with seeds that repeat."""
    return Study(KINDS, MemoryProgress(), seeds=random.Random(seed))


def right_lines(seed: int = 3) -> list[str]:
    """What is typed to answer the whole quiz rightly, with Enter between its questions."""
    session = study(seed).session("drawn", "en")
    session.open("quiz")
    lines = []
    while (question := session.player.activity.question) is not None:
        answer = own_answer(session.player.activity)
        lines.append(_as_typed(answer, question.options, question.partners))
        session.answer(answer)
    return lines


def _as_typed(answer: str, options: tuple[str, ...], partners: tuple[str, ...]) -> str:
    if partners:
        pairs = (pair.split("=") for pair in answer.split(","))
        return " ".join(f"{options.index(left) + 1}{'abcdef'[partners.index(right)]}" for left, right in pairs)
    return ",".join(str(options.index(id_) + 1) for id_ in answer.split(",")) if options else answer


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quiz_is_answered_up_to_its_result(language: Language, seed: int) -> None:
    assert RESULT[language] in typed(study(seed), right_lines(seed), "drawn", "quiz", language)


def test_each_question_has_its_place_its_text_and_its_feedback() -> None:
    written = typed(study(), right_lines(), "drawn", "quiz")
    for number in range(1, 5):
        assert written.count(f"Question {number} of 4") == 1
    assert written.count("✓ Right") == 4
    assert written.count("Press Enter for the next question.") == 3
    assert written.count("Press Enter for the result.") == 1
    assert "Four questions; take your time." in written
    assert "Draw again whenever you like." in written
    assert written.index("Your result") > written.index("Press Enter for the result.")


def test_shown_answers_lead_to_the_lessons_to_revisit_and_a_draws_afresh() -> None:
    lines = [":h", ":h", ":h", ""] * 8
    written = typed(study(), [*lines[:12], ":r", ":a"], "drawn", "signs-only", "zh")
    assert "→ 《激活函数的斜率》" in written


def test_what_is_said_of_a_right_answer_is_said_of_a_shown_one() -> None:
    written = typed(study(), [":h"] * 4, "drawn", "signs-only", "en")
    assert re.search(r"The answer: [^\n]+\nShown to you\n", written)


def test_a_wrong_answer_is_told_why_and_may_be_tried_again() -> None:
    session = study(1).session("drawn", "en")
    session.open("signs-only")
    written = typed(study(1), ["1", "1", "2", ""], "drawn", "signs-only")
    assert "✗ Not yet" in written
    assert "Try again" in written


def test_code_is_read_note_by_note_and_filled_in() -> None:
    written = typed(study(), ["", "", "(1 - z)", "(1-a)", "", "delta*x"], "code", "neuron")
    assert "Lines 5 to 6" in written
    assert "What belongs in line 7?" in written
    assert "7      delta = 2 * (a - y) * a * ____" in written
    assert "is written in its value a, not in z" in written
    assert written.count("✓ Right") == 2
    assert "8      return w - rate * delta * x, b - rate * delta" in written
    assert "python -m tutor export code/neuron --to numpy" in " ".join(written.split())


def test_the_answer_of_a_blank_is_shown_after_its_hints() -> None:
    written = typed(study(), ["", "", ":h", ":h"], "code", "neuron")
    assert "How steep is a sigmoid" in written
    assert "The answer: (1 - a)" in written


def test_a_step_that_is_left_comes_back_as_it_was() -> None:
    learner = study()
    typed(learner, right_lines()[:3], "drawn", "quiz")
    written = typed(learner, [], "drawn")
    assert "Question 2 of 4" in written


def test_several_ticks_are_told_what_is_missing_and_at_the_end_about_every_choice() -> None:
    lines = [":h", ":h", "", "2", "1,2"] if _first("signs-only") == "falls" else ["2", "1,2"]
    written = typed(study(), lines, "drawn", "signs-only")
    assert "Look at the slope of 2x" in written
    assert "Its slope is never negative." in written


def _first(step: str) -> str:
    session = study().session("drawn", "en")
    session.open(step)
    question = session.player.activity.question
    assert question is not None
    return question.part
