"""Does a question mean something, whether it stands in a lesson or in the bank?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tutor.check.numeric import numeric_problems
from tutor.check.parameters import drawn_variants, unused_parameters
from tutor.check.symbolic import symbolic_problems
from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.questions import OrderQuestion, Question, QuestionKind, QuizPart


def meaning_of_question(question: Question, node: Node) -> Problems:
    """Yield what is wrong with the answers of the question at `node`, in any of its variants."""
    yield from unused_parameters(question, node)
    yield from _MEANINGS[question.kind](question, node)


def _choice(question: QuizPart, node: Node) -> Problems:
    yield from _equal_texts(question, node, "choices-equal", "choice")
    yield from drawn_variants(question, node)[1]


def _arranged(question: QuizPart, node: Node) -> Problems:
    yield from _equal_texts(question, node, "texts-equal", "item")
    yield from drawn_variants(question, node)[1]


def _order(question: OrderQuestion, node: Node) -> Problems:
    """Items that cannot be told apart, and expected orders that are right or stand there already."""
    yield from _arranged(question, node)
    right = tuple(item.id for item in question.items)
    first: dict[tuple[str, ...], str] = {}
    for index, wrong in enumerate(question.wrong):
        here = node / "wrong" / index / "answer"
        other = first.setdefault(wrong.answer, wrong.id)
        if wrong.answer == right:
            yield here.problem("wrong-answer-is-right", answer=listed(wrong.answer), right=listed(right))
        elif other != wrong.id:
            yield here.problem("wrong-answers-equal", answer=listed(wrong.answer), other=other)


def _equal_texts(question: QuizPart, node: Node, code: str, word: str) -> Problems:
    """Texts of one column that cannot be told apart: the problem `code`, where the later one is the `word`."""
    for column in question.columns():
        first: dict[str, str] = {}
        for index, (id_, text) in enumerate(column.texts.items()):
            other = first.setdefault("".join(text.split()), id_)
            if other != id_:
                yield (node / column.parts / index / column.key).problem(code, **{word: id_, "other": other})


_MEANINGS: Final[Mapping[QuestionKind, Callable[[Any, Node], Problems]]] = {
    "single": _choice,
    "multiple": _choice,
    "numeric": numeric_problems,
    "symbolic": symbolic_problems,
    "order": _order,
    "match": _arranged,
}
