"""The page that asks whoever leaves while something can't be saved: try again, leave without it, or stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from textual.widget import Widget

from tutor.errors import TutorError
from tutor.figures.lines import wrapped
from tutor.progress import Progress
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import bindings
from tutor.ui.screens.page import Page
from tutor.ui.screens.reading import PADDING
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.ui.widgets.stand import Scrolling, Stand
from tutor.wording import interface
from tutor.wording.failures import Failure, held_sentence

_LOOK_EVERY: Final = 0.25
"""Seconds between two looks whether all is saved."""

Unsaved: TypeAlias = tuple[Failure, Failure]
"""What would be lost, and why it can't be saved."""


async def unsaved(progress: Progress, bench: Bench) -> Unsaved | None:
    """Try again to save; return what is still not saved, None where all is."""
    try:
        await bench.run(progress.save)
    except TutorError as lost:
        return lost, progress.trouble or lost
    return None


class LeavingScreen(Page):
    """Says how much is not saved, and why; ends the program where that is wanted, or once it is saved."""

    BINDINGS = bindings("leaving")
    places = ("leaving", "everywhere")

    DEFAULT_CSS = "LeavingScreen Scrolling { height: 1fr; padding: 0 2; }"

    def __init__(self, display: Display, held: Unsaved, progress: Progress, bench: Bench) -> None:
        """Ask about what is `held` by `progress`."""
        super().__init__(display)
        self._unsaved, self._progress, self._bench = held, progress, bench
        self._sheet = Sheet(self._lines)

    def body(self) -> Iterable[Widget]:
        """Give the question."""
        yield Stand(Scrolling(self._sheet), rows=lambda width: len(self._sheet.lines(width - PADDING)), widest=80)

    async def on_mount(self) -> None:
        """Show the words, until all is saved: it is tried again all the while."""
        await self.retell()
        self.set_interval(_LOOK_EVERY, self._leave_once_saved)

    def _leave_once_saved(self) -> None:
        if self._progress.saves:
            self.app.exit()

    async def retell(self) -> None:
        """Ask in the present language."""
        self.entitle(interface.LEAVING_TITLE)
        self._sheet.redraw()
        self.refresh_footer()

    def live_keys(self) -> Sequence[str]:
        """Return what can be done."""
        return ("try-again", "leave-unsaved", "stay", "language", "theme", "help")

    async def action_try_again(self) -> None:
        """Save and leave, or say that this has failed once more."""
        if held := await unsaved(self._progress, self._bench):
            self._unsaved = held
            self._sheet.redraw()
            self.say(self.voice(interface.STILL_UNSAVED))
        else:
            self.app.exit()

    def action_leave_unsaved(self) -> None:
        """Leave."""
        self.app.exit()

    def action_stay(self) -> None:
        """Go back to where the learner was."""
        self.app.pop_screen()

    def _lines(self, width: int) -> Sequence[Line]:
        held = held_sentence(*self._unsaved, self.voice)
        return wrapped(self.voice(interface.LEAVE_UNSAVED, held=held), "", self.cells, width)
