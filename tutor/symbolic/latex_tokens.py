"""LaTeX source -> tokens with their places, and the error that every step of reading LaTeX raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tutor.errors import Argument, TutorError
from tutor.text import first_control_character

MOST_CHARACTERS: Final = 2000
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\s+|.", re.DOTALL)


class LatexError(TutorError):
    """LaTeX that cannot be drawn; `index` is the place in the source."""

    def __init__(self, code: str, index: int, /, **arguments: Argument) -> None:
        super().__init__(code, **arguments)
        self.index = index


class Token(NamedTuple):
    """A command with its backslash, a number or one character; `start` is its place in the source."""

    text: str
    start: int

    @property
    def command(self) -> str | None:
        """The name of the command, without its backslash."""
        return self.text[1:] if self.text[0] == "\\" else None


def tokens(source: str) -> Iterator[Token]:
    """Yield the tokens of `source` without white space.

    Raises LatexError for a source that is too long, holds control characters or ends in a backslash.
    """
    if len(source) > MOST_CHARACTERS:
        raise LatexError("latex.too-long", MOST_CHARACTERS, limit=MOST_CHARACTERS)
    if found := first_control_character(source):
        raise LatexError("latex.control-character", found[0], character=found[1])
    for match in _TOKEN.finditer(source):
        text = match[0]
        if text == "\\":
            raise LatexError("latex.lone-backslash", match.start())
        if not text.isspace():
            yield Token("\\ " if text[0] == "\\" and text[1:].isspace() else text, match.start())
