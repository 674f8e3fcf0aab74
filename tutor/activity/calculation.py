"""A calculation with names of a pass: whether it computes a number, or only happens to have its value here."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from tutor.activity.known_numbers import PassNumbers
from tutor.formulas.evaluate import value
from tutor.formulas.expression import (
    Expression,
    Leibniz,
    Negate,
    Number,
    Symbol,
    children,
    substitute,
    walk,
    with_children,
)
from tutor.quiz.numbers import TypedNumber, literals, significant

_MOST_READINGS: Final = 256
"""Ways to take the decimals of one calculation that are tried."""


def names_in(expression: Expression, names: Mapping[str, str]) -> dict[str, str]:
    """Return the words in `expression` with the quantities that they stand for by `names`."""
    words = (node.name for node in walk(expression) if isinstance(node, Symbol | Leibniz))
    return {word: names[word] for word in words}


class Calculation:
    """What was typed, with the passes `near` this one in which every quantity that its names depend on has moved.

    A number that is written out stands for itself, or for a quantity of `at_hand` whose value it prints: `0.593` may
    be h₁, which moves with the others.
    """

    def __init__(
        self, typed: TypedNumber, words: Mapping[str, str], at_hand: Mapping[str, str], near: Sequence[PassNumbers],
        here: PassNumbers,
    ) -> None:  # fmt: skip
        self.typed, self.words, self._at_hand, self._near, self._here = typed, words, at_hand, near, here

    def computes(self, number: Callable[[PassNumbers], float]) -> bool:
        """Return whether in some reading it is `number` of every pass near this one."""
        targets = [number(near) for near in self._near]
        return any(self._agrees(reading, targets) for reading in self._readings)

    def one_name_off(self, asked: str) -> Mapping[str, str]:
        """Return the word in it that makes it compute `asked` when another stands there, and that other; or nothing."""
        right = self._here.right(asked)
        others = [word for word in self._at_hand if "/" not in word]
        for word, other in itertools.product(self.words, others):
            changed = self._with_name(word, other)
            here = value(changed.typed.expression, self.typed.numbers)
            if math.isclose(here, right, rel_tol=1e-9) and changed.computes(lambda near: near.right(asked)):
                return {"this": word, "that": other}
        return {}

    def _with_name(self, word: str, other: str) -> Calculation:
        """It with the quantity `other`, whose word stands at hand, in the place of `word`."""
        expression = substitute(self.typed.expression, {_node(word): Symbol(other)})
        words = {**self.words, other: self._at_hand[other]}
        typed = TypedNumber(expression, self.typed.value, self.typed.numbers)
        return Calculation(typed, words, self._at_hand, self._near, self._here)

    @cached_property
    def cannot_be_followed(self) -> bool:
        """Whether a decimal in it is a result of the learner's own, no quantity at hand, or may be too many of them."""
        if len(self._readings) == _MOST_READINGS:
            return True
        decimals = [one for one in literals(self.typed.expression) if "." in one.text and significant(one) > 1]
        return any(len(self._meanings(one)) == 1 for one in decimals)

    @cached_property
    def _readings(self) -> Sequence[Expression]:
        return list(itertools.islice(_read(self.typed.expression, self._meanings), _MOST_READINGS))

    def _agrees(self, reading: Expression, targets: Sequence[float]) -> bool:
        words = names_in(reading, {**self._at_hand, **self.words})
        return all(
            math.isclose(
                value(reading, {word: near.right(name) for word, name in words.items()}),
                target,
                rel_tol=1e-9,
                abs_tol=1e-15,
            )
            for near, target in zip(self._near, targets, strict=True)
        )

    def _meanings(self, literal: Number) -> Sequence[Expression]:
        """The literal, and each quantity at hand that has moved and is printed like it."""
        typed = TypedNumber(literal, float(literal.text))
        printed: list[Expression] = [literal]
        for word, name in self._moved.items():
            here = self._here.right(name)
            if typed.says(abs(here)):
                printed.append(Negate(Symbol(word)) if here < 0 else Symbol(word))
        return printed

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        return {
            word: name for word, name in self._at_hand.items() if self._near[0].right(name) != self._here.right(name)
        }


def _node(word: str) -> Expression:
    of, _, by = word.partition("/")
    return Leibniz(of.removeprefix("d"), by.removeprefix("d")) if by else Symbol(word)


def _read(node: Expression, meanings: Callable[[Number], Sequence[Expression]]) -> Iterator[Expression]:
    """Every way to take the numbers that are written out in `node`, as they stand first."""
    if isinstance(node, Number):
        yield from meanings(node)
        return
    parts = [list(itertools.islice(_read(child, meanings), _MOST_READINGS)) for child in children(node)]
    yield from (with_children(node, chosen) for chosen in itertools.product(*parts))
