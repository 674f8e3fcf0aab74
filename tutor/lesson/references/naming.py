"""Ids that are used twice and names that lead nowhere, whatever they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import nearest
from tutor.lesson.format.part import Part

Entry: TypeAlias = tuple[Node, str]
"""An id or name, and where it stands."""


def unknown_name(node: Node, name: str, known: Iterable[str], code: str, *, at_key: bool = False) -> Problems:
    """Yield the problem `code`, or `code-misspelt` with a suggestion where a known name is near."""
    report = node.key_problem if at_key else node.problem
    suggestion = nearest(name, known)
    if suggestion:
        yield report(f"{code}-misspelt", name=name, suggestion=suggestion)
    else:
        yield report(code, name=name)


def ids_used_twice(part: Part, node: Node) -> Problems:
    """Yield a problem for every id that a second entry of the lists of `part` has, and so on within its parts."""
    below = list(_parts(part, node))
    entries = [(here / "id", str(id_)) for here, one in below if (id_ := getattr(one, "id", None)) is not None]
    yield from used_twice(entries, "part-id-used-twice")
    for here, one in below:
        yield from ids_used_twice(one, here)


def _parts(part: Part, node: Node) -> Iterator[tuple[Node, Part]]:
    """What `part` itself is made of, and where each stands."""
    for key, value in part:
        entries = enumerate(value) if isinstance(value, tuple) else ()
        yield from ((node / key / index, one) for index, one in entries if isinstance(one, Part))
        if isinstance(value, Part):
            yield node / key, value


def used_twice(entries: Sequence[Entry], code: str) -> Problems:
    """Yield the problem `code` for every id that stands among `entries` a second time."""
    first: dict[str, Node] = {}
    for node, id_ in entries:
        earlier = first.setdefault(id_, node)
        if earlier is not node:
            yield node.problem(code, id=id_, line=earlier.line)
