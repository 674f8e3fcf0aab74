"""Waits until a widget has come so far, and asks again where the question was lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from textual.message_pump import MessagePump
from textual.widget import Widget

PATIENCE: Final = 0.5
"""Seconds for which messages that don't cease are waited for: a network that trains sends some with every frame."""


async def called_back(pump: MessagePump, call: Callable[[Callable[[], object]], bool]) -> bool:
    """Wait until `pump` calls what `call` gives it, and return whether it did: it may go. If it is slow, give it again.

    What is to be called after a refresh may be lost: Textual keeps it with the screen on top, and forgets it with that.
    """
    done = asyncio.Event()
    while pump.is_running and not done.is_set() and call(done.set):
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await done.wait()
    return done.is_set()


def when_painted(widget: Widget, act: Callable[[], object]) -> None:
    """Do `act` when everything is painted that has been changed so far, unless `widget` goes before."""

    async def wait_and_act() -> None:
        if await called_back(widget, widget.call_after_refresh):
            act()

    widget.run_worker(wait_and_act(), group="painting")
