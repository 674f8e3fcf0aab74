"""Ends and stops the interface as signals ask for it, with the terminal as it was before."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App


def run(app: App[None], farewell: Callable[[], None] = lambda: None) -> None:
    """Run `app` to its end, then `farewell`, also where the terminal is gone.

    Where a signal ends it, this process ends by that signal, once the terminal is whole.
    """
    if sys.platform == "win32":
        app.run()
        farewell()
    else:
        _run(app, farewell)


def stop(app: App[None]) -> None:
    """Stop this process where `run` heeds that, and what it was started by: a script would keep the shell waiting."""
    if sys.platform != "win32" and app.driver_class is _Driver:
        os.kill(0, signal.SIGTSTP)


if sys.platform != "win32":
    import asyncio
    import os
    import select
    import signal
    from threading import Thread
    from typing import Any, Final

    from textual.drivers.linux_driver import LinuxDriver

    _ENDING: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    """They end a process at once by default, or under Textual look like a farewell, as SIGINT does."""
    _HUNG_UP: Final = 128 + signal.SIGHUP
    """The exit status that shells give a process which SIGHUP has ended."""

    def _run(app: App[None], farewell: Callable[[], None]) -> None:
        received: list[int] = []

        async def heed_and_run() -> None:
            """Run the app, which is left in order when a signal comes."""

            def leave(number: int) -> None:
                """Leave the app, and remember the signal's number for the exit status."""
                received.append(number)
                app.exit()

            for number in _ENDING:
                if signal.getsignal(number) != signal.SIG_IGN:
                    asyncio.get_running_loop().add_signal_handler(number, leave, number)
            await app.run_async()

        if app.driver_class is LinuxDriver:
            app.driver_class = _Driver
        Thread(target=_end_with_terminal, args=[farewell], daemon=True).start()
        asyncio.run(heed_and_run())
        farewell()
        if received:
            signal.signal(received[0], signal.SIG_DFL)
            os.kill(os.getpid(), received[0])

    def _end_with_terminal(farewell: Callable[[], None]) -> None:
        """End this process when its terminal goes, of which a signal tells only who was started by that terminal.

        Textual would read nothing from it, as fast as it can, and wait for ever to write to it.
        """
        assert sys.__stdin__ is not None
        terminal = select.poll()
        terminal.register(sys.__stdin__.fileno(), 0)
        if any(event & (select.POLLHUP | select.POLLERR) for _, event in terminal.poll()):
            try:
                farewell()
            finally:
                os._exit(_HUNG_UP)

    class _Driver(LinuxDriver):
        """Textual's driver, which heeds SIGTSTP and SIGCONT between two acts of the loop, and only where they fit.

        Textual's own handlers write from amid any act, where the lock that writing takes may be held already, and they
        begin anew what was never stopped: the terminal would then be left as the interface has set it.
        """

        def __init__(self, app: App[Any], **settings: Any) -> None:
            super().__init__(app, **settings)
            self._is_shown = False
            self._is_to_return = False
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTSTP, self._stop)
            loop.add_signal_handler(signal.SIGCONT, self._continue)

        def start_application_mode(self) -> None:
            """Take the terminal."""
            super().start_application_mode()  # type: ignore[no-untyped-call]
            self._is_shown = True

        def stop_application_mode(self) -> None:
            """Give the terminal back."""
            self._is_shown = False
            super().stop_application_mode()

        def _stop(self) -> None:
            if self._is_shown:
                self.suspend_application_mode()
                self._is_to_return = True
            os.kill(os.getpid(), signal.SIGSTOP)

        def _continue(self) -> None:
            if self._is_shown:
                # Stopped by SIGSTOP, of which nobody is told: a shell may have set the terminal for itself since.
                self.suspend_application_mode()
            elif not self._is_to_return:
                return
            self._is_to_return = False
            self.resume_application_mode()
