"""A number of a list that is typed digit by digit, with no field and no Enter behind it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from textual.binding import Binding

NEXT_DIGIT: Final = 1.0
"""Seconds within which another digit belongs to the number that is typed."""
DIGITS: Final = "0123456789"


def digit_bindings() -> list[Binding]:
    """Return what gives each digit to a widget's `action_digit`."""
    return [Binding(digit, f"digit({digit})", show=False) for digit in DIGITS]


class TypedNumber:
    """Takes digits; tells by the `clock` whether one goes on with the number before it."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._number, self._typed_at = 0, 0.0
        """The number that is typed, and when its last digit was."""

    def after(self, digit: int, exists: Callable[[int], bool]) -> int:
        """Return the number that is typed by now, or the digit alone where the list has no such number.

        It is 0 where the list has neither.
        """
        now = self._clock()
        begun = self._number if now - self._typed_at < NEXT_DIGIT else 0
        self._number = next((number for number in (10 * begun + digit, digit) if exists(number)), 0)
        self._typed_at = now
        return self._number
