"""Lines of tagged text, the common ground of everything that is drawn."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, TypeAlias

from tutor.text import NO_BREAK_SPACE, Cells, with_bound_operators

_INDENT: Final = 2
"""Cells before what goes on from the line above."""
_QUOTE: Final = "`"
_PLACES: Final = re.compile(r"(?<= )\S|[·*](?!10[⁻⁰¹²³⁴-⁹])")
"""Where what is too long between two spaces may go on in a new line: before an operator, but for a power of ten's."""

Run: TypeAlias = tuple[str, str]
"""Text and the tags of its meaning, separated by spaces."""

Line: TypeAlias = Sequence[Run]


def wrapped(text: str, tag: str, cells: Cells, width: int) -> list[Line]:
    """Return `text` on as many lines as `width` needs; a formula in it goes on with its operator."""
    lines = cells.wrap(with_bound_operators(cells.shown(text)), width)
    return [[(line.replace(NO_BREAK_SPACE, " "), tag)] for line in lines]


def worded(text: str, tag: str, cells: Cells, width: int) -> list[Line]:
    """Return `text` as `wrapped` does, with what stands between backticks drawn as code, as an author's text has it."""
    lines: list[Line] = []
    is_code = False
    for line in wrapped(text, tag, cells, width):
        runs: list[Run] = []
        for number, piece in enumerate("".join(text for text, _ in line).split(_QUOTE)):
            is_code ^= number > 0
            runs += [(piece, "code" if is_code else tag)] if piece else []
        lines.append(runs)
    return lines


def clear_of(edges: Collection[int], text: str, cells: Cells, left: int) -> str:
    """Return `text`, which begins in column `left`, with a space before each wide character that would cross an edge.

    What is drawn in pieces on both sides of an edge has no half of such a character in either.
    """
    shown, column = "", left
    for character in text:
        width = cells.width(character)
        while width > 1 and column + 1 in edges:
            shown, column = shown + " ", column + 1
        shown, column = shown + character, column + width
    return shown


def end_of(text: str, width: int, cells: Cells) -> str:
    """Return the end of `text` in `width` cells, behind an ellipsis where something was cut."""
    if cells.width(text) <= width:
        return text
    end = text[-width:]
    while end and cells.width(cells.glyphs.ellipsis + end) > width:
        end = end[1:]
    return cells.glyphs.ellipsis + end


def width_of(line: Line, cells: Cells) -> int:
    """Return how many cells `line` takes."""
    return sum(cells.width(text) for text, _ in line)


def number_row(name: Run, room: int, numbers: Sequence[Run], widths: Sequence[int], cells: Cells) -> Line:
    """Return a name in `room` cells, and behind it numbers, each at the right edge of a column of its width."""
    line: list[Run] = [(cells.pad(name[0], room), name[1])]
    for (text, tag), width in zip(numbers, widths, strict=True):
        line += [(" " * (width - cells.width(text)), ""), (text, tag)]
    return line


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
    """Return `items` side by side, `gap` cells apart, on as many lines as `width` needs.

    Only an item that is wider than `width` by itself is broken.
    """
    lines: list[list[Run]] = [[]]
    used = 0
    for item in items:
        *above, item = broken(item, width, cells)
        if above:
            lines += [*map(list, above), []]
            used = 0
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


def broken(line: Line, width: int, cells: Cells) -> list[Line]:
    """Return `line` on as many lines as `width` needs, broken before operators; those that go on are indented."""
    if width_of(line, cells) <= width:
        return [line]
    text = "".join(part for part, _ in line)
    indent = _INDENT if width > 4 * _INDENT else 0
    edges = [0, *_edges(with_bound_operators(text), width - indent, cells), len(text)]
    ends = list(accumulate(len(part) for part, _ in line))
    lines: list[Line] = []
    for start, edge in pairwise(edges):
        end = start + len(text[start:edge].rstrip())
        runs = [
            (part[max(0, start - last + len(part)) : max(0, end - last + len(part))], tag)
            for (part, tag), last in zip(line, ends, strict=True)
        ]
        lines.append([(" " * indent if start else "", ""), *(run for run in runs if run[0])])
    return lines


def _edges(text: str, width: int, cells: Cells) -> Iterator[int]:
    """The indexes at which `text` goes on in the next line: at a space, else before an operator, else anywhere."""
    start = 0
    while following := cells.breaks(text[start:], width):
        end = start + following[0]
        places = [place.start() for place in _PLACES.finditer(text, start + 1) if place.start() <= end]
        start = end if text[end - 1] == " " or not places else places[-1]
        yield start


def plain(line: Line) -> str:
    """Return the text of `line` without its tags and trailing spaces."""
    return "".join(text for text, _ in line).rstrip()
