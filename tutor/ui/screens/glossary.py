"""The glossary: its terms, beside them what the marked one means; what is typed finds a term."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget

from tutor.figures.search import term_lines
from tutor.learner.search import search as find
from tutor.lesson.format.course_model import GlossaryTerm
from tutor.ui.display import Display
from tutor.ui.screens.lookup import LookupPage
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.ui.widgets.stand import Scrolling
from tutor.wording import interface, search

if TYPE_CHECKING:
    from tutor.learner.study import Study

_BESIDE_TITLE: Final = 6
"""Columns of the list besides those of a title: the free ones on both sides, the mark and the scrollbar."""


class GlossaryScreen(LookupPage):
    """All terms, or those that what is typed finds, the best first."""

    widest = 112

    DEFAULT_CSS = """
    GlossaryScreen Horizontal { height: 1fr; }
    GlossaryScreen Scrolling { width: 1fr; padding: 0 0 0 2; }
    GlossaryScreen Scrolling:last-child { width: 2fr; padding: 0 1 0 2; }
    GlossaryScreen Scrolling:last-child Sheet { margin: 0 1 0 0; }
    """

    def __init__(self, display: Display, study: Study, term: str = "") -> None:
        super().__init__(display, "terms", search.TERMS_PLACEHOLDER)
        self._study, self._start = study, term
        self._meaning = Sheet(self._meaning_lines)
        self._list, self._beside = super().found(), Scrolling(self._meaning)

    def found(self) -> Widget:
        """Put the meaning beside the list."""
        return Horizontal(self._list, self._beside)

    async def retell(self) -> None:
        """Draw the list and the meaning in the present language."""
        self.entitle(interface.GLOSSARY_TITLE)
        self.rows_found = len(self._terms)
        widest = max((self.cells.width(term.title) for term in self._terms), default=0)
        self._list.styles.min_width = widest + _BESIDE_TITLE
        self._list_terms(self._menu.here or self._start)

    def live_keys(self) -> Sequence[str]:
        """Return the keys that work while the field is typed in."""
        move = ("find-down", "find-up") if len(self._menu.rows) > 1 else ()
        return (*move, *self.scroll_keys, "close", "field-language")

    def turn(self, by: int) -> None:
        """Show more of what the term means, and where that is all, move in the list."""
        if self._beside.has_more(by):
            self._beside.scroll_by_page(by)
        else:
            super().turn(by)

    def action_find_open(self) -> None:
        """The meaning is shown already."""

    @property
    def _terms(self) -> Sequence[GlossaryTerm]:
        return self._study.glossary(self.voice.language).terms

    @on(FormulaField.Edited)
    def _edited(self) -> None:
        # All terms stand where one was; of those that are found the best is the first.
        self._list_terms("" if self._field.text.strip() else self._menu.here)

    def _list_terms(self, at: str) -> None:
        terms, typed = self._terms, self._field.text
        if typed.strip():
            by_id = {term.id: term for term in terms}
            terms = [by_id[entry.id] for entry in find(self._study.index.of_terms(self.voice.language), typed)]
            self._menu.cursor = 0
        nothing = self.voice(search.NOTHING, query=typed)
        rows = [Row(term.id, partial(self._row, term)) for term in terms]
        # What is said of nothing has the room of both.
        self._beside.display = bool(rows)
        self._menu.set_rows(rows or [Row("", lambda width, here: self._said(nothing, width))], at)
        self._highlighted()
        self.find_place()

    @on(Menu.Highlighted)
    def _highlighted(self) -> None:
        self._meaning.redraw()
        self._beside.scroll_home(animate=False)

    def _row(self, term: GlossaryTerm, width: int, here: bool) -> list[Line]:
        title = self.cells.truncate(term.title, width - 2)
        return [[("▌ " if here else "  ", "selected"), (title, "title" if here else "")]]

    def _said(self, text: str, width: int) -> list[Line]:
        return [[(line, "dim")] for line in self.cells.wrap(text, width)]

    def _meaning_lines(self, width: int) -> list[Line]:
        term = next((term for term in self._terms if term.id == self._menu.here), None)
        if term is None:
            return []
        names = self._study.other_names(term.id, self.voice.language)
        return term_lines(term, names, self.voice, self.cells, width)
