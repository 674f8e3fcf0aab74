"""Does a derivation derive? The graph, its values, the factors that are asked, and the expected mistakes."""

from __future__ import annotations

from tutor.activity.derivation import DerivationActivity, label
from tutor.check.formulas import engine_problem, reported, unreadable, wrong_answer_problem
from tutor.check.walk import own_answer, questions
from tutor.deriving.chain_rule import ChainRule, Graph, chain
from tutor.deriving.derive import DontKnow
from tutor.errors import Problems, TutorError
from tutor.formulas.limits import LEARNER
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.model import DerivationStep


def derivation_problems(step: DerivationStep, node: Node) -> Problems:
    """Yield what is wrong with the derivation at `node`; what rests on something broken is not looked at."""
    vocabulary = Vocabulary(tuple(step.graph), open=True)
    formulas = [(node / "graph" / name, text) for name, text in step.graph.items()]
    if (yield from reported(unreadable(formulas, vocabulary, LEARNER))):
        return
    try:
        graph = Graph({name: parse(text, vocabulary) for name, text in step.graph.items()})
    except TutorError as error:
        yield (node / "graph").key_problem(error.code, **error.arguments)
        return
    if not (yield from reported(_values(step, graph, node))):
        yield from _derivatives(step, graph, node)


def _values(step: DerivationStep, graph: Graph, node: Node) -> Problems:
    if step.wrt not in graph.names:
        yield (node / "wrt").problem("unknown-quantity", name=step.wrt, known=listed(graph.names))
    for name in graph.inputs:
        if name not in step.at:
            yield (node / "at").problem("value-missing", name=name)
    for key, names in (("at", step.at), ("domain", step.domain)):
        for name in names:
            if name not in graph.names:
                here = node / key / name
                yield here.key_problem("unknown-quantity", name=name, known=listed(graph.names))


def _derivatives(step: DerivationStep, graph: Graph, node: Node) -> Problems:
    try:
        found = chain(graph, step.target, step.wrt, dict(step.at))
    except DontKnow as error:
        yield (node / "graph").key_problem(error.code, **error.arguments)
        return
    except TutorError as error:
        yield engine_problem(error, node / "wrt")
        return
    yield from _checked(found, node)
    factors = list(dict.fromkeys(label(factor) for chain_path in found.paths for factor in chain_path.factors))
    if not (yield from reported(_asked(step, factors, node))):
        yield from _wrong_answers(step, graph, node)


def _checked(found: ChainRule, node: Node) -> Problems:
    match found.check.verdict:
        case "agrees":
            pass
        case "kink":
            yield (node / "at").warning("derivation-at-kink", target=found.target)
        case "jump" | "too-steep":
            yield (node / "at").problem("derivation-unmeasured", target=found.target, wrt=found.wrt)
        case "undefined":
            yield (node / "at").problem("derivation-undefined", target=found.target, wrt=found.wrt)
        case "overflow":
            yield (node / "at").problem("derivation-overflows", target=found.target)
        case "disagrees":
            yield node.problem("derivation-disagrees", target=found.target, wrt=found.wrt)


def _asked(step: DerivationStep, factors: list[str], node: Node) -> Problems:
    if isinstance(step.ask, tuple):
        for index, factor in enumerate(step.ask):
            if factor not in factors:
                here = node / "ask" / index
                yield here.problem("unknown-factor", factor=factor, known=listed(factors))
    all_known = not isinstance(step.ask, tuple) or set(step.ask) <= set(factors)
    for index, wrong in enumerate(step.wrong):
        here = node / "wrong" / index / "factor"
        if wrong.factor not in factors:
            yield here.problem("unknown-factor", factor=wrong.factor, known=listed(factors))
        elif step.ask == "none" or (step.ask != "all" and all_known and wrong.factor not in step.ask):
            yield here.problem("factor-not-asked", factor=wrong.factor)


def _wrong_answers(step: DerivationStep, graph: Graph, node: Node) -> Problems:
    """The answer of every factor must pass, and every expected mistake fail with its own feedback."""
    written = [(node / "wrong" / i / "answer", wrong.answer) for i, wrong in enumerate(step.wrong)]
    if (yield from reported(unreadable(written, Vocabulary(graph.names), LEARNER))):
        return
    for activity, question in questions(DerivationActivity(step)):
        answer = own_answer(activity)
        try:
            if not question.shows_next and not activity.judge(answer).right:
                yield node.problem("answer-key-fails", part=question.part, answer=answer)
            mistakes = [(i, wrong) for i, wrong in enumerate(step.wrong) if wrong.factor == question.part]
            for index, wrong in mistakes:
                here = node / "wrong" / index / "answer"
                yield from wrong_answer_problem(wrong, activity.judge(wrong.answer), answer, here)
        except TutorError as error:
            yield engine_problem(error, node / "domain" if step.domain else node)
