"""Numbers cut to a few cells: as many digits as fit, up to three that count, always with the sign."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final

from tutor.numerals import MINUS, signed

_DIGITS: Final = (3, 2, 1)
_ASCII: Final = str.maketrans({MINUS: "-", "∞": "inf", "…": "~"})


@lru_cache(8192)
def fitted(value: float, width: int, *, ascii_only: bool = False) -> str:
    """Return `value` with its sign in at most `width` cells (three or more).

    What is very large or small, or has no room otherwise, is written `+1.2e5`; what has no room at all `+…` if it is
    large and `+0` if it is small.
    """
    text = _fitted(value, width)
    return text.translate(_ASCII) if ascii_only else text


def _fitted(value: float, width: int) -> str:
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "+∞" if value > 0 else f"{MINUS}∞"
    for digits in _DIGITS:
        text = signed(value, digits)
        if len(text) <= width and "·" not in text:
            return text
    return _scientific(value, width)


def _scientific(value: float, width: int) -> str:
    for digits in (2, 1, 0):
        mantissa, exponent = f"{value:+.{digits}e}".split("e")
        text = f"{mantissa}e{int(exponent)}".replace("-", MINUS)
        if len(text) <= width:
            return text
    return ("+" if value > 0 else MINUS) + ("…" if abs(value) > 1 else "0")
