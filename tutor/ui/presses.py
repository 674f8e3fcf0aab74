"""Keys in the order in which they came: which of them wait, and which only repeat the one before."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, TypeAlias

from textual import events
from textual._xterm_parser import XTermParser

REPEAT: Final = 0.12
"""Seconds within which a key that is held down comes again; whoever presses it twice takes longer."""
FIRST_REPEAT: Final = 1.0
"""Seconds within which a key that is held down comes again for the first time."""
DEAF: Final = 0.4
"""Seconds after something is painted for which no key goes on from it."""

Typed: TypeAlias = events.Key | events.Paste


@dataclass(frozen=True, slots=True, eq=False)
class Press:
    """A key, or what was pasted, with the time at which it came, and how long after the same key, pressed last."""

    event: Typed
    came: float = math.inf
    after: float = math.inf

    @property
    def key(self) -> str:
        """Return the name of the key, nothing for what was pasted."""
        return self.event.key if isinstance(self.event, events.Key) else ""

    @property
    def repeats(self) -> bool:
        """Return whether it is a key that is held down, and not pressed again."""
        return self.after < REPEAT

    @property
    def may_repeat(self) -> bool:
        """Return whether only what comes next tells: the first repeat of a key that is held down comes late."""
        return REPEAT <= self.after < FIRST_REPEAT


class Presses:
    """Every press, each with its time, in a queue for as long as what it is for is not there yet."""

    def __init__(self, text: str, clock: Callable[[], float]) -> None:
        """Begin with the keys that were pressed when the terminal sent `text`."""
        self._clock = clock
        self._last = Press(events.Paste(""))
        self._clicked: set[events.Event] = set()
        self._more = asyncio.Event()
        parser = XTermParser()
        parts = (text, "") if text else ("",)  # The parser takes nothing for the end.
        typed = [event for part in parts for event in parser.feed(part) if isinstance(event, Typed)]
        self._waiting = deque(self._dated(_typed_early(event)) for event in typed)
        self.is_open = False
        """Whether there is something to press keys for."""
        self.holds = True
        """Whether keys wait until what the last one has begun is over."""

    def add_click(self, event: events.Key) -> None:
        """Take `event` for a key that was clicked: it is neither held down nor too early."""
        self._clicked.add(event)

    def of(self, event: Typed) -> Press:
        """Return the press that `event` is; call it once for each, as it comes."""
        if event in self._clicked:
            self._clicked.remove(event)
            return Press(event)
        return self._dated(event if self.is_open else _typed_early(event))

    def _dated(self, event: Typed) -> Press:
        now = self._clock()
        last, self._last = self._last, Press(event, now)
        self._last = Press(event, now, now - last.came if self._last.key and self._last.key == last.key else math.inf)
        return self._last

    def keeps(self, press: Press) -> bool:
        """Return whether `press` waits from now on."""
        if not self.holds or press.key == "ctrl+q" or (press.key == "q" and not self.is_open and not self._waiting):
            return False  # Whoever wants to leave before anything else need not wait.
        self.keep(press)
        return True

    def keep(self, press: Press) -> None:
        """Let `press`, and all that come, wait."""
        self.holds = True
        self._waiting.append(press)
        self._more.set()

    def take(self) -> Press | None:
        """Return what waits longest; None where nothing does, and then nothing waits any more."""
        self.holds = bool(self._waiting)
        return self._waiting.popleft() if self._waiting else None

    async def proves_held(self, press: Press) -> bool:
        """Wait for what comes after `press`, and return whether it shows that the key is held down."""
        left = press.came + REPEAT - self._clock()
        if not self._waiting and left > 0:
            self._more.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._more.wait()
        return bool(self._waiting) and self._waiting[0].key == press.key and self._waiting[0].repeats


class Deafness:
    """Tells which keys come before anybody can have seen what they would go on from."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._verdict_from = self._page_from = self._painted = 0.0
        """From when on one goes on from the verdict and from the page, and when that was painted."""
        self._types = False
        """Whether another key than Enter was pressed since a verdict was expected."""

    def expect_verdict(self) -> None:
        """Let no key go on until a verdict is painted, and some time has passed or something else was typed."""
        self._verdict_from, self._types = math.inf, False

    def expect_page(self) -> None:
        """Let Enter do nothing until a page is painted, and some time has passed or another key was pressed there."""
        self._page_from = self._painted = math.inf

    def painted(self) -> None:
        """Take what is expected for painted now."""
        now = self._clock()
        if self._verdict_from == math.inf:
            self._verdict_from = now if self._types else now + DEAF
        if self._page_from == math.inf:
            self._painted, self._page_from = now, now + DEAF

    def ignores(self, press: Press) -> bool:
        """Return whether `press`, with which one would go on, came too early."""
        return press.came < self._verdict_from or (press.key == "enter" and press.came < self._page_from)

    def notice(self, press: Press) -> None:
        """Take whoever has pressed something on the page for somebody who has seen it."""
        if press.came >= self._painted:
            self._page_from = 0.0
        if press.key != "enter":
            self._types = True
            if self._verdict_from < math.inf:
                self._verdict_from = min(self._verdict_from, press.came)


def _typed_early(event: Typed) -> Typed:
    """The key that was pressed: before the interface sets the terminal, it sends a line feed for Enter."""
    return events.Key("enter", "\r") if isinstance(event, events.Key) and event.key == "ctrl+j" else event
