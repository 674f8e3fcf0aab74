"""What stands in the place of a lesson until it is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from textual.widget import Widget

from tutor.prose.window import MESSAGE_ROWS
from tutor.ui.display import Display
from tutor.ui.grid import columns, first_row
from tutor.ui.keys import bindings
from tutor.ui.screens.page import Page
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import interface

_ROWS: Final = 12
"""As many as a step has that is neither short nor long."""


class OpeningScreen(Page):
    """Shows a sign where the text will stand; keys wait for the lesson."""

    BINDINGS = bindings("home", only=("quit",))
    DEFAULT_CSS = "OpeningScreen #sign { height: 1fr; }"

    def __init__(self, display: Display, title: str = "", *, at_start: bool = False) -> None:
        """Say which lesson is opened; `at_start` of the program one may still leave."""
        super().__init__(display)
        self._title, self.at_start = title, at_start

    def body(self) -> Iterable[Widget]:
        """Put the sign where the text begins."""
        yield Sheet(self._sign, id="sign")

    def on_mount(self) -> None:
        """Name the lesson, and the key that works."""
        self.name_lesson(self._title)
        self.refresh_footer()

    def name_lesson(self, title: str) -> None:
        """Say which lesson is opened."""
        self.title_bar.set([(title, "title")])

    def live_keys(self) -> Sequence[str]:
        """Nothing can be done yet but to leave."""
        return ("quit",) if self.at_start else ()

    def action_quit(self) -> None:
        """Leave."""
        self.app.call_later(self.app.action_quit)

    async def retell(self) -> None:
        """No key comes before the lesson is there."""

    def _sign(self, width: int) -> list[Line]:
        above = first_row(self.size.height - 2 - MESSAGE_ROWS, _ROWS)
        return [*[[]] * above, [(" " * columns(width).left, ""), (self.voice(interface.GETTING_READY), "dim")]]
