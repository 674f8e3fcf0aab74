"""The test course with a question bank: its lessons, ready to be done."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tutor.activity.bank_quiz import BankQuizActivity
from tutor.activity.code import CodeActivity
from tutor.lesson.format.bank import BankQuiz
from tutor.lesson.format.code_step import CodeStep
from tutor.lesson.format.model import Lesson
from tutor.lesson.loading.course import load_course

FOLDER = Path(__file__).parents[1] / "courses" / "kinds"


@cache
def lesson(name: str, language: str = "en") -> Lesson:
    """Return a lesson of the course in `language`."""
    loaded = load_course(FOLDER).lesson(name)
    assert loaded.value is not None, loaded.problems
    return loaded.value.in_language(language)


def bank_quiz(step_id: str = "quiz", language: str = "en") -> BankQuiz:
    """Return a step that draws from the bank."""
    step = lesson("drawn", language).step(step_id)
    assert isinstance(step, BankQuiz)
    return step


def quiz_activity(seed: int = 1, step_id: str = "quiz") -> BankQuizActivity:
    """Return an attempt at it."""
    return BankQuizActivity(bank_quiz(step_id), seed)


def code_step(step_id: str = "neuron", language: str = "en") -> CodeStep:
    """Return a step on code."""
    step = lesson("code", language).step(step_id)
    assert isinstance(step, CodeStep)
    return step


def code_activity(step_id: str = "neuron") -> CodeActivity:
    """Return an attempt at it."""
    return CodeActivity(code_step(step_id), lesson("code"))
