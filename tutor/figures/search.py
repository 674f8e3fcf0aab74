"""What was found as lines, for every front end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tutor.figures.answers import text_lines
from tutor.figures.lines import Line, plain
from tutor.learner.search import Entry
from tutor.text import Cells
from tutor.wording import Voice, search

_ENDS: Final = (".", "?", "!", ":", "。", "？", "！", "：")
"""What ends a sentence, or what stands before a formula in a line of its own."""


def where_of(entry: Entry, lesson_title: Callable[[str], str], voice: Voice) -> str:
    """Return what was found and where it stands, in a few words."""
    match entry.kind:
        case "step":
            return voice(search.STEP_OF, lesson=lesson_title(entry.lesson))
        case "lesson" | "term":
            return voice(search.KINDS[entry.kind])


def extract(entry: Entry, query: str, cells: Cells, width: int) -> str:
    """Return the line of the entry's text in which a word of `query` stands, else the first line; never more.

    An ellipsis says where the sentence begins before that line or goes on behind it.
    """
    ellipsis = cells.glyphs.ellipsis
    wrapped = _lines(entry, cells, width - 2 * cells.width(ellipsis))
    lines = [text for line in wrapped if (text := plain(line).strip())]
    words = query.casefold().split()
    at = next((at for at, line in enumerate(lines) if any(word in line.casefold() for word in words)), 0)
    before, here, after = ["", *lines, ""][at : at + 3] if lines else ("", "", "")
    begun = ellipsis if before and not before.endswith(_ENDS) else ""
    more = ellipsis if after and not here.endswith(_ENDS) else ""
    return cells.truncate(begun + here + more, width)


def _lines(entry: Entry, cells: Cells, width: int) -> list[Line]:
    return text_lines(entry.text, {}, cells, width, in_lines=True)
