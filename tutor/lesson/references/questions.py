"""Errors between the parts of a question, in the texts of any step, in the bank, and where lessons take from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from tutor.errors import Problem, Problems
from tutor.lesson.files.document import Document, Node
from tutor.lesson.files.spelling import listed
from tutor.lesson.format import part, questions
from tutor.lesson.format.bank import Bank, SelectStep, UseStep
from tutor.lesson.format.course_model import OF_THE_COURSE, Glossary
from tutor.lesson.format.fields import texts
from tutor.lesson.format.markdown_rules import linked_lesson, term_id, terms
from tutor.lesson.format.markup import parameters
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.references.naming import ids_used_twice, unknown_name, used_twice


def question_problems(question: questions.Question, node: Node) -> Problems:
    """Yield what does not fit between the parts of the question at `node`."""
    yield from _OF_A_KIND[question.kind](question, node)
    yield from _parameter_ranges(question, node)


def text_problems(part: part.Part, known: Iterable[str], node: Node, glossary: Glossary | None) -> Problems:
    """Yield parameters besides the `known` ones and terms that are not in the glossary, in all texts of `part`."""
    for below, text in texts(part):
        # Most texts have neither: making a node of each would be a tenth of all that is checked here.
        if "@{" in text:
            yield from _unknown_parameters(node / below, text, known)
        if "[[" in text:
            yield from unknown_links(node / below, text, glossary)


def domain_problems(domain: Mapping[str, tuple[float, float]], node: Node) -> Problems:
    """Yield ranges of the `domain` of the step at `node` that have no number in them."""
    for name, (low, high) in domain.items():
        if low >= high:
            yield (node / "domain" / name).problem("empty-range", name=name)


def _no_more(question: questions.QuizPart, node: Node) -> Problems:
    """What is wrong with a question of which nothing refers to anything else: nothing."""
    return iter(())


def _single(question: questions.SingleChoice, node: Node) -> Problems:
    right = [(index, choice.id) for index, choice in enumerate(question.choices) if choice.correct]
    if len(right) > 1:
        second = node / "choices" / right[1][0] / "correct"
        yield second.key_problem("several-correct-choices", first=right[0][1])
    yield from _choices(question, node)


def _choices(question: questions.QuizPart, node: Node) -> Problems:
    if not question.told():
        yield (node / "choices").key_problem("no-correct-choice")


def _symbolic(question: questions.SymbolicQuestion, node: Node) -> Problems:
    # What is differentiated and by which name belong together.
    if question.wrt is not None and question.wrt not in question.symbols:
        yield from unknown_name(node / "wrt", question.wrt, question.symbols, "unknown-symbol")
    if bool(question.differentiate) != (question.wrt is not None):
        key = "differentiate" if question.differentiate else "wrt"
        yield (node / key).key_problem("half-a-derivative")
    yield from domain_problems(question.domain, node)


def _order(step: questions.OrderQuestion, node: Node) -> Problems:
    items = [item.id for item in step.items]
    for index, wrong in enumerate(step.wrong):
        here = node / "wrong" / index / "answer"
        unknown = [(number, id_) for number, id_ in enumerate(wrong.answer) if id_ not in items]
        for number, id_ in unknown:
            yield from unknown_name(here / number, id_, items, "unknown-item")
        if not unknown and sorted(wrong.answer) != sorted(items):
            yield here.problem("wrong-order-incomplete", items=listed(items))


_OF_A_KIND: Final[Mapping[questions.QuestionKind, Callable[[Any, Node], Problems]]] = {
    "single": _single,
    "multiple": _choices,
    "numeric": _no_more,
    "symbolic": _symbolic,
    "order": _order,
    "match": _no_more,
}


def _parameter_ranges(step: questions.QuizPart, node: Node) -> Problems:
    for name, parameter in step.params.items():
        here = node / "params" / name
        if (parameter.choice is None) == (parameter.int is None):
            yield here.problem("parameter-kind", name=name)
        elif parameter.int is not None and parameter.int[0] > parameter.int[1]:
            yield (here / "int").problem("empty-range", name=name)


def _unknown_parameters(node: Node, text: str, known: Iterable[str]) -> Problems:
    for name in dict.fromkeys(parameters(text)):
        if name not in known:
            if known:
                yield node.problem("unknown-parameter", key=_word(node), name=name, known=listed(known))
            else:
                yield node.problem("no-parameters", key=_word(node), name=name)


def unknown_links(node: Node, text: str, glossary: Glossary | None) -> Problems:
    """Yield the lessons that `text` leads to but the folder lacks, and the terms that are not in the `glossary`."""
    for id_ in terms(text):
        if lesson := linked_lesson(id_):
            beside = {file.stem for file in node.document.file.parent.glob("*.yaml") if "." not in file.stem}
            beside.difference_update(OF_THE_COURSE)
            if lesson not in beside:
                yield from unknown_name(node, lesson, beside, "unknown-lesson")
            continue
        if glossary is None or glossary.term(id_) is not None:
            continue
        aliases = {term_id(alias): (alias, term.id) for term in glossary.terms for alias in term.aliases}
        if found := aliases.get(id_):
            yield node.problem("alias-as-term", alias=found[0], id=found[1])
        else:
            yield from unknown_name(node, id_, (term.id for term in glossary.terms), "unknown-term")


def _word(node: Node) -> str:
    """The last key that leads to `node`: `hints` for one of the hints."""
    return next(item for item in reversed(node.path) if isinstance(item, str))


# ---------------------------------------------------------------- the bank


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
        if question.figure is not None:
            problems.append((node / "figure").key_problem("figure-in-bank"))
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
