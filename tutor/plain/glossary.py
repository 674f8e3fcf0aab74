"""The glossary at the prompt."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.lesson.course_model import Glossary, GlossaryTerm
from tutor.plain.desk import Desk
from tutor.wording import interface, plainly


def tell_term(desk: Desk, name: str) -> None:
    """Write what the term `name` means, or without a name which terms there are."""
    glossary = desk.study.glossary(desk.language)
    if not name:
        desk.say(interface.GLOSSARY_TITLE)
        desk.console.say(desk.listed(term.title for term in glossary.terms))
        return
    term = _found(glossary, name)
    if term is None:
        desk.say(plainly.NO_SUCH_TERM, text=name)
        return
    desk.console.write(term.title)
    desk.console.draw(desk.text(term.text + (f"\n\n$${term.formula}$$" if term.formula else ""), {}))


def _found(glossary: Glossary, name: str) -> GlossaryTerm | None:
    """The term with this id, title or other word for it; else the only one that contains it."""
    if term := glossary.term(name):
        return term
    wanted = name.casefold()
    for term in glossary.terms:
        if wanted in _names(term):
            return term
    close = [term for term in glossary.terms if any(wanted in known for known in _names(term))]
    return close[0] if len(close) == 1 else None


def _names(term: GlossaryTerm) -> Iterator[str]:
    yield from (name.casefold() for name in (term.title, *term.aliases))
