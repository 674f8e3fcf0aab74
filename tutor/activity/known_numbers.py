"""The numbers of one pass, and what is known to come out wrong where one of them is asked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from tutor.activity.quantity_names import NamedQuantity
from tutor.network.first_step import FirstStep
from tutor.network.mistakes import MISTAKES
from tutor.network.operations import is_given
from tutor.network.wrong_numbers import WorkedPass, WrongNumber, wrong_numbers
from tutor.quiz.numbers import differ

_ROUNDING: Final = 1e-15
"""What may be left of numbers that cancel, relative to the largest given one."""

QUANTITY: Final = "quantity"
"""The code of a wrong number that is another quantity of the pass, its `name`."""


class PassNumbers:
    """All numbers of one pass in the first step of training, and what mistakes and slips make of them."""

    def __init__(self, first: FirstStep, names: Mapping[str, NamedQuantity]) -> None:
        self.first, self._names = first, names
        self._right: dict[str, float] = {}
        self._mistaken: dict[str, FirstStep] = {}
        self._slips: dict[str, Mapping[tuple[str, str, str], WrongNumber]] = {}
        self._wrong: dict[str, Sequence[WrongNumber]] = {}

    def right(self, name: str) -> float:
        """Return the number `name` as it is."""
        if name not in self._right:
            number = self.first.value(name)
            self._right[name] = 0.0 if abs(number) < self._left_over else number
        return self._right[name]

    def mistaken(self, code: str, name: str) -> float:
        """Return the number `name` as it comes out with the known mistake `code`."""
        if code not in self._mistaken:
            self._mistaken[code] = self.first.with_mistake(code)
        return self._mistaken[code].value(name)

    def wrong(self, name: str) -> Sequence[WrongNumber]:
        """Return what is known to come out where `name` is asked and is not the right number.

        These are all other quantities, what every known mistake gives, and slips in this number alone.
        """
        if name not in self._wrong:
            right = self.right(name)
            found = [*self._others(name), *self._mistakes(name), *self._slips_in(name).values()]
            self._wrong[name] = [one for one in found if math.isfinite(one.value) and differ(one.value, right)]
        return self._wrong[name]

    def again(self, wrong: WrongNumber, name: str) -> float:
        """Return what the same slip, mistake or quantity gives in this pass where `name` is asked."""
        if wrong.code == QUANTITY:
            return self.right(wrong.name)
        if wrong.code in MISTAKES:
            return self.mistaken(wrong.code, name)
        return self._slips_in(name)[wrong.key].value

    def _others(self, name: str) -> Iterator[WrongNumber]:
        return (WrongNumber(QUANTITY, self.right(other), other) for other in self._names if other != name)

    def _mistakes(self, name: str) -> Iterator[WrongNumber]:
        fitting = (code for code, mistake in MISTAKES.items() if mistake.fits(self.first.spec))
        return (WrongNumber(code, self.mistaken(code, name)) for code in fitting)

    def _slips_in(self, name: str) -> Mapping[tuple[str, str, str], WrongNumber]:
        if name not in self._slips:
            made = wrong_numbers(self._worked, self._names[name].quantity)
            self._slips[name] = {one.key: one for one in made}
        return self._slips[name]

    @cached_property
    def _left_over(self) -> float:
        """What rounding leaves where numbers of this pass cancel: 0.1 + 0.2 − 0.3 is nothing."""
        given = [name for name, named in self._names.items() if is_given(named.quantity)]
        return _ROUNDING * max(abs(self.first.value(name)) for name in given)

    @cached_property
    def _worked(self) -> WorkedPass:
        return WorkedPass(self.first)
