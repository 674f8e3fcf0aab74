"""The numbers of a question: conditions that can be read and met, and the variants that the check goes through."""

from __future__ import annotations

from tutor.check.formulas import formula_problem
from tutor.errors import Problem, Problems, TutorError
from tutor.formulas.limits import FormulaError
from tutor.lesson.files.document import Node
from tutor.lesson.format.questions import QuizPart
from tutor.quiz.variant import Variant, parse_condition, variants


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


def _conditions(question: QuizPart, node: Node) -> Problems:
    for index, text in enumerate(question.where):
        here = node / "where" / index
        try:
            parse_condition(text, tuple(question.params))
        except FormulaError as error:
            yield formula_problem(error, text, here)
        except TutorError as error:
            yield here.problem(error.code, **error.arguments)
