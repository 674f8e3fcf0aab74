"""What can go wrong, as codes and arguments that a front end turns into sentences."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self, TypeAlias

Argument: TypeAlias = str | int | float
"""A value that a sentence names; never a finished sentence itself."""


class Cause(str):
    """Why the system could not do something, in its own words; `code` says it to our own.

    That is the name of its errno or of SQLite's error code, empty where there is none.
    """

    __slots__ = ("code",)
    code: str

    def __new__(cls, words: str, code: str) -> Self:
        """Keep the system's `words` with the `code`."""
        cause = super().__new__(cls, words)
        cause.code = code
        return cause


def cause_of(error: OSError) -> Cause:
    """Return what `error` says of its cause."""
    return Cause(error.strerror or "", errno.errorcode.get(error.errno or 0, ""))


Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands; line and column count from 1, 0 means the file as a whole."""

    file: Path
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file of the course; its sentence is `wording.problems` by `code`."""

    code: str
    place: Place
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    severity: Severity = "error"

    @property
    def is_error(self) -> bool:
        """Return whether it keeps what it stands in from being used."""
        match self.severity:
            case "error":
                return True
            case "warning":
                return False


Problems: TypeAlias = Iterator[Problem]
"""Problems one after the other, each looked for when it is asked for."""


class TutorError(Exception):
    """An expected failure that ends an operation; the front end says it through `wording`."""

    def __init__(self, code: str, /, **arguments: Argument) -> None:
        super().__init__(code, arguments)
        self.code = code
        self.arguments = arguments


class BrokenFilesError(TutorError):
    """What was asked for cannot be opened because of `problems` in its files; there is at least one."""

    def __init__(self, code: str, problems: tuple[Problem, ...], /, **arguments: Argument) -> None:
        super().__init__(code, **arguments)
        self.problems = problems
