"""A real pseudo-terminal with a small screen behind it, to run the real program as a learner's terminal does."""

from __future__ import annotations

import codecs
import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import pytest

from tests.patience import PATIENCE
from tutor.text import Cells

if sys.platform != "win32":
    import fcntl
    import pty
    import termios

ROOT: Final = Path(__file__).parents[1]
_CELLS: Final = Cells()
_CONTROLS: Final = re.compile(
    r"\x1b\[(?P<parameters>[0-?]*)(?P<final>[ -/]*[@-~])"  # CSI
    r"|\x1b[\]P_^X](?:[^\x07\x1b]|\x1b(?!\\))*(?:\x07|\x1b\\)"  # OSC, DCS and their kin
    r"|\x1b[ -/]*[0-~]"
    r"|(?P<text>[^\x1b])",
    re.DOTALL,
)
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P_^X](?:[^\x07\x1b]|\x1b(?!\\))*\x1b?|[ -/]*)?\Z", re.DOTALL)

USUAL_MODES: Final = {"?7": True, "?25": True}
"""A terminal breaks lines and shows its cursor; all its other private modes are off."""


class Screen:
    """What a terminal shows after the output that was fed to it: text and places, no colours."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows = rows
        self.columns = columns
        self.in_frame = False
        """Whether a frame has begun and is not complete; terminals show it as a whole."""
        self.full = False
        """Whether the program has taken the whole screen (the alternate one)."""
        self.modes = dict(USUAL_MODES)
        """The private modes (DEC) that are on: mouse, paste, focus, the cursor …"""
        self.answers = b""
        """What the terminal has to tell the program that asked."""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self._clear()

    @property
    def is_usual(self) -> bool:
        """Return whether every mode is as it is before a program changes it."""
        return all(on == USUAL_MODES.get(mode, False) for mode, on in self.modes.items())

    @property
    def lines(self) -> list[str]:
        """Return the rows from the top, without trailing spaces."""
        return ["".join(row).rstrip() for row in self._grid]

    @property
    def text(self) -> str:
        """Return all rows as one text."""
        return "\n".join(self.lines)

    def feed(self, output: bytes) -> None:
        """Draw `output`; a sequence that was cut is drawn when its rest arrives."""
        text = self._rest + self._decoder.decode(output)
        unfinished = _UNFINISHED.search(text)
        self._rest = unfinished[0] if unfinished else ""
        for match in _CONTROLS.finditer(text, 0, len(text) - len(self._rest)):
            if match["final"]:
                self._control(match["final"], match["parameters"])
            elif match["text"]:
                self._draw(match["text"])

    def _clear(self) -> None:
        self._grid = [[" "] * self.columns for _ in range(self.rows)]
        self._row = self._column = 0

    def _control(self, final: str, parameters: str) -> None:
        if parameters.startswith("?") and final in "hl" and parameters != "?2026":
            self.modes[parameters] = final == "h"
        match parameters, final:
            case "?1049", "h" | "l":
                self.full = final == "h"
                self._clear()
            case "?2026", "h" | "l":
                self.in_frame = final == "h"
            case "?2026", "$p":  # Are frames shown as a whole?
                self.answers += b"\x1b[?2026;2$y"
            case "6", "n":  # Where is the cursor?
                self.answers += f"\x1b[{self._row + 1};{self._column + 1}R".encode()
            case _ if not parameters.startswith("?"):
                self._draw_control(final, parameters)
            case _:
                pass

    def _draw_control(self, final: str, parameters: str) -> None:
        numbers = [int(part or 0) for part in parameters.split(";")] if re.fullmatch(r"[\d;]*", parameters) else [0]
        first = max(1, numbers[0])
        match final:
            case "H" | "f":
                self._row = min(first, self.rows) - 1
                self._column = min(max(1, numbers[1] if len(numbers) > 1 else 1), self.columns) - 1
            case "A":
                self._row = max(0, self._row - first)
            case "B":
                self._row = min(self.rows - 1, self._row + first)
            case "C":
                self._column = min(self.columns - 1, self._column + first)
            case "D":
                self._column = max(0, self._column - first)
            case "J" if numbers[0] == 2:
                self._grid = [[" "] * self.columns for _ in range(self.rows)]
            case "K":
                self._grid[self._row][self._column :] = [" "] * (self.columns - self._column)
            case _:
                pass

    def _draw(self, character: str) -> None:
        match character:
            case "\r":
                self._column = 0
            case "\n":
                self._row = min(self.rows - 1, self._row + 1)
            case "\b":
                self._column = max(0, self._column - 1)
            case _ if character >= " ":
                self._put(character)
            case _:
                pass

    def _put(self, character: str) -> None:
        width = _CELLS.width(character)
        if width and self._column + width <= self.columns:
            # The second cell of a wide character holds nothing, so that a line's text reads as it was written.
            self._grid[self._row][self._column : self._column + width] = [character, *[""] * (width - 1)]
            self._column += width


class Terminal:
    """One program on a pseudo-terminal. Times are the clock's seconds at which something was read."""

    def __init__(
        self,
        command: Sequence[str | Path],
        *,
        rows: int = 24,
        columns: int = 80,
        environment: Mapping[str, str] | None = None,
        folder: Path = ROOT,
    ) -> None:
        if sys.platform == "win32":
            pytest.skip("needs a pseudo-terminal")
        self.screen = Screen(rows, columns)
        self.written = 0
        """How many bytes the program has written."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
        os.close(self._master)

    @property
    def settings(self) -> list[object]:
        """Return the settings of the terminal (termios): echo, lines, signals."""
        return termios.tcgetattr(self._master)

    def set(self, settings: list[object]) -> None:
        """Give the terminal other settings, as a shell does that has it back."""
        termios.tcsetattr(self._master, termios.TCSANOW, settings)  # type: ignore[arg-type]

    def hang_up(self) -> None:
        """Be gone, as a window that is closed; who was not started from it is sent no signal."""
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDWR)

    def type(self, keys: str) -> None:
        """Send `keys` as a keyboard would."""
        os.write(self._master, keys.encode())

    def resize(self, rows: int, columns: int) -> None:
        """Give the window another size; the program is told by the signal that terminals send."""
        self.screen = Screen(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float) -> bool:
        """Draw what the program writes within `seconds`, at the first sign of it; return whether it is still there."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        if not ready:
            return True
        try:
            output = os.read(self._master, 65_536)
        except OSError:  # Linux says so when the program has ended.
            return False
        self.written += len(output)
        self.screen.feed(output)
        if self.screen.answers:
            os.write(self._master, self.screen.answers)
            self.screen.answers = b""
        return bool(output)

    def wait_for(self, what: str | Callable[[Screen], bool], seconds: float = PATIENCE) -> float:
        """Read until `what` is in a complete frame, or holds of it; return the seconds since the program was started.

        Raises:
            AssertionError: it did not come within `seconds`, or the program ended before.
        """
        deadline = time.perf_counter() + seconds
        holds = (lambda screen: what in screen.text) if isinstance(what, str) else what
        while self.screen.in_frame or not holds(self.screen):
            left = deadline - time.perf_counter()
            alive = left > 0 and self.read(left)
            if not alive and not holds(self.screen):
                raise AssertionError(f"waited in vain for {what!r}:\n{self.screen.text}")
        return time.perf_counter() - self.started

    def kill(self) -> None:
        """End the program as `kill -9` does, and draw what it had written before."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        while self.read(0.05):
            if not select.select([self._master], [], [], 0)[0]:
                break

    def wait_for_end(self, seconds: float = PATIENCE) -> int:
        """Read until the program ends; return its exit code."""
        deadline = time.perf_counter() + seconds
        while self.read(deadline - time.perf_counter()):
            if time.perf_counter() > deadline:
                raise AssertionError(f"still running:\n{self.screen.text}")
        return self.process.wait(seconds)
