"""Does a question for a number mean something, for every set of numbers that can be drawn?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from tutor.activity.numeric import grade_numeric, number_of, numeric_answer, wrong_numbers
from tutor.check.formulas import unreadable
from tutor.check.mistakes import wrong_answer_problem
from tutor.check.parameters import drawn_variants, hidden_parameters, variant_text
from tutor.errors import Problems
from tutor.events import VerdictKind, is_right
from tutor.formulas.limits import FormulaError
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.files.document import Node
from tutor.lesson.format.part import WrongAnswer
from tutor.lesson.format.questions import NumericQuestion
from tutor.lesson.format.scalars import WIDEST_TOLERANCE, Tolerance
from tutor.quiz.numbers import differ, read_number, written
from tutor.quiz.variant import Variant


def numeric_problems(question: NumericQuestion, node: Node) -> Problems:
    """Yield what is wrong with the question at `node`; each kind of problem for the first variant that has it."""
    yield from _answers(question, node)
    yield from hidden_parameters(question, question.answer, node)


def _answers(question: NumericQuestion, node: Node) -> Problems:
    formulas = [(node / "answer", question.answer)]
    formulas += [(node / "wrong" / i / "answer", wrong.answer) for i, wrong in enumerate(question.wrong)]
    problems = list(unreadable(formulas, Vocabulary(tuple(question.params))))
    found, more = drawn_variants(question, node)
    yield from (*problems, *more)
    if problems or more:
        return
    undefined = next((v for v in found if not math.isfinite(numeric_answer(question, v))), None)
    if undefined is not None:
        yield (node / "answer").problem("answer-undefined", answer=question.answer, variant=variant_text(undefined))
        return
    yield from _tolerance(question, found, node)
    for index, wrong in enumerate(question.wrong):
        yield from _wrong_answer(question, wrong, found, node / "wrong" / index / "answer")
    yield from _tests(question, found, node)


def _tolerance(question: NumericQuestion, found: Sequence[Variant], node: Node) -> Problems:
    """No wrong answer that the author expects may lie within the tolerance, nor half of all numbers of its size."""
    rights = (numeric_answer(question, variant) for variant in found)
    if too_wide := next(too_wide_tolerances(question.tolerance, rights, node / "tolerance"), None):
        yield too_wide
        return
    reached = [
        (distance(question.tolerance, wrong, right), right, wrong, variant)
        for variant in found
        for right in (numeric_answer(question, variant),)
        for wrong in wrong_numbers(question, variant).values()
        if differ(wrong, right) and question.tolerance.accepts(wrong, right)
    ]
    if reached:
        _, right, wrong, variant = min(reached, key=lambda one: one[0])
        most = tolerance_below(question.tolerance, wrong, right)
        arguments = {"right": f"{right:.6g}", "wrong": f"{wrong:.6g}", "most": most, "variant": variant_text(variant)}
        yield (node / "tolerance").problem("tolerance-reaches-wrong", **arguments)


def too_wide_tolerances(tolerance: Tolerance, rights: Iterable[float], node: Node) -> Problems:
    """Yield a problem for each of the right numbers of which the absolute `tolerance` at `node` is half or more."""
    for right in rights:
        if right and tolerance.absolute >= abs(right) * WIDEST_TOLERANCE / 100:
            yield node.problem("tolerance-too-wide", value=f"{tolerance.absolute:g}", most=WIDEST_TOLERANCE)


def distance(tolerance: Tolerance, wrong: float, right: float) -> float:
    """Return how far `wrong` lies from `right`, in per cent of it where the tolerance is relative."""
    return 100 * abs(wrong - right) / abs(right) if tolerance.relative else abs(wrong - right)


def tolerance_below(tolerance: Tolerance, wrong: float, right: float) -> str:
    """Return the largest tolerance of one digit and of this sort that does not reach `wrong` from `right`."""
    room = distance(tolerance, wrong, right)
    unit = 10.0 ** math.floor(math.log10(room))
    digit = math.ceil(room / unit * (1 - 1e-9)) - 1
    text = f"{float(f'{digit * unit if digit else 0.9 * unit:.1g}'):g}"
    return f"{text}%" if tolerance.relative else text


def _wrong_answer(question: NumericQuestion, wrong: WrongAnswer, found: Sequence[Variant], node: Node) -> Problems:
    for variant in found:
        number = number_of(wrong.answer, variant)
        if not math.isfinite(number):
            continue  # a mistake that has no value for these numbers cannot be typed
        verdict = grade_numeric(question, variant, read_number(written(number, 10)))
        if verdict.right and variant.numbers:
            yield node.problem("wrong-answer-is-right-in", variant=variant_text(variant), answer=wrong.answer)
            return
        problems = list(wrong_answer_problem(wrong, verdict.kind, verdict.feedback, question.answer, node))
        if problems:
            yield from problems
            return


def _tests(question: NumericQuestion, found: Sequence[Variant], node: Node) -> Problems:
    for index, test in enumerate(question.tests):
        here = node / "tests" / index / "answer"
        statuses: dict[str, Variant] = {}
        for variant in found:
            statuses.setdefault(_status(question, test.answer, variant), variant)
        for status in statuses:
            if status != test.is_:
                yield here.problem("test-fails", answer=test.answer, expected=test.is_, got=status)
                break


def _status(question: NumericQuestion, text: str, variant: Variant) -> str:
    """What becomes of `text`: typed by a learner, or where it is no number, worked out from the parameters."""
    try:
        typed = read_number(text)
    except FormulaError:
        try:
            typed = read_number(written(number_of(text, variant), 10))
        except FormulaError:
            return "unreadable"
    return outcome(grade_numeric(question, variant, typed).kind)


def outcome(status: VerdictKind) -> str:
    """Return the word that `tests` use for a verdict."""
    return "correct" if is_right(status) else status
