"""Tables with aligned columns; too narrow for that, one line for each cell behind the name of its column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from tutor.lesson.format.markup import Inline, Table, Text
from tutor.prose.flow import flow, natural_width
from tutor.prose.page import BLANK, Page, Run, TermPlace, rule, stacked, width_of
from tutor.text import Cells

_GAP: Final = 2
_NARROWEST: Final = 6
"""Cells below which a column that must break its text is no longer readable."""

Entry: TypeAlias = tuple[Inline, ...]


def table_page(table: Table, width: int, cells: Cells) -> Page:
    """Return `table` within `width` cells."""
    natural = [
        max(natural_width(row[column], cells) for row in (table.head, *table.rows) if column < len(row))
        for column in range(len(table.head))
    ]
    widths = _shared(natural, width - _GAP * (len(natural) - 1))
    if any(given < min(wished, _NARROWEST) for given, wished in zip(widths, natural, strict=True)):
        return _as_list(table, width, cells)
    rows = [_row(row, widths, table.alignments, cells) for row in table.rows]
    head = _row(table.head, widths, table.alignments, cells, "strong")
    return stacked([head, rule(sum(widths) + _GAP * (len(widths) - 1), cells), *rows])


def _shared(natural: Sequence[int], room: int) -> list[int]:
    """The width of each column: narrow ones keep theirs, wide ones share what is left."""
    widths = list(natural)
    open_columns = sorted(range(len(natural)), key=lambda column: natural[column])
    while open_columns:
        share = max(0, room) // len(open_columns)
        column = open_columns.pop(0)
        widths[column] = min(natural[column], share)
        room -= widths[column]
    return widths


def _row(
    entries: Sequence[Entry], widths: Sequence[int], alignments: Sequence[str], cells: Cells, tags: str = ""
) -> Page:
    pages = [flow(entry, width, cells, tags) for entry, width in zip(entries, widths, strict=False)]
    height = max((len(page.lines) for page in pages), default=0)
    lines: list[list[Run]] = [[] for _ in range(height)]
    terms: list[TermPlace] = []
    column = 0
    for page, width, alignment in zip(pages, widths, alignments, strict=False):
        for index, line in enumerate(lines):
            entry = page.lines[index] if index < len(page.lines) else ()
            free = width - width_of(entry, cells)
            start = column + {"right": free, "center": free // 2}.get(alignment, 0)
            terms += (term for term in page.shifted(0, start) if term.line == index)
            line += [Run(" " * (start - width_of(line, cells))), *entry]
        column += width + _GAP
    return Page(tuple(tuple(run for run in line if run.text) for line in lines), tuple(terms))


def _as_list(table: Table, width: int, cells: Cells) -> Page:
    pages: list[Page] = []
    for row in table.rows:
        if pages:
            pages.append(BLANK)
        pages += (flow((*name, Text(": "), *entry), width, cells) for name, entry in zip(table.head, row, strict=False))
    return stacked(pages)
