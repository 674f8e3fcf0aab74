"""The search: what is typed finds lessons, steps and terms at once; Enter opens what is marked."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work

from tutor.figures.search import extract, where_of
from tutor.learner.search import Entry
from tutor.learner.search import search as find
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.screens.lookup import LookupPage
from tutor.ui.screens.page import PlaceChosen
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line
from tutor.wording import search

if TYPE_CHECKING:
    from tutor.learner.study import Study

_INDENT = 2


class SearchScreen(LookupPage):
    """Finds lessons, steps, terms and notes; a place is opened, a term in the glossary over it."""

    says_when_it_waits = True

    def __init__(self, display: Display, study: Study, bench: Bench) -> None:
        super().__init__(display, "found", search.PLACEHOLDER)
        self._study, self._bench = study, bench
        self._entries: Sequence[Entry] | None = None
        """What is searched; None before the course was read for it."""
        self._found: Sequence[Entry] = ()
        self._searched: str | None = None
        """For what these were found."""
        self._opens_first = False
        """Whether the first that is found is to be opened, for Enter was pressed before it was there."""

    async def retell(self) -> None:
        """Search again in the present language; nobody waits for it, so that the field takes keys meanwhile."""
        self.entitle(search.TITLE)
        self._gather()

    def live_keys(self) -> Sequence[str]:
        """Return the keys that work while the field is typed in."""
        return (
            *(("find-open", "find-down", "find-up") if self._found else ()),
            *self.scroll_keys,
            "close",
            "field-language",
        )

    def action_find_open(self) -> None:
        """Open what is marked; what was typed last is looked for first."""
        if self._searched == self._field.text:
            self._menu.action_choose()
        else:
            self._opens_first = True

    @on(FormulaField.Edited)
    def _edited(self) -> None:
        self._opens_first = False
        self._search_anew()

    @on(FormulaField.Submitted)
    def _submitted(self) -> None:
        self.action_find_open()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        if not self._found:
            return
        entry = self._found[int(event.id)]
        self.post_message(PlaceChosen(*entry.place) if entry.place else self.GlossaryWanted(entry.id))

    @work(exclusive=True, group="gather")
    async def _gather(self) -> None:
        """Take what can be found: first of the course, then of the notes, for which another program may let us wait."""
        language = self.voice.language
        course = await self._bench.run(self._study.index.of_course, language)
        self._entries = course
        self._search_anew()
        if remarks := await self._bench.run(self._study.index.of_remarks, language):
            self._entries = (*course, *remarks)
            self._search_anew()

    @work(exclusive=True, group="search")
    async def _search_anew(self) -> None:
        """Show what is found; not on the bench, on which the notes may be waited for."""
        if self._entries is None:
            return
        voice, query = self.voice, self._field.text
        self._found = await asyncio.to_thread(find, self._entries, query)
        self._menu.cursor = 0
        rows = [Row(str(index), partial(self._row, entry, query)) for index, entry in enumerate(self._found)]
        words = voice(search.NOTHING, query=query) if query.strip() else voice(search.INVITATION)
        self._menu.set_rows(rows or [Row("", lambda width, here: [[(words, "dim")]])])
        self.find_place()
        self._searched = query
        if self._opens_first:
            self._opens_first = False
            self._menu.action_choose()

    def _row(self, entry: Entry, query: str, width: int, here: bool) -> list[Line]:
        voice, cells = self.voice, self.cells
        where = where_of(entry, lambda lesson: self._study.lesson_title(lesson, voice.language), voice)
        title = cells.truncate(entry.title or entry.id, max(10, width - _INDENT - cells.width(where) - 3))
        told = extract(entry, query, cells, width - _INDENT - 2)
        mark = "▌" if here else " "
        return [
            [(f"{mark} ", "selected"), (title, "title" if here else ""), ("  " + where, "dim")],
            [(f"{mark} ", "selected"), ("  " + told, "dim")],
        ]
