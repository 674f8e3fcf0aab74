"""Blocks -> page: paragraphs, headings, formulas, lists, tables, quotes and code, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tutor.lesson.format import markup
from tutor.lesson.format.markup import Block, Inline, List, Table, Text
from tutor.prose.page import BLANK, Page, Run, TermPlace, flow, natural_width, rule, stacked, width_of, with_tag
from tutor.text import NO_BREAK_SPACE, Cells
from tutor.typesetting.breaking import in_width
from tutor.typesetting.latex import LatexError, parse_latex

_GAP: Final = 2
_NARROWEST_COLUMN: Final = 6
"""Cells below which a column that must break its text is no longer readable."""

_INDENT: Final = 4
_CODE_INDENT: Final = 2
_NARROWEST: Final = 12
"""Widths from which on lists and quotes are indented."""


def compose(document: Sequence[Block], width: int, cells: Cells) -> Page:
    """Return `document` in lines of at most `width` cells (of at least 4).

    Tags: `heading`, `emphasis`, `strong`, `code`, `maths`, `term:<id>`, `quote`, `bullet`, `rule`.
    """
    pages: list[Page] = []
    before: Block | None = None
    for block in document:
        if before is not None and not isinstance(before, markup.Heading):
            pages.append(BLANK)
        pages.append(_block(block, width, cells))
        before = block
    return stacked(pages)


def linear(document: Sequence[Block]) -> tuple[Block, ...]:
    """Return `document` with every formula on lines of its own as a paragraph, for readers who hear a text."""
    return tuple(map(_linear, document))


def _linear(block: Block) -> Block:
    match block:
        case markup.DisplayMaths(latex=latex):
            return markup.Paragraph((markup.Maths(latex),))
        case List(items=items, start=start):
            return List(tuple(map(linear, items)), start)
        case markup.Quote(blocks=blocks):
            return markup.Quote(linear(blocks))
        case markup.Paragraph() | markup.Heading() | markup.CodeBlock() | markup.Table() | markup.Rule():
            return block


def _block(block: Block, width: int, cells: Cells) -> Page:
    match block:
        case markup.Paragraph(parts=parts):
            return flow(parts, width, cells)
        case markup.Heading(parts=parts):
            return flow(parts, width, cells, "heading")
        case markup.DisplayMaths(latex=latex):
            return _display_maths(latex, width, cells)
        case markup.CodeBlock(text=text):
            return _code(text, width, cells)
        case List():
            return _list(block, width, cells)
        case markup.Quote(blocks=blocks):
            return _quote(blocks, width, cells)
        case markup.Table():
            return _table(block, width, cells)
        case markup.Rule():
            return rule(width, cells)


def _display_maths(latex: str, width: int, cells: Cells) -> Page:
    """A formula in two dimensions, indented if there is room; LaTeX that cannot be drawn as it was written."""
    try:
        formula = parse_latex(latex)
    except LatexError:
        return _code(latex, width, cells)
    block = in_width(formula, cells, width)
    indent = Run(" " * min(_INDENT, max(0, width - block.width)))
    return Page(tuple((indent, *(Run(run.text, "maths") for run in row)) for row in block.runs()))


def _code(text: str, width: int, cells: Cells) -> Page:
    """Lines of code as they are, all as wide as the widest; only one that is too wide is broken, anywhere."""
    indent = Run(" " * (_CODE_INDENT if width >= _NARROWEST else 0))
    room = width - len(indent.text)
    pieces: list[str] = []
    for line in text.expandtabs(4).split("\n"):
        edges = [0, *cells.breaks(line.replace(" ", NO_BREAK_SPACE), room), len(line)]
        pieces += (line[start:end] for start, end in pairwise(edges))
    widest = max(map(cells.width, pieces))
    return Page(tuple((indent, Run(piece + " " * (widest - cells.width(piece)), "code")) for piece in pieces))


def _list(block: List, width: int, cells: Cells) -> Page:
    markers = _markers(block, cells)
    close = all(len(item) <= 1 or isinstance(item[1], List) for item in block.items)
    pages: list[Page] = []
    for marker, item in zip(markers, block.items, strict=True):
        if pages and not close:
            pages.append(BLANK)
        indent = cells.width(marker)
        if width - indent < _NARROWEST:
            pages.append(_item(item, width, cells, close))
            continue
        page = _item(item, width - indent, cells, close)
        pages.append((page if page.lines else BLANK).behind(Run(marker, "bullet"), Run(" " * indent), cells))
    return stacked(pages)


def _markers(block: List, cells: Cells) -> list[str]:
    if block.start is None:
        return [f"{cells.glyphs.bullet} "] * len(block.items)
    numbers = [f"{number}." for number in range(block.start, block.start + len(block.items))]
    widest = max(map(len, numbers))
    return [f"{number:>{widest}} " for number in numbers]


def _item(blocks: Sequence[Block], width: int, cells: Cells, close: bool) -> Page:
    if close:
        return stacked(_block(block, width, cells) for block in blocks)
    return compose(blocks, width, cells)


def _quote(blocks: Sequence[Block], width: int, cells: Cells) -> Page:
    bar = Run(f"{cells.glyphs.column} ", "quote")
    indent = cells.width(bar.text)
    if width - indent < _NARROWEST:
        return compose(blocks, width, cells)
    page = compose(blocks, width - indent, cells)
    lines = tuple(tuple(Run(run.text, with_tag(run.tags, "quote")) for run in line) for line in page.lines)
    return Page(lines, page.terms).behind(bar, bar, cells)


# ---------------------------------------------------------------- tables


def _table(table: Table, width: int, cells: Cells) -> Page:
    """`table` with aligned columns; too narrow for that, one line for each cell behind the name of its column."""
    natural = [
        max(natural_width(row[column], cells) for row in (table.head, *table.rows) if column < len(row))
        for column in range(len(table.head))
    ]
    widths = _shared(natural, width - _GAP * (len(natural) - 1))
    if any(given < min(wished, _NARROWEST_COLUMN) for given, wished in zip(widths, natural, strict=True)):
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
    entries: Sequence[Sequence[Inline]], widths: Sequence[int], alignments: Sequence[str], cells: Cells, tags: str = ""
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
