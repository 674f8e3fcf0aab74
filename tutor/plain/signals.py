"""Has what is held written once more where a signal ends the prompt."""

from __future__ import annotations

import sys
from collections.abc import Callable

if sys.platform == "win32":

    def hold_back() -> None:
        """Do nothing: a closed window ends the process here, and no signal comes before."""

    def heed(farewell: Callable[[], None]) -> None:
        """Do nothing; see `hold_back`."""
else:
    import os
    import signal
    from threading import Thread
    from typing import Final

    _ENDING: Final = (signal.SIGTERM, signal.SIGHUP)
    """They end a process at once by default; Ctrl+C at a prompt is a farewell."""

    def hold_back() -> None:
        """Let signals that end this process wait for `heed`, but for those that are ignored, as `nohup` has it.

        Threads inherit this: it comes before any is started.
        """
        signal.pthread_sigmask(signal.SIG_BLOCK, [n for n in _ENDING if signal.getsignal(n) != signal.SIG_IGN])

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
