"""What the program costs that nobody touches: the processor's time in a minute at the course list."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.report import Measured
from tests.benchmarks.start import BARE, TUTOR, used_home
from tests.terminal import Terminal

SETTLING = 20
"""Seconds after the start in which the course is read and SymPy loaded."""
SECONDS = 60


def measure_idle() -> Iterator[Measured]:
    """Yield the processor's time of the program and of a bare app, which stand idle beside each other."""
    if not Path("/proc/self/schedstat").exists():
        return
    with (
        used_home() as home,
        Terminal(BARE) as bare,
        Terminal(TUTOR, environment={"TUTOR_HOME": home}) as tutor,
    ):
        terminals = (bare, tutor)
        _watch(terminals, SETTLING)
        before = [_busy(terminal.process.pid) for terminal in terminals]
        _watch(terminals, SECONDS)
        of_bare, ours = (_busy(one.process.pid) - start for one, start in zip(terminals, before, strict=True))
    yield Measured(f"processor's time in {SECONDS} idle seconds: bare app", 1e3 * of_bare, "ms")
    yield Measured("    python -m tutor at its list", 1e3 * ours, "ms", "a bare Textual app", ours / of_bare, 1.5)


def _watch(terminals: tuple[Terminal, ...], seconds: float) -> None:
    """Take what the programs paint, as a terminal does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for terminal in terminals:
            terminal.read(0.2)


def _busy(process: int) -> float:
    """The seconds for which the threads of a process have run so far."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9
