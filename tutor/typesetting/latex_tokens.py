"""LaTeX source as tokens with their places, a cursor over them, and the error that every step of reading raises."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tutor.errors import Argument, TutorError
from tutor.text import first_control_character

MOST_CHARACTERS: Final = 2000
_TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\s+|.", re.DOTALL)
_COMMAND_IN_WORDS: Final = re.compile(r"\\[^%#$&_,:; ]\w*|(?<!\\)\$")
_ESCAPE_IN_WORDS: Final = re.compile(r"\\(.)")
_NO_BRACES: Final = str.maketrans("", "", "{}")


class LatexError(TutorError):
    """LaTeX that cannot be drawn; `index` is the place in the source."""

    def __init__(self, code: str, index: int, /, **arguments: Argument) -> None:
        super().__init__(code, **arguments)
        self.index = index


class Token(NamedTuple):
    """A command with its backslash, a number or one character; `start` is its place in the source."""

    text: str
    start: int


def _tokens(source: str) -> list[Token]:
    if len(source) > MOST_CHARACTERS:
        raise LatexError("latex.too-long", MOST_CHARACTERS, limit=MOST_CHARACTERS)
    if found := first_control_character(source):
        raise LatexError("latex.control-character", found.place, character=found.character)
    tokens: list[Token] = []
    for match in _TOKEN.finditer(source):
        text = match[0]
        if text == "\\":
            raise LatexError("latex.lone-backslash", match.start())
        if not text.isspace():
            tokens.append(Token("\\ " if text[0] == "\\" and text[1:].isspace() else text, match.start()))
    return tokens


class Cursor:
    """A place among the tokens of one source, white space left out."""

    def __init__(self, source: str) -> None:
        """Raises LatexError for a source that is too long, holds control characters or ends in a backslash."""
        self._source = source
        self._tokens = _tokens(source)
        self._position = 0

    @property
    def place(self) -> int:
        """Where in the source the next token stands."""
        return self._tokens[self._position].start if self._position < len(self._tokens) else len(self._source)

    def peek(self) -> str | None:
        """Return the text of the next token, None at the end."""
        return self._tokens[self._position].text if self._position < len(self._tokens) else None

    def next(self) -> Token:
        """Return the next token and go on to the one after it; there must be one."""
        token = self._tokens[self._position]
        self._position += 1
        return token

    def skip(self, text: str) -> bool:
        """Go over the next token if it is `text`; return whether it was."""
        found = self.peek() == text
        self._position += found
        return found

    def digit(self) -> str:
        """Return the first digit of the number that comes next and go over that digit alone, as TeX does: `x^23`."""
        token = self._tokens[self._position]
        if len(token.text) == 1:
            self._position += 1
        else:
            self._tokens[self._position] = Token(token.text[1:], token.start + 1)
        return token.text[0]

    def skip_row_height(self) -> None:
        """Go over `[2pt]` after a line's end: a distance that a terminal does not have."""
        if self.peek() != "[":
            return
        ends = range(self._position, min(self._position + 5, len(self._tokens)))
        end = next((index for index in ends if self._tokens[index].text == "]"), None)
        if end is not None:
            self._position = end + 1

    def raw_argument(self, owner: Token) -> str:
        """Return the words between the braces that follow `owner`, read as they stand."""
        if self.peek() != "{":
            raise LatexError("latex.missing-argument", owner.start, command=owner.text)
        opening = self.next()
        depth = 1
        while self._position < len(self._tokens):
            token = self.next()
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            if not depth:
                return _words(self._source[opening.start + 1 : token.start], opening.start + 1)
        raise LatexError("latex.missing-brace", opening.start)


def _words(raw: str, start: int) -> str:
    """The words of `raw`, in which only the signs that LaTeX reserves may have a backslash."""
    if command := _COMMAND_IN_WORDS.search(raw):
        raise LatexError("latex.command-in-text", start + command.start(), command=command[0])
    words = _ESCAPE_IN_WORDS.sub(lambda match: match[1] if match[1] in "%#$&_" else " ", raw)
    return words.replace("\n", " ").translate(_NO_BRACES)
