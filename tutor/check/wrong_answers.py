"""An expected mistake that is none: it is right, or it is another mistake of the same question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.errors import Problem
from tutor.events import VerdictKind
from tutor.lesson.files.document import Node
from tutor.lesson.format.part import WrongAnswer


def wrong_answer_problem(
    wrong: WrongAnswer, status: VerdictKind, feedback: Sequence[str], right: str, node: Node
) -> Iterator[Problem]:
    """Yield what is wrong with the expected mistake whose answer stands at `node` and was judged like this."""
    match status:
        case "right":
            yield node.problem("wrong-answer-is-right", answer=wrong.answer, right=right)
        case "undecided" | "unreadable" | "":
            yield node.problem("wrong-answer-undecided", answer=wrong.answer)
        case "wrong":
            if tuple(feedback) != (wrong.id,):
                yield node.problem("wrong-answers-equal", answer=wrong.answer, other=", ".join(feedback))
