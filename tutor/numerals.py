"""Numbers as the tutor shows them: three significant digits, `≈` where rounded, never `−0`."""

from __future__ import annotations

import math
from dataclasses import dataclass

MINUS = "−"
_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is printed, and whether printing rounded it."""

    text: str
    exact: bool

    @property
    def relation(self) -> str:
        """The sign that belongs before the number: `=` where the text is the whole value, `≈` where it was rounded."""
        return "=" if self.exact else "≈"

    def __str__(self) -> str:
        return self.text


def numeral(value: float, digits: int = 3) -> Numeral:
    """Return `value` with `digits` significant digits, in scientific form below 1e-4 and from 1e6 on.

    A value that its `digits` digits give completely is exact and loses its trailing zeros (`1.1`); those of a rounded
    value are kept (`0.750`), because they are significant. Integers below a million are shown whole.
    """
    if math.isnan(value):
        return Numeral("nan", True)
    if math.isinf(value):
        return Numeral("∞" if value > 0 else f"{MINUS}∞", True)
    if value == 0:
        return Numeral("0", True)
    magnitude = abs(value)
    sign = MINUS if value < 0 else ""
    if magnitude >= 1e6 or magnitude < 1e-4:
        mantissa, exponent = f"{magnitude:.{digits - 1}e}".split("e")
        exact = float(f"{mantissa}e{exponent}") == magnitude
        shown = _without_trailing_zeros(mantissa) if exact else mantissa
        return Numeral(f"{sign}{shown}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}", exact)
    if magnitude == int(magnitude):
        return Numeral(f"{sign}{int(magnitude)}", True)
    places = max(0, digits - 1 - math.floor(math.log10(magnitude)))
    rounded = f"{magnitude:.{places}f}"
    if abs(float(rounded) - magnitude) <= 1e-14 * magnitude:
        return Numeral(sign + _without_trailing_zeros(rounded), True)
    return Numeral(sign + rounded, False)


def signed(value: float, digits: int = 3) -> str:
    """Return `value` as `numeral` does, with `+` before positive numbers, for columns where the sign is the message."""
    text = numeral(value, digits).text
    return f"+{text}" if value > 0 else text


def _without_trailing_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
