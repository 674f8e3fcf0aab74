"""Does a question for a formula mean something: is its answer right, are its mistakes wrong, do its tests hold?"""

from __future__ import annotations

from tutor.activity.symbolic import SymbolicActivity, author_formula, symbolic_judge
from tutor.check.formulas import engine_problem, unreadable
from tutor.check.mistakes import wrong_answer_problem
from tutor.check.numeric import outcome
from tutor.check.parameters import drawn_variants, hidden_parameters, variant_text
from tutor.deriving.derive import derive
from tutor.errors import Problems, TutorError
from tutor.formulas.limits import LEARNER
from tutor.formulas.vocabulary import Vocabulary
from tutor.judging.diagnosis import Judge
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.questions import SymbolicQuestion
from tutor.quiz.variant import Variant

MOST_VARIANTS = 20
"""A judge of formulas takes milliseconds to build, and formulas differ less between variants than numbers do."""


def symbolic_problems(question: SymbolicQuestion, node: Node) -> Problems:
    """Yield what is wrong with the question at `node`, for the first variant that has a problem."""
    yield from _answers(question, node)
    yield from hidden_parameters(question, question.answer, node)


def _answers(question: SymbolicQuestion, node: Node) -> Problems:
    vocabulary = Vocabulary((*question.symbols, *question.params))
    formulas = [(node / "answer", question.answer)]
    if question.differentiate:
        formulas.append((node / "differentiate", question.differentiate))
    formulas += [(node / "wrong" / i / "answer", wrong.answer) for i, wrong in enumerate(question.wrong)]
    problems = list(unreadable(formulas, vocabulary, LEARNER))
    problems += _domain(question, node)
    found, more = drawn_variants(question, node, MOST_VARIANTS)
    yield from (*problems, *more)
    if problems or more:
        return
    for variant in found:
        problems = list(_variant(question, variant, node))
        if problems:
            yield from problems
            return


def _domain(question: SymbolicQuestion, node: Node) -> Problems:
    for name in question.domain:
        if name not in question.symbols:
            here = node / "domain" / name
            yield here.key_problem("unknown-quantity", name=name, known=listed(question.symbols))


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
    problems = list(_derivative(question, variant, judge, node))
    yield from problems
    if problems:
        return
    for index, wrong in enumerate(question.wrong):
        verdict = judge.judge(author_formula(question, variant, wrong.answer))
        here = node / "wrong" / index / "answer"
        if verdict.right and variant.numbers:
            yield here.problem("wrong-answer-is-right-in", variant=variant_text(variant), answer=wrong.answer)
            continue
        yield from wrong_answer_problem(wrong, verdict.kind, verdict.feedback, question.answer, here)
    yield from _tests(question, variant, node)


def _tests(question: SymbolicQuestion, variant: Variant, node: Node) -> Problems:
    activity = SymbolicActivity(question, variant)
    for index, test in enumerate(question.tests):
        got = outcome(activity.judge(test.answer).kind)
        if got != test.is_:
            here = node / "tests" / index / "answer"
            yield here.problem("test-fails", answer=test.answer, expected=test.is_, got=got)
