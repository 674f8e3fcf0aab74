"""Reads the equations that composed lines print, as a learner does: chains of sides with = and ≈ between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise

from tutor.figures.lines import Line, plain
from tutor.numerals import numeral

_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_NUMERAL = re.compile(r"−?\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
_NUMBERS = re.compile(r"[\d.·+−()/⁻⁰¹²³⁴⁵⁶⁷⁸⁹ ]+")
_POWER = re.compile(r"·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")


@dataclass(frozen=True)
class Equation:
    """One printed chain: sides, and the sign before each but the first."""

    sides: tuple[str, ...]
    signs: tuple[str, ...]

    @property
    def symbol(self) -> str:
        """What it is about: its first side, unless that is a calculation."""
        return self.sides[0] if not re.search(r"[ ·+]|^[\d(−]", self.sides[0]) else ""

    @property
    def number(self) -> str:
        """The number that it ends with; nothing where it ends with something else."""
        return self.sides[-1] if _NUMERAL.fullmatch(self.sides[-1]) else ""

    def lone_bracket(self) -> str:
        """The first side that stands in brackets although nothing stands beside them; nothing where there is none."""
        return next((side for side in self.sides if _is_in_one_bracket(side)), "")

    def false_sign(self) -> str:
        """The first two sides of numbers whose = is not exact, or that are far apart; nothing where all is well."""
        for (one, two), sign in zip(pairwise(self.sides), self.signs, strict=True):
            left, right = value(one), value(two)
            if left is not None and right is not None and not _holds(left, right, sign, size(one)):
                return f"{one} {sign} {two}"
        return ""


def _holds(left: Fraction, right: Fraction, sign: str, scale: Fraction) -> bool:
    # What is rounded to three digits may be half a percent off in each factor.
    return left == right if sign == "=" else abs(left - right) <= Fraction(4, 100) * scale


def _is_in_one_bracket(side: str) -> bool:
    depths = list(accumulate({"(": 1, ")": -1}.get(character, 0) for character in side))
    return side.startswith("(") and 0 not in depths[:-1]


def equations(lines: Iterable[Line]) -> Iterator[Equation]:
    """Every chain in lines that stand in one line each; a line that begins with a sign goes on with the one before."""
    joined: list[str] = []
    for line in map(plain, lines):
        if joined and line.strip()[:2] in ("= ", "≈ "):
            joined[-1] += " " + line.strip()
        else:
            joined.append(line)
    for text in joined:
        tight = re.sub(r"\s+([=≈]) +", r" \1 ", re.sub(r" *([·→]) *", r"\1", text))
        for segment in re.split(r" {2,}", tight.strip()):
            parts = re.split(r" ([=≈]) ", segment)
            if len(parts) > 2:
                yield Equation(tuple(parts[::2]), tuple(parts[1::2]))


def value(side: str) -> Fraction | None:
    """The value of a side that has numbers only, exactly; None for any other side."""
    return _evaluated(side, "-")


def size(side: str) -> Fraction:
    """The value with every summand counted as positive: what the rounding of the summands is measured by."""
    found = _evaluated(side, "+")
    assert found is not None
    return found


def _evaluated(side: str, minus: str) -> Fraction | None:
    if not _NUMBERS.fullmatch(side) or not re.search(r"\d", side):
        return None
    text = _POWER.sub(lambda match: f"*Fraction(10)**({match[1].translate(_RAISED)})", side)
    text = re.sub(r"(?<![\d(*])(\d+(?:\.\d+)?)", r"Fraction('\1')", text.replace("(", "( "))
    found = eval(text.replace("·", "*").replace("−", minus), {"Fraction": Fraction})
    return found if isinstance(found, Fraction) else None


def is_exactly(shown: str, number: float) -> bool:
    """Whether a numeral is the whole value of `number`, as far as a calculation in floats can tell."""
    read = value(shown)
    assert read is not None
    return numeral(number, 14).shown == Decimal(read.numerator) / Decimal(read.denominator)
