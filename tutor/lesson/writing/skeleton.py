"""Adds texts to a translation and leaves every line that stands in it as it is, comments included."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.files.source import FileError, read_source

Words: TypeAlias = str | tuple[str, ...]
"""A text, or a list of texts that is translated as a whole."""

Tree: TypeAlias = Mapping[str, "Tree | Words"]
"""Keys as a translation nests them, with texts at the ends."""

_PLAIN: Final = re.compile(r"[A-Za-z$\u4e00-\u9fff][^:#\n]*(?<! )")
"""What needs no quotes wherever it stands."""
_STEP: Final = "  "


def rendered(tree: Tree, indent: str = "") -> Iterator[str]:
    """Yield the lines of `tree` as YAML."""
    for key, value in tree.items():
        if isinstance(value, str):
            yield from _scalar(f"{indent}{key}:", value, indent)
        elif isinstance(value, tuple):
            yield f"{indent}{key}:"
            for text in value:
                yield from _scalar(f"{indent}{_STEP}-", text, indent + _STEP)
        else:
            yield f"{indent}{key}:"
            yield from rendered(value, indent + _STEP)


def _scalar(head: str, text: str, indent: str) -> Iterator[str]:
    if "\n" in text:
        yield f"{head} |"
        yield from (f"{indent}{_STEP}{line}" if line.strip() else "" for line in text.split("\n"))
    elif _PLAIN.fullmatch(text):
        yield f"{head} {text}"
    else:
        yield f"{head} '" + text.replace("'", "''") + "'"


def with_text(document: Document, path: KeyPath, words: Words, order: Sequence[KeyPath]) -> Document | None:
    """Return `document` with `words` at `path`, where nothing stands; None where its style leaves no place for them.

    `order` has the paths of all texts of the source: the new one is put behind the last that comes before it there.
    """
    around = _nearest(document.data, path)
    key = str(path[len(around)])
    tree: Tree | Words = words
    for item in reversed(path[len(around) + 1 :]):
        tree = {str(item): tree}
    beside = [str(other[len(around)]) for other in order if other[: len(around)] == around]
    place = _line_for(document, around, key, beside)
    if place is None:
        return None
    number, column = place
    lines = document.text.splitlines(keepends=True)
    if number and not lines[number - 1].endswith("\n"):
        lines[number - 1] += "\n"
    lines[number:number] = [line + "\n" for line in rendered({key: tree}, " " * (column - 1))]
    return _understood("".join(lines), document, path, words)


def _nearest(data: Any, path: KeyPath) -> KeyPath:
    """The longest beginning of `path` that `data` has as a mapping: what is new comes into it."""
    length = 0
    for item in path[:-1]:
        data = data.get(item)
        if not isinstance(data, dict):
            break
        length += 1
    return path[:length]


def _line_for(document: Document, around: KeyPath, key: str, beside: Sequence[str]) -> tuple[int, int] | None:
    """How many lines stand before the new key of the mapping at `around`, and its column."""
    present = [path for path in document.keys if path[:-1] == around]
    if not present:
        return None
    before = [(*around, name) for name in beside[: beside.index(key)] if (*around, name) in document.keys]
    column = document.keys[present[0]].column
    if before:
        return _end_of(document, before[-1]), column
    own = [path for path in present if path[-1] not in beside]
    return (_end_of(document, own[-1]), column) if own else (document.keys[present[0]].line - 1, column)


def _end_of(document: Document, path: KeyPath) -> int:
    """The number of the last line of the entry at `path`, without the comments and empty lines behind it."""
    lines = document.text.splitlines()
    start = document.keys[path]
    following = (
        place.line for other, place in document.keys.items() if place.line > start.line and other[: len(path)] != path
    )
    end = min(following, default=len(lines) + 1) - 1
    while end > start.line and _is_behind(lines[end - 1], start.column):
        end -= 1
    return end


def _is_behind(line: str, column: int) -> bool:
    """Whether a line is empty or a comment; a block of text, which may begin with #, is indented more than its key."""
    text = line.lstrip(" ")
    return not text.strip() or (text.startswith("#") and len(line) - len(text) < column)


def _understood(text: str, before: Document, path: KeyPath, words: Words) -> Document | None:
    """The new text read again, if it says what the old one said and the new words, and nothing else."""
    try:
        document = read_source(text, before.file)
    except FileError:
        return None
    added, rest = _taken(document.data, path)
    if words_of(added) != words or _without_empty(rest) != _without_empty(before.data):
        return None
    return document


def _taken(data: Any, path: KeyPath) -> tuple[Any, Any]:
    """What stands at `path`, and everything else."""
    if not isinstance(data, dict) or path[0] not in data:
        return None, data
    if len(path) == 1:
        return data[path[0]], {key: value for key, value in data.items() if key != path[0]}
    added, rest = _taken(data[path[0]], path[1:])
    return added, {**data, path[0]: rest}


def words_of(value: Any) -> Words | None:
    """Return a text or a list of texts without the spaces around them, None for anything else and for nothing."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(item.strip() for item in value)
    return value.strip() or None if isinstance(value, str) else None


def _without_empty(data: Any) -> Any:
    """`data` without the mappings that only the new words have needed."""
    if not isinstance(data, dict):
        return data
    return {key: inner for key, value in data.items() if (inner := _without_empty(value)) not in ({}, None)}
