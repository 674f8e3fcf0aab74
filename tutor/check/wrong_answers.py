"""An expected mistake that is none: it is right, or it is another mistake of the same question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.errors import Problem
from tutor.events import VerdictKind
from tutor.lesson.document import Document, KeyPath


def wrong_answer_problem(
    id_: str, text: str, status: VerdictKind, feedback: Sequence[str], right: str, document: Document, path: KeyPath
) -> Iterator[Problem]:
    """Yield what is wrong with the expected mistake `id_` that got this status and feedback when it was judged."""
    if status == "right":
        yield document.problem(path, "wrong-answer-is-right", answer=text, right=right)
    elif status != "wrong":
        yield document.problem(path, "wrong-answer-undecided", answer=text)
    elif tuple(feedback) != (id_,):
        yield document.problem(path, "wrong-answers-equal", answer=text, other=", ".join(feedback))
