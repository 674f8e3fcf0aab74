"""Authors' formulas: read, or reported with the place inside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.errors import Problem, TutorError
from tutor.formulas.expression import Expression
from tutor.formulas.limits import AUTHOR, FormulaError
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.files.document import Document, KeyPath


def formula_problem(error: FormulaError, text: str, document: Document, path: KeyPath) -> Problem:
    """Return `error` in the formula `text` at `path` as a problem of the file."""
    place = document.place_inside(path, text, min(error.span.start, len(text) - 1))
    return Problem(f"formula.{error.code}", place, error.arguments)


def engine_problem(error: TutorError, document: Document, path: KeyPath) -> Problem:
    """Return what the symbolic engine refused as a problem at `path`."""
    code = error.code if "." in error.code else f"formula.{error.code}"
    return document.problem(path, code, **error.arguments)


def unreadable(formulas: Mapping[KeyPath, str], vocabulary: Vocabulary, document: Document) -> Iterator[Problem]:
    """Yield a problem for each of the `formulas` that says nothing in `vocabulary`."""
    for path, text in formulas.items():
        try:
            parse(text, vocabulary, AUTHOR)
        except FormulaError as error:
            yield formula_problem(error, text, document, path)


def read_all(formulas: Mapping[str, str], vocabulary: Vocabulary) -> dict[str, Expression]:
    """Return formulas by name that are known to be readable."""
    return {name: parse(text, vocabulary, AUTHOR) for name, text in formulas.items()}
