"""Do questions that are answered by arranging have one answer, and are their expected mistakes mistakes?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.questions import MatchQuestion, OrderQuestion


def order_problems(question: OrderQuestion, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield items that cannot be told apart, and expected orders that are right or stand there already."""
    texts = {(*path, "items", i, "text"): (item.id, item.text) for i, item in enumerate(question.items)}
    yield from _equal_texts(texts, document)
    right = tuple(item.id for item in question.items)
    first: dict[tuple[str, ...], str] = {}
    for index, wrong in enumerate(question.wrong):
        here = (*path, "wrong", index, "answer")
        other = first.setdefault(wrong.answer, wrong.id)
        if wrong.answer == right:
            yield document.problem(here, "wrong-answer-is-right", answer=listed(wrong.answer), right=listed(right))
        elif other != wrong.id:
            yield document.problem(here, "wrong-answers-equal", answer=listed(wrong.answer), other=other)


def match_problems(question: MatchQuestion, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield sides that cannot be told apart."""
    for side in ("left", "right"):
        texts = {(*path, "pairs", i, side): (pair.id, getattr(pair, side)) for i, pair in enumerate(question.pairs)}
        yield from _equal_texts(texts, document)


def _equal_texts(texts: Mapping[KeyPath, tuple[str, str]], document: Document) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for path, (id_, text) in texts.items():
        other = first.setdefault("".join(text.split()), id_)
        if other != id_:
            yield document.problem(path, "texts-equal", item=id_, other=other)
