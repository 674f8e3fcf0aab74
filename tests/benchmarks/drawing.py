"""What one frame of the network diagram costs, from a state to the lines that Textual sends, at both common sizes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tests.benchmarks.report import Measured, in_turns, percentile
from tests.ui.canvas.networks import layers_of
from tests.ui.canvas.palettes import PALETTES
from tutor.text import Cells
from tutor.ui.canvas.diagram.painter import DiagramPainter
from tutor.ui.canvas.diagram.state import DiagramState, Sweep, Unit
from tutor.ui.widgets.canvas_view import strips_of

SIZES: Final = (4, 8, 8, 3)
FRAMES: Final = 40
RUNS: Final = 9
AIMS: Final = {(80, 24): 1.5, (120, 40): 4.5}


def measure_drawing() -> Iterator[Measured]:
    """Yield the median time of a frame while a pulse runs, while the net trains, and while a unit is selected."""
    films = {"pulse forward": _pulse("forward"), "pulse backward": _pulse("backward"), "training": _training()}
    films["training, a unit selected"] = _training(Unit(1, 3))
    for (width, height), aim in AIMS.items():
        measures = [_frame_time(states, width, height) for states in films.values()]
        for name, milliseconds in zip(films, in_turns(measures, RUNS), strict=True):
            what = f"diagram frame of 4-8-8-3 at {width}x{height}, {name}"
            yield Measured(what, milliseconds, "ms", aim=aim)


def _pulse(direction: str) -> Sequence[DiagramState]:
    state = DiagramState(layers_of(SIZES))
    sweeps = (Sweep("forward" if direction == "forward" else "backward", frame / FRAMES) for frame in range(FRAMES))
    return [replace(state, sweep=sweep) for sweep in sweeps]


def _training(selected: Unit | None = None) -> Sequence[DiagramState]:
    """Every frame has other numbers everywhere, which is more than training changes."""
    return [DiagramState(layers_of(SIZES, seed), selected=selected) for seed in range(FRAMES)]


def _frame_time(states: Sequence[DiagramState], width: int, height: int) -> Callable[[], float]:
    """Return what measures the median over all frames; the painter is kept, as the widget keeps it."""
    painter, palette = DiagramPainter(Cells()), PALETTES["dark"]

    def measure() -> float:
        times = []
        for state in states:
            start = time.perf_counter()
            strips_of(painter.paint(state, width, height, palette).grid)
            times.append(1e3 * (time.perf_counter() - start))
        return percentile(times, 0.5)

    return measure
