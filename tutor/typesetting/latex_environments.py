"""`\\begin{…}` to `\\end{…}` and other rows of entries in LaTeX -> matrices, cases and aligned lines."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Final, TypeAlias

from tutor.typesetting.formula import EMPTY, Aligned, Cases, Formula, Matrix
from tutor.typesetting.latex_commands import ENVIRONMENTS, Environment
from tutor.typesetting.latex_tokens import Cursor, LatexError, Token

Rows: TypeAlias = tuple[tuple[Formula, ...], ...]
Sequence: TypeAlias = Callable[[frozenset[str]], Formula]
"""Reads formulas up to one of the tokens in the set."""

_ENTRY_ENDS: Final = frozenset({"&", "\\\\", "\\end", "}"})


def environment(cursor: Cursor, begin: Token, sequence: Sequence) -> Formula:
    """Read what follows `\\begin` up to its `\\end`; `sequence` reads each entry."""
    name = cursor.raw_argument(begin)
    kind = ENVIRONMENTS.get(name)
    if kind is None:
        raise _unknown(name, begin)
    if kind.columns:
        cursor.raw_argument(begin)
    entries = rows(cursor, sequence)
    end = cursor.place
    if not cursor.skip("\\end"):
        raise LatexError("latex.missing-end", begin.start, environment=name)
    ended = cursor.raw_argument(Token("\\end", end))
    if ended != name:
        raise LatexError("latex.wrong-end", end, environment=name, ended=ended)
    return _shaped(kind, entries)


def rows(cursor: Cursor, sequence: Sequence) -> Rows:
    """Read entries between `&` and `\\\\`; what ends the last one stays unread."""
    found: list[tuple[Formula, ...]] = []
    entries: list[Formula] = []
    while True:
        entries.append(sequence(_ENTRY_ENDS))
        if cursor.skip("&"):
            continue
        found.append(tuple(entries))
        entries = []
        if not cursor.skip("\\\\"):
            break
        cursor.skip_row_height()
    return tuple(found[:-1] if len(found) > 1 and found[-1] == (EMPTY,) else found)


def _shaped(kind: Environment, entries: Rows) -> Formula:
    match kind.shape:
        case "cases":
            return Cases(entries)
        case "aligned":
            return Aligned(entries)
        case "matrix":
            return Matrix(entries, kind.left, kind.right)


def _unknown(name: str, begin: Token) -> LatexError:
    close = difflib.get_close_matches(name, ENVIRONMENTS, n=1)
    if close:
        return LatexError("latex.misspelt-environment", begin.start, environment=name, suggestion=close[0])
    return LatexError("latex.unknown-environment", begin.start, environment=name)
