"""Does the question bank mean something? Every sound question is tried out like one of a lesson."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial

from tutor.check.choices import habits
from tutor.check.hints import hint_problems
from tutor.check.questions import meaning_of_question
from tutor.check.texts import text_problems
from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.format.bank import Bank, BankQuestion
from tutor.lesson.format.course_model import Course
from tutor.lesson.loading.file import Loaded
from tutor.lesson.loading.overlay import translated_path
from tutor.lesson.references.naming import unknown_name

ROWS_ABOVE = 2
"""Rows that a quiz from the bank has above a question: which one it is, and an empty one."""


def bank_problems(
    loaded: Loaded[Bank], course: Course | None = None, taught: Collection[str] | None = None
) -> Iterator[Problem]:
    """Yield what is wrong with the bank.

    Topics may lead only to lessons of `course`, and questions practise only skills that are `taught`, where these are
    known.
    """
    yield from loaded.problems
    if loaded.value is None or loaded.document is None:
        return
    bank, document = loaded.value.source, loaded.document
    if course is not None:
        yield from _lessons(bank, course, document)
    ids = [question.get("id") for question in document.data["questions"] if isinstance(question, dict)]
    paths: list[KeyPath] = [("questions", ids.index(question.id)) for question in bank.questions]
    for question, path in zip(bank.questions, paths, strict=True):
        yield from _question(question, document, path)
        if taught is not None and question.skill is not None and question.skill not in taught:
            yield from unknown_name(document, (*path, "skill"), question.skill, taught, "skill-not-taught")
    yield from habits(bank.questions, paths, document)
    for language, words in loaded.translations.items():
        version = loaded.value.in_language(language)
        for index, question in enumerate(version.questions):
            yield from text_problems(question, words, partial(_translated, version, index), ROWS_ABOVE)


def _question(question: BankQuestion, document: Document, path: KeyPath) -> Iterator[Problem]:
    problems = list(meaning_of_question(question, document, path))
    yield from problems
    if not any(problem.severity == "error" for problem in problems):
        yield from text_problems(question, document, lambda below: (*path, *below), ROWS_ABOVE)
    yield from hint_problems(question, document, path)


def _lessons(bank: Bank, course: Course, document: Document) -> Iterator[Problem]:
    known = [lesson.id for lesson in course.lessons]
    for index, topic in enumerate(bank.topics):
        if topic.lesson is not None and topic.lesson not in known:
            yield from unknown_name(document, ("topics", index, "lesson"), topic.lesson, known, "unknown-lesson")


def _translated(version: Bank, index: int, below: KeyPath) -> KeyPath:
    return translated_path(version, ("questions", index, *below))
