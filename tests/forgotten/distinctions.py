"""Where sources tell things apart by name: comparisons, cases, class tests, tables and lists of words.

What kind of value is told apart there is asked of mypy: the value is wrapped in `reveal_type`.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

_OPEN: Final = b"reveal_type(("
_CLOSE: Final = b"))"


@dataclass(frozen=True)
class Distinction:
    """One such place, with the words and the classes that it names."""

    file: str
    name: str
    """The function, the method or the constant that it belongs to."""
    line: int
    words: frozenset[str]
    classes: frozenset[str]
    subject: tuple[int, int, int, int]
    """Where the value stands that is told apart: first line and byte, last line and byte."""
    is_collection: bool


def distinctions(file: str, source: str) -> list[Distinction]:
    """Every place of `source` that tells something apart."""
    return list(_within(file, ast.parse(source), ()))


def enclosing(source: str, line: int) -> str:
    """The name of the function, the method or the constant of `source` that `line` belongs to."""
    body: list[ast.stmt] = ast.parse(source).body
    names: tuple[str, ...] = ()
    while found := [node for node in body if _first(node) <= line <= (node.end_lineno or 0)]:
        node = found[0]
        body, names = getattr(node, "body", []), _named(node, names)
    return ".".join(names)


def revealing(source: str, places: Collection[Distinction]) -> tuple[str, dict[tuple[int, int], Distinction]]:
    """Return `source` with every value wrapped in `reveal_type`, and by line and column what is wrapped there."""
    lines = [line.encode() for line in source.splitlines(keepends=True)]
    marks: list[tuple[int, int, bytes, Distinction | None]]
    marks = [(*place.subject[:2], _OPEN, place) for place in places]
    marks += [(*place.subject[2:], _CLOSE, None) for place in places]
    shifts: dict[int, int] = {}
    wrapped: dict[tuple[int, int], Distinction] = {}
    for line, column, text, place in sorted(marks, key=lambda mark: (mark[0], mark[1], mark[2] != _CLOSE)):
        at = column + shifts.get(line, 0)
        before, after = lines[line - 1][:at], lines[line - 1][at:]
        lines[line - 1] = before + text + after
        shifts[line] = shifts.get(line, 0) + len(text)
        if place is not None:
            behind = len((before + text).decode())
            # A tuple without brackets of its own takes the inner pair for them and begins there.
            wrapped[line, behind + 1] = wrapped[line, behind] = place
    return b"".join(lines).decode(), wrapped


def _first(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _named(node: ast.AST, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names around what is in `node`: those of classes, then of one function or constant."""
    if names and not names[-1].lstrip("_")[:1].isupper():
        return names
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (*names, name)
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            return (*names, name)
        case _:
            return names


def _within(file: str, node: ast.AST, names: tuple[str, ...]) -> Iterator[Distinction]:
    names = _named(node, names)
    found = _told_apart(node)
    if found is not None and (found[1] or found[2]):
        subject, words, classes = found
        at = (subject.lineno, subject.col_offset, subject.end_lineno or 0, subject.end_col_offset or 0)
        is_collection = subject is node
        yield Distinction(file, ".".join(names), at[0], frozenset(words), frozenset(classes), at, is_collection)
    for child in ast.iter_child_nodes(node):
        if not _says_nothing(child, node):
            yield from _within(file, child, names)


def _says_nothing(child: ast.AST, node: ast.AST) -> bool:
    """Whether `child` tells nothing apart for itself: an annotation, an assertion, or the list that `in` looks into."""
    if isinstance(child, ast.Assert) or child in (getattr(node, "annotation", None), getattr(node, "returns", None)):
        return True
    if isinstance(node, ast.Subscript):
        return child is node.slice and ast.unparse(node.value) in ("Literal", "Mapping", "tuple")
    return isinstance(node, ast.Compare) and isinstance(child, ast.Tuple | ast.List | ast.Set)


def _told_apart(node: ast.AST) -> tuple[ast.expr, list[str], list[str]] | None:
    """The value that `node` itself tells apart, and the words and the classes by which it does."""
    match node:
        case ast.Compare(left=left, comparators=[right]):
            subject, other = (right, left) if isinstance(left, ast.Constant) else (left, right)
            sides = other.elts if isinstance(other, ast.Tuple | ast.List | ast.Set) else [other]
            return subject, _words(sides), _names(sides)
        case ast.Call(func=ast.Name(id="isinstance" | "issubclass"), args=[subject, kinds]):
            return subject, [], _names(list(ast.walk(kinds)))
        case ast.Match(subject=subject, cases=cases):
            parts = [part for case in cases for part in ast.walk(case.pattern)]
            words = _words([part.value for part in parts if isinstance(part, ast.MatchValue)])
            return subject, words, _names([part.cls for part in parts if isinstance(part, ast.MatchClass)])
        case ast.Dict(keys=keys):
            words = _words(keys)
            return node, words if len(words) == len(keys) else [], _names(keys)
        case (
            ast.Tuple(elts=[_, _, *_] as parts) | ast.List(elts=[_, _, *_] as parts) | ast.Set(elts=[_, _, *_] as parts)
        ):
            words = _words(parts)
            return (node, words, []) if len(words) == len(parts) else None
        case _:
            return None


def _words(nodes: Collection[ast.AST | None]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _names(nodes: Collection[ast.AST | None]) -> list[str]:
    return [node.id for node in nodes if isinstance(node, ast.Name)]
