"""Bars beside their names, as lines of tagged text; on a log scale they grow from one power of ten to another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tutor.figures.lines import Line
from tutor.numerals import numeral
from tutor.text import Cells

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
    bars: Sequence[Bar],
    width: int,
    height: int,
    cells: Cells,
    *,
    log: bool = False,
    tag: str = "gradient",
    beside: Sequence[Bar] = (),
) -> list[Line]:
    """Return a line for each bar with its number, in at most `height` lines; a log scale has a line of axis below.

    Where there are too many bars, those in the middle are left out. Bars `beside` these share their scale.
    """
    sizes = [abs(bar.value) for bar in (*bars, *beside) if math.isfinite(bar.value) and bar.value]
    names = max((cells.width(bar.name) for bar in bars), default=0)
    numbers = max(_LEAST_NUMBER, *(cells.width(numeral(bar.value).text) for bar in bars)) if bars else 0
    room = max(1, width - names - numbers - 3)
    low, high = _range(sizes, log)
    lines: list[Line] = []
    for bar in _shortened(bars, max(1, height - (log and height > 1))):
        if bar is None:
            lines.append([("⋮" if cells.glyphs.unicode else ":", "dim")])
            continue
        filled = _filled(_share(abs(bar.value), low, high, log), room, cells)
        number = numeral(bar.value).text
        lines.append(
            [
                (cells.pad(bar.name, names), "label"),
                (" ", ""),
                (filled, tag),
                (" " * (room - cells.width(filled) + 1), ""),
                (cells.rjust(number, numbers), "value"),
            ]
        )
    if log and height > 1:
        lines.append([(" " * (names + 1), ""), (_axis(low, high, room, cells), "dim")])
    return lines


def _range(sizes: Sequence[float], log: bool) -> tuple[float, float]:
    """Both ends of the scale; powers of ten as their exponents."""
    if not log:
        return 0.0, max(sizes, default=1.0)
    high = math.ceil(math.log10(max(sizes, default=1.0)))
    low = math.floor(math.log10(min(sizes, default=0.1)) - 1e-9)
    return float(max(min(low, high - 1), high - _MOST_DECADES)), float(high)


def _share(size: float, low: float, high: float, log: bool) -> float:
    if math.isnan(size) or size == 0:
        return 0.0
    if math.isinf(size):
        return 1.0
    place = math.log10(size) if log else size
    return min(1.0, max(0.0, (place - low) / (high - low)))


def _filled(share: float, room: int, cells: Cells) -> str:
    eighths = round(share * room * 8)
    if share > 0:
        eighths = max(1, eighths)
    if not cells.glyphs.unicode:
        return "#" * max(share > 0, eighths // 8)
    return _EIGHTHS[-1] * (eighths // 8) + (_EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")


def _shortened(bars: Sequence[Bar], rows: int) -> list[Bar | None]:
    if len(bars) <= rows:
        return list(bars)
    if rows < 3:
        return list(bars[:rows])
    return [*bars[: rows - 2], None, bars[-1]]


def _axis(low: float, high: float, room: int, cells: Cells) -> str:
    left, right = (_power(int(exponent), cells) for exponent in (low, high))
    gap = room - cells.width(left) - cells.width(right)
    if gap <= 0:
        return left
    return left + (_LOG.center(gap) if gap > len(_LOG) + 1 else " " * gap) + right


def _power(exponent: int, cells: Cells) -> str:
    return f"10{str(exponent).translate(_SUPERSCRIPTS)}" if cells.glyphs.unicode else f"1e{exponent}"
