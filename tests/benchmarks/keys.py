"""From a key press to what it changes on the screen, while a neuron trains."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
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
    """Yield how long a key takes that starts a run in a resting lab, and one that stops it."""
    chance = random.Random(1)
    starts, stops = [], []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "course.yaml").write_text(COURSE, encoding="utf-8")
        Path(folder, "training.yaml").write_text(LESSON, encoding="utf-8")
        command = [sys.executable, "-m", "tutor", "play", "training", "--course", folder, "--lang", "en"]
        with Terminal(command, environment={"TUTOR_HOME": folder}) as terminal:
            terminal.wait_for("step 0")
            for _ in range(PRESSES):
                starts.append(1e3 * _pressed(terminal, _trains, chance))
                stops.append(1e3 * _pressed(terminal, _rests, chance))
    resting, median = percentile(starts, 0.5), percentile(stops, 0.5)
    yield Measured("key press to repaint in a resting lab, median", resting, "ms")
    yield Measured("key press to repaint while it trains, median", median, "ms", "at rest", median / resting)
    yield Measured("key press to repaint while it trains, p95", percentile(stops, 0.95), "ms", aim=50)


def _pressed(terminal: Terminal, shown: Callable[[Screen], bool], chance: random.Random) -> float:
    """Wait a random while, so that the key comes at any moment of a frame; press it; return the seconds to `shown`."""
    end = time.perf_counter() + chance.uniform(0.1, 0.4)
    while time.perf_counter() < end:
        terminal.read(end - time.perf_counter())
    pressed = time.perf_counter()
    terminal.type(" ")
    terminal.wait_for(shown)
    return time.perf_counter() - pressed


def _trains(screen: Screen) -> bool:
    return PHASES["running"].en in screen.text


def _rests(screen: Screen) -> bool:
    return not _trains(screen)
