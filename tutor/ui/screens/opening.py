"""What stands in the place of a lesson that the program was started for, until it is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from tutor.ui.keys import bindings
from tutor.ui.screens.page import Page
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import interface


class OpeningScreen(Page):
    """Shows a sign, and lets the learner leave; all other keys wait for the lesson."""

    BINDINGS = bindings("home", only=("quit",))
    DEFAULT_CSS = "OpeningScreen #sign { margin: 1 0 0 3; }"

    def body(self) -> Iterable[Widget]:
        """Put the sign where the lesson begins."""
        yield Sheet(self._sign, id="sign")

    def on_mount(self) -> None:
        """Name the key that works."""
        self.refresh_footer()

    def live_keys(self) -> Sequence[str]:
        """Nothing can be done yet but to leave."""
        return ("quit",)

    def action_quit(self) -> None:
        """Leave."""
        self.app.call_later(self.app.action_quit)

    async def retell(self) -> None:
        """No key comes before the lesson is there."""

    def _sign(self, width: int) -> list[Line]:
        return [[(self.voice(interface.GETTING_READY), "dim")]]
