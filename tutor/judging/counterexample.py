"""A point at which a wrong formula and the answer are told apart, in numbers as small as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.errors import Argument
from tutor.formulas.expression import Expression, symbols
from tutor.formulas.vocabulary import display_name
from tutor.judging.probes import COMPLEX, Probes, Values, values_at
from tutor.numerals import Numeral, numeral

_SMALL: Final = (2.0, 3.0, 1.0, 5.0, 4.0, -1.0, -2.0, 0.5)
_PARTS: Final = (0.5, 0.25, 0.75)
"""Where a range is divided that holds none of the small numbers."""
_POINTS: Final = 16
_FEWEST_DIGITS: Final = 3
_MOST_DIGITS: Final = 9
_LARGEST: Final = 1e6
_HANDY: Final = 40
_SMALLEST: Final = 0.01
_REAL: Final = 1e-9


@dataclass(frozen=True)
class Counterexample:
    """A point, and what the two formulas give there; `yours` is empty where the wrong one has no value."""

    point: str
    yours: str
    right: str
    handy: bool
    """Whether no number in it is very large or small."""

    @property
    def arguments(self) -> Mapping[str, Argument]:
        """Return what its sentence names."""
        return {"point": self.point, "yours": self.yours, "right": self.right}


def counterexample(wrong: Expression, answer: Expression, probes: Probes) -> Counterexample | None:
    """Return the simplest point that shows `wrong` to be wrong; None where it differs too little for any digits."""
    shown = [name for name in probes.values if name in symbols(wrong) | symbols(answer)]
    for values in (_small_values(probes), probes.values, probes.denser(10 * probes.count).values):
        found = list(_differences(wrong, answer, shown, values))
        if found:
            return min(found, key=_difficulty)
    return None


def _small_values(probes: Probes) -> Mapping[str, Values]:
    """Small numbers for the free names, in another order at each point, and what follows from them."""
    free: dict[str, Values] = {}
    for index, name in enumerate(probes.free):
        choices = _choices(probes, name)
        picked = [choices[(index + point * (1 + index // len(choices))) % len(choices)] for point in range(_POINTS)]
        free[name] = np.array(picked, np.complex128)
    with np.errstate(all="ignore"):
        known = probes.environment(free, COMPLEX)
    return {name: np.broadcast_to(np.asarray(column, np.complex128), _POINTS) for name, column in known.items()}


def _choices(probes: Probes, name: str) -> Sequence[float]:
    if name not in probes.ranges:
        return _SMALL
    low, high = probes.ranges[name]
    inside = [number for number in _SMALL if low <= number <= high]
    return inside if len(inside) > 1 else [float(f"{low + (high - low) * part:.2g}") for part in _PARTS]


def _differences(
    wrong: Expression, answer: Expression, shown: Sequence[str], values: Mapping[str, Values]
) -> Iterator[Counterexample]:
    count = len(next(iter(values.values()))) if values else 1
    yours, right = values_at(wrong, values, count), values_at(answer, values, count)
    for point in range(count):
        here = [complex(values[name][point]) for name in shown]
        if not all(map(_has_value, (*here, right[point]))):
            continue
        text = ", ".join(f"{display_name(name)} {_related(at)}" for name, at in zip(shown, here, strict=True))
        if not _has_value(yours[point]):
            yield Counterexample(text, "", _number(numeral(right[point].real)), _are_handy(here))
        elif (pair := _told_apart(yours[point].real, right[point].real)) is not None:
            yield Counterexample(text, *pair, _are_handy([*here, yours[point], right[point]]))


def _has_value(value: complex) -> bool:
    return bool(np.isfinite(value)) and abs(value.imag) <= _REAL * (1 + abs(value.real)) and abs(value) < _LARGEST


def _told_apart(yours: float, right: float) -> tuple[str, str] | None:
    """Both numbers with as few digits as show a difference."""
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS + 1):
        pair = numeral(yours, digits), numeral(right, digits)
        if pair[0].text != pair[1].text:
            return _number(pair[0]), _number(pair[1])
    return None


def _related(value: complex) -> str:
    number = numeral(value.real)
    return f"{number.relation} {number.text}"


def _number(number: Numeral) -> str:
    return number.text if number.exact else f"≈ {number.text}"


def _difficulty(example: Counterexample) -> tuple[bool, bool, int, int]:
    """A point without a value comes last; then very large and small numbers, rounded ones and long ones."""
    text = example.point + example.yours + example.right
    return not example.yours, not example.handy, text.count("≈"), len(text)


def _are_handy(numbers: Iterable[complex]) -> bool:
    return all(not number or _SMALLEST <= abs(number) <= _HANDY for number in numbers)
