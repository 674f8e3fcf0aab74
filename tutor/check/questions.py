"""Does a question mean something, whether it stands in a lesson or in the bank?"""

from __future__ import annotations

from collections.abc import Iterable

from tutor.check.numeric import numeric_problems
from tutor.check.parameters import drawn_variants, hidden_parameters, unused_parameters
from tutor.check.symbolic import symbolic_problems
from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import listed
from tutor.lesson.format import questions
from tutor.lesson.references.naming import HasId


def meaning_of_question(question: questions.Question, node: Node) -> Problems:
    """Yield what is wrong with the answers of the question at `node`, in any of its variants."""
    yield from unused_parameters(question, node)
    match question:
        case questions.NumericQuestion():
            yield from numeric_problems(question, node)
            yield from hidden_parameters(question, node)
            return
        case questions.SymbolicQuestion():
            yield from symbolic_problems(question, node)
            yield from hidden_parameters(question, node)
            return
        case questions.SingleChoice() | questions.MultipleChoice():
            yield from _equal_texts(node / "choices", question.choices, "text", "choices-equal", "choice")
        case questions.OrderQuestion():
            yield from _order(question, node)
        case questions.MatchQuestion():
            yield from _match(question, node)
    yield from drawn_variants(question, node)[1]


def _order(question: questions.OrderQuestion, node: Node) -> Problems:
    """Items that cannot be told apart, and expected orders that are right or stand there already."""
    yield from _equal_texts(node / "items", question.items, "text")
    right = tuple(item.id for item in question.items)
    first: dict[tuple[str, ...], str] = {}
    for index, wrong in enumerate(question.wrong):
        here = node / "wrong" / index / "answer"
        other = first.setdefault(wrong.answer, wrong.id)
        if wrong.answer == right:
            yield here.problem("wrong-answer-is-right", answer=listed(wrong.answer), right=listed(right))
        elif other != wrong.id:
            yield here.problem("wrong-answers-equal", answer=listed(wrong.answer), other=other)


def _match(question: questions.MatchQuestion, node: Node) -> Problems:
    """Sides that cannot be told apart."""
    for side in ("left", "right"):
        yield from _equal_texts(node / "pairs", question.pairs, side)


def _equal_texts(
    node: Node, parts: Iterable[HasId], key: str, code: str = "texts-equal", word: str = "item"
) -> Problems:
    """Texts at the `key` of several parts at `node`: the problem `code`, where the later part is the `word`."""
    first: dict[str, str] = {}
    for index, part in enumerate(parts):
        other = first.setdefault("".join(getattr(part, key).split()), part.id)
        if other != part.id:
            yield (node / index / key).problem(code, **{word: part.id, "other": other})
