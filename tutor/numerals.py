"""Numbers as the tutor shows them: three significant digits, `≈` where rounded, never `−0`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MINUS = "−"
_FEWEST_DIGITS: Final = 3
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_MEANT: Final = 14
"""Significant digits of a float that a calculation leaves right; 0.1 + 0.2 is 0.3 to them."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is printed, and whether printing rounded it."""

    text: str
    exact: bool
    shown: Decimal
    """What a reader takes from the text."""

    @property
    def relation(self) -> str:
        """The sign that belongs before the number: `=` where the text is the whole value, `≈` where it was rounded."""
        return "=" if self.exact else "≈"

    def __str__(self) -> str:
        return self.text


def numeral(value: float, digits: int = 3) -> Numeral:
    """Return `value` with `digits` significant digits, in scientific form below 1e-4 and from 1e6 on.

    A value that its `digits` digits give completely is exact and loses its trailing zeros (`1.1`); those of a rounded
    value are kept (`0.750`), because they are significant. Integers below a million are shown whole. A half is rounded
    away from zero, as at school: what counts are the decimals of the value, not the bits that calculating left behind.
    """
    if math.isnan(value):
        return Numeral("nan", True, Decimal("nan"))
    if math.isinf(value):
        return Numeral("∞" if value > 0 else f"{MINUS}∞", True, Decimal(value))
    if value == 0:
        return Numeral("0", True, Decimal())
    written = Decimal(f"{abs(value):.{_MEANT - 1}e}")
    fixed = Decimal("1e-4") <= written < 1_000_000
    last = written.adjusted() - digits + 1
    rounded = written.quantize(Decimal((0, (1,), min(last, 0) if fixed else last)), ROUND_HALF_UP)
    exact = rounded == written
    mantissa, _, exponent = (f"{rounded:f}" if fixed else f"{rounded:.{digits - 1}e}").partition("e")
    shown = _without_trailing_zeros(mantissa) if exact else mantissa
    power = f"·10{str(int(exponent)).translate(_SUPERSCRIPTS)}" if exponent else ""
    return Numeral(f"{MINUS if value < 0 else ''}{shown}{power}", exact, rounded.copy_sign(Decimal(value)))


def told_apart(values: Sequence[float], allowed: Sequence[float]) -> list[str]:
    """Return `values` with as many digits as make them different texts, each off by no more than is `allowed` for it.

    For the ends of an axis: allowed is what its picture cannot show. Values that no digits tell apart are alike.
    """
    shown: list[Numeral] = []
    for digits in range(_FEWEST_DIGITS, _MEANT + 1):
        shown = [numeral(value, digits) for value in values]
        off = [abs(float(one.shown) - value) for one, value in zip(shown, values, strict=True)]
        different = len({one.text for one in shown}) == len(shown)
        if different and all(error <= most for error, most in zip(off, allowed, strict=True)):
            break
    return [one.text for one in shown]


def signed(value: float, digits: int = 3) -> str:
    """Return `value` as `numeral` does, with `+` before positive numbers, for columns where the sign is the message."""
    text = numeral(value, digits).text
    return f"+{text}" if value > 0 else text


def _without_trailing_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
