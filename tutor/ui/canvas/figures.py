"""Numbers and names cut to a few cells: as many digits as fit, always with the sign; names that stay different."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from tutor.numerals import MINUS, signed
from tutor.spelling import in_ascii
from tutor.ui.canvas.grid import cell_count, cut

_DIGITS: Final = (3, 2, 1)


@lru_cache(8192)
def fitted(value: float, width: int, *, ascii_only: bool = False) -> str:
    """Return `value` with its sign in at most `width` cells (three or more), with as many digits as fit.

    It is written as everywhere else, `+1.2·10⁻⁷`; where that has no room, or there are no superscripts, `+1.2e−7`. One
    without any room is `+…` if large, `+0` if small.
    """
    text = _fitted(value, width, powers=not ascii_only)
    return in_ascii(text.replace("…", "~")) if ascii_only else text


def named(sign: str, number: str) -> str:
    """Return the `number` of a quantity behind its `sign`: `b+0.35`; a 0 after `=`, for `b0` would be a name."""
    return f"{sign}={number}" if sign and number[:1].isdigit() else sign + number


@lru_cache(256)
def shortened(names: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return `names` in at most `width` cells, different ones still different: `hidden₁` and `hidden₂` as hid₁, hid₂.

    Names that differ in no place that can be kept are numbered; where not even a number has room, nothing is left.
    """
    ends = range(min(width, max(map(len, names), default=0)) + 1)
    cuts = [tuple(_with_end(name, end, width) for name in names) for end in ends]
    numbers = tuple(str(number) if len(str(number)) <= width else "" for number in range(1, len(names) + 1))
    return next((cut for cut in cuts if len(set(cut)) == len(set(names))), numbers)


def _with_end(name: str, end: int, width: int) -> str:
    """As much of `name` as fits, its last `end` characters among it."""
    if cell_count(name) <= width:
        return name
    tail = name[len(name) - end :]
    return cut(cut(name, max(0, width - cell_count(tail))) + tail, width)


def _fitted(value: float, width: int, *, powers: bool) -> str:
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "+∞" if value > 0 else f"{MINUS}∞"
    for written in (signed, _scientific):
        for digits in _DIGITS:
            text = written(value, digits)
            if len(text) <= width and (powers or "·" not in text):
                return text
    return ("+" if value > 0 else MINUS) + ("…" if abs(value) > 1 else "0")


def _scientific(value: float, digits: int) -> str:
    mantissa, exponent = f"{value:+.{digits - 1}e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", MINUS)
