"""An entry of the glossary as lines, for every front end."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.figures.answers import text_lines
from tutor.figures.lines import Line, wrapped
from tutor.lesson.format.course_model import GlossaryTerm
from tutor.text import Cells
from tutor.wording import Voice, interface


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
