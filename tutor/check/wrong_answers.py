"""An expected mistake that is none: it is right, or it is another mistake of the same question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.errors import Problem
from tutor.events import VerdictKind
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.format.part import WrongAnswer


def wrong_answer_problem(
    wrong: WrongAnswer, status: VerdictKind, feedback: Sequence[str], right: str, document: Document, path: KeyPath
) -> Iterator[Problem]:
    """Yield what is wrong with the expected mistake whose answer stands at `path` and was judged like this."""
    match status:
        case "right":
            yield document.problem(path, "wrong-answer-is-right", answer=wrong.answer, right=right)
        case "undecided" | "unreadable" | "":
            yield document.problem(path, "wrong-answer-undecided", answer=wrong.answer)
        case "wrong":
            if tuple(feedback) != (wrong.id,):
                yield document.problem(path, "wrong-answers-equal", answer=wrong.answer, other=", ".join(feedback))
