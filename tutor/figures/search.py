"""What was found, and entries of the glossary, as lines for every front end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tutor.figures.answers import text_lines
from tutor.figures.lines import Line, plain, wrapped
from tutor.learner.search import Entry, Query
from tutor.lesson.format.course_model import GlossaryTerm
from tutor.text import Cells
from tutor.wording import Voice, interface, search

_ENDS: Final = (".", "?", "!", ":", "。", "？", "！", "：")
"""What ends a sentence, or what stands before a formula in a line of its own."""


def where_of(entry: Entry, lesson_title: Callable[[str], str], voice: Voice) -> str:
    """Return what was found and where it stands, in a few words."""
    match entry.kind:
        case "term" | "lesson":
            return voice(search.KINDS[entry.kind], number=entry.number)
        case "step" | "noted" | "reported":
            kind = voice(interface.STEP_KINDS[entry.step_type])
            lesson = lesson_title(entry.lesson)
            return voice(search.KINDS[entry.kind], lesson=lesson, number=entry.number, kind=kind)


def extract(entry: Entry, typed: str, cells: Cells, width: int) -> str:
    """Return the line of the entry's text in which a word of `typed` stands, else the first line; never more.

    An ellipsis says where the sentence begins before that line or goes on behind it.
    """
    query, ellipsis = Query.of(typed), cells.glyphs.ellipsis
    part = next(filter(query.stands_in, entry.shown), "".join(entry.shown[:1]))
    laid_out = text_lines(part, {}, cells, width - 2 * cells.width(ellipsis), in_lines=True)
    lines = [text for line in laid_out if (text := plain(line).strip())]
    at = next((at for at, line in enumerate(lines) if query.stands_in(line)), 0)
    before, here, after = ["", *lines, ""][at : at + 3] if lines else ("", "", "")
    begun = ellipsis if before and not before.endswith(_ENDS) and not here.startswith(ellipsis) else ""
    more = ellipsis if after and not here.endswith((*_ENDS, ellipsis)) else ""
    return cells.truncate(begun + here + more, width)


def term_lines(
    term: GlossaryTerm, also: Sequence[Sequence[str]], voice: Voice, cells: Cells, width: int, *, in_lines: bool = False
) -> list[Line]:
    """Return what `term` is called, also elsewhere and in other languages, and below it what it means."""
    names = voice(interface.BETWEEN_LANGUAGES).join(map(voice(interface.BETWEEN_NAMES).join, also))
    called = voice(interface.ALSO_CALLED, names=names) if names else ""
    meaning = term.text + (f"\n\n$${term.formula}$$" if term.formula else "")
    return [
        *wrapped(term.title, "heading", cells, width),
        *wrapped(called, "dim", cells, width),
        *([] if in_lines else [[]]),
        *text_lines(meaning, {}, cells, width, in_lines=in_lines),
    ]
