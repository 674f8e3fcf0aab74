"""The LaTeX that lessons write -> formula; it reads mathematics only and defines nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from tutor.typesetting import formula as fm
from tutor.typesetting import latex_commands as known
from tutor.typesetting.formula import Atom, Formula, row
from tutor.typesetting.latex_commands import CLOSING, DELIMITERS, ENVIRONMENTS, OPENING
from tutor.typesetting.latex_tokens import Cursor, LatexError, Token

__all__ = ["LatexError", "parse_latex"]

_DEEPEST: Final = 40
_PRIMES: Final = frozenset("'’′")
_SCRIPT_SIGNS: Final = frozenset("^_") | _PRIMES
_ENTRY_ENDS: Final = frozenset({"&", "\\\\", "\\end", "}"})
_NO_ARGUMENT: Final = CLOSING | {"}", "&", "^", "_", "\\\\", "\\end", "\\right", "\\middle"}


def parse_latex(source: str) -> Formula:
    """Return the formula that `source` (the text between dollar signs) describes.

    Raises LatexError with code, place and arguments for what cannot be drawn.
    """
    return _Parser(source).formula()


class _Parser:
    """One walk over the tokens of one source."""

    def __init__(self, source: str) -> None:
        self._cursor = Cursor(source)
        self._depth = 0

    def formula(self) -> Formula:
        """The whole source as a formula; LatexError where that can't be drawn."""
        return self._sequence(frozenset())

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise LatexError("latex.too-deep", self._cursor.place, limit=_DEEPEST)
        yield
        self._depth -= 1

    def _sequence(self, stops: frozenset[str]) -> Formula:
        """Everything up to one of `stops`, which stays unread."""
        items: list[Formula] = []
        openings: list[tuple[int, str]] = []
        with self._deeper():
            while (text := self._cursor.peek()) is not None and text not in stops:
                if text in OPENING:
                    self._open(items, openings)
                elif text in CLOSING:
                    self._close(items, openings)
                elif text in _SCRIPT_SIGNS:
                    items[-1:] = [self._scripted(items[-1] if items else fm.EMPTY)]
                else:
                    items.extend(self._item())
        return row(*items)

    def _open(self, items: list[Formula], openings: list[tuple[int, str]]) -> None:
        if self._depth + len(openings) > _DEEPEST:
            raise LatexError("latex.too-deep", self._cursor.place, limit=_DEEPEST)
        left = DELIMITERS[self._cursor.next().text]
        openings.append((len(items), left))
        items.append(Atom(left, "open"))

    def _close(self, items: list[Formula], openings: list[tuple[int, str]]) -> None:
        """Brackets that match grow with what they enclose; others stay as they are."""
        right = DELIMITERS[self._cursor.next().text]
        if not openings:
            items.append(Atom(right, "close"))
            return
        start, left = openings.pop()
        items[start:] = [fm.Delimited(left, row(*items[start + 1 :]), right)]

    def _item(self) -> list[Formula]:
        token = self._cursor.next()
        if token.text[0] == "\\":
            return self._command(token.text[1:], token)
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
            case text:
                return [_with_limits(known.CHARACTERS.get(text, Atom(text)))]

    def _group(self, opening: Token) -> Formula:
        body = self._sequence(frozenset({"}"}))
        if not self._cursor.skip("}"):
            raise LatexError("latex.missing-brace", opening.start)
        match body:
            case Atom(text=text, kind="punctuation" | "binary" | "relation" | "product"):
                return Atom(text)  # as in TeX, braces take its spacing away: 7{,}960
            case fm.Row(items=(_, *_)):
                return fm.Row((body,))
            case _:
                return body

    def _argument(self, owner: Token) -> Formula:
        """The group, the digit or the other single token that follows `owner`."""
        text = self._cursor.peek()
        if text is None or text in _NO_ARGUMENT:
            raise LatexError("latex.missing-argument", owner.start, command=owner.text)
        if text[0].isdigit():
            return Atom(self._cursor.digit())
        if text in OPENING:
            return Atom(DELIMITERS[self._cursor.next().text])
        with self._deeper():
            return row(*self._item())

    def _scripted(self, base: Formula) -> Formula:
        """`base` with all the scripts and primes that follow it."""
        scripts: dict[str, Formula] = {}
        primes = ""
        while (sign := self._cursor.peek()) in _SCRIPT_SIGNS:
            token = self._cursor.next()
            if sign in _PRIMES:
                primes += "′"
            elif token.text in scripts:
                raise LatexError("latex.double-script", token.start, sign=token.text)
            else:
                scripts[token.text] = self._argument(token)
        low, high = scripts.get("_"), scripts.get("^")
        if primes:
            high = Atom(primes) if high is None else row(Atom(primes), high)
        return _attached(base, low, high, high_first=list(scripts) == ["^", "_"])

    def _command(self, name: str, token: Token) -> list[Formula]:
        if name in known.SPACES:
            return [fm.Space(known.SPACES[name])] if known.SPACES[name] else []
        if name in known.IGNORED:
            return []
        return [_sign(name, token) or self._owner(name, token) or self._structure(name, token)]

    def _owner(self, name: str, token: Token) -> Formula | None:
        """The command with its one argument, if it is one that changes how its argument looks."""
        if name in known.ACCENTS:
            return fm.Accent(self._argument(token), known.ACCENTS[name])
        if name in known.STYLES:
            return _styled(self._argument(token), known.STYLES[name])
        if name in known.TEXT_COMMANDS:
            return fm.Text(self._cursor.raw_argument(token))
        if name in ("underbrace", "overbrace"):
            return fm.Brace(self._argument(token), over=name == "overbrace")
        if name == "boxed":
            return fm.Boxed(self._argument(token))
        return None

    def _structure(self, name: str, token: Token) -> Formula:
        if name in known.FRACTIONS:
            return fm.Fraction(*self._two_arguments(token))
        if name in known.OVER:
            above, operator = self._two_arguments(token)
            return fm.Limits(operator, above=above)
        match name:
            case "underset":
                below, operator = self._two_arguments(token)
                return fm.Limits(operator, below=below)
            case "binom":
                above, below = self._two_arguments(token)
                return fm.Matrix(((above,), (below,)), "(", ")")
            case "sqrt":
                return self._root(token)
            case "left":
                return self._left(token)
            case "begin":
                return self._environment(token)
            case "substack":
                return self._substack(token)
            case "operatorname":
                return self._operator_name(token)
            case "not":
                return self._negated(token)
            case "right" | "middle":
                raise LatexError("latex.extra-right", token.start, command=token.text)
            case "end":
                raise LatexError("latex.extra-end", token.start, environment=self._cursor.raw_argument(token))
            case "\\":
                raise LatexError("latex.outside-environment", token.start, sign="\\\\")
            case _:
                raise _unknown_command(token)

    def _two_arguments(self, token: Token) -> tuple[Formula, Formula]:
        return self._argument(token), self._argument(token)

    def _substack(self, token: Token) -> Formula:
        if not self._cursor.skip("{"):
            raise LatexError("latex.missing-argument", token.start, command=token.text)
        lines = self._rows()
        if not self._cursor.skip("}"):
            raise LatexError("latex.missing-brace", token.start)
        return fm.Matrix(lines, "", "")

    def _environment(self, begin: Token) -> Formula:
        """What follows `\\begin` up to its `\\end`."""
        name = self._cursor.raw_argument(begin)
        kind = ENVIRONMENTS.get(name)
        if kind is None:
            raise _unknown_environment(name, begin)
        if kind.columns:
            self._cursor.raw_argument(begin)
        entries = self._rows()
        end = self._cursor.place
        if not self._cursor.skip("\\end"):
            raise LatexError("latex.missing-end", begin.start, environment=name)
        ended = self._cursor.raw_argument(Token("\\end", end))
        if ended != name:
            raise LatexError("latex.wrong-end", end, environment=name, ended=ended)
        return _shaped(kind, entries)

    def _rows(self) -> tuple[tuple[Formula, ...], ...]:
        """Entries between `&` and `\\\\`; what ends the last one stays unread."""
        found: list[tuple[Formula, ...]] = []
        entries: list[Formula] = []
        while True:
            entries.append(self._sequence(_ENTRY_ENDS))
            if self._cursor.skip("&"):
                continue
            found.append(tuple(entries))
            entries = []
            if not self._cursor.skip("\\\\"):
                break
            self._cursor.skip_row_height()
        return tuple(found[:-1] if len(found) > 1 and found[-1] == (fm.EMPTY,) else found)

    def _operator_name(self, token: Token) -> Formula:
        with_limits = self._cursor.skip("*")
        name = Atom(self._cursor.raw_argument(token), "function")
        return fm.Limits(name) if with_limits else _with_limits(name)

    def _root(self, token: Token) -> Formula:
        index: Formula | None = None
        if self._cursor.skip("["):
            index = self._sequence(frozenset({"]"}))
            if not self._cursor.skip("]"):
                raise LatexError("latex.missing-bracket", token.start)
        return fm.Root(self._argument(token), index)

    def _negated(self, token: Token) -> Formula:
        relation = self._cursor.peek()
        if relation not in known.NEGATED:
            raise LatexError("latex.missing-argument", token.start, command=token.text)
        return Atom(known.NEGATED[self._cursor.next().text], "relation")

    def _left(self, token: Token) -> Formula:
        left = self._delimiter(token)
        parts = [self._sequence(frozenset({"\\right", "\\middle"}))]
        while self._cursor.peek() == "\\middle":
            parts += [
                Atom(self._delimiter(self._cursor.next()), "relation"),
                self._sequence(frozenset({"\\right", "\\middle"})),
            ]
        if self._cursor.peek() is None:
            raise LatexError("latex.missing-right", token.start)
        return fm.Delimited(left, row(*parts), self._delimiter(self._cursor.next()))

    def _delimiter(self, owner: Token) -> str:
        text = self._cursor.peek()
        if text is None:
            raise LatexError("latex.missing-argument", owner.start, command=owner.text)
        token = self._cursor.next()
        if text not in DELIMITERS:
            raise LatexError("latex.wrong-delimiter", token.start, delimiter=text, command=owner.text)
        return DELIMITERS[text]


def _shaped(kind: known.Environment, entries: tuple[tuple[Formula, ...], ...]) -> Formula:
    match kind.shape:
        case "cases":
            return fm.Cases(entries)
        case "aligned":
            return fm.Aligned(entries)
        case "matrix":
            return fm.Matrix(entries, kind.left, kind.right)


def _sign(name: str, token: Token) -> Formula | None:
    """The command as a sign or a name by itself, if it is one."""
    if atom := known.SYMBOLS.get(name) or known.LARGE_OPERATORS.get(name) or known.FUNCTIONS.get(name):
        return _with_limits(atom)
    return Atom(DELIMITERS[token.text]) if token.text in DELIMITERS else None


def _with_limits(atom: Atom) -> Formula:
    """`atom`, ready for limits below and above it if it is one that takes them."""
    return fm.Limits(atom) if atom.kind == "large" or atom.text in known.LIMIT_FUNCTIONS else atom


def _attached(base: Formula, low: Formula | None, high: Formula | None, *, high_first: bool) -> Formula:
    match base:
        case fm.Limits(operator=operator, below=None, above=None):
            return fm.Limits(operator, low, high)
        case fm.Brace(body=body, captions=(), over=False) if low is not None:
            braced = fm.Brace(body, _caption_lines(low))
            return braced if high is None else fm.Script(braced, high=high)
        case fm.Brace(body=body, captions=(), over=True) if high is not None:
            braced = fm.Brace(body, _caption_lines(high), over=True)
            return braced if low is None else fm.Script(braced, low)
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


def _unknown_command(token: Token) -> LatexError:
    name = token.text[1:]
    alike = [command for command in known.KNOWN if command[0] == name[0]]
    close = difflib.get_close_matches(name, alike, n=1, cutoff=0.75) if name not in known.ELSEWHERE else []
    if close:
        return LatexError("latex.misspelt-command", token.start, command=token.text, suggestion="\\" + close[0])
    return LatexError("latex.unknown-command", token.start, command=token.text)


def _unknown_environment(name: str, begin: Token) -> LatexError:
    close = difflib.get_close_matches(name, ENVIRONMENTS, n=1)
    if close:
        return LatexError("latex.misspelt-environment", begin.start, environment=name, suggestion=close[0])
    return LatexError("latex.unknown-environment", begin.start, environment=name)
