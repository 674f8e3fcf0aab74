"""Codes of known mistakes in a lesson: do they stand in the catalogue, and can they be made in this network?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tutor.errors import Problem
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import nearest
from tutor.network.mistakes import MISTAKES
from tutor.network.spec import NetworkSpec


def mistake_problems(
    codes: Iterable[tuple[Node, str]], spec: NetworkSpec, *, at_keys: bool = False
) -> Iterator[Problem]:
    """Yield a problem for each code that is unknown, or whose mistake the network `spec` leaves no room for."""
    for node, code in codes:
        report = node.key_problem if at_keys else node.problem
        if code not in MISTAKES:
            suggestion = nearest(code, MISTAKES)
            if suggestion:
                yield report("unknown-mistake-misspelt", name=code, suggestion=suggestion)
            else:
                yield report("unknown-mistake", name=code)
        elif not MISTAKES[code].fits(spec):
            yield report("mistake-does-not-fit", name=code)
