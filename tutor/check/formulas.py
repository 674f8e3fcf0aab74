"""What authors write as formulas and as wrong answers: read and judged, or reported with the place inside it."""

from __future__ import annotations

from collections.abc import Generator, Iterable

from tutor.errors import Problem, Problems, TutorError
from tutor.events import Verdict
from tutor.formulas.limits import AUTHOR, FormulaError, Limits
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.files.document import Node
from tutor.lesson.format.part import WrongAnswer


def reported(problems: Problems) -> Generator[Problem, None, bool]:
    """Yield `problems` on, and return whether there were any: what rests on something broken is not looked at."""
    found = list(problems)
    yield from found
    return bool(found)


def formula_problem(error: FormulaError, text: str, node: Node) -> Problem:
    """Return `error` in the formula `text` at `node` as a problem of the file."""
    return node.problem_inside(text, error.span.start, f"formula.{error.code}", error.arguments)


def condition_problem(error: TutorError, text: str, node: Node) -> Problem:
    """Return what was refused in the condition `text` at `node`, at its place in it if that is known."""
    if isinstance(error, FormulaError):
        return formula_problem(error, text, node)
    return node.problem(error.code, **error.arguments)


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


def wrong_answer_problem(wrong: WrongAnswer, verdict: Verdict, right: str, node: Node) -> Problems:
    """Yield what is wrong with the expected mistake whose answer stands at `node` and was judged like this."""
    match verdict.kind:
        case "right":
            yield node.problem("wrong-answer-is-right", answer=wrong.answer, right=right)
        case "undecided" | "unreadable" | "":
            yield node.problem("wrong-answer-undecided", answer=wrong.answer)
        case "wrong":
            if verdict.feedback != (wrong.id,):
                yield node.problem("wrong-answers-equal", answer=wrong.answer, other=", ".join(verdict.feedback))
