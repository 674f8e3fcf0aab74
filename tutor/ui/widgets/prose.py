"""Lesson text on the screen: paragraphs, formulas, tables and code, with terms to go to by Tab or mouse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tutor.lesson.format.markup import Block
from tutor.prose.compose import compose
from tutor.prose.page import Page, marked
from tutor.text import Cells
from tutor.ui.widgets.sheet import Line, Sheet

WIDEST = 88
"""Lines longer than this are hard to read."""


class Prose(Sheet):
    """Draws a document; where it has terms it takes the focus, and Tab goes from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "term(1)", show=False),
        Binding("shift+tab", "term(-1)", show=False),
        Binding("enter", "open_term", show=False),
    ]

    @dataclass
    class TermOpened(Message):
        """The learner wants to read about a term."""

        term: str

    def __init__(self, document: tuple[Block, ...], cells: Cells, *, classes: str | None = None) -> None:
        super().__init__(self._tagged_lines, classes=classes)
        self._document = document
        self._cells = cells
        self._page: tuple[int, Page] | None = None
        self._here = 0
        self.can_focus = bool(self._composed(WIDEST).terms)

    @property
    def marked(self) -> int:
        """Return the number of the term that is marked, from 0."""
        return self._here

    def mark(self, term: int) -> None:
        """Mark the term with this number."""
        self._here = min(term, max(0, len(self._composed(WIDEST).terms) - 1))
        self.redraw()

    def action_term(self, by: int) -> None:
        """Go to the next or previous term, and out of the text at its ends."""
        terms = self._composed(self.content_size.width).terms
        if 0 <= self._here + by < len(terms):
            self._here += by
            self.redraw()
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def action_open_term(self) -> None:
        """Open the term that is marked."""
        terms = self._composed(self.content_size.width).terms
        if terms:
            self.post_message(self.TermOpened(terms[self._here].id))

    def on_mount(self) -> None:
        """Mark the term while the keys come here."""
        self.watch(self, "has_focus", self.redraw, init=False)

    def on_click(self, event: events.Click) -> None:
        """Open the term under the mouse."""
        x, y = event.x - self.gutter.left, event.y - self.gutter.top
        for index, term in enumerate(self._composed(self.content_size.width).terms):
            if term.line == y and term.column <= x < term.column + term.width:
                self._here = index
                self.post_message(self.TermOpened(term.id))

    def _composed(self, width: int) -> Page:
        width = min(width, WIDEST)
        if self._page is None or self._page[0] != width:
            self._page = (width, compose(self._document, width, self._cells))
        return self._page[1]

    def _tagged_lines(self, width: int) -> list[Line]:
        page = self._composed(width)
        return list(marked(page, self._here, self._cells) if self.has_focus else page.lines)
