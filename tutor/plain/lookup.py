"""What a learner looks up at the prompt: terms of the glossary, and what a search finds; a number opens that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from tutor.figures.search import extract, term_lines, where_of
from tutor.learner.folding import folded
from tutor.learner.search import Entry
from tutor.lesson.format.course_model import GlossaryTerm
from tutor.plain.desk import Desk, Goal
from tutor.wording import interface, plainly, search

_MOST = 12
"""Results that are listed."""
_INDENT = 4


def tell_term(desk: Desk, name: str) -> None:
    """Write what the term `name` means, or without a name which terms there are."""
    glossary = desk.study.glossary(desk.language)
    if not name:
        desk.say(interface.GLOSSARY_TITLE)
        desk.console.say(desk.listed(term.title for term in glossary.terms))
        return
    match _found(desk, name):
        case []:
            desk.say(plainly.NO_SUCH_TERM, text=name)
        case [term]:
            names, console = desk.study.other_names(term.id, desk.language), desk.console
            console.draw(term_lines(term, names, desk.voice, console.cells, console.width, in_lines=True))
        case several:
            desk.say(plainly.SEVERAL_TERMS, text=name)
            desk.console.say(desk.listed(term.title for term in several))


def _found(desk: Desk, name: str) -> Sequence[GlossaryTerm]:
    """The term that is called so in any language; else those with a name that begins with it; else that contains it."""
    glossary, wanted = desk.study.glossary(desk.language), folded(name)
    if term := glossary.term(name):
        return [term]
    looks: tuple[Callable[[str], bool], ...] = (
        lambda known: known == wanted,
        lambda known: known.startswith(wanted),
        lambda known: wanted in known,
    )
    for fits in looks:
        if found := [term for term in glossary.terms if any(map(fits, _names(term, desk)))]:
            return found
    return []


def _names(term: GlossaryTerm, desk: Desk) -> Iterator[str]:
    yield from map(folded, (term.title, *chain.from_iterable(desk.study.other_names(term.id, desk.language))))


def find(desk: Desk, typed: str) -> None:
    """List what `typed` finds, or, where it is the number of something that was listed, go there."""
    if typed.isdecimal() and len(typed) < 3 and 1 <= int(typed) <= len(desk.found):
        _open(desk, desk.found[int(typed) - 1])
    elif not typed:
        desk.say(plainly.SEARCH_HOW)
    else:
        desk.found = tuple(desk.study.index.search(typed, desk.language)[:_MOST])
        _list(desk, typed)


def _list(desk: Desk, query: str) -> None:
    if not desk.found:
        desk.say(search.NOTHING, query=query)
        return
    console = desk.console
    for number, entry in enumerate(desk.found, 1):
        where = where_of(entry, lambda lesson: desk.study.lesson_title(lesson, desk.language), desk.voice)
        told = extract(entry, query, console.cells, console.width - _INDENT)
        console.rows(f"{number:>2}  {entry.title or entry.id} · {where}", *([" " * _INDENT + told] if told else []))
    desk.say(plainly.OPEN_FOUND)


def _open(desk: Desk, entry: Entry) -> None:
    if entry.place:
        desk.goal = Goal(*entry.place)
    else:
        tell_term(desk, entry.id)
