"""The longest time for which the event loop answers nothing while SymPy loads in the background."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.report import Measured
from tests.terminal import Terminal

RUNS = 7


def measure_stall() -> Iterator[Measured]:
    """Yield the median and the worst of several starts."""
    runs = [_one_start() for _ in range(RUNS + 1)][1:]
    stalls = sorted(1e3 * run["longest"] for run in runs)
    ready = sorted(1e3 * run["seconds"] for run in runs)[RUNS // 2]
    yield Measured("SymPy loaded and warm after the first frame, median", ready, "ms")
    yield Measured("longest stall of the event loop meanwhile, median", stalls[RUNS // 2], "ms", aim=50)
    yield Measured(f"longest stall of the event loop meanwhile, worst of {RUNS}", stalls[-1], "ms", aim=50)


def _one_start() -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        command = [sys.executable, "-m", "tests.benchmarks.ticking", str(result)]
        with Terminal(command, environment={"TUTOR_HOME": folder}) as terminal:
            assert terminal.wait_for_end() == 0, terminal.screen.text
        measured: dict[str, float] = json.loads(result.read_text(encoding="utf-8"))
        return measured
