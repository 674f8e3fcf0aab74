"""A living figure of any kind: what is computed for it, its picture, and in plain mode its table of values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from tutor.activity.living.curve import Curves
from tutor.activity.living.pose import Pose
from tutor.figures.curve import curve_lines, curve_table
from tutor.figures.lines import Line
from tutor.lesson.format.figure import Figure
from tutor.lesson.format.part import FigureUse
from tutor.text import Cells
from tutor.wording import Voice

Living: TypeAlias = Curves
"""What is computed for a figure."""


def living_of(figure: Figure, use: FigureUse) -> Living:
    """Return what is computed for `figure` as a step shows it; it may take long, to load what differentiates."""
    match figure.kind:
        case "curve":
            curves = Curves(figure)
            curves.prepare(figure.shows if use.shows is None else use.shows)
            return curves


def living_lines(living: Living, pose: Pose, size: tuple[int, int], voice: Voice, cells: Cells) -> Sequence[Line]:
    """Return the picture in `size`, columns and rows."""
    match living.figure.kind:
        case "curve":
            return curve_lines(living, pose, size, voice, cells)


def table_lines(living: Living, pose: Pose, voice: Voice, cells: Cells, width: int) -> Sequence[Line]:
    """Return the values of the figure along its first knob, in at most `width` columns."""
    match living.figure.kind:
        case "curve":
            return curve_table(living, pose, voice, cells, width)
