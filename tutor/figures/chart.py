"""Curves over steps as lines of tagged text, in braille dots or ASCII; several at once, on a log scale at will."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.figures.lines import Line, Run
from tutor.numerals import numeral
from tutor.text import Cells

Array = npt.NDArray[np.float64]
Dots = npt.NDArray[np.bool_]

TAGS: Final = ("curve", "curve-2", "curve-3", "curve-4")
"""The tags of the first, second … curve; then they begin anew."""
_BITS: Final = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_BLANK_BRAILLE: Final = 0x2800
_DASHES: Final = ((1, 1), (4, 7), (1, 2), (1, 4))
"""For each curve how many columns of dots are drawn of how many, so that it is told without colour."""
_STARS: Final = "*+ox"
_SAMPLE: Final = 4
"""Cells of a curve in the legend."""
_LEAST_COLUMNS: Final = 4
_LEAST_GUTTER: Final = 5
"""Cells of a label at least, so that a curve that changes does not make its chart jump."""
_ROUNDING: Final = 1e-9
"""Curves that move by less than this share of their height stand still, rounding apart."""
_MIDDLE_FROM: Final = 5
"""Rows from which on the middle of the scale has a label."""


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: `values[k]` is its height at step k; what is not finite is left out."""

    name: str
    values: Sequence[float] | Array


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to shares of the height, 0 at the bottom."""

    bottom: float
    top: float
    log: bool

    def shares(self, values: Array) -> Array:
        """Return where `values` lie; NaN for those that the scale cannot show."""
        low, high = self._transformed(np.array([self.bottom, self.top]))
        with np.errstate(invalid="ignore", over="ignore"):
            span = high - low
            return np.asarray((self._transformed(values) - low) / (span or 1.0))

    def value(self, share: float) -> float:
        """Return what lies at a share of the height."""
        if self.log:
            return self.bottom * math.pow(self.top / self.bottom, share)
        return self.bottom + share * (self.top - self.bottom)

    def _transformed(self, values: Array) -> Array:
        if not self.log:
            return values
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.log10(np.where(values > 0, values, np.nan))


def curve_chart(
    series: Sequence[Series],
    width: int,
    height: int,
    cells: Cells,
    *,
    last: int = 0,
    log: bool = False,
    at: int | None = None,
) -> list[Line]:
    """Return `height` rows of curves over their steps and a row of axis; above them a legend where curves have names.

    `last` is the least step at the right edge. `log` spaces powers of ten evenly and leaves out what is not positive.
    `at` marks a step on the axis.
    """
    drawn = [_finite(one.values) for one in series]
    scale = _scale_of(drawn, log)
    labels = _labels(scale, height)
    gutter = max(_LEAST_GUTTER, *(cells.width(label) for label in labels)) + 1
    columns = max(_LEAST_COLUMNS, width - gutter - 1)
    end = max(1, last, *(len(values) - 1 for values in drawn)) if drawn else max(1, last)
    dots = [_dots(scale.shares(values), columns, height, end) for values in drawn]
    rows = _braille(dots, cells) if cells.glyphs.unicode else _stars(dots)
    chart: list[Line] = [_legend(series, cells)] if any(one.name for one in series) else []
    for label, row in zip(labels, rows or [[(" " * columns, "")]] * height, strict=True):
        chart.append([(cells.rjust(label, gutter), "dim"), (cells.glyphs.column, "rule"), *row])
    chart.append(_axis(gutter, columns, end, at, cells))
    return chart


def step_at(series: Sequence[Series], x: int, width: int, cells: Cells, *, last: int = 0, log: bool = False) -> int:
    """Return the step that stands at cell `x` of a chart that `curve_chart` draws from the same arguments."""
    drawn = [_finite(one.values) for one in series]
    labels = _labels(_scale_of(drawn, log), 2)
    gutter = max(_LEAST_GUTTER, *(cells.width(label) for label in labels)) + 1
    columns = max(_LEAST_COLUMNS, width - gutter - 1)
    end = max(1, last, *(len(values) - 1 for values in drawn)) if drawn else max(1, last)
    return min(end, max(0, round((x - gutter - 1) / max(1, columns - 1) * end)))


def _finite(values: Sequence[float] | Array) -> Array:
    array = np.asarray(values, np.float64)
    return np.where(np.isfinite(array), array, np.nan)


def _scale_of(drawn: Sequence[Array], log: bool) -> _Scale:
    together = np.concatenate([*drawn, np.zeros(0)])
    shown = together[together > 0] if log else together[~np.isnan(together)]
    top, bottom = (float(shown.max()), float(shown.min())) if len(shown) else (1.0, 0.1 if log else 0.0)
    if log:
        return _Scale(bottom / 10 if bottom == top else bottom, top, True)
    if 0 < bottom < top / 2 or 0 < top - bottom <= _ROUNDING * top or bottom == top > 0:
        bottom = 0.0
    return _Scale(bottom, top, False)


def _labels(scale: _Scale, height: int) -> list[str]:
    labels = [""] * height
    labels[0] = numeral(scale.top).text
    if height > 1:
        labels[-1] = numeral(scale.bottom).text
    if height >= _MIDDLE_FROM:
        middle = height // 2
        labels[middle] = numeral(scale.value(1 - (middle + 0.5) / height)).text
    return labels


def _dots(shares: Array, columns: int, height: int, last: int) -> Dots:
    """The dots of one curve, (4·height, 2·columns): between two steps it is straight, and no peak is passed over."""
    across, down = columns * 2, height * 4
    dots = np.zeros((down, across), np.bool_)
    if not len(shares):
        return dots
    positions = np.arange(across) / (across - 1) * last
    at = np.interp(positions, np.arange(len(shares)), shares)
    at[positions > len(shares) - 1 + 1e-9] = np.nan
    low, high = _extremes(shares, at, last)
    levels = [np.rint((1 - values) * (down - 1)) for values in (high, low, at)]
    before = np.concatenate([levels[2][:1], levels[2][:-1]])
    first = np.fmin(levels[0], before)
    final = np.fmax(levels[1], before)
    for column in np.flatnonzero(~np.isnan(at)).tolist():
        dots[max(0, int(first[column])) : int(final[column]) + 1, column] = True
    return dots


def _extremes(shares: Array, at: Array, last: int) -> tuple[Array, Array]:
    """The lowest and the highest value of all steps that fall into each column of dots."""
    low, high = at.copy(), at.copy()
    column = np.rint(np.arange(len(shares)) / last * (len(at) - 1)).astype(np.int64)
    np.fmin.at(low, column, shares)
    np.fmax.at(high, column, shares)
    return low, high


def _dashed(dots: Dots, number: int) -> Dots:
    shown, period = _DASHES[number % len(_DASHES)]
    return dots & (np.arange(dots.shape[1]) % period < shown)


def _braille(dots: Sequence[Dots], cells: Cells) -> list[list[Run]]:
    """One row of runs for each row of cells; where curves meet, the first has the colour."""
    if not dots:
        return []
    rows, columns = dots[0].shape[0] // 4, dots[0].shape[1] // 2
    bits = np.zeros((rows, columns), np.int64)
    owner = np.full((rows, columns), -1)
    for number in range(len(dots) - 1, -1, -1):
        blocks = _dashed(dots[number], number).reshape(rows, 4, columns, 2)
        own = (blocks * _BITS[None, :, None, :]).sum(axis=(1, 3))
        bits |= own
        owner[own > 0] = number
    characters = np.where(bits, bits + _BLANK_BRAILLE, ord(" "))
    return [_runs(characters[row], owner[row]) for row in range(rows)]


def _stars(dots: Sequence[Dots]) -> list[list[Run]]:
    if not dots:
        return []
    rows, columns = dots[0].shape[0] // 4, dots[0].shape[1] // 2
    characters, owner = np.full((rows, columns), ord(" ")), np.full((rows, columns), -1)
    for number in range(len(dots) - 1, -1, -1):
        covered = dots[number].reshape(rows, 4, columns, 2).any(axis=(1, 3))
        characters[covered], owner[covered] = ord(_STARS[number % len(_STARS)]), number
    return [_runs(characters[row], owner[row]) for row in range(rows)]


def _runs(characters: npt.NDArray[np.int64], owner: npt.NDArray[np.int64]) -> list[Run]:
    runs: list[Run] = []
    start = 0
    for end in [*(np.flatnonzero(np.diff(owner)) + 1).tolist(), len(owner)]:
        text = "".join(map(chr, characters[start:end]))
        runs.append((text, _tag(int(owner[start])) if owner[start] >= 0 else ""))
        start = end
    return runs


def _tag(number: int) -> str:
    return TAGS[number % len(TAGS)]


def _legend(series: Sequence[Series], cells: Cells) -> Line:
    legend: list[Run] = []
    for number, one in enumerate(series):
        line = np.zeros((4, 2 * _SAMPLE), np.bool_)
        line[2] = True
        sample = _braille([*[np.zeros_like(line)] * number, line], cells)[0] if cells.glyphs.unicode else None
        text = "".join(piece for piece, _ in sample) if sample else _STARS[number % len(_STARS)] * 2
        legend += [("  " if number else "", ""), (text.rstrip(), _tag(number)), (f" {one.name}", "dim")]
    return legend


def _axis(gutter: int, columns: int, last: int, at: int | None, cells: Cells) -> Line:
    right = str(last)
    axis = "0" + " " * (columns - 1 - len(right)) + right
    if at is None:
        return [(" " * (gutter + 1), ""), (axis[:columns], "dim")]
    place = min(columns - 1, math.floor(at / last * (columns - 1) + 0.5))
    mark = "▲" if cells.glyphs.unicode else "^"
    text = f"{mark} {at}"
    place = min(place, max(0, columns - len(text)))
    start, end = axis[:place], axis[place + len(text) :]
    # A number that would be cut is left out.
    start = start if start.endswith(" ") or not start else start[:1] if place > 1 else ""
    end = end if end.strip() == right else " " * len(end)
    return [(" " * (gutter + 1), ""), (start.ljust(place), "dim"), (text, "mark"), (end, "dim")]
