"""Does the question bank mean something? Every sound question is tried out like one of a lesson."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from tutor.check.choices import habits
from tutor.check.hints import hint_problems
from tutor.check.questions import meaning_of_question
from tutor.check.texts import sound_texts, text_problems, texts_of_file, translated_node
from tutor.errors import Problems
from tutor.lesson.files.document import Document
from tutor.lesson.format.bank import Bank
from tutor.lesson.format.course_model import Course
from tutor.lesson.loading.file import Loaded
from tutor.lesson.references.naming import unknown_name

ROWS_ABOVE = 2
"""Rows that a quiz from the bank has above a question: which one it is, and an empty one."""


def bank_problems(
    loaded: Loaded[Bank], course: Course | None = None, taught: Collection[str] | None = None
) -> Problems:
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
    nodes = [document / "questions" / ids.index(question.id) for question in bank.questions]
    for question, node in zip(bank.questions, nodes, strict=True):
        yield from sound_texts(question, meaning_of_question(question, node), node, ROWS_ABOVE)
        yield from hint_problems(question, node)
        if taught is not None and question.skill is not None and question.skill not in taught:
            yield from unknown_name(node / "skill", question.skill, taught, "skill-not-taught")
    yield from habits(bank.questions, nodes)
    yield from texts_of_file(loaded, without="questions")
    for language, words in loaded.translations.items():
        version = loaded.value.in_language(language)
        for index, question in enumerate(version.questions):
            yield from text_problems(question, partial(translated_node, words, version, "questions", index), ROWS_ABOVE)


def _lessons(bank: Bank, course: Course, document: Document) -> Problems:
    known = [lesson.id for lesson in course.lessons]
    for index, topic in enumerate(bank.topics):
        if topic.lesson is not None and topic.lesson not in known:
            yield from unknown_name(document / "topics" / index / "lesson", topic.lesson, known, "unknown-lesson")
