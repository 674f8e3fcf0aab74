"""Has what is held written once more where a signal ends the prompt."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

if sys.platform == "win32":

    @contextmanager
    def held_back() -> Iterator[None]:
        """Do nothing: a closed window ends the process here, and no signal comes before."""
        yield

    def heed(farewell: Callable[[], None]) -> None:
        """Do nothing; see `held_back`."""
else:
    import os
    import signal
    from threading import Thread
    from typing import Final

    _ENDING: Final = (signal.SIGTERM, signal.SIGHUP)
    """They end a process at once by default; Ctrl+C at a prompt is a farewell."""

    @contextmanager
    def held_back() -> Iterator[None]:
        """Let signals that end this process wait for `heed`, but for those that are ignored, as `nohup` has it.

        Threads inherit this, and so do other programs: it comes before any thread is started, and does not outlast
        what is done inside.
        """
        ending = [number for number in _ENDING if signal.getsignal(number) != signal.SIG_IGN]
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ending)
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def heed(farewell: Callable[[], None]) -> None:
        """Do `farewell` where a signal comes that was held back, or has come; then it ends this process."""
        held = signal.pthread_sigmask(signal.SIG_BLOCK, ()).intersection(_ENDING)
        if held:
            # No handler: it would come amid whatever the main thread does with the progress, which has a lock.
            Thread(target=_end, args=(held, farewell), daemon=True).start()

    def _end(held: set[signal.Signals], farewell: Callable[[], None]) -> None:
        number = signal.sigwait(held)
        try:
            farewell()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [number])
            os.kill(os.getpid(), number)
