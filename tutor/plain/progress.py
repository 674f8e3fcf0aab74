"""The progress as lines: what to do next, skills, days, notes."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.figures.lines import plain
from tutor.figures.overview import (
    Names,
    advice_words,
    day_lines,
    eye_lines,
    names_of,
    remark_words,
    skill_lines,
    slip_lines,
)
from tutor.learner.overview import Overview
from tutor.learner.study import Study
from tutor.text import Cells
from tutor.wording import Voice, interface, overview, progress

_INDENT = 2


def progress_lines(study: Study, voice: Voice, cells: Cells, width: int) -> list[str]:
    """Return how the learning goes, without the list of lessons. Raises TutorError `progress.unreadable`."""
    return [
        *_lines(study.overview(), names_of(study, voice.language), voice, cells, width),
        *orphan_lines(study, voice),
    ]


def orphan_lines(study: Study, voice: Voice) -> list[str]:
    """Return what is on record of steps that the course has no more, if anything is."""
    found = study.orphans()
    return ["", voice(progress.ORPHANS), *(f"  {lesson}/{step}" for lesson, step in found)] if found else []


def _lines(seen: Overview, names: Names, voice: Voice, cells: Cells, width: int) -> Iterator[str]:
    yield from ("", voice(overview.NEXT))
    for suggestion in seen.suggestions:
        yield from _entry(*advice_words(suggestion, names, voice), cells, width)
    yield from ("", voice(overview.DAYS), *map(plain, day_lines(seen, voice, cells, width)))
    yield from ("", voice(overview.SKILLS))
    yield from (plain(line).rstrip() for line in skill_lines(seen.skills, names, voice, cells, min(width, 60)))
    yield from ("", voice(overview.SLIPS))
    yield from map(plain, slip_lines(seen, names, voice, cells, width))
    if seen.eyes:
        yield from ("", voice(overview.EYES))
        yield from (plain(line).rstrip() for line in eye_lines(seen, names, voice, cells, min(width, 60)))
    yield from ("", voice(overview.REMARKS))
    for remark in seen.remarks:
        where, text = remark_words(remark, names, voice)
        place = voice(interface.BRACKETED, remark=f"{remark.lesson}/{remark.step}".rstrip("/"))
        yield from _entry(where + place, text, cells, width)
    if not seen.remarks:
        yield voice(overview.NO_REMARKS_YET)


def _entry(what: str, told: str, cells: Cells, width: int) -> Iterator[str]:
    yield from (" " * _INDENT + line for line in cells.wrap(what, width - _INDENT))
    yield from (" " * 2 * _INDENT + line for line in (cells.wrap(told, width - 2 * _INDENT) if told else ()))
