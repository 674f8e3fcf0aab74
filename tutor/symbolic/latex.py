"""The LaTeX that lessons write -> formula; it reads mathematics only and defines nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Final

from tutor.symbolic import formula as fm
from tutor.symbolic.formula import Atom, Formula, row
from tutor.symbolic.latex_commands import (
    ACCENTS,
    CHARACTERS,
    CLOSING,
    DELIMITERS,
    ENVIRONMENTS,
    FUNCTIONS,
    IGNORED,
    KNOWN,
    LARGE_OPERATORS,
    LIMIT_FUNCTIONS,
    OPENING,
    SPACES,
    STYLES,
    SYMBOLS,
    TEXT_COMMANDS,
    Environment,
)
from tutor.symbolic.latex_tokens import LatexError, Token, tokens

_DEEPEST: Final = 40
_FRACTIONS: Final = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
_OVER: Final = frozenset({"overset", "stackrel"})
_NEGATED: Final = {"=": "≠", "\\in": "∉", "\\equiv": "≢", "\\approx": "≉"}
_COMMAND_IN_WORDS: Final = re.compile(r"\\[^%#$&_,:; ]\w*|(?<!\\)\$")
_ESCAPE_IN_WORDS: Final = re.compile(r"\\(.)")
_NO_BRACES: Final = str.maketrans("", "", "{}")
_CELL_ENDS: Final = frozenset({"&", "\\\\", "\\end"})

__all__ = ["LatexError", "parse_latex"]


def parse_latex(source: str) -> Formula:
    """Return the formula that `source` (the text between dollar signs) describes.

    Raises LatexError with code, place and arguments for what cannot be drawn.
    """
    return _Parser(source).formula()


class _Parser:
    """One walk over the tokens of one source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._tokens = list(tokens(source))
        self._position = 0
        self._depth = 0

    def formula(self) -> Formula:
        return self._sequence(frozenset())

    # tokens

    def _peek(self) -> str | None:
        return self._tokens[self._position].text if self._position < len(self._tokens) else None

    def _next(self) -> Token:
        token = self._tokens[self._position]
        self._position += 1
        return token

    def _end(self) -> int:
        return len(self._source)

    def _here(self) -> int:
        return self._tokens[self._position].start if self._position < len(self._tokens) else self._end()

    def _skip(self, text: str) -> bool:
        found = self._peek() == text
        self._position += found
        return found

    # sequences

    def _sequence(self, stops: frozenset[str]) -> Formula:
        """Everything up to one of `stops`, which stays unread."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise LatexError("latex.too-deep", self._here(), limit=_DEEPEST)
        items: list[Formula] = []
        openings: list[tuple[int, str]] = []
        while (text := self._peek()) is not None and text not in stops:
            if text in OPENING:
                openings.append((len(items), DELIMITERS[text]))
                items.append(Atom(DELIMITERS[self._next().text], "open"))
            elif text in CLOSING:
                self._close(items, openings)
            elif text in ("^", "_", "'", "’", "′"):
                items[-1:] = [self._scripted(items[-1] if items else fm.EMPTY)]
            else:
                items.extend(self._item())
        self._depth -= 1
        return row(*items)

    def _close(self, items: list[Formula], openings: list[tuple[int, str]]) -> None:
        """Brackets that match grow with what they enclose; others stay as they are."""
        right = DELIMITERS[self._next().text]
        if not openings:
            items.append(Atom(right, "close"))
            return
        start, left = openings.pop()
        items[start:] = [fm.Delimited(left, row(*items[start + 1 :]), right)]

    def _item(self) -> list[Formula]:
        token = self._next()
        command = token.command
        if command is not None:
            return self._command(command, token)
        match token.text:
            case "{":
                return [self._group(token)]
            case "}":
                raise LatexError("latex.extra-brace", token.start)
            case "&":
                raise LatexError("latex.outside-environment", token.start, sign="&")
            case "~":
                return [fm.Space(1)]
            case "$" | "#" | "%":
                raise LatexError("latex.unexpected-character", token.start, character=token.text)
        return [_character(token.text)]

    def _group(self, opening: Token) -> Formula:
        body = self._sequence(frozenset({"}"}))
        if not self._skip("}"):
            raise LatexError("latex.missing-brace", opening.start)
        match body:
            case Atom(text=text, kind="punctuation" | "binary" | "relation" | "product"):
                return Atom(text)  # as in TeX, braces take its spacing away: 7{,}960
            case fm.Row():
                return fm.Row((body,)) if body.items else body
        return body

    def _argument(self, owner: str, index: int) -> Formula:
        """The group or the single token that follows `owner`."""
        text = self._peek()
        if text is None or text in ("}", "&", "^", "_", "\\\\", "\\end", "\\right") or text in CLOSING:
            raise LatexError("latex.missing-argument", index, command=owner)
        token = self._tokens[self._position]
        if token.text[0].isdigit() and len(token.text) > 1:
            self._tokens[self._position] = Token(token.text[1:], token.start + 1)
            return Atom(token.text[0])
        if token.text in OPENING:
            self._position += 1
            return Atom(DELIMITERS[token.text])
        self._depth += 1
        if self._depth > _DEEPEST:
            raise LatexError("latex.too-deep", token.start, limit=_DEEPEST)
        argument = row(*self._item())
        self._depth -= 1
        return argument

    def _scripted(self, base: Formula) -> Formula:
        low: Formula | None = None
        high: Formula | None = None
        primes = ""
        high_first = False
        while (sign := self._peek()) in ("^", "_", "'", "’", "′"):
            token = self._next()
            if sign == "_":
                if low is not None:
                    raise LatexError("latex.double-script", token.start, sign="_")
                low = self._argument("_", token.start)
            elif sign == "^":
                if high is not None:
                    raise LatexError("latex.double-script", token.start, sign="^")
                high = self._argument("^", token.start)
                high_first = low is None
            else:
                primes += "′"
        if primes:
            high = Atom(primes) if high is None else row(Atom(primes), high)
        return _attached(base, low, high, high_first and low is not None)

    # commands

    def _command(self, name: str, token: Token) -> list[Formula]:
        if name in SYMBOLS:
            return [SYMBOLS[name]]
        if name in LARGE_OPERATORS:
            return [fm.Limits(LARGE_OPERATORS[name])]
        if name in FUNCTIONS:
            return [fm.Limits(FUNCTIONS[name]) if name in LIMIT_FUNCTIONS else FUNCTIONS[name]]
        if name in SPACES:
            return [fm.Space(SPACES[name])] if SPACES[name] else []
        if name in IGNORED:
            return []
        if name in ACCENTS:
            return [fm.Accent(self._argument(token.text, token.start), ACCENTS[name])]
        if name in STYLES:
            return [_styled(self._argument(token.text, token.start), STYLES[name])]
        if name in TEXT_COMMANDS:
            return [fm.Text(self._raw_argument(token))]
        if token.text in DELIMITERS:
            return [Atom(DELIMITERS[token.text])]
        return [self._structure(name, token)]

    def _structure(self, name: str, token: Token) -> Formula:
        match name:
            case _ if name in _FRACTIONS:
                return fm.Fraction(*self._two_arguments(token))
            case "sqrt":
                return self._root(token)
            case "left":
                return self._left(token)
            case "begin":
                return self._environment(token)
            case "underbrace" | "overbrace":
                return fm.Brace(self._argument(token.text, token.start), over=name == "overbrace")
            case "boxed":
                return fm.Boxed(self._argument(token.text, token.start))
            case "operatorname":
                return self._operator_name(token)
            case "binom":
                above, below = self._two_arguments(token)
                return fm.Matrix(((above,), (below,)), "(", ")")
            case "underset":
                below, operator = self._two_arguments(token)
                return fm.Limits(operator, below=below)
            case _ if name in _OVER:
                above, operator = self._two_arguments(token)
                return fm.Limits(operator, above=above)
            case "substack":
                return self._substack(token)
            case "not":
                return self._negated(token)
            case "right" | "middle":
                raise LatexError("latex.extra-right", token.start, command=token.text)
            case "end":
                raise LatexError("latex.extra-end", token.start, environment=self._raw_argument(token))
            case "\\":
                raise LatexError("latex.outside-environment", token.start, sign="\\\\")
        raise _unknown_command(token)

    def _two_arguments(self, token: Token) -> tuple[Formula, Formula]:
        return self._argument(token.text, token.start), self._argument(token.text, token.start)

    def _raw_argument(self, owner: Token) -> str:
        """The text between the braces that follow, read as it stands."""
        if self._peek() != "{":
            raise LatexError("latex.missing-argument", owner.start, command=owner.text)
        opening = self._next()
        depth = 1
        while self._position < len(self._tokens):
            token = self._next()
            depth += {"{": 1, "}": -1}.get(token.text, 0)
            if not depth:
                return _words(self._source[opening.start + 1 : token.start], opening.start + 1)
        raise LatexError("latex.missing-brace", opening.start)

    def _operator_name(self, token: Token) -> Formula:
        with_limits = self._skip("*")
        name = Atom(self._raw_argument(token), "function")
        return fm.Limits(name) if with_limits or name.text in LIMIT_FUNCTIONS else name

    def _root(self, token: Token) -> Formula:
        index: Formula | None = None
        if self._skip("["):
            index = self._sequence(frozenset({"]"}))
            if not self._skip("]"):
                raise LatexError("latex.missing-bracket", token.start)
        return fm.Root(self._argument(token.text, token.start), index)

    def _negated(self, token: Token) -> Formula:
        relation = self._peek()
        if relation not in _NEGATED:
            raise LatexError("latex.missing-argument", token.start, command=token.text)
        return Atom(_NEGATED[self._next().text], "relation")

    def _left(self, token: Token) -> Formula:
        left = self._delimiter(token)
        parts = [self._sequence(frozenset({"\\right", "\\middle"}))]
        while self._peek() == "\\middle":
            parts += [
                Atom(self._delimiter(self._next()), "relation"),
                self._sequence(frozenset({"\\right", "\\middle"})),
            ]
        if self._peek() is None:
            raise LatexError("latex.missing-right", token.start)
        return fm.Delimited(left, row(*parts), self._delimiter(self._next()))

    def _delimiter(self, owner: Token) -> str:
        text = self._peek()
        if text is None:
            raise LatexError("latex.missing-argument", owner.start, command=owner.text)
        token = self._next()
        if text not in DELIMITERS:
            raise LatexError("latex.wrong-delimiter", token.start, delimiter=text, command=owner.text)
        return DELIMITERS[text]

    # environments

    def _environment(self, token: Token) -> Formula:
        name = self._raw_argument(token)
        environment = ENVIRONMENTS.get(name)
        if environment is None:
            raise _unknown_environment(name, token)
        if environment.columns:
            self._raw_argument(token)
        rows = self._rows()
        if not self._skip("\\end"):
            raise LatexError("latex.missing-end", token.start, environment=name)
        place = self._here()
        ended = self._raw_argument(self._tokens[self._position - 1])
        if ended != name:
            raise LatexError("latex.wrong-end", place, environment=name, ended=ended)
        return _shaped(environment, rows)

    def _rows(self) -> tuple[tuple[Formula, ...], ...]:
        rows: list[tuple[Formula, ...]] = []
        entries: list[Formula] = []
        while True:
            entries.append(self._sequence(_CELL_ENDS | {"}"}))
            if self._skip("&"):
                continue
            rows.append(tuple(entries))
            entries = []
            if not self._skip("\\\\"):
                break
            self._skip_row_height()
        return tuple(rows[:-1] if len(rows) > 1 and rows[-1] == (fm.EMPTY,) else rows)

    def _skip_row_height(self) -> None:
        """`\\\\[2pt]` asks for a distance that a terminal does not have."""
        if self._peek() != "[":
            return
        end = next((i for i in range(self._position, len(self._tokens)) if self._tokens[i].text == "]"), None)
        if end is not None and end - self._position <= 4:
            self._position = end + 1

    def _substack(self, token: Token) -> Formula:
        if not self._skip("{"):
            raise LatexError("latex.missing-argument", token.start, command=token.text)
        rows = self._rows()
        if not self._skip("}"):
            raise LatexError("latex.missing-brace", token.start)
        return fm.Matrix(rows, "", "")


def _character(text: str) -> Formula:
    if text in CHARACTERS:
        atom = CHARACTERS[text]
        return fm.Limits(atom) if atom.kind == "large" else atom
    return Atom(text)


def _attached(base: Formula, low: Formula | None, high: Formula | None, high_first: bool) -> Formula:
    match base:
        case fm.Limits(operator=operator, below=None, above=None):
            return fm.Limits(operator, low, high)
        case fm.Brace(body=body, over=over) if not base.captions and (high if over else low) is not None:
            caption = high if over else low
            assert caption is not None
            return fm.Brace(body, _caption_lines(caption), over)
        case _:
            return fm.Script(base, low, high, high_first)


def _caption_lines(caption: Formula) -> tuple[Formula, ...]:
    match caption:
        case fm.Matrix(rows=rows, left="", right=""):
            return tuple(row(*line) for line in rows)
        case _:
            return (caption,)


def _styled(body: Formula, letters: Mapping[str, str]) -> Formula:
    """The letters of an alphabet; several of them make one name."""
    parts = body.items if isinstance(body, fm.Row) else (body,)
    names = [part.text for part in parts if isinstance(part, Atom) and part.kind == "ordinary"]
    if names and len(names) == len(parts):
        return Atom("".join(letters.get(name, name) for name in names))
    return body


def _words(raw: str, index: int) -> str:
    """What stands in `\\text{}`: words, where only signs that LaTeX reserves are written with a backslash."""
    for match in _COMMAND_IN_WORDS.finditer(raw):
        raise LatexError("latex.command-in-text", index + match.start(), command=match[0])
    return _ESCAPE_IN_WORDS.sub(
        lambda match: match[1] if match[1] in "%#$&_" else " ", " ".join(raw.split("\n"))
    ).translate(_NO_BRACES)


def _shaped(environment: Environment, rows: tuple[tuple[Formula, ...], ...]) -> Formula:
    match environment.shape:
        case "cases":
            return fm.Cases(rows)
        case "aligned":
            return fm.Aligned(rows)
        case _:
            return fm.Matrix(rows, environment.left, environment.right)


def _unknown_command(token: Token) -> LatexError:
    name = token.text[1:]
    close = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.6) if len(name) > 1 else []
    if close:
        return LatexError("latex.misspelt-command", token.start, command=token.text, suggestion="\\" + close[0])
    return LatexError("latex.unknown-command", token.start, command=token.text)


def _unknown_environment(name: str, token: Token) -> LatexError:
    close = difflib.get_close_matches(name, ENVIRONMENTS, n=1, cutoff=0.6)
    if close:
        return LatexError("latex.misspelt-environment", token.start, environment=name, suggestion=close[0])
    return LatexError("latex.unknown-environment", token.start, environment=name)
