"""One line for each measurement: what, how much, against what, and the aim."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """One measured quantity. `ratio` is to the thing it stands beside; `aim` is the most that is wanted."""

    what: str
    value: float
    unit: str
    beside: str = ""
    ratio: float | None = None
    aim: float | None = None

    @property
    def met(self) -> bool:
        """Return whether the aim is reached; what has none always is."""
        return self.aim is None or (self.value if self.ratio is None else self.ratio) <= self.aim

    def __str__(self) -> str:
        parts = [f"{self.what:<58}", f"{self.value:8.1f} {self.unit:<4}"]
        if self.ratio is not None:
            parts.append(f"{self.ratio:6.2f} × {self.beside}")
        if self.aim is not None:
            unit = self.unit if self.ratio is None else "×"
            parts.append(f"aim ≤ {self.aim:g} {unit}: {'met' if self.met else 'MISSED'}")
        return "  ".join(parts)


def in_turns(measures: Sequence[Callable[[], float]], runs: int) -> list[float]:
    """Return the median of each measure, taken in turns, so that what slows this machine slows all of them.

    The first run of each warms the caches of the disk and of Python and doesn't count.
    """
    for measure in measures:
        measure()
    rounds = [[measure() for measure in measures] for _ in range(runs)]
    return [statistics.median(values) for values in zip(*rounds, strict=True)]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of `values` don't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
