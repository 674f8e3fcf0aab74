"""From a key press to what it changes on the screen, while a neuron trains."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks.report import Measured, percentile
from tests.terminal import Screen, Terminal
from tutor.wording.interface import PHASES

PRESSES: Final = 60
COURSE: Final = """\
format: 1
id: benchmark
language: en
title: Benchmark
lessons:
  - id: training
"""
LESSON: Final = """\
format: 1
id: training
language: en
title: Training
summary: The neuron of the shipped lesson, without a task that would end its run.
minutes: 1
teaches: [training]
networks:
  one-neuron:
    inputs: [x]
    layers:
      - units: [a]
        activation: sigmoid
        weights: [[0.5]]
        biases: [0.1]
        weight_names: [[w]]
        bias_names: [b]
    loss: mean-squared-error
    optimizer: {kind: sgd, learning_rate: 0.5}
    rows:
      - [2, 1]
steps:
  - id: run
    type: network
    skill: training
    title: Run
    network: one-neuron
    prompt: It trains.
"""


def measure_keys() -> Iterator[Measured]:
    """Yield the median and the 95th percentile over many presses of the key that stops the run."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "course.yaml").write_text(COURSE, encoding="utf-8")
        Path(folder, "training.yaml").write_text(LESSON, encoding="utf-8")
        command = [sys.executable, "-m", "tutor", "play", "training", "--course", folder, "--lang", "en"]
        with Terminal(command, environment={"TUTOR_HOME": folder}) as terminal:
            terminal.wait_for("step 0")
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
    return PHASES["running"].en in screen.text
