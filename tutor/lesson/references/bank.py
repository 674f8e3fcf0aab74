"""Errors between the parts of the bank, and between the bank and the lessons that take questions from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.errors import Problem, Problems
from tutor.lesson.files.document import Document, Node
from tutor.lesson.format.bank import Bank, SelectStep, UseStep
from tutor.lesson.format.course_model import Glossary
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.references.naming import ids_used_twice, unknown_name, used_twice
from tutor.lesson.references.questions import question_problems, text_problems


def topic_problems(bank: Bank, document: Document) -> Problems:
    """Yield topics of the bank that stand in it twice."""
    entries = [(document / "topics" / index / "id", topic.id) for index, topic in enumerate(bank.topics)]
    yield from used_twice(entries, "topic-id-used-twice")


def bank_question_problems(
    bank: Bank, document: Document, indexes: Sequence[int], glossary: Glossary | None
) -> Iterator[list[Problem]]:
    """Yield for each question of `bank` what does not fit in it; question i is number `indexes[i]` of the file."""
    topics = [topic.id for topic in bank.topics]
    nodes = [document / "questions" / index for index in indexes]
    twice = list(_ids_used_twice(bank, nodes))
    for question, node in zip(bank.questions, nodes, strict=True):
        problems = [problem for where, problem in twice if where is node]
        if question.topic not in topics:
            problems += unknown_name(node / "topic", question.topic, topics, "unknown-topic")
        problems += ids_used_twice(question, node)
        problems += question_problems(question, node)
        problems += text_problems(question, question.params, node, glossary)
        yield problems


def _ids_used_twice(bank: Bank, nodes: Sequence[Node]) -> Iterator[tuple[Node, Problem]]:
    """The questions whose id, or a former one of theirs, another question has: only the first keeps it."""
    questions = list(zip(nodes, bank.questions, strict=True))
    entries = [(node, node / "id", question.id) for node, question in questions]
    entries += [(node, node / "was" / i, id_) for node, question in questions for i, id_ in enumerate(question.was)]
    first: dict[str, Node] = {}
    for node, here, id_ in entries:
        earlier = first.setdefault(id_, here)
        if earlier is not here:
            yield node, here.problem("question-id-used-twice", id=id_, line=earlier.line)


def use_problems(step: UseStep, shelf: Shelf, node: Node) -> Problems:
    """Yield what is wrong where the step at `node` wants a question of the bank and does not find it there."""
    here = node / "use"
    if shelf.bank is None:
        yield _no_bank(shelf, here)
    elif shelf.bank.source.question(step.use) is not None:
        return
    elif step.use in shelf.broken:
        yield here.warning("bank-question-broken", id=step.use)
    else:
        known = [question.id for question in shelf.bank.source.questions]
        yield from unknown_name(here, step.use, [*known, *shelf.broken], "unknown-bank-question")


def _no_bank(shelf: Shelf, node: Node) -> Problem:
    return node.warning("bank-unreadable") if shelf.unreadable else node.problem("no-bank")


def select_problems(step: SelectStep, shelf: Shelf, node: Node) -> Problems:
    """Yield what is wrong where the step at `node` draws from the bank: topics it does not have, too few questions."""
    if shelf.bank is None:
        yield _no_bank(shelf, node / "select")
        return
    bank = shelf.bank.source
    topics = [topic.id for topic in bank.topics]
    entries = [(node / "topics" / index, topic) for index, topic in enumerate(step.topics)]
    yield from used_twice(entries, "topic-named-twice")
    unknown = [(where, topic) for where, topic in entries if topic not in topics]
    for where, topic in unknown:
        yield from unknown_name(where, topic, topics, "unknown-topic")
    there = len(bank.about(step.topics))
    if not unknown and there < step.select:
        here = node / "select"
        report = here.warning if shelf.broken else here.problem
        yield report("too-few-in-bank", wanted=step.select, there=there)
