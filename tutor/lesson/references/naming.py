"""Ids that are used twice and names that lead nowhere, whatever they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.files.spelling import nearest

Entry: TypeAlias = tuple[KeyPath, str]
"""An id or name, and where it stands."""


class HasId(Protocol):
    """A part of a lesson that goes by an id."""

    @property
    def id(self) -> str:
        """Return its id."""


def unknown_name(document: Document, path: KeyPath, name: str, known: Iterable[str], code: str) -> Iterator[Problem]:
    """Yield the problem `code`, or `code-misspelt` with a suggestion where a known name is near."""
    suggestion = nearest(name, known)
    if suggestion:
        yield document.problem(path, f"{code}-misspelt", name=name, suggestion=suggestion)
    else:
        yield document.problem(path, code, name=name)


def ids_used_twice(document: Document, path: KeyPath, parts: Iterable[HasId]) -> Iterator[Problem]:
    """Yield a problem for every id that stands among the `parts` at `path` a second time."""
    entries = [((*path, index, "id"), part.id) for index, part in enumerate(parts)]
    yield from used_twice(document, entries, "part-id-used-twice")


def used_twice(document: Document, entries: Sequence[Entry], code: str) -> Iterator[Problem]:
    """Yield the problem `code` for every id that stands among `entries` a second time."""
    first: dict[str, KeyPath] = {}
    for path, id_ in entries:
        earlier = first.setdefault(id_, path)
        if earlier != path:
            yield document.problem(path, code, id=id_, line=document.value_place(earlier).line)
