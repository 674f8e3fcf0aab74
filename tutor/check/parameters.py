"""The numbers of a question: conditions that can be read and met, and the variants that the check goes through."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tutor.check.formulas import formula_problem
from tutor.errors import Problem, Problems, TutorError
from tutor.formulas.limits import FormulaError
from tutor.lesson.files.document import Node
from tutor.lesson.format.fields import texts
from tutor.lesson.format.markup import left_parameters, parameters
from tutor.lesson.format.questions import QuizPart
from tutor.quiz.variant import Variant, parse_condition, variants

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


def drawn_variants(question: QuizPart, node: Node, most: int = 500) -> tuple[list[Variant], list[Problem]]:
    """Return the variants of the question to check, and what keeps it from having any."""
    problems = list(_conditions(question, node))
    if problems:
        return [], problems
    found = variants(question.params, question.where, most)
    if not found:
        return [], [(node / "where").key_problem("no-variant")]
    return found, []


def variant_text(variant: Variant) -> str:
    """Return the numbers of a variant for a message, `w=2, x=2`."""
    return ", ".join(f"{name}={number}" for name, number in variant.numbers.items())


def unused_parameters(question: QuizPart, node: Node) -> Problems:
    """Yield a warning for each parameter that no text, condition or answer of the question names."""
    said = {name for _, text in texts(question) for name in parameters(text)}
    calculated = {name for formula in (*question.where, *question.formulas()) for name in _NAME.findall(formula)}
    for name in question.params:
        if name not in said | calculated:
            yield replace((node / "params" / name).key_problem("parameter-unused", name=name), severity="warning")


def hidden_parameters(question: QuizPart, answer: str, node: Node) -> Problems:
    """Yield a problem for each parameter of `answer` that the same prompt leaves open: it would have two answers."""
    if any(left_parameters(question.prompt, question.params)):
        return  # a text that means to show one has a problem of its own
    found, _ = drawn_variants(question, node)
    for name in dict.fromkeys(_NAME.findall(answer)):
        if name not in question.params:
            continue
        drawn: dict[str, str] = {}
        if any(drawn.setdefault(one.text(question.prompt), one.numbers[name]) != one.numbers[name] for one in found):
            yield (node / "params" / name).key_problem("parameter-not-shown", name=name)


def _conditions(question: QuizPart, node: Node) -> Problems:
    for index, text in enumerate(question.where):
        here = node / "where" / index
        try:
            parse_condition(text, tuple(question.params))
        except FormulaError as error:
            yield formula_problem(error, text, here)
        except TutorError as error:
            yield here.problem(error.code, **error.arguments)
