"""The glossary at the prompt."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tutor.lesson.format.course_model import Glossary, GlossaryTerm
from tutor.plain.desk import Desk
from tutor.wording import interface, plainly


def tell_term(desk: Desk, name: str) -> None:
    """Write what the term `name` means, or without a name which terms there are."""
    glossary = desk.study.glossary(desk.language)
    if not name:
        desk.say(interface.GLOSSARY_TITLE)
        desk.console.say(desk.listed(term.title for term in glossary.terms))
        return
    match _found(glossary, name):
        case []:
            desk.say(plainly.NO_SUCH_TERM, text=name)
        case [term]:
            desk.console.write(term.title)
            desk.console.draw(desk.text(term.text + (f"\n\n$${term.formula}$$" if term.formula else ""), {}))
        case several:
            desk.say(plainly.SEVERAL_TERMS, text=name)
            desk.console.say(desk.listed(term.title for term in several))


def _found(glossary: Glossary, name: str) -> Sequence[GlossaryTerm]:
    """The term with this id, title or other word for it; else those that begin with it; else those that contain it."""
    if term := glossary.term(name):
        return [term]
    wanted = name.casefold()
    looks: tuple[Callable[[str], bool], ...] = (
        lambda known: known == wanted,
        lambda known: known.startswith(wanted),
        lambda known: wanted in known,
    )
    for fits in looks:
        if found := [term for term in glossary.terms if any(map(fits, _names(term)))]:
            return found
    return []


def _names(term: GlossaryTerm) -> Iterator[str]:
    yield from (name.casefold() for name in (term.title, *term.aliases))
