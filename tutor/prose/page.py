"""Lines of tagged text, where terms stand in them, and the ways to put pages together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple, TypeAlias

from tutor.text import Cells


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
