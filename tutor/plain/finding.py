"""The search at the prompt: what was found is listed with numbers, and a number opens it."""

from __future__ import annotations

from tutor.figures.search import extract, where_of
from tutor.plain.desk import Desk, Goal
from tutor.plain.glossary import tell_term
from tutor.search import Entry
from tutor.wording import plainly, search

_MOST = 12
"""Results that are listed."""
_INDENT = 4


def find(desk: Desk, typed: str) -> None:
    """List what `typed` finds, or, where it is the number of something that was listed, go there."""
    if typed.isdecimal() and len(typed) < 3 and 1 <= int(typed) <= len(desk.found):
        _open(desk, desk.found[int(typed) - 1])
    elif not typed:
        desk.say(plainly.SEARCH_HOW)
    else:
        desk.found = tuple(desk.study.search(typed, desk.language)[:_MOST])
        _list(desk, typed)


def _list(desk: Desk, query: str) -> None:
    if not desk.found:
        desk.say(search.NOTHING, query=query)
        return
    console = desk.console
    for number, entry in enumerate(desk.found, 1):
        where = where_of(entry, lambda lesson: desk.study.lesson_title(lesson, desk.language), desk.voice)
        told = extract(entry, query, console.cells, console.width - _INDENT)
        console.write(f"{number:>2}  {entry.title or entry.id} · {where}", *([" " * _INDENT + told] if told else []))
    desk.say(plainly.OPEN_FOUND)


def _open(desk: Desk, entry: Entry) -> None:
    match entry.kind:
        case "term":
            tell_term(desk, entry.id)
        case "lesson":
            desk.goal = Goal(entry.lesson, "")
        case "step":
            desk.goal = Goal(entry.lesson, entry.id)
