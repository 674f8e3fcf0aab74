"""Do questions that are answered by arranging have one answer, and are their expected mistakes mistakes?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutor.errors import Problem
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.questions import MatchQuestion, OrderQuestion


def order_problems(question: OrderQuestion, node: Node) -> Iterator[Problem]:
    """Yield items that cannot be told apart, and expected orders that are right or stand there already."""
    yield from _equal_texts((node / "items" / i / "text", item.id, item.text) for i, item in enumerate(question.items))
    right = tuple(item.id for item in question.items)
    first: dict[tuple[str, ...], str] = {}
    for index, wrong in enumerate(question.wrong):
        here = node / "wrong" / index / "answer"
        other = first.setdefault(wrong.answer, wrong.id)
        if wrong.answer == right:
            yield here.problem("wrong-answer-is-right", answer=listed(wrong.answer), right=listed(right))
        elif other != wrong.id:
            yield here.problem("wrong-answers-equal", answer=listed(wrong.answer), other=other)


def match_problems(question: MatchQuestion, node: Node) -> Iterator[Problem]:
    """Yield sides that cannot be told apart."""
    for side in ("left", "right"):
        pairs = enumerate(question.pairs)
        yield from _equal_texts((node / "pairs" / i / side, pair.id, getattr(pair, side)) for i, pair in pairs)


def _equal_texts(texts: Iterable[tuple[Node, str, str]]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for node, id_, text in texts:
        other = first.setdefault("".join(text.split()), id_)
        if other != id_:
            yield node.problem("texts-equal", item=id_, other=other)
