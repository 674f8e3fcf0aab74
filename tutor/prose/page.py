"""Lines of tagged text: inline parts broken by the rules of their language, formulas and terms kept whole."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from tutor.lesson.format.markup import Code, Emphasis, Inline, Maths, Term, Text
from tutor.text import NO_BREAK_SPACE, Cells, with_bound_operators
from tutor.typesetting.latex import LatexError, parse_latex
from tutor.typesetting.line import one_line

_UNBREAKABLE_WIDE: Final = "\u1100"
"""A character as wide as a Chinese one, but a letter to the line breaker, which never breaks between letters."""


class Run(NamedTuple):
    """Characters of one line, and the tags of their meaning with spaces between them: `strong term:gradient`."""

    text: str
    tags: str = ""


Line: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class TermPlace:
    """Where a word of the glossary stands: line and column count cells from 0."""

    id: str
    line: int
    column: int
    width: int


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of text; `terms` in reading order."""

    lines: tuple[Line, ...] = ()
    terms: tuple[TermPlace, ...] = ()

    def shifted(self, lines: int, columns: int) -> tuple[TermPlace, ...]:
        """Return the places of the terms when the page is part of another one."""
        return tuple(replace(term, line=term.line + lines, column=term.column + columns) for term in self.terms)

    def behind(self, first: Run, others: Run, cells: Cells) -> Page:
        """Return the page with `first` before its first line and `others`, equally wide, before all further ones."""
        lines = tuple(((others if index else first), *line) for index, line in enumerate(self.lines))
        return Page(lines, self.shifted(0, cells.width(first.text)))


BLANK: Final = Page(((),))


def rule(width: int, cells: Cells) -> Page:
    """Return a horizontal line of at most `width` cells."""
    bar = cells.glyphs.bar
    return Page(((Run(bar * (width // cells.width(bar)), "rule"),),))


def marked(page: Page, index: int, cells: Cells) -> tuple[Line, ...]:
    """Return the lines of `page` with the tag `term-here` on its term number `index`."""
    term = page.terms[index]
    line: list[Run] = []
    column = 0
    for run in page.lines[term.line]:
        line.append(Run(run.text, with_tag(run.tags, "term-here")) if column == term.column else run)
        column += cells.width(run.text)
    return (*page.lines[: term.line], tuple(line), *page.lines[term.line + 1 :])


def stacked(pages: Iterable[Page]) -> Page:
    """Return `pages` one below the other."""
    lines: list[Line] = []
    terms: list[TermPlace] = []
    for page in pages:
        terms += page.shifted(len(lines), 0)
        lines += page.lines
    return Page(tuple(lines), tuple(terms))


def width_of(line: Sequence[Run], cells: Cells) -> int:
    """Return how many cells `line` takes."""
    return sum(cells.width(run.text) for run in line)


def with_tag(tags: str, tag: str) -> str:
    """Return `tags` and `tag`."""
    return f"{tags} {tag}" if tags else tag


@dataclass
class _Paragraph:
    """The runs between two forced line breaks.

    `breakable` is their text as the line breaker sees it, with spaces where a line may break and no-break spaces where
    not; `terms` are ids with the range of characters they stand at.
    """

    runs: list[Run] = field(default_factory=list)
    breakable: str = ""
    terms: list[tuple[str, int, int]] = field(default_factory=list)

    def add(self, text: str, tags: str, breakable: str | None = None) -> None:
        """Append `text`, which the line breaker sees as `breakable` if that differs."""
        self.runs.append(Run(text, tags))
        self.breakable += text if breakable is None else breakable


def flow(parts: Sequence[Inline], width: int, cells: Cells, tags: str = "") -> Page:
    """Return `parts` in lines of at most `width` cells; all of it carries `tags`."""
    paragraphs = [_Paragraph()]
    for part in parts:
        _add(part, tags, paragraphs, width, cells)
    lines: list[Line] = []
    terms: list[TermPlace] = []
    for paragraph in paragraphs:
        edges = [0, *cells.breaks(paragraph.breakable, width), len(paragraph.breakable)]
        terms += _places(paragraph, len(lines), edges, cells)
        lines += (_trimmed(tuple(_between(paragraph.runs, start, end))) for start, end in pairwise(edges))
    return Page(tuple(lines), tuple(terms))


def natural_width(parts: Sequence[Inline], cells: Cells) -> int:
    """Return how many cells `parts` take on one line."""
    return max((width_of(line, cells) for line in flow(parts, 10_000, cells).lines), default=0)


def _add(part: Inline, tags: str, paragraphs: list[_Paragraph], width: int, cells: Cells) -> None:
    match part:
        case Text(text=text):
            for index, line in enumerate(text.replace("\t", " ").split("\n")):
                if index:
                    paragraphs.append(_Paragraph())
                paragraphs[-1].add(line, tags)
        case Code(text=text):
            paragraphs[-1].add(text, with_tag(tags, "code"), _kept_whole(text, text, width // 2, cells))
        case Emphasis(parts=inner, strong=strong):
            for each in inner:
                _add(each, with_tag(tags, "strong" if strong else "emphasis"), paragraphs, width, cells)
        case Term(id=id_, shown=shown):
            paragraph = paragraphs[-1]
            start = len(paragraph.breakable)
            paragraph.add(shown, with_tag(tags, f"term:{id_}"), _kept_whole(shown, shown, width, cells))
            paragraph.terms.append((id_, start, start + len(shown)))
        case Maths(latex=latex):
            _add_maths(latex, tags, paragraphs[-1], width, cells)


def _add_maths(latex: str, tags: str, paragraph: _Paragraph, width: int, cells: Cells) -> None:
    """A formula in one line; LaTeX that cannot be drawn is shown as it was written, `check` says what is wrong."""
    try:
        formula = parse_latex(latex)
    except LatexError:
        paragraph.add(latex, with_tag(tags, "code"))
        return
    runs = one_line(formula, cells)
    text = "".join(run.text for run in runs)
    breakable = _kept_whole(text, with_bound_operators(text), width, cells)
    start = 0
    for run in runs:
        end = start + len(run.text)
        paragraph.add(run.text, with_tag(tags, "maths"), breakable[start:end])
        start = end


def _kept_whole(text: str, otherwise: str, width: int, cells: Cells) -> str:
    """`text` as the line breaker must see it to keep it on one line, if it fits in `width`, else `otherwise`."""
    if cells.width(text) > width:
        return otherwise
    return "".join(
        NO_BREAK_SPACE if character == " " else _UNBREAKABLE_WIDE if cells.width(character) == 2 else character
        for character in text
    )


def _between(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """The characters from `start` to `end` of all `runs`."""
    position = 0
    for run in runs:
        text = run.text[max(0, start - position) : max(0, end - position)]
        if text:
            yield Run(text, run.tags)
        position += len(run.text)


def _trimmed(line: Line) -> Line:
    """`line` without spaces at its end."""
    while line and not line[-1].text.rstrip(" "):
        line = line[:-1]
    return (*line[:-1], Run(line[-1].text.rstrip(" "), line[-1].tags)) if line else ()


def _places(paragraph: _Paragraph, first: int, edges: Sequence[int], cells: Cells) -> Iterator[TermPlace]:
    """Where the terms of `paragraph` stand if its first line is line `first`; of a broken term, its beginning."""
    text = "".join(run.text for run in paragraph.runs)
    for id_, start, end in paragraph.terms:
        line = bisect(edges, start, hi=len(edges) - 1) - 1
        shown = text[start : min(end, edges[line + 1])]
        yield TermPlace(id_, first + line, cells.width(text[edges[line] : start]), cells.width(shown))
