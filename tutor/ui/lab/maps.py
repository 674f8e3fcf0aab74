"""The maps of a lab, ready to be drawn: the plane of its two inputs with its classes, the loss over two parameters."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from tutor.figures.quantities import quantity_text
from tutor.network.evaluation import accuracy, loss_surface, predict
from tutor.network.functions import Array
from tutor.network.lab import Lab
from tutor.numerals import numeral
from tutor.ui.canvas.maps import Axes, Boundary, Landscape
from tutor.ui.display import Display
from tutor.wording import lab as words

_MARGIN: Final = 0.25
"""Room around the examples, as a share of their range."""
_COLUMNS: Final = 24
_ROWS: Final = 14
_MOST_POINTS: Final = 60
"""Points of the path at most; of longer runs every so-and-so-many-th step is shown."""
_LEAST_REACH: Final = 0.25
_FAREST: Final = 20.0
"""How far the map reaches from where the path began, at least and at most."""


def boundary_of(lab: Lab, display: Display) -> Boundary:
    """Return the boundary at the lab's present parameters; asked only where there are two inputs and two classes."""
    voice, (inputs, targets) = display.voice, lab.trainer.examples
    low, high = float(targets[:, -1].min()), float(targets[:, -1].max())
    trainer, state = lab.trainer, lab.current.before
    across, up = (_around(inputs[:, column]) for column in (0, 1))
    names = [quantity_text(name, display.cells) for name in lab.spec.inputs]

    def field(points: Array) -> Array:
        """The prediction at each of `points`, as a share of the way from one class to the other."""
        return np.asarray((predict(trainer, state, points)[:, -1] - low) / (high - low))

    right = accuracy(lab.current.trace.output, lab.current.trace.targets)
    caption = voice(words.TOLD_RIGHT, share=f"{right:.0%}") if right is not None else ""
    classes = [voice(words.EXAMPLE_OF, target=numeral(end).text) for end in (low, high)]
    return Boundary(
        Axes(names[0], across, names[1], up),
        field,
        inputs,
        targets[:, -1] > (low + high) / 2,
        caption,
        (classes[0], classes[1], voice(words.BOTH_CLASSES)),
        voice(words.UNSURE),
    )


def _around(values: Array) -> tuple[float, float]:
    """A range with room around the examples, on round numbers."""
    low, high = float(values.min()), float(values.max())
    margin = _MARGIN * ((high - low) or 1.0)
    return round(low - margin, 2), round(high + margin, 2)


def axes_of(lab: Lab, chosen: tuple[str, ...]) -> tuple[str, str]:
    """Return the parameters of the map: the chosen ones, filled up with the first that may move."""
    names = lab.trainer.network.layout.names
    free = [name for name in names if name not in lab.frozen] + [name for name in names if name in lab.frozen]
    wanted = [name for name in chosen if name in names]
    across, up, *_ = dict.fromkeys([*wanted, *free])
    return (across, up) if names.index(across) < names.index(up) else (up, across)


class Cartographer:
    """Draws the map of one lab, and keeps the heights as long as nothing has changed that they depend on."""

    def __init__(self, lab: Lab, display: Display) -> None:
        self._lab, self._display = lab, display
        self._place: tuple[object, ...] = ()
        self._moment: tuple[object, ...] = ()
        self._heights: Array = np.zeros((1, 1))
        self._measured = 0
        """The step before whose update the heights were measured."""
        self._is_stale = False
        """Whether other heights belong to what the lab shows by now."""

    def landscape(self, chosen: tuple[str, ...], *, running: bool = False) -> Landscape:
        """Return the map over the chosen parameters around the path so far.

        While the lab is `running`, heights are not measured anew for the other parameters, which move all the time; it
        says then of which step they are.
        """
        lab = self._lab
        names = axes_of(lab, chosen)
        layout = lab.trainer.network.layout
        across, up = (layout.index[name] for name in names)
        step = lab.step
        shown = {*range(0, step, max(1, math.ceil(step / _MOST_POINTS))), step}
        path = lab.parameters_at(sorted(shown))[:, [across, up]]
        ranges = [_along(path[:, column]) for column in (0, 1)]
        labels = [quantity_text(name, self._display.cells) for name in names]
        heights = self._surface(across, up, ranges, running)
        voice = self._display.voice
        marks = (voice(words.PATH_START), voice(words.PATH_STEPS), voice(words.PATH_NOW))
        axes = Axes(labels[0], ranges[0], labels[1], ranges[1])
        if self._is_stale:
            said = voice(words.OF_STEP, step=self._measured)
            return Landscape(axes, heights, path, marks, remark=said)
        inside = all(low <= value <= high for value, (low, high) in zip(path[-1], ranges, strict=True))
        return Landscape(axes, heights, path, marks, now=lab.loss if inside else math.nan)

    def _surface(self, across: int, up: int, ranges: list[tuple[float, float]], running: bool) -> Array:
        lab = self._lab
        others = lab.current.before.parameters.copy()
        others[[across, up]] = 0
        rows = lab.current.drawn.rows
        place = (across, up, *ranges)
        moment = (id(lab.trainer.examples), others.tobytes(), None if rows is None else rows.tobytes())
        if place != self._place or (not running and moment != self._moment):
            self._place, self._moment, self._measured = place, moment, lab.step
            xs, ys = (np.linspace(*span, count).tolist() for span, count in zip(ranges, (_COLUMNS, _ROWS), strict=True))
            self._heights = loss_surface(lab.trainer, lab.current, across, up, xs, ys[::-1])
        self._is_stale = moment != self._moment
        return self._heights


def _along(values: Array) -> tuple[float, float]:
    """A range around the path, on round numbers so that it does not change with every step."""
    start = float(values[0])
    near = values[np.isfinite(values) & (np.abs(values - start) <= _FAREST)]
    low, high = (float(near.min()), float(near.max())) if len(near) else (start, start)
    reach = 2.0 ** math.ceil(math.log2(max(_LEAST_REACH, 0.75 * (high - low))))
    step = reach / 4
    middle = step * round((low + high) / 2 / step)
    return middle - reach, middle + reach
