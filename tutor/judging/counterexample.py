"""A point at which a wrong formula and the answer are told apart, in numbers as small as can be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tutor.errors import Argument
from tutor.formulas.evaluate import Arithmetic, evaluate
from tutor.formulas.expression import Expression, symbols
from tutor.formulas.precise import UNDEFINED, precise
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
_HANDY: Final = 20
_DIGITS: Final = 40
_EXACT: Final = 1e-30
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


def counterexample(
    wrong: Expression, answer: Expression, probes: Probes, at: Mapping[str, float]
) -> Counterexample | None:
    """Return the simplest point that shows `wrong` to be wrong; None where it differs too little for any digits.

    The numbers `at`, which the learner knows, come first where there is one for every name. Floats choose the point;
    the numbers that are shown are computed with many digits.
    """
    names = [name for name in probes.values if name in symbols(wrong) | symbols(answer)]
    for values in _columns(probes, at):
        for point, seen in sorted(_differences(wrong, answer, names, values), key=lambda found: _difficulty(found[1])):
            free = {name: float(values[name][point].real) for name in probes.free}
            found = _exactly(wrong, answer, names, probes, free)
            if found is not None and (found.handy or not seen.handy):
                return found
    return None


def _columns(probes: Probes, at: Mapping[str, float]) -> Iterator[Mapping[str, Values]]:
    """The numbers given, then small ones, then the probes, then many more of them."""
    if at.keys() >= set(probes.free):
        yield _followed(probes, {name: np.full(1, at[name], np.complex128) for name in probes.free})
    yield _small_values(probes)
    yield probes.values
    yield probes.denser.values


def _exactly(
    wrong: Expression, answer: Expression, names: Sequence[str], probes: Probes, free: Mapping[str, float]
) -> Counterexample | None:
    arithmetic = precise(_DIGITS)
    try:
        known = probes.environment({name: arithmetic.number(repr(at)) for name, at in free.items()}, arithmetic)
        right = evaluate(answer, known, arithmetic)
        yours = _value(wrong, known, arithmetic)
    except UNDEFINED:
        return None
    if any(_seems_exact(abs(value), arithmetic) for value in (right, yours, *(known[name] for name in names))):
        return None
    return _example({name: complex(known[name]) for name in names}, complex(yours), complex(right))


def _value(formula: Expression, known: Mapping[str, Any], arithmetic: Arithmetic[Any]) -> Any:
    """The value of `formula`, nan where it has none; raises OutOfBoundsError where it is only too large."""
    try:
        return evaluate(formula, known, arithmetic)
    except (ZeroDivisionError, ValueError):
        return arithmetic.number("nan")


def _seems_exact(value: Any, arithmetic: Arithmetic[Any]) -> bool:
    """Whether a float of `value` would be printed as if it were the whole of it, as 1 for a tanh close to 1."""
    rounded = float(value)
    return numeral(rounded).exact and abs(value - arithmetic.number(repr(rounded))) > _EXACT * (1 + abs(value))


def _small_values(probes: Probes) -> Mapping[str, Values]:
    """Small numbers for the free names, in another order at each point, and what follows from them."""
    free: dict[str, Values] = {}
    for index, name in enumerate(probes.free):
        choices = _choices(probes, name)
        picked = [choices[(index + point * (1 + index // len(choices))) % len(choices)] for point in range(_POINTS)]
        free[name] = np.array(picked, np.complex128)
    return _followed(probes, free)


def _followed(probes: Probes, free: Mapping[str, Values]) -> Mapping[str, Values]:
    """The values of all names, from those of the free ones."""
    count = len(next(iter(free.values()), ()))
    with np.errstate(all="ignore"):
        known = probes.environment(free, COMPLEX)
    return {name: np.broadcast_to(np.asarray(column, np.complex128), count) for name, column in known.items()}


def _choices(probes: Probes, name: str) -> Sequence[float]:
    if name not in probes.ranges:
        return _SMALL
    low, high = probes.ranges[name]
    inside = [number for number in _SMALL if low <= number <= high]
    return inside if len(inside) > 1 else [float(f"{low + (high - low) * part:.2g}") for part in _PARTS]


def _differences(
    wrong: Expression, answer: Expression, names: Sequence[str], values: Mapping[str, Values]
) -> Iterator[tuple[int, Counterexample]]:
    count = len(next(iter(values.values()))) if values else 1
    yours, right = values_at(wrong, values, count), values_at(answer, values, count)
    for point in range(count):
        here = {name: complex(values[name][point]) for name in names}
        if (found := _example(here, complex(yours[point]), complex(right[point]))) is not None:
            yield point, found


def _example(here: Mapping[str, complex], yours: complex, right: complex) -> Counterexample | None:
    """What is shown of a point, None where no difference would be seen or the answer has no value."""
    if not all(map(_has_value, (*here.values(), right))):
        return None
    point = ", ".join(f"{display_name(name)} {_related(at)}" for name, at in here.items())
    if np.isfinite(yours) and abs(yours) >= _LARGEST:
        return None
    if not _has_value(yours):
        return Counterexample(point, "", _number(numeral(right.real)), _are_handy(here.values()))
    pair = _told_apart(yours.real, right.real)
    return pair and Counterexample(point, *pair, _are_handy([*here.values(), yours, right]))


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
