"""Errors between the parts of the bank, and between the bank and the lessons that take questions from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.format.bank import Bank
from tutor.lesson.format.course_model import Glossary
from tutor.lesson.format.questions import SelectStep, UseStep
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.references.naming import Entry, unknown_name, used_twice
from tutor.lesson.references.questions import question_problems, text_problems


def topic_problems(bank: Bank, document: Document) -> Iterator[Problem]:
    """Yield topics of the bank that stand in it twice."""
    entries: list[Entry] = [(("topics", index, "id"), topic.id) for index, topic in enumerate(bank.topics)]
    yield from used_twice(document, entries, "topic-id-used-twice")


def bank_question_problems(
    bank: Bank, document: Document, indexes: Sequence[int], glossary: Glossary | None
) -> Iterator[list[Problem]]:
    """Yield for each question of `bank` what does not fit in it; question i is number `indexes[i]` of the file."""
    topics = [topic.id for topic in bank.topics]
    paths: list[KeyPath] = [("questions", index) for index in indexes]
    twice = list(_ids_used_twice(bank, paths, document))
    for question, path in zip(bank.questions, paths, strict=True):
        problems = [problem for where, problem in twice if where == path]
        if question.topic not in topics:
            problems += unknown_name(document, (*path, "topic"), question.topic, topics, "unknown-topic")
        problems += question_problems(question, document, path)
        problems += text_problems(question, question.params, document, path, glossary)
        yield problems


def _ids_used_twice(bank: Bank, paths: Sequence[KeyPath], document: Document) -> Iterator[tuple[KeyPath, Problem]]:
    """The questions whose id, or a former one of theirs, another question has: only the first keeps it."""
    questions = list(zip(paths, bank.questions, strict=True))
    entries = [((*path, "id"), question.id) for path, question in questions]
    entries += [((*path, "was", i), id_) for path, question in questions for i, id_ in enumerate(question.was)]
    first: dict[str, KeyPath] = {}
    for path, id_ in entries:
        earlier = first.setdefault(id_, path)
        if earlier != path:
            line = document.value_place(earlier).line
            yield path[:2], document.problem(path, "question-id-used-twice", id=id_, line=line)


def use_problems(step: UseStep, shelf: Shelf, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield what is wrong where the step at `path` wants a question of the bank and does not find it there."""
    here = (*path, "use")
    if shelf.bank is None:
        yield _no_bank(shelf, document, here)
    elif shelf.bank.source.question(step.use) is not None:
        return
    elif step.use in shelf.broken:
        yield document.warning(here, "bank-question-broken", id=step.use)
    else:
        known = [question.id for question in shelf.bank.source.questions]
        yield from unknown_name(document, here, step.use, [*known, *shelf.broken], "unknown-bank-question")


def _no_bank(shelf: Shelf, document: Document, path: KeyPath) -> Problem:
    return document.warning(path, "bank-unreadable") if shelf.unreadable else document.problem(path, "no-bank")


def select_problems(step: SelectStep, shelf: Shelf, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield what is wrong where the step at `path` draws from the bank: topics it does not have, too few questions."""
    if shelf.bank is None:
        yield _no_bank(shelf, document, (*path, "select"))
        return
    bank = shelf.bank.source
    topics = [topic.id for topic in bank.topics]
    entries: list[Entry] = [((*path, "topics", index), topic) for index, topic in enumerate(step.topics)]
    yield from used_twice(document, entries, "topic-named-twice")
    unknown = [(where, topic) for where, topic in entries if topic not in topics]
    for where, topic in unknown:
        yield from unknown_name(document, where, topic, topics, "unknown-topic")
    there = len(bank.about(step.topics))
    if not unknown and there < step.select:
        report = document.warning if shelf.broken else document.problem
        yield report((*path, "select"), "too-few-in-bank", wanted=step.select, there=there)
