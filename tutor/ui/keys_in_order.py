"""An application that takes keys in their order, each when it is shown what the one before has opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Final

from textual import events, work
from textual.app import App
from textual.binding import Binding
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input

from tutor.ui.keys import meant_key
from tutor.ui.presses import Press, Presses, Typed
from tutor.ui.screens.page import Page
from tutor.ui.waiting import PATIENCE, called_back

_QUIET: Final = 3
_FIRST_BREATH: Final = 0.01
_BREATH: Final = 0.001
"""So many times, so many seconds apart, nothing goes on any more: then what was begun is over, first or later."""
_QUICK: Final = frozenset({"up", "down", "home", "end", "space", "shift+up", "shift+down"})
"""Keys that open nothing, wherever they are pressed: those behind them need not wait."""
_EDITING: Final = frozenset(
    key for binding in Input.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")
).difference({"enter"})
"""What a field does itself."""


class KeysInOrder(App[None]):
    """Lets keys wait while something is opened, and tells a key that is held down from one that is pressed again."""

    def __init__(self, typed: str, clock: Callable[[], float]) -> None:
        """Begin with what the terminal has sent already; `clock` tells how soon keys come one after the other."""
        super().__init__()
        self._presses = Presses(typed, clock)

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for what it is for, and until it is told from one that is held down."""
        if not isinstance(event, Typed) or event.is_forwarded:
            await self._take(event)
            return
        press = self._presses.of(event)
        if not self._presses.keeps(press):
            if self._goes_on(press) and press.may_repeat:
                self._presses.keep(press)
                self._take_what_waits()
            elif await self._take_press(press):
                self._presses.holds = True
                self._wait_and_take()

    async def take_what_was_typed(self) -> None:
        """Take what was typed before there was something to type it for."""
        await _over(self, _FIRST_BREATH)
        self._presses.is_open = True
        await self._take_in_order(0)

    def _goes_on(self, press: Press) -> bool:
        return bool(self.screen_stack) and isinstance(self.screen, Page) and self.screen.goes_on(press.key)

    async def _take_press(self, press: Press) -> bool:
        """Take a press, and return whether those behind it must wait for what it may open."""
        if isinstance(self.screen, Page):
            deafness = self.screen.deafness
            if self.screen.goes_on(press.key) and (press.repeats or deafness.ignores(press)):
                return False
            deafness.notice(press)
        opens = not _is_quick(press.event, self.focused)
        await self._take(press.event)
        return opens

    @work(group="keys")
    async def _take_what_waits(self) -> None:
        await self._take_in_order(0)

    @work(group="keys")
    async def _wait_and_take(self) -> None:
        await self._take_in_order(_BREATH)

    async def _take_in_order(self, breath: float) -> None:
        """Take the presses that wait, each when it is shown what it is for; first wait, unless there is no `breath`."""
        while True:
            if breath:
                await _over(self, breath)
            press = self._presses.take()
            if press is None:
                return
            held = self._goes_on(press) and press.may_repeat and await self._presses.proves_held(press)
            breath = _BREATH if not held and await self._take_press(press) else 0

    async def _take(self, event: events.Event) -> None:
        """Take an event; a key is what was meant by it, for an input method may be on."""
        if isinstance(event, events.Key) and self.screen_stack and isinstance(self.screen, Page):
            self.screen.told = ""
            if self.screen.in_field:
                self.screen.say("")  # Elsewhere the page hears of the key itself.
        if isinstance(event, events.Key) and not event.is_forwarded and not isinstance(self.focused, Input):
            event = meant_key(event)
        await super().on_event(event)

    def simulate_key(self, key: str) -> None:
        """Press a key that was clicked, or chosen in the help."""
        event = events.Key(key, None)
        self._presses.add_click(event)
        self.post_message(event)


def _is_quick(event: Typed, focused: Widget | None) -> bool:
    """Return whether `event` opens nothing, and shows nothing new, where `focused` has the cursor."""
    if isinstance(event, events.Paste):
        return True
    if isinstance(focused, Input):
        return event.is_printable or event.key in _EDITING
    return event.key in _QUICK or event.key in getattr(focused, "quick_keys", ())


async def _over(app: App[None], breath: float) -> None:
    """Wait until what was begun by opening the course, or by the last key, is over."""
    loop = asyncio.get_running_loop()
    quiet, patient_until = 0, loop.time() + PATIENCE
    while quiet < _QUIET and app.return_code is None and app.is_running:
        for pump in _on_the_way(app):
            await called_back(pump, pump.call_later)
        await asyncio.sleep(breath)
        acts = any(worker.group == "session" and not worker.is_finished for worker in app.workers)
        acts = acts or not app.screen.is_running
        waiting = any(pump.message_queue_size for pump in app.screen.walk_children(with_self=True))
        quiet = 0 if acts or (waiting and loop.time() < patient_until) else quiet + 1


def _on_the_way(app: App[None]) -> Iterator[MessagePump]:
    """All through which a key goes, from what has the cursor to the application."""
    if app.focused is not None:
        yield from app.focused.ancestors_with_self
    elif app.screen_stack:
        yield from app.screen.ancestors_with_self
