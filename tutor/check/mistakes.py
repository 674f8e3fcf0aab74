"""Mistakes that a lesson names or expects: are they known, can they be made, and are they mistakes?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.errors import Problems
from tutor.events import VerdictKind
from tutor.lesson.files.document import Node
from tutor.lesson.format.part import WrongAnswer
from tutor.lesson.references.naming import unknown_name
from tutor.network.mistakes import MISTAKES
from tutor.network.spec import NetworkSpec


def mistake_problems(codes: Iterable[tuple[Node, str]], spec: NetworkSpec, *, at_keys: bool = False) -> Problems:
    """Yield a problem for each code that is unknown, or whose mistake the network `spec` leaves no room for."""
    for node, code in codes:
        if code not in MISTAKES:
            yield from unknown_name(node, code, MISTAKES, "unknown-mistake", at_key=at_keys)
        elif not MISTAKES[code].fits(spec):
            report = node.key_problem if at_keys else node.problem
            yield report("mistake-does-not-fit", name=code)


def wrong_answer_problem(
    wrong: WrongAnswer, status: VerdictKind, feedback: Sequence[str], right: str, node: Node
) -> Problems:
    """Yield what is wrong with the expected mistake whose answer stands at `node` and was judged like this."""
    match status:
        case "right":
            yield node.problem("wrong-answer-is-right", answer=wrong.answer, right=right)
        case "undecided" | "unreadable" | "":
            yield node.problem("wrong-answer-undecided", answer=wrong.answer)
        case "wrong":
            if tuple(feedback) != (wrong.id,):
                yield node.problem("wrong-answers-equal", answer=wrong.answer, other=", ".join(feedback))
