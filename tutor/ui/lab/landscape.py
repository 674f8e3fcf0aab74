"""The loss over two parameters of a lab, ready to be drawn: a raster of heights and the path that training took."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from tutor.figures.quantities import quantity_text
from tutor.network.evaluation import loss_surface
from tutor.network.functions import Array
from tutor.network.lab import Lab
from tutor.text import Cells
from tutor.ui.canvas.axes import Axes
from tutor.ui.canvas.contours import Landscape
from tutor.wording import Voice
from tutor.wording import lab as words

_COLUMNS: Final = 24
_ROWS: Final = 14
_MOST_POINTS: Final = 60
"""Points of the path at most; of longer runs every so-and-so-many-th step is shown."""
_MOST_PARAMETERS: Final = 400
_LEAST_REACH: Final = 0.25
_FAREST: Final = 20.0
"""How far the map reaches from where the path began, at least and at most."""


def has_landscape(lab: Lab) -> bool:
    """Return whether there are two parameters to draw a map over, and a network small enough to do so in a moment."""
    return 2 <= lab.trainer.network.layout.size <= _MOST_PARAMETERS


def axes_of(lab: Lab, chosen: tuple[str, ...]) -> tuple[str, str]:
    """Return the parameters of the map: the chosen ones, filled up with the first that may move."""
    names = lab.trainer.network.layout.names
    free = [name for name in names if name not in lab.frozen] + [name for name in names if name in lab.frozen]
    wanted = [name for name in chosen if name in names]
    across, up, *_ = dict.fromkeys([*wanted, *free])
    return (across, up) if names.index(across) < names.index(up) else (up, across)


class Cartographer:
    """Draws the map of one lab, and keeps the heights as long as nothing has changed that they depend on."""

    def __init__(self, lab: Lab, voice: Voice, cells: Cells) -> None:
        self._lab, self._voice, self._cells = lab, voice, cells
        self._place: tuple[object, ...] = ()
        self._moment: tuple[object, ...] = ()
        self._heights: Array = np.zeros((1, 1))

    def landscape(self, chosen: tuple[str, ...], *, running: bool = False) -> Landscape:
        """Return the map over the chosen parameters around the path so far.

        While the lab is `running`, heights are not measured anew for the other parameters, which move all the time.
        """
        lab = self._lab
        names = axes_of(lab, chosen)
        layout = lab.trainer.network.layout
        across, up = (layout.index[name] for name in names)
        path = self._path()[:, [across, up]]
        ranges = [_range(path[:, column]) for column in (0, 1)]
        labels = [quantity_text(name, self._cells) for name in names]
        heights = self._surface(across, up, ranges, running)
        marks = (self._voice(words.PATH_START), self._voice(words.PATH_STEPS), self._voice(words.PATH_NOW))
        return Landscape(Axes(labels[0], ranges[0], labels[1], ranges[1]), heights, path, names=marks)

    def _path(self) -> Array:
        step = self._lab.step
        return self._lab.parameters_at(sorted({*range(0, step, max(1, math.ceil(step / _MOST_POINTS))), step}))

    def _surface(self, across: int, up: int, ranges: list[tuple[float, float]], running: bool) -> Array:
        lab = self._lab
        others = lab.current.before.parameters.copy()
        others[[across, up]] = 0
        rows = lab.current.drawn.rows
        place = (across, up, *ranges)
        moment = (id(lab.trainer.examples), others.tobytes(), None if rows is None else rows.tobytes())
        if place != self._place or (not running and moment != self._moment):
            self._place, self._moment = place, moment
            xs, ys = (np.linspace(*span, count).tolist() for span, count in zip(ranges, (_COLUMNS, _ROWS), strict=True))
            self._heights = loss_surface(lab.trainer, lab.current, across, up, xs, ys[::-1])
        return self._heights


def _range(values: Array) -> tuple[float, float]:
    """A range around the path, on round numbers so that it does not change with every step."""
    start = float(values[0])
    near = values[np.isfinite(values) & (np.abs(values - start) <= _FAREST)]
    low, high = (float(near.min()), float(near.max())) if len(near) else (start, start)
    reach = 2.0 ** math.ceil(math.log2(max(_LEAST_REACH, 0.75 * (high - low))))
    step = reach / 4
    middle = step * round((low + high) / 2 / step)
    return middle - reach, middle + reach
