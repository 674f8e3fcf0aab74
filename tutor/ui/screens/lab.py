"""The lab of a network that a step on code names, opened over the lesson to play with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import on
from textual.containers import Vertical
from textual.widget import Widget

from tutor.activity.network import NetworkActivity
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import bindings, keys
from tutor.ui.screens.reading import ReadingPage
from tutor.ui.steps.network import NetworkView
from tutor.ui.steps.scene import Drafted, KeysChanged, Scene
from tutor.wording import code


class LabScreen(ReadingPage):
    """A lab without tasks; nothing that is done in it is kept."""

    BINDINGS = bindings("page")
    places = ("lab", "page", "everywhere")

    DEFAULT_CSS = """
    LabScreen #lab { height: 1fr; }
    LabScreen NetworkView { height: 1fr; }
    """

    def __init__(self, display: Display, activity: NetworkActivity, bench: Bench) -> None:
        super().__init__(display)
        self._activity, self._bench = activity, bench
        self._view = self._new_view(None)
        self._room = Vertical(id="lab")

    def body(self) -> Iterable[Widget]:
        """Give the lab the whole room."""
        with self._room:
            yield self._view

    def on_mount(self) -> None:
        """Make the keys of the lab live."""
        self._view.take_focus()
        self._tell()

    async def retell(self) -> None:
        """Draw the lab anew in the present language, as it stands."""
        self._view = self._new_view(self._view.kept())
        await self._room.remove_children()
        await self._room.mount(self._view)
        self._view.take_focus()
        self._tell()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of the lab that do something now, and the way back."""
        lab = [key for key in self._view.live_keys() if keys([key])[0].place == "lab"]
        return (*lab, "close", "help")

    def _new_view(self, kept: object) -> NetworkView:
        return NetworkView(Scene(self._activity.step, self._activity, self.display_, self._bench, kept=kept))

    @on(KeysChanged)
    def _tell(self) -> None:
        title = self.voice(code.LAB_TITLE)
        room = self.size.width - self.cells.width(title) - self.title_bar.marked - 4
        self.title_bar.set([(title, "title")], self._view.title_notes(room))
        self.refresh_footer()

    @on(Drafted)
    def _drafted(self, event: Drafted) -> None:
        event.stop()
