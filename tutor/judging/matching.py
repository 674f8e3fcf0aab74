"""When two columns of values count as one function: at every probe, and with a value at the same ones."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from tutor.judging.equivalence import relative_gaps
from tutor.judging.probes import Values

_SAME_VALUES: Final = 1e-8
_FEWEST: Final = 8


def matches(values: Values, table: Values) -> NDArray[np.bool_]:
    """Return which rows of `table`, shape (rows, points), are `values`: the same numbers, undefined where they are."""
    gaps = relative_gaps(values[None, :], table)
    finite, expected = np.isfinite(table), np.isfinite(values)
    same = np.where(finite, gaps <= _SAME_VALUES, True) & (finite == expected)
    enough = int(expected.sum()) >= _FEWEST
    return np.asarray(same.all(axis=1) & enough)


def fits(goal: Values, table: Values) -> NDArray[np.bool_]:
    """Return which rows of `table`, shape (rows, points), are `goal` wherever it is known: where it is finite."""
    known = np.isfinite(goal)
    if known.sum() < _FEWEST:
        return np.zeros(len(table), np.bool_)
    first_two = relative_gaps(goal[None, known][:, :2], table[:, known][:, :2])
    found = np.asarray((first_two <= _SAME_VALUES).all(axis=1))
    for row in np.flatnonzero(found):
        found[row] = (relative_gaps(goal[known], table[row, known]) <= _SAME_VALUES).all()
    return found


def agree(first: Values, second: Values) -> bool:
    """Return whether both are one function."""
    return bool(matches(first, second[None, :])[0])


def constant(values: Values) -> complex | None:
    """Return the number that `values` are everywhere, None where they vary or are undefined somewhere."""
    first = complex(values[0])
    if not np.isfinite(values).all() or (np.abs(values - first) > _SAME_VALUES * abs(first)).any():
        return None
    return first
