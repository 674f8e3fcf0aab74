"""What a network with two inputs says about the plane, ready to be drawn, for networks that tell two classes apart."""

from __future__ import annotations

from typing import Final

import numpy as np

from tutor.figures.quantities import quantity_text
from tutor.network.datasets import classes_on_plane
from tutor.network.evaluation import accuracy, predict
from tutor.network.functions import Array
from tutor.network.lab import Lab
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.ui.canvas.axes import Axes
from tutor.ui.canvas.boundary import Boundary
from tutor.wording import Voice
from tutor.wording import lab as words

_MARGIN: Final = 0.25
"""Room around the examples, as a share of their range."""


def has_boundary(lab: Lab) -> bool:
    """Return whether there are two inputs and examples of two classes."""
    return classes_on_plane(lab.trainer.examples) is not None


def boundary_of(lab: Lab, voice: Voice, cells: Cells) -> Boundary:
    """Return the boundary at the lab's present parameters; asked only where `has_boundary`."""
    inputs, targets = lab.trainer.examples
    low, high = float(targets[:, -1].min()), float(targets[:, -1].max())
    trainer, state = lab.trainer, lab.current.before
    across, up = (_range(inputs[:, column]) for column in (0, 1))
    names = [quantity_text(name, cells) for name in lab.spec.inputs]

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


def _range(values: Array) -> tuple[float, float]:
    low, high = float(values.min()), float(values.max())
    margin = _MARGIN * ((high - low) or 1.0)
    return _rounded(low - margin), _rounded(high + margin)


def _rounded(value: float) -> float:
    return round(value, 2)
