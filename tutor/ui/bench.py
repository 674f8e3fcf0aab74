"""The one thread on which everything runs that would make the interface wait: disk, SymPy, judging."""

from __future__ import annotations

import asyncio
import gc
import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

LONG = 0.8
"""Seconds behind which, and between which, something is to be said of a call that runs."""
SYMBOLIC_MODULES = ("tutor.deriving.derive", "tutor.deriving.chain_rule", "tutor.judging.diagnosis")


class Bench:
    """Runs calls one after another in the order in which they were asked for.

    SymPy keeps settings for each thread, so that all symbolic work must stay on one; and a single thread is also what
    makes a session's acts follow one another.
    """

    def __init__(self, after: Callable[[], None] = lambda: None, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Do `after` on the event loop behind each call that was waited for, `meanwhile` while it takes `LONG`."""
        self._after, self._meanwhile = after, meanwhile
        self._waited_for = 0
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bench")

    @property
    def is_waited_for(self) -> bool:
        """Return whether anybody waits for a call."""
        return self._waited_for > 0

    async def run(self, call: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
        """Return what `call` returns, without holding up the event loop."""
        loop = asyncio.get_running_loop()
        running = loop.run_in_executor(self._executor, lambda: call(*given, **named))
        self._waited_for += 1
        try:
            while not (await asyncio.wait([running], timeout=LONG))[0]:
                self._meanwhile()
            return running.result()
        finally:
            running.cancel()
            self._waited_for -= 1
            self._after()

    def spare_what_is_loaded(self) -> None:
        """Look for no garbage until `warm_up` is done, nor then in what is loaded: that would hold up every thread."""
        self._executor.submit(_freeze)

    def warm_up(self) -> None:
        """Import the symbolic engine in the background, so that it is there when a step first needs it."""
        self._executor.submit(_import_symbolic)

    def close(self) -> None:
        """Drop what has not begun and let the running call end."""
        self._executor.shutdown(wait=True, cancel_futures=True)


@cache
def _freeze() -> None:
    # Once a process: what an earlier application left behind must not stay with what is there to stay.
    gc.freeze()
    gc.disable()


@cache
def _import_symbolic() -> None:
    # No collection amid so many new objects, which would take 100 ms, and none later that looks at them.
    gc.disable()
    try:
        for name in SYMBOLIC_MODULES:
            importlib.import_module(name)
        gc.freeze()
    finally:
        gc.enable()
