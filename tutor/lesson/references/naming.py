"""Ids that are used twice and names that lead nowhere, whatever they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeAlias

from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import nearest

Entry: TypeAlias = tuple[Node, str]
"""An id or name, and where it stands."""


class HasId(Protocol):
    """A part of a lesson that goes by an id."""

    @property
    def id(self) -> str:
        """Return its id."""


def unknown_name(node: Node, name: str, known: Iterable[str], code: str, *, at_key: bool = False) -> Problems:
    """Yield the problem `code`, or `code-misspelt` with a suggestion where a known name is near."""
    report = node.key_problem if at_key else node.problem
    suggestion = nearest(name, known)
    if suggestion:
        yield report(f"{code}-misspelt", name=name, suggestion=suggestion)
    else:
        yield report(code, name=name)


def ids_used_twice(node: Node, parts: Iterable[HasId]) -> Problems:
    """Yield a problem for every id that stands among the `parts` at `node` a second time."""
    entries = [(node / index / "id", part.id) for index, part in enumerate(parts)]
    yield from used_twice(entries, "part-id-used-twice")


def used_twice(entries: Sequence[Entry], code: str) -> Problems:
    """Yield the problem `code` for every id that stands among `entries` a second time."""
    first: dict[str, Node] = {}
    for node, id_ in entries:
        earlier = first.setdefault(id_, node)
        if earlier is not node:
            yield node.problem(code, id=id_, line=earlier.line)
