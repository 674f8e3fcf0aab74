"""Pages on which something is looked up: what is typed finds it, while the arrows move in what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual.widget import Widget

from tutor.ui.display import Display
from tutor.ui.keys import Place, bindings
from tutor.ui.screens.reading import ReadingPage
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.menu import Menu
from tutor.ui.widgets.stand import WIDEST, Scrolling, Stand, page_rows
from tutor.wording import Sentence

_FIELD: Final = 3
"""Rows of the field, with what is free below it."""


class LookupPage(ReadingPage):
    """A field, and below it what its text finds; the cursor moves in the list while the field keeps the focus."""

    BINDINGS = bindings("search")
    places: Sequence[Place] = ("search", "page", "everywhere")
    widest = WIDEST
    rows_found = 24
    """For so many rows it stands where it does; it must not move with every letter."""

    DEFAULT_CSS = """
    LookupPage FormulaField { margin: 0; padding: 0 2; }
    """

    def __init__(self, display: Display, name: str, invitation: Sentence) -> None:
        """Say in the field what can be typed there."""
        super().__init__(display)
        self._field = FormulaField("", display.voice(invitation))
        self._menu = Menu(id=name)
        # A click on what was found marks it; what is typed behind it is still for the field.
        self._menu.can_focus = False

    def body(self) -> Iterable[Widget]:
        """Put what was found below the field."""
        yield Stand(self._field, self.found(), rows=lambda width: _FIELD + self.rows_found, widest=self.widest)

    def found(self) -> Widget:
        """Give what stands below the field."""
        return Scrolling(self._menu)

    def on_mount(self) -> None:
        """Show the words, with the cursor in the field."""
        self.call_later(self.retell)
        self._field.take_focus()

    def action_find_up(self) -> None:
        """Mark what stands above."""
        self._menu.action_step(-1)

    def action_find_down(self) -> None:
        """Mark what stands below."""
        self._menu.action_step(1)

    def action_find_open(self) -> None:
        """Open what is marked."""
        self._menu.action_choose()

    def turn(self, by: int) -> None:
        """Move down or up in what was found by one window."""
        part = self.query(Scrolling).first()
        self._menu.page(by, page_rows(part))
        part.scroll_by_page(by)
