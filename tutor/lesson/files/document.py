"""The data of one YAML file, and where in the file every key and value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from tutor.errors import Argument, Place, Problem

KeyPath: TypeAlias = tuple[str | int, ...]
"""The keys and indexes that lead from the top of a file to a value."""


class Position(NamedTuple):
    """Line and column, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """The data of one file (mappings, lists, texts, None for a missing value) and where everything stands in it."""

    file: Path
    data: Any
    keys: Mapping[KeyPath, Position]
    values: Mapping[KeyPath, Position]
    text: str = ""
    lost_texts: tuple[tuple[Position, str], ...] = ()
    """Text that YAML drops because ` #` begins a comment, although it does not look like one."""

    def value_place(self, path: KeyPath) -> Place:
        """Return where the value at `path` begins, or the nearest value around it that the file has."""
        while path and path not in self.values:
            path = path[:-1]
        return Place(self.file, *self.values.get(path, Position(1, 1)))

    def key_place(self, path: KeyPath) -> Place:
        """Return where the key at the end of `path` begins; in a list, where the item begins."""
        return Place(self.file, *self.keys[path]) if path in self.keys else self.value_place(path)

    def place_inside(self, path: KeyPath, part: str, index: int = 0) -> Place:
        """Return where character `index` of `part` stands, which is a piece of the text at `path`.

        Where the file breaks the piece over lines or escapes it, the place of the whole text.
        """
        whole = self.value_place(path)
        line = part.count("\n", 0, index)
        before = part.rfind("\n", 0, index) + 1
        wanted = part.split("\n")[line].strip()
        start = self.text.find(wanted, self._index(whole)) if wanted else -1
        if start < 0:
            return whole
        indented = len(part[before:]) - len(part[before:].lstrip(" "))
        return Place(self.file, *position_at(self.text, start + max(0, index - before - indented)))

    def __truediv__(self, below: str | int | KeyPath) -> Node:
        return Node(self) / below

    def _index(self, place: Place) -> int:
        lines = self.text.splitlines(keepends=True)
        return sum(len(line) for line in lines[: place.line - 1]) + place.column - 1


class Node(NamedTuple):
    """The value at `path` of a document, which may lack it; `node / below` is the value below a key, index or path."""

    document: Document
    path: KeyPath = ()

    def __truediv__(self, below: str | int | KeyPath) -> Node:
        return Node(self.document, (*self.path, *(below if isinstance(below, tuple) else (below,))))

    @property
    def line(self) -> int:
        """The line in which the value begins."""
        return self.document.value_place(self.path).line

    def problem(self, code: str, **arguments: Argument) -> Problem:
        """Return the problem `code` at the value."""
        return Problem(code, self.document.value_place(self.path), arguments)

    def warning(self, code: str, **arguments: Argument) -> Problem:
        """Return the problem `code` at the value, one that does not stop the lesson."""
        return Problem(code, self.document.value_place(self.path), arguments, "warning")

    def key_problem(self, code: str, **arguments: Argument) -> Problem:
        """Return the problem `code` at the key at the end of the path."""
        return Problem(code, self.document.key_place(self.path), arguments)

    def problem_inside(self, text: str, index: int, code: str, arguments: Mapping[str, Argument]) -> Problem:
        """Return the problem `code` at character `index` of `text`, a piece of the value, or at its last one."""
        place = self.document.place_inside(self.path, text, min(index, len(text) - 1))
        return Problem(code, place, arguments)


def position_at(text: str, index: int) -> Position:
    """Return line and column of character number `index` of `text`."""
    return Position(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
