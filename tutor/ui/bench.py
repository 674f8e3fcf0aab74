"""The one thread on which everything runs that would make the interface wait: disk, SymPy, judging."""

from __future__ import annotations

import asyncio
import gc
import importlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

SYMBOLIC_MODULES = ("tutor.symbolic.derive", "tutor.symbolic.graph", "tutor.symbolic.diagnosis")


class Bench:
    """Runs calls one after another in the order in which they were asked for.

    SymPy keeps settings for each thread, so that all symbolic work must stay on one; and a single thread is also what
    makes a session's acts follow one another.
    """

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="bench")

    async def run(self, call: Callable[Given, Made], *given: Given.args, **named: Given.kwargs) -> Made:
        """Return what `call` returns, without holding up the event loop."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: call(*given, **named))

    def warm_up(self) -> None:
        """Import the symbolic engine in the background, so that it is there when a step first needs it."""
        self._executor.submit(_import_symbolic)

    def close(self) -> None:
        """Drop what has not begun and let the running call end."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _import_symbolic() -> None:
    # A full garbage collection amid so many new objects would hold up every thread for 60 ms. They are there to stay,
    # so that no later collection needs to look at them either.
    gc.disable()
    try:
        for name in SYMBOLIC_MODULES:
            importlib.import_module(name)
        gc.freeze()
    finally:
        gc.enable()
