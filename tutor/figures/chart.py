"""Curves over steps in braille dots or ASCII, and bars beside their names, as lines of tagged text; log at will."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.figures.lines import Line, Run, flowed
from tutor.numerals import numeral, told_apart
from tutor.text import Cells

Array = npt.NDArray[np.float64]
Dots = npt.NDArray[np.bool_]

TAGS: Final = ("curve", "curve-2", "curve-3", "curve-4")
"""The tags of the first, second … curve; then they begin anew."""
DOTS_ACROSS: Final = 2
DOTS_DOWN: Final = 4
"""Dots of a cell in braille, which all curves are drawn with."""
BRAILLE_BITS: Final = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], np.int32)
BLANK_BRAILLE: Final = 0x2800
_DASHES: Final = ((1, 1), (4, 7), (1, 2), (1, 4))
"""For each curve how many columns of dots are drawn of how many, so that it is told without colour."""
MARKS: Final = "●▲■◆"
"""What stands on the first, second … of several curves and in the legend."""
_MARKS_ON_A_CURVE: Final = 3
_STARS: Final = "*+ox"
_SAMPLE: Final = 4
"""Cells of a curve in the legend."""
_LEGEND_GAP: Final = 2
_LEAST_COLUMNS: Final = 4
_LEAST_GUTTER: Final = 5
"""Cells of a label at least, so that a curve that changes does not make its chart jump."""
_ROUNDING: Final = 1e-9
"""Curves that move by less than this share of their height stand still, rounding apart."""
_LEAST_FLOAT: Final = 5e-324
_LEAST_HIDDEN: Final = 0.25
"""A curve that lies under another one for a smaller share of its steps can be followed."""
_NAMED_FROM: Final = 3
"""Rows from which on the second one has the name of the heights; else it stands beside the axis."""
_MIDDLE_FROM: Final = 5
"""Rows from which on the middle of the scale has a label."""


@dataclass(frozen=True, slots=True)
class Series:
    """One curve: `values[k]` is its height at step k; what is not finite is left out."""

    name: str
    values: Sequence[float] | Array


@dataclass(frozen=True, slots=True)
class Hidden:
    """Curve `curve` cannot be seen from step `first` to step `last`, where it lies under curve `under`.

    `same` says that the two have the same values throughout.
    """

    curve: int
    under: int
    first: int
    last: int
    same: bool


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values to shares of the height, 0 at the bottom."""

    bottom: float
    top: float
    log: bool

    def shares(self, values: Array) -> Array:
        """Return where `values` lie; NaN for those that the scale cannot show."""
        low, high = self._transformed(np.array([self.bottom, self.top]))
        # Halved, so that the span of the largest floats is a float.
        with np.errstate(invalid="ignore", over="ignore"):
            return np.asarray((self._transformed(values) / 2 - low / 2) / ((high / 2 - low / 2) or 1.0))

    def value(self, share: float) -> float:
        """Return what lies at a share of the height."""
        if self.log:
            return math.pow(self.bottom, 1 - share) * math.pow(self.top, share)
        return self.bottom * (1 - share) + self.top * share

    def error(self, value: float, share: float) -> float:
        """Return by how much `value` may be off without moving by more than a share of the height."""
        if self.log:
            return value * -math.expm1((math.log(self.bottom) - math.log(self.top)) * share)
        return (self.top / 2 - self.bottom / 2) * 2 * share

    def _transformed(self, values: Array) -> Array:
        if not self.log:
            return values
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.log10(np.where(values > 0, values, np.nan))


class Chart:
    """Curves over their steps in `height` rows of `width` cells, with their axes.

    `last` is the least step at the right edge. `log` spaces powers of ten evenly, says so beside the axis, and leaves
    out what is not positive. `names` are those of the steps and of the heights.
    """

    def __init__(
        self,
        series: Sequence[Series],
        width: int,
        height: int,
        cells: Cells,
        *,
        last: int = 0,
        log: bool = False,
        names: tuple[str, str] = ("", ""),
    ) -> None:
        self._series, self._height, self._cells, self._name = series, height, cells, names[0]
        arrays = [np.asarray(one.values, np.float64) for one in series]
        self._values = [np.where(np.isfinite(array), array, np.nan) for array in arrays]
        self._end = max(1, last, *(len(values) - 1 for values in self._values)) if series else max(1, last)
        scale = _scale_of(self._values, log)
        self._labels = _labels(scale, height) if scale else [""] * height
        if scale and max(map(cells.width, self._labels)) > width // 2:
            # Heights that only many digits tell apart stand still at this size.
            scale = _from_zero(scale)
            self._labels = _labels(scale, height)
        self._beside = " ".join(filter(None, ("log" if log else "", names[1])))
        if height >= _NAMED_FROM:
            self._labels[1], self._beside = self._beside, ""
        widest = max(_LEAST_GUTTER, *map(cells.width, (*self._labels, self._beside)))
        self._gutter = widest + 1
        self._columns = max(_LEAST_COLUMNS, width - self._gutter - 1)
        shares = [scale.shares(values) if scale else np.full_like(values, np.nan) for values in self._values]
        self._dots = [_dots(one, self._columns, height, self._end) for one in shares]

    def lines(self, at: int | None = None) -> list[Line]:
        """Return the rows and a row of axis; `at` marks a step.

        Where curves have names, a legend stands above them, on as many rows as it needs.
        """
        cells = self._cells
        blank = [(" " * self._columns, "")]
        has_legend = any(one.name for one in self._series)
        rows = [blank] * self._height
        if self._dots:
            rows = _drawn(self._dots, unicode=cells.glyphs.unicode, marked=has_legend and len(self._dots) > 1)
        width = self._gutter + 1 + self._columns
        chart = _legend(self._series, width, cells) if has_legend else []
        for label, row in zip(self._labels, rows, strict=True):
            chart.append([(cells.rjust(label, self._gutter), "dim"), (cells.glyphs.column, "rule"), *row])
        beside = (cells.rjust(self._beside, self._gutter) + " ", "dim")
        return [*chart, [beside, *_axis(self._columns, self._end, at, self._name, cells)]]

    def step_at(self, x: int) -> int:
        """Return the step that stands at cell `x`."""
        return min(self._end, max(0, round((x - self._gutter - 1) / max(1, self._columns - 1) * self._end)))

    def hidden(self) -> list[Hidden]:
        """Return for each curve whose cells have another's colour, at its beginning or at its end, where that is so."""
        if not self._dots:
            return []
        drawn = _dashed(self._dots) if self._cells.glyphs.unicode else self._dots
        owners = _owners(drawn)
        covered = [np.asarray(cells_of(dots).any(axis=(1, 3))) for dots in self._dots]
        curves = range(len(drawn))
        found = (
            [self._under(curve, under, covered[curve], owners == under) for under in curves if under != curve]
            for curve in curves
        )
        candidates = ([one for one in several if one] for several in found)
        return [max(several, key=lambda one: one.last - one.first) for several in candidates if several]

    def _under(self, curve: int, under: int, covered: Dots, others: Dots) -> Hidden | None:
        columns = np.flatnonzero(covered.any(axis=0))
        if not len(columns):
            return None
        seen = np.flatnonzero((covered & ~others).any(axis=0))
        first, last = int(columns[0]), int(columns[-1])
        if len(seen):
            before, after = int(seen[0]) - first, last - int(seen[-1])
            first, last = (first, int(seen[0]) - 1) if before >= after else (int(seen[-1]) + 1, last)
        if last - first + 1 < _LEAST_HIDDEN * len(columns):
            return None
        same = np.array_equal(self._values[curve], self._values[under], equal_nan=True)
        return Hidden(curve, under, self._step(first), self._step(last), same)

    def _step(self, column: int) -> int:
        return round(column / max(1, self._columns - 1) * self._end)


def _labels(scale: _Scale, height: int) -> list[str]:
    """The ends of the scale and from some height on its middle, different and each true of its row."""
    middle = height // 2
    places = {0: 1.0, **({height - 1: 0.0} if height > 1 else {})}
    if height >= _MIDDLE_FROM:
        places[middle] = 1 - (middle + 0.5) / height
    values = [scale.value(share) for share in places.values()]
    texts = dict(zip(places, told_apart(values, [scale.error(value, 0.5 / height) for value in values]), strict=True))
    if len(set(texts.values())) < len(texts):
        texts.pop(middle, None)
    return [texts.get(row, "") for row in range(height)]


def _scale_of(drawn: Sequence[Array], log: bool) -> _Scale | None:
    """The scale of all curves; None where none has a value that it could show."""
    together = np.concatenate([*drawn, np.zeros(0)])
    shown = together[together > 0] if log else together[~np.isnan(together)]
    if not len(shown):
        return None
    scale = _Scale(float(shown.min()), float(shown.max()), log)
    if log:
        return _from_zero(scale) if scale.top <= scale.bottom * (1 + _ROUNDING) else scale
    size = max(abs(scale.bottom), abs(scale.top))
    flat = scale.top / 2 - scale.bottom / 2 <= _ROUNDING / 2 * size
    return _from_zero(scale) if flat or 0 < scale.bottom < scale.top / 2 else scale


def _from_zero(scale: _Scale) -> _Scale:
    """A scale from 0, or on a log scale over a power of ten, on which what hardly moves stands still."""
    if scale.log:
        bottom = max(scale.top / 10, _LEAST_FLOAT)
        return _Scale(bottom, max(scale.top, bottom * 10), True)
    bottom, top = min(0.0, scale.bottom), max(0.0, scale.top)
    return _Scale(bottom, top if top > bottom else 1.0, False)


def _dots(shares: Array, columns: int, height: int, last: int) -> Dots:
    """The dots of one curve, (4·height, 2·columns): between two steps it is straight, and no peak is passed over."""
    across, down = columns * DOTS_ACROSS, height * DOTS_DOWN
    dots = np.zeros((down, across), np.bool_)
    if not len(shares):
        return dots
    positions = np.arange(across) / (across - 1) * last
    at = np.interp(positions, np.arange(len(shares)), shares)
    at[positions > len(shares) - 1 + 1e-9] = np.nan
    # The lowest and the highest value of all steps that fall into each column of dots.
    low, high = at.copy(), at.copy()
    column_of = np.rint(np.arange(len(shares)) / last * (across - 1)).astype(np.int64)
    np.fmin.at(low, column_of, shares)
    np.fmax.at(high, column_of, shares)
    levels = [np.rint((1 - values) * (down - 1)) for values in (high, low, at)]
    before = np.concatenate([levels[2][:1], levels[2][:-1]])
    first = np.fmin(levels[0], before)
    final = np.fmax(levels[1], before)
    for column in np.flatnonzero(~np.isnan(at)).tolist():
        dots[max(0, int(first[column])) : int(final[column]) + 1, column] = True
    return dots


def _drawn(dots: Sequence[Dots], *, unicode: bool, marked: bool = False) -> list[list[Run]]:
    """One row of runs for each row of cells; where curves meet, the one with the most dots has the colour.

    Where they are `marked`, each has a mark here and there; in ASCII it is drawn with a character of its own anyway.
    """
    places = _marked_places(dots) if marked and unicode else {}
    if unicode:
        dots = _dashed(dots)
        characters = braille(cells_of(np.logical_or.reduce(dots)))
    owners = _owners(dots)
    for place, curve in places.items():
        characters[place], owners[place] = ord(MARKS[curve % len(MARKS)]), curve
    if not unicode:
        stars = np.array([ord(_STARS[number % len(_STARS)]) for number in range(len(dots))])
        characters = np.where(owners < 0, ord(" "), stars[owners])
    return [_runs(*row) for row in zip(characters, owners, strict=True)]


def _marked_places(dots: Sequence[Dots]) -> dict[tuple[int, int], int]:
    """Row and column of the cells with a mark, and of which curve: no two are in one column while curves go on."""
    places: dict[tuple[int, int], int] = {}
    count = _MARKS_ON_A_CURVE * len(dots)
    for curve, one in enumerate(dots):
        covered = np.asarray(cells_of(one).any(axis=(1, 3)))
        columns = covered.shape[1]
        wanted = [int((number + 0.5) / count * columns) for number in range(curve, count, len(dots))]
        there = np.flatnonzero(covered.any(axis=0))
        # One that has ended before the first of them is marked at its end.
        for column in [column for column in wanted if column in there] or there[-1:].tolist():
            rows = np.flatnonzero(covered[:, column])
            places[int(rows[len(rows) // 2]), column] = curve
    return places


def _dashed(dots: Sequence[Dots]) -> list[Dots]:
    dashes = zip(dots, cycle(_DASHES), strict=False)
    return [one & (np.arange(one.shape[1]) % period < shown) for one, (shown, period) in dashes]


def _owners(dots: Sequence[Dots]) -> npt.NDArray[np.int64]:
    """Which curve has the most dots in each cell, the first of several; −1 in an empty one.

    A peak that runs through the level line of another curve keeps its colour, so that it is not taken for a peak of it.
    """
    counts = np.stack([cells_of(one).sum(axis=(1, 3)) for one in dots])
    return np.where(counts.any(axis=0), counts.argmax(axis=0), -1)


def cells_of(dots: Dots) -> Dots:
    """Return the dots of each cell, (rows, 4, columns, 2)."""
    return dots.reshape(dots.shape[0] // DOTS_DOWN, DOTS_DOWN, dots.shape[1] // DOTS_ACROSS, DOTS_ACROSS)


def braille(dots: Dots) -> npt.NDArray[np.int64]:
    """Return the code points for the dots of cells (rows, 4, columns, 2), (rows, columns)."""
    bits = (dots * BRAILLE_BITS[None, :, None, :]).sum(axis=(1, 3))
    return np.where(bits, bits + BLANK_BRAILLE, ord(" "))


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


def _legend(series: Sequence[Series], width: int, cells: Cells) -> list[Line]:
    legend: list[Line] = []
    line = np.zeros((DOTS_DOWN, DOTS_ACROSS * _SAMPLE), np.bool_)
    line[2] = True
    for number, one in enumerate(series):
        text = _STARS[number % len(_STARS)] * 2
        if cells.glyphs.unicode:
            (sample,) = _drawn([*[np.zeros_like(line)] * number, line], unicode=True)
            text = "".join(part for part, _ in sample)
            text = text[:1] + MARKS[number % len(MARKS)] + text[2:] if len(series) > 1 else text
        legend.append([(text.rstrip(), _tag(number)), (f" {one.name}", "dim")])
    return flowed(legend, _LEGEND_GAP, width, cells)


def _axis(columns: int, last: int, at: int | None, name: str, cells: Cells) -> list[Run]:
    right = str(last)
    room = columns - 1 - len(right)
    named = name if cells.width(name) + 2 <= room else ""
    before = (room - cells.width(named)) // 2
    axis = "0" + " " * before + named + " " * (room - before - cells.width(named)) + right
    if at is None:
        return [(axis if named else axis[:columns], "dim")]
    place = min(columns - 1, math.floor(at / last * (columns - 1) + 0.5))
    mark = "▲" if cells.glyphs.unicode else "^"
    text = f"{mark} {at}"
    place = min(place, max(0, columns - len(text)))
    # A mark takes the place of the name; a number that would be cut is left out.
    start = "0" if place > 1 else ""
    end = columns - place - len(text)
    rest = right.rjust(end) if end > len(right) else " " * end
    return [(start.ljust(place), "dim"), (text, "mark"), (rest, "dim")]


# Bars; on a log scale they grow from one power of ten to another.

_EIGHTHS: Final = "▏▎▍▌▋▊▉█"
_MOST_DECADES: Final = 12
"""Smaller values than so many powers of ten below the greatest have no bar."""
_LEAST_NUMBER: Final = 9
"""Cells of a number at least, so that bars keep their places while numbers change."""
_LOG: Final = "log"
"""Stands on the axis of a log scale."""
_SUPERSCRIPTS: Final = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Bar:
    """A name and how long its bar is; negative lengths are drawn by their size."""

    name: str
    value: float


def bar_chart(
    bars: Sequence[Bar], width: int, height: int, cells: Cells, *, log: bool = False, beside: Sequence[Bar] = ()
) -> list[Line]:
    """Return a line for each bar with its number, in at most `height` lines; a log scale has a line of axis below.

    Where there are too many bars, those in the middle are left out. Bars `beside` these share their scale.
    """
    sizes = [abs(bar.value) for bar in (*bars, *beside) if math.isfinite(bar.value) and bar.value]
    names = max((cells.width(bar.name) for bar in bars), default=0)
    numbers = max(_LEAST_NUMBER, *(cells.width(numeral(bar.value).text) for bar in bars)) if bars else 0
    room = max(1, width - names - numbers - 3)
    low, high = _bar_range(sizes, log)
    rows = max(1, height - (log and height > 1))
    cut = len(bars) > rows >= 3
    lines: list[Line] = []
    for bar in (*bars[: rows - 2], bars[-1]) if cut else bars[:rows]:
        if cut and len(lines) == rows - 2:
            lines.append([("⋮" if cells.glyphs.unicode else ":", "dim")])
        filled = _filled(abs(bar.value), low, high, log, room, cells)
        lines.append(
            [
                (cells.pad(bar.name, names), "label"),
                (" ", ""),
                (filled, "gradient"),
                (" " * (room - cells.width(filled) + 1), ""),
                (cells.rjust(numeral(bar.value).text, numbers), "value"),
            ]
        )
    if log and height > 1:
        left, right = (
            f"10{str(int(end)).translate(_SUPERSCRIPTS)}" if cells.glyphs.unicode else f"1e{int(end)}"
            for end in (low, high)
        )
        gap = room - cells.width(left) - cells.width(right)
        between = _LOG.center(gap) if gap > len(_LOG) + 1 else " " * gap
        lines.append([(" " * (names + 1), ""), (left + between + right if gap > 0 else left, "dim")])
    return lines


def _bar_range(sizes: Sequence[float], log: bool) -> tuple[float, float]:
    """Both ends of the scale; powers of ten as their exponents."""
    if not log:
        return 0.0, max(sizes, default=1.0)
    high = math.ceil(math.log10(max(sizes, default=1.0)))
    low = math.floor(math.log10(min(sizes, default=0.1)) - 1e-9)
    return float(max(min(low, high - 1), high - _MOST_DECADES)), float(high)


def _filled(size: float, low: float, high: float, log: bool, room: int, cells: Cells) -> str:
    """The bar of a value in at most `room` cells; one that is not nothing can be seen."""
    if math.isnan(size) or size == 0:
        return ""
    share = 1.0 if math.isinf(size) else ((math.log10(size) if log else size) - low) / (high - low)
    share = min(1.0, max(0.0, share))
    eighths = max(share > 0, round(share * room * 8))
    if not cells.glyphs.unicode:
        return "#" * max(share > 0, eighths // 8)
    return _EIGHTHS[-1] * (eighths // 8) + (_EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")
