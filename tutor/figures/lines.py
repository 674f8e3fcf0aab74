"""Lines of tagged text, the common ground of everything that is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from tutor.text import Cells

Run: TypeAlias = tuple[str, str]
"""Text and the tags of its meaning, separated by spaces."""

Line: TypeAlias = Sequence[Run]


def wrapped(text: str, tag: str, cells: Cells, width: int) -> list[Line]:
    """Return `text` on as many lines as `width` needs."""
    return [[(line, tag)] for line in cells.wrap(text, width)]


def width_of(line: Line, cells: Cells) -> int:
    """Return how many cells `line` takes."""
    return sum(cells.width(text) for text, _ in line)


def beside(left: Sequence[Line], right: Sequence[Line], column: int, cells: Cells) -> list[Line]:
    """Return two blocks side by side; `right`, which begins at cell `column`, may have more or fewer lines."""
    rows = []
    for index in range(max(len(left), len(right))):
        start = left[index] if index < len(left) else []
        gap = " " * max(0, column - width_of(start, cells))
        rows.append([*start, (gap, ""), *right[index]] if index < len(right) else start)
    return rows


def labelled(head: Line, body: Sequence[Line], cells: Cells) -> list[Line]:
    """Return `body` behind a head, further lines below the first."""
    if not body:
        return [head]
    indent = (" " * (width_of(head, cells)), "")
    return [[*head, *body[0]], *([indent, *line] for line in body[1:])]


def flowed(items: Sequence[Line], gap: int, width: int, cells: Cells) -> list[Line]:
    """Return `items` side by side, `gap` cells apart, on as many lines as `width` needs; none is broken."""
    lines: list[list[Run]] = [[]]
    used = 0
    for item in items:
        size = width_of(item, cells)
        if used and used + gap + size > width:
            lines.append([])
            used = 0
        if used:
            lines[-1].append((" " * gap, ""))
            used += gap
        lines[-1] += item
        used += size
    return [line for line in lines if line]


def plain(line: Line) -> str:
    """Return the text of `line` without its tags and trailing spaces."""
    return "".join(text for text, _ in line).rstrip()
