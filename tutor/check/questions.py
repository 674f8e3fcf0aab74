"""Does a question mean something, whether it stands in a lesson or in the bank, for all that can be drawn in it?"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tutor.activity.numeric import grade_numeric, number_of, numeric_answer, wrong_numbers
from tutor.activity.symbolic import SymbolicActivity, author_formula, symbolic_judge
from tutor.check.formulas import condition_problem, engine_problem, reported, unreadable, wrong_answer_problem
from tutor.deriving.derive import derive
from tutor.errors import Problem, Problems, TutorError
from tutor.events import VerdictKind, is_right
from tutor.formulas.limits import LEARNER, FormulaError
from tutor.formulas.vocabulary import Vocabulary
from tutor.judging.diagnosis import Judge
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.fields import texts
from tutor.lesson.format.markup import left_parameters, parameters
from tutor.lesson.format.part import WrongAnswer
from tutor.lesson.format.questions import (
    NumericQuestion,
    OrderQuestion,
    Question,
    QuestionKind,
    QuizPart,
    SymbolicQuestion,
)
from tutor.lesson.format.scalars import WIDEST_TOLERANCE, Tolerance
from tutor.quiz.numbers import differ, read_number, written
from tutor.quiz.variant import Variant, parse_condition, variants

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_MOST_VARIANTS: Final = 20
"""A judge of formulas takes milliseconds to build, and formulas differ less between variants than numbers do."""
_HINT_NOISE: Final = re.compile(r"\\cdot|\\left|\\right|\\,|[\s$*·{}]")
_SHORTEST_ANSWER: Final = 4
"""Answers shorter than this stand in many innocent sentences."""


def meaning_of_question(question: Question, node: Node) -> Problems:
    """Yield what is wrong with the answers of the question at `node`, in any of its variants."""
    yield from _unused_parameters(question, node)
    yield from _MEANINGS[question.kind](question, node)


def _choice(question: QuizPart, node: Node) -> Problems:
    yield from _equal_texts(question, node, "choices-equal", "choice")
    yield from _drawn_variants(question, node)[1]


def _arranged(question: QuizPart, node: Node) -> Problems:
    yield from _equal_texts(question, node, "texts-equal", "item")
    yield from _drawn_variants(question, node)[1]


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


def hint_problems(question: QuizPart, node: Node) -> Problems:
    """Yield a warning where the first of several hints contains the answer."""
    if len(question.hints) < 2:
        return
    first = _bare(question.hints[0])
    if any(len(answer) >= _SHORTEST_ANSWER and answer in first for answer in map(_bare, question.told())):
        yield (node / "hints" / 0).warning("first-hint-tells-answer")


def _bare(text: str) -> str:
    return _HINT_NOISE.sub("", text).rstrip(".。")


# The numbers of a question


def _drawn_variants(question: QuizPart, node: Node, most: int = 500) -> tuple[list[Variant], list[Problem]]:
    """Return the variants of the question to check, and what keeps it from having any."""
    problems = list(_conditions(question, node))
    if problems:
        return [], problems
    found = variants(question.params, question.where, most)
    if not found:
        return [], [(node / "where").key_problem("no-variant")]
    return found, []


def _variant_text(variant: Variant) -> str:
    """Return the numbers of a variant for a message, `w=2, x=2`."""
    return ", ".join(f"{name}={number}" for name, number in variant.numbers.items())


def _unused_parameters(question: QuizPart, node: Node) -> Problems:
    """Yield a warning for each parameter that no text, condition or answer of the question names."""
    said = {name for _, text in texts(question) for name in parameters(text)}
    calculated = {name for formula in (*question.where, *question.formulas()) for name in _NAME.findall(formula)}
    for name in question.params:
        if name not in said | calculated:
            yield replace((node / "params" / name).key_problem("parameter-unused", name=name), severity="warning")


def _hidden_parameters(question: QuizPart, answer: str, node: Node) -> Problems:
    """Yield a problem for each parameter of `answer` that the same prompt leaves open: it would have two answers."""
    if any(left_parameters(question.prompt, question.params)):
        return  # a text that means to show one has a problem of its own
    found, _ = _drawn_variants(question, node)
    for name in dict.fromkeys(_NAME.findall(answer)):
        if name not in question.params:
            continue
        drawn: dict[str, str] = {}
        if any(drawn.setdefault(one.text(question.prompt), one.numbers[name]) != one.numbers[name] for one in found):
            yield (node / "params" / name).key_problem("parameter-not-shown", name=name)


def _conditions(question: QuizPart, node: Node) -> Problems:
    for index, text in enumerate(question.where):
        try:
            parse_condition(text, tuple(question.params))
        except TutorError as error:
            yield condition_problem(error, text, node / "where" / index)


# Answers that are numbers


def _numeric(question: NumericQuestion, node: Node) -> Problems:
    """Each kind of problem for the first variant that has it."""
    formulas = [(node / "answer", question.answer)]
    formulas += [(node / "wrong" / i / "answer", wrong.answer) for i, wrong in enumerate(question.wrong)]
    problems = list(unreadable(formulas, Vocabulary(tuple(question.params))))
    found, more = _drawn_variants(question, node)
    yield from (*problems, *more)
    if not (problems or more):
        yield from _numbers(question, found, node)
    yield from _hidden_parameters(question, question.answer, node)


def _numbers(question: NumericQuestion, found: Sequence[Variant], node: Node) -> Problems:
    undefined = next((v for v in found if not math.isfinite(numeric_answer(question, v))), None)
    if undefined is not None:
        yield (node / "answer").problem("answer-undefined", answer=question.answer, variant=_variant_text(undefined))
        return
    yield from _number_tolerance(question, found, node)
    for index, wrong in enumerate(question.wrong):
        yield from _wrong_number(question, wrong, found, node / "wrong" / index / "answer")
    yield from _number_tests(question, found, node)


def _number_tolerance(question: NumericQuestion, found: Sequence[Variant], node: Node) -> Problems:
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
        arguments = {"right": f"{right:.6g}", "wrong": f"{wrong:.6g}", "most": most, "variant": _variant_text(variant)}
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


def _wrong_number(question: NumericQuestion, wrong: WrongAnswer, found: Sequence[Variant], node: Node) -> Problems:
    for variant in found:
        number = number_of(wrong.answer, variant)
        if not math.isfinite(number):
            continue  # a mistake that has no value for these numbers cannot be typed
        verdict = grade_numeric(question, variant, read_number(written(number, 10)))
        if verdict.right and variant.numbers:
            yield node.problem("wrong-answer-is-right-in", variant=_variant_text(variant), answer=wrong.answer)
            return
        problems = list(wrong_answer_problem(wrong, verdict, question.answer, node))
        if problems:
            yield from problems
            return


def _number_tests(question: NumericQuestion, found: Sequence[Variant], node: Node) -> Problems:
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
    return _outcome(grade_numeric(question, variant, typed).kind)


def _outcome(status: VerdictKind) -> str:
    """Return the word that `tests` use for a verdict."""
    return "correct" if is_right(status) else status


# Answers that are formulas


def _symbolic(question: SymbolicQuestion, node: Node) -> Problems:
    """What is wrong with formulas, of answers for the first variant that has a problem."""
    vocabulary = Vocabulary((*question.symbols, *question.params))
    formulas = [(node / "answer", question.answer)]
    if question.differentiate:
        formulas.append((node / "differentiate", question.differentiate))
    formulas += [(node / "wrong" / i / "answer", wrong.answer) for i, wrong in enumerate(question.wrong)]
    problems = list(unreadable(formulas, vocabulary, LEARNER))
    problems += [
        (node / "domain" / name).key_problem("unknown-quantity", name=name, known=listed(question.symbols))
        for name in question.domain
        if name not in question.symbols
    ]
    found, more = _drawn_variants(question, node, _MOST_VARIANTS)
    yield from (*problems, *more)
    if not (problems or more):
        each = (list(_variant(question, variant, node)) for variant in found)
        yield from next(filter(None, each), ())
    yield from _hidden_parameters(question, question.answer, node)


def _derivative(question: SymbolicQuestion, variant: Variant, judge: Judge, node: Node) -> Problems:
    """Yield a problem where the answer is not the derivative of what the question differentiates."""
    if not question.differentiate or question.wrt is None:
        return
    original = author_formula(question, variant, question.differentiate)
    try:
        derivative = derive(original, question.wrt).result
    except TutorError as error:
        yield engine_problem(error, node / "differentiate")
        return
    if not judge.judge(derivative).right:
        arguments = {"answer": question.answer, "original": question.differentiate, "wrt": question.wrt}
        yield (node / "answer").problem("answer-is-no-derivative", **arguments)


def _variant(question: SymbolicQuestion, variant: Variant, node: Node) -> Problems:
    try:
        judge = symbolic_judge(question, variant)
    except TutorError as error:
        yield engine_problem(error, node / "answer")
        return
    right = author_formula(question, variant, question.answer)
    if not judge.judge(right).right:
        yield (node / "answer").problem("answer-key-fails", part=question.id, answer=question.answer)
        return
    if (yield from reported(_derivative(question, variant, judge, node))):
        return
    for index, wrong in enumerate(question.wrong):
        verdict = judge.judge(author_formula(question, variant, wrong.answer))
        here = node / "wrong" / index / "answer"
        if verdict.right and variant.numbers:
            yield here.problem("wrong-answer-is-right-in", variant=_variant_text(variant), answer=wrong.answer)
            continue
        yield from wrong_answer_problem(wrong, verdict, question.answer, here)
    yield from _formula_tests(question, variant, node)


def _formula_tests(question: SymbolicQuestion, variant: Variant, node: Node) -> Problems:
    activity = SymbolicActivity(question, variant)
    for index, test in enumerate(question.tests):
        got = _outcome(activity.judge(test.answer).kind)
        if got != test.is_:
            here = node / "tests" / index / "answer"
            yield here.problem("test-fails", answer=test.answer, expected=test.is_, got=got)


_MEANINGS: Final[Mapping[QuestionKind, Callable[[Any, Node], Problems]]] = {
    "single": _choice,
    "multiple": _choice,
    "numeric": _numeric,
    "symbolic": _symbolic,
    "order": _order,
    "match": _arranged,
}
