"""Authors' formulas: read, or reported with the place inside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tutor.errors import Problem, Problems, TutorError
from tutor.formulas.expression import Expression
from tutor.formulas.limits import AUTHOR, FormulaError, Limits
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.files.document import Node


def formula_problem(error: FormulaError, text: str, node: Node) -> Problem:
    """Return `error` in the formula `text` at `node` as a problem of the file."""
    return node.problem_inside(text, error.span.start, f"formula.{error.code}", error.arguments)


def engine_problem(error: TutorError, node: Node) -> Problem:
    """Return what the symbolic engine refused as a problem at `node`."""
    code = error.code if "." in error.code else f"formula.{error.code}"
    return node.problem(code, **error.arguments)


def unreadable(formulas: Iterable[tuple[Node, str]], vocabulary: Vocabulary, limits: Limits = AUTHOR) -> Problems:
    """Yield a problem for each of the `formulas` that says nothing in `vocabulary`, or is beyond the `limits`."""
    for node, text in formulas:
        try:
            parse(text, vocabulary, limits)
        except FormulaError as error:
            yield formula_problem(error, text, node)


def read_all(formulas: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, Expression]:
    """Return formulas by name that are known to be readable."""
    return {name: parse(text, vocabulary) for name, text in formulas.items()}
