"""Errors between the parts of a question, in a lesson or in the bank, and in the texts of any step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.files.spelling import listed
from tutor.lesson.format import part, questions
from tutor.lesson.format.course_model import Glossary
from tutor.lesson.format.fields import texts
from tutor.lesson.format.fixed_parts import terms
from tutor.lesson.format.markup import parameters
from tutor.lesson.references.naming import Entry, ids_used_twice, unknown_name, used_twice


def question_problems(question: questions.Question, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield what does not fit between the parts of the question at `path`."""
    match question:
        case questions.SingleChoice():
            yield from _choices(question, document, path, most=1)
        case questions.MultipleChoice():
            yield from _choices(question, document, path, most=len(question.choices))
        case questions.OrderQuestion():
            yield from _order(question, document, path)
        case questions.MatchQuestion(pairs=pairs):
            yield from ids_used_twice(document, (*path, "pairs"), pairs)
        case questions.NumericQuestion(wrong=wrong):
            yield from ids_used_twice(document, (*path, "wrong"), wrong)
        case questions.SymbolicQuestion(wrong=wrong):
            yield from ids_used_twice(document, (*path, "wrong"), wrong)
            yield from _derivative(question, document, path)
            yield from domain_problems(question.domain, document, path)
    yield from _parameter_ranges(question, document, path)


def text_problems(
    part: part.Part, known: Iterable[str], document: Document, path: KeyPath, glossary: Glossary | None
) -> Iterator[Problem]:
    """Yield parameters besides the `known` ones and terms that are not in the glossary, in all texts of `part`."""
    for below, text in texts(part, path):
        yield from _unknown_parameters(document, below, text, known)
        if glossary is not None:
            yield from unknown_terms(document, below, text, glossary)


def domain_problems(domain: Mapping[str, tuple[float, float]], document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield ranges of the `domain` of the step at `path` that have no number in them."""
    for name, (low, high) in domain.items():
        if low >= high:
            yield document.problem((*path, "domain", name), "empty-range", name=name)


def _choices(
    step: questions.SingleChoice | questions.MultipleChoice, document: Document, path: KeyPath, *, most: int
) -> Iterator[Problem]:
    yield from ids_used_twice(document, (*path, "choices"), step.choices)
    right = [index for index, choice in enumerate(step.choices) if choice.correct]
    if not right:
        yield document.key_problem((*path, "choices"), "no-correct-choice")
    elif len(right) > most:
        second = (*path, "choices", right[1], "correct")
        yield document.key_problem(second, "several-correct-choices", first=step.choices[right[0]].id)


def _derivative(question: questions.SymbolicQuestion, document: Document, path: KeyPath) -> Iterator[Problem]:
    """What is differentiated and by which name belong together."""
    if question.wrt is not None and question.wrt not in question.symbols:
        yield from unknown_name(document, (*path, "wrt"), question.wrt, question.symbols, "unknown-symbol")
    if bool(question.differentiate) != (question.wrt is not None):
        key = "differentiate" if question.differentiate else "wrt"
        yield document.key_problem((*path, key), "half-a-derivative")


def _order(step: questions.OrderQuestion, document: Document, path: KeyPath) -> Iterator[Problem]:
    entries: list[Entry] = [((*path, "items", i, "id"), item.id) for i, item in enumerate(step.items)]
    entries += [((*path, "wrong", i, "id"), wrong.id) for i, wrong in enumerate(step.wrong)]
    yield from used_twice(document, entries, "part-id-used-twice")
    items = [item.id for item in step.items]
    for index, wrong in enumerate(step.wrong):
        here = (*path, "wrong", index, "answer")
        unknown = [(number, id_) for number, id_ in enumerate(wrong.answer) if id_ not in items]
        for number, id_ in unknown:
            yield from unknown_name(document, (*here, number), id_, items, "unknown-item")
        if not unknown and sorted(wrong.answer) != sorted(items):
            yield document.problem(here, "wrong-order-incomplete", items=listed(items))


def _parameter_ranges(step: questions.Question, document: Document, path: KeyPath) -> Iterator[Problem]:
    for name, parameter in step.params.items():
        here = (*path, "params", name)
        if (parameter.choice is None) == (parameter.int is None):
            yield document.problem(here, "parameter-kind", name=name)
        elif parameter.int is not None and parameter.int[0] > parameter.int[1]:
            yield document.problem((*here, "int"), "empty-range", name=name)


def _unknown_parameters(document: Document, path: KeyPath, text: str, known: Iterable[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(parameters(text)):
        if name not in known:
            if known:
                yield document.problem(path, "unknown-parameter", key=_word(path), name=name, known=listed(known))
            else:
                yield document.problem(path, "no-parameters", key=_word(path), name=name)


def unknown_terms(document: Document, path: KeyPath, text: str, glossary: Glossary) -> Iterator[Problem]:
    """Yield the terms of `text` that are not in the glossary."""
    for id_ in terms(text):
        if glossary.term(id_) is None:
            yield from unknown_name(document, path, id_, (term.id for term in glossary.terms), "unknown-term")


def _word(path: KeyPath) -> str:
    """The last key of `path`: `hints` for one of the hints."""
    return next(item for item in reversed(path) if isinstance(item, str))
