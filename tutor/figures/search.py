"""What was found as lines, for every front end."""

from __future__ import annotations

from collections.abc import Callable

from tutor.figures.answers import text_lines
from tutor.figures.lines import Line, plain
from tutor.search import Entry
from tutor.text import Cells
from tutor.wording import Voice, search


def where_of(entry: Entry, lesson_title: Callable[[str], str], voice: Voice) -> str:
    """Return what was found and where it stands, in a few words."""
    if entry.kind == "step":
        return voice(search.STEP_OF, lesson=lesson_title(entry.lesson))
    return voice(search.KINDS[entry.kind])


def extract(entry: Entry, query: str, cells: Cells, width: int) -> str:
    """Return the line of the entry's text in which a word of `query` stands, else the first line; never more."""
    lines = [text for line in _lines(entry, cells, width) if (text := plain(line).strip())]
    words = query.casefold().split()
    hit = next((line for line in lines if any(word in line.casefold() for word in words)), None)
    return cells.truncate(hit or (lines[0] if lines else ""), width)


def _lines(entry: Entry, cells: Cells, width: int) -> list[Line]:
    return text_lines(entry.text, {}, cells, width, in_lines=True)
