"""A figure of curves: the curves over their axis, the point with its tangent or secant, and the numbers beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tutor.activity.living.curve import Curves
from tutor.activity.living.pose import Pose
from tutor.figures.axes import Axes, round_numbers
from tutor.figures.formulas import symbol_text
from tutor.figures.lines import Line, Run, beside, flowed, number_row
from tutor.figures.raster import polyline
from tutor.numerals import numeral, signed
from tutor.text import Cells
from tutor.wording import Voice
from tutor.wording import figures as words

_NUMBERS_BESIDE_FROM: Final = 64
"""Columns from which on the numbers stand beside the picture."""
_NUMBERS: Final = 22
_GAP: Final = 3
_LEAST_ROWS: Final = 9
"""Rows of a picture, its axis included, below which the numbers under it stand side by side."""
_TANGENT: Final = 0.17
"""Of the width, how far a tangent reaches to each side."""
_MOST_COLUMNS: Final = 7
"""Places of a table."""
_TAGS: Final = ("", "curve", "dim", "curve")


def curve_lines(curves: Curves, pose: Pose, size: tuple[int, int], voice: Voice, cells: Cells) -> list[Line]:
    """Return the figure in `size`, columns and rows."""
    width, height = size
    numbers = number_lines(curves, pose, voice, cells)
    if width >= _NUMBERS_BESIDE_FROM:
        picture = _picture(curves, pose, (width - _NUMBERS - _GAP, height), cells)
        return beside(picture, [[], *numbers], width - _NUMBERS, cells)
    if height - len(numbers) - 1 < _LEAST_ROWS:
        numbers = flowed([line for line in numbers if line], _GAP, width, cells)
    rows = height - len(numbers) - 1
    return [*_picture(curves, pose, (width, rows), cells), [], *numbers]


def number_lines(curves: Curves, pose: Pose, voice: Voice, cells: Cells) -> list[Line]:
    """Return where the knobs stand, and what is computed from that."""
    at = pose.knobs[curves.across]
    here = curves.height(curves.first, pose.knobs, at)
    pairs: list[tuple[Run, Run]] = []
    for name, number in pose.knobs.items():
        turned = name == pose.turns and not pose.locked
        pairs.append(((symbol_text(name, cells), "selected" if turned else ""), (numeral(number).text, "value")))
    for name in curves.names:
        height = curves.height(name, pose.knobs, at)
        shown = (numeral(height).text, "value") if math.isfinite(height) else (voice(words.NO_VALUE), "dim")
        pairs.append(((symbol_text(name, cells), ""), shown))
    if {"tangent", "slope"} & set(pose.shows):
        pairs.append(((voice(words.SLOPE), ""), _slope(curves.slopes(pose), voice)))
    nudge = curves.figure.nudge
    if nudge is not None:
        nudged = curves.height(curves.first, pose.knobs, at + nudge)
        change = nudged - here
        tag = "dim" if math.isnan(change) else "negative" if change < 0 else "positive"
        pairs.append(((f"+{numeral(nudge).text} {cells.glyphs.arrow}", ""), (_height(nudged), "value")))
        pairs.append(((voice(words.CHANGE), ""), (signed(change) if math.isfinite(change) else "–", tag)))
    column = max(cells.width(name) for (name, _), _ in pairs) + 2
    lines: list[Line] = [[(cells.pad(name, column), tag), number] for (name, tag), number in pairs]
    if pose.asked is not None:
        name = symbol_text(curves.across, cells)
        lines += [[], [("○ " + voice(words.ASKED, name=name, value=numeral(pose.asked).text), "dim")]]
    return lines


def _slope(slopes: Sequence[float], voice: Voice) -> Run:
    match [numeral(slope).text for slope in slopes]:
        case [slope]:
            return (slope, "gradient")
        case [left, right]:
            return (voice(words.SLOPES_AT_KINK, left=left, right=right), "gradient")
        case _:
            return (voice(words.NO_SLOPE), "dim")


def _picture(curves: Curves, pose: Pose, size: tuple[int, int], cells: Cells) -> list[Line]:
    names = symbol_text(curves.across, cells), symbol_text(curves.first, cells)
    axes = Axes(curves.ends, curves.range_of_heights(pose), names, size, cells)
    window, raster = axes.window, axes.raster
    for name, tag in reversed([*zip(curves.names, _TAGS, strict=False)]):
        heights = curves.heights(name, pose.knobs, window.across)
        raster.stroke([window.dot(window.x_at(column), height) for column, height in enumerate(heights)], tag)
        if len(curves.names) > 1:
            _write_name(symbol_text(name, cells), heights, axes, tag or "value")
    at = pose.knobs[curves.across]
    here = curves.height(curves.first, pose.knobs, at)
    if math.isfinite(here):
        _draw_lines(curves, pose, here, axes)
    asked = math.nan if pose.asked is None else pose.asked
    places = {"○" if cells.glyphs.unicode else "o": ("dim", asked), "●" if cells.glyphs.unicode else "@": ("value", at)}
    for sign, (tag, place) in places.items():
        height = curves.height(curves.first, pose.knobs, place)
        # A sign at the edge would say that the curve is there.
        if window.holds(place, height):
            raster.put(*window.cell(place, height), sign, tag)
    return axes.lines(None if pose.locked else at)


def _write_name(name: str, heights: Sequence[float], axes: Axes, tag: str) -> None:
    """Write what a curve is called where it leaves the window at the right, or ends."""
    window = axes.window
    inside = [place for place, height in enumerate(heights) if window.bottom <= height <= window.top]
    if inside:
        place = inside[-1]
        column, row = window.cell(window.x_at(place), heights[place])
        axes.raster.put(min(column, window.width - len(name)), row, name, tag)


def _draw_lines(curves: Curves, pose: Pose, here: float, axes: Axes) -> None:
    """Draw the tangent and the secant at the point, as far as they are shown."""
    window, at, nudge = axes.window, pose.knobs[curves.across], curves.figure.nudge
    reach = (window.right - window.left) * _TANGENT
    if "tangent" in pose.shows:
        slopes = curves.slopes(pose)
        sides = {1: [(-reach, reach)], 2: [(-reach, 0.0), (0.0, reach)]}.get(len(slopes), [])
        for slope, (begin, end) in zip(slopes, sides, strict=True):
            ends = [(at + begin, here + slope * begin), (at + end, here + slope * end)]
            axes.raster.stroke(polyline(ends, window), "gradient")
    if "secant" in pose.shows and nudge is not None:
        slope = (curves.height(curves.first, pose.knobs, at + nudge) - here) / nudge
        ends = [(at - reach, here - slope * reach), (at + nudge + reach, here + slope * (nudge + reach))]
        axes.raster.stroke(polyline(ends, window), "gradient", dashed=True)


def curve_table(curves: Curves, pose: Pose, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the heights of all curves at round places of the axis, and the slope where it is shown."""
    places = round_numbers(*curves.ends, _MOST_COLUMNS)
    rows: list[tuple[str, list[Run]]] = [
        (symbol_text(curves.across, cells), [(numeral(place).text, "") for place in places])
    ]
    for name in curves.names:
        heights = [curves.height(name, pose.knobs, place) for place in places]
        rows.append((symbol_text(name, cells), [(_height(height), "value") for height in heights]))
    if {"tangent", "slope"} & set(pose.shows):
        moved = [replace(pose, knobs={**pose.knobs, curves.across: place}) for place in places]
        rows.append((voice(words.SLOPE), [_short_slope(curves.slopes(one)) for one in moved]))
    name_room = max(cells.width(name) for name, _ in rows)
    widest = max(cells.width(text) for _, numbers in rows for text, _ in numbers) + 2
    shown = max(1, min(len(places), (width - name_room) // widest))
    return [number_row((name, "dim"), name_room, numbers[:shown], [widest] * shown, cells) for name, numbers in rows]


def _height(height: float) -> str:
    return numeral(height).text if math.isfinite(height) else "–"


def _short_slope(slopes: Sequence[float]) -> Run:
    return ("|".join(numeral(slope).text for slope in slopes) or "–", "gradient")
