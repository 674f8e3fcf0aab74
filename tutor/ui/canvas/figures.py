"""Numbers cut to a few cells: as many digits as fit, up to three that count, always with the sign."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from tutor.numerals import MINUS, signed
from tutor.spelling import in_ascii

_DIGITS: Final = (3, 2, 1)


@lru_cache(8192)
def fitted(value: float, width: int, *, ascii_only: bool = False) -> str:
    """Return `value` with its sign in at most `width` cells (three or more), with as many digits as fit.

    Where it shows more of them, a number is written `+1.2e5`; one without any room is `+…` if large, `+0` if small.
    """
    text = _fitted(value, width)
    return in_ascii(text.replace("…", "~")) if ascii_only else text


def _fitted(value: float, width: int) -> str:
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "+∞" if value > 0 else f"{MINUS}∞"
    for digits in _DIGITS:
        for text in (signed(value, digits), _scientific(value, digits)):
            if len(text) <= width and "·" not in text:
                return text
    return ("+" if value > 0 else MINUS) + ("…" if abs(value) > 1 else "0")


def _scientific(value: float, digits: int) -> str:
    mantissa, exponent = f"{value:+.{digits - 1}e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", MINUS)
