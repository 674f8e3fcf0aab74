"""From a key press to what it changes on the screen, while the neuron of the shipped lesson trains."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator

from tests.benchmarks.report import Measured, percentile
from tests.terminal import Screen, Terminal
from tutor.wording.interface import RUNNING

LESSON, STEP = "chain-rule", "live"
PRESSES = 60


def measure_keys() -> Iterator[Measured]:
    """Yield the median and the 95th percentile over many presses of the key that stops the run."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "tutor", "play", LESSON, "--step", STEP, "--lang", "en"]
        with Terminal(command, environment={"TUTOR_HOME": home}) as terminal:
            terminal.wait_for("By less")
            terminal.type("\r")
            terminal.wait_for("Task")
            times = [1e3 * _stop_while_running(terminal, chance) for _ in range(PRESSES)]
    yield Measured("key press to repaint while the neuron trains, median", percentile(times, 0.5), "ms")
    yield Measured("key press to repaint while the neuron trains, p95", percentile(times, 0.95), "ms", aim=50)


def _stop_while_running(terminal: Terminal, chance: random.Random) -> float:
    """Let the run go on for a random while, stop it by a key, and return how long the screen took to say so."""
    terminal.type(" ")
    terminal.wait_for(_runs)
    end = time.perf_counter() + chance.uniform(0.1, 0.4)
    while time.perf_counter() < end:
        terminal.read(end - time.perf_counter())
    pressed = time.perf_counter()
    terminal.type(" ")
    terminal.wait_for(lambda screen: not _runs(screen))
    return time.perf_counter() - pressed


def _runs(screen: Screen) -> bool:
    return RUNNING.en in screen.text
