"""From the start of the process to the first painted frame, on a pseudo-terminal, and what that takes in memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.report import Measured, in_turns
from tests.terminal import ROOT, Screen, Terminal

BARE = (sys.executable, "-m", "tests.benchmarks.bare")
TUTOR = (sys.executable, "-m", "tutor")
RUNS = 11


def measure_start() -> Iterator[Measured]:
    """Yield the times to the first frame and to the course list, and the peaks of memory there.

    All but the very first start find an index of the course.
    """
    with used_home() as home:
        bare, first, course, anew = in_turns(
            [
                lambda: first_frame(BARE, is_painted, home)[0],
                lambda: first_frame(TUTOR, is_painted, home)[0],
                lambda: first_frame(TUTOR, shows_the_course, home)[0],
                lambda: first_frame(TUTOR, shows_the_course)[0],
            ],
            RUNS,
        )
        bare_memory = first_frame(BARE, is_painted, home)[1]
        memory = first_frame(TUTOR, shows_the_course, home)[1]
    beside = "a bare Textual app"
    yield Measured("start to first painted frame: bare app, Header and Footer", 1e3 * bare, "ms")
    yield Measured("start to first painted frame: python -m tutor", 1e3 * first, "ms", beside, first / bare, 1.35)
    yield Measured("start to the list of lessons: python -m tutor", 1e3 * course, "ms", beside, course / bare, 1.6)
    yield Measured("    the very first time, without an index", 1e3 * anew, "ms", beside, anew / bare, 1.6)
    if Path("/proc/self/status").exists():
        ratio = memory / bare_memory
        yield Measured("peak memory at the first frame: bare app", bare_memory, "MiB")
        yield Measured("peak memory at the list of lessons: python -m tutor", memory, "MiB", beside, ratio, 1.8)


def measure_version() -> Iterator[Measured]:
    """Yield what `--version` takes beside a Python that does nothing."""
    nothing, version = in_turns(
        [lambda: seconds_of("-c", "pass"), lambda: seconds_of("-m", "tutor", "--version")],
        2 * RUNS,
    )
    yield Measured("python -c pass", 1e3 * nothing, "ms")
    yield Measured("python -m tutor --version", 1e3 * version, "ms", "python -c pass", version / nothing, 4)


@contextmanager
def used_home(*options: str) -> Iterator[str]:
    """Lend the home of somebody who has started the program before, with these `options`."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "TUTOR_HOME": home}
        subprocess.run([*TUTOR, "list", *options], cwd=ROOT, check=True, capture_output=True, env=environment)
        yield home


def first_frame(
    command: Sequence[str], is_there: Callable[[Screen], bool], home: str | None = None
) -> tuple[float, float]:
    """Return the seconds until `is_there`, and the peak of memory until then in MiB; without a `home` in a new one."""
    with (
        tempfile.TemporaryDirectory() as new,
        Terminal(command, environment={"TUTOR_HOME": home or new}) as terminal,
    ):
        return terminal.wait_for(is_there), peak_memory(terminal.process.pid)


def is_painted(screen: Screen) -> bool:
    """Return whether the program has taken the screen and shows any text there."""
    return screen.full and bool(screen.text.strip())


def shows_the_course(screen: Screen) -> bool:
    """Return whether the list of lessons is on the screen."""
    return "The chain rule" in screen.text


def peak_memory(process: int) -> float:
    """Return the most memory that a running process has held, in MiB; 0 where the system doesn't tell."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return 0.0
    (kibibytes,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(kibibytes) / 1024


def seconds_of(*arguments: str) -> float:
    """Return how long Python runs with `arguments`."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, env=os.environ)
    return time.perf_counter() - start
