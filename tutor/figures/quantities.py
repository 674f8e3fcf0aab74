"""How the quantities of a network are written in running lines: w₅, w(x₁→h₁), b(h₁), δ(h₁), ∂L₂/∂w₅."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, TypeAlias

from tutor.explain.names import formula_names, loss_name
from tutor.network.lab import Lab
from tutor.network.spec import NetworkSpec
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.typesetting.formula import (
    APPROXIMATELY,
    DOT,
    EQUALS,
    PLUS,
    Atom,
    Delimited,
    Formula,
    Tagged,
    bracketed,
    joined,
    row,
)
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol
from tutor.wording import Voice
from tutor.wording import lab as words

_LETTERS: Final = {"bias": "b", "gamma": "γ", "beta": "β"}


def quantity_formula(name: str) -> Formula:
    """Return the look of a parameter, unit, input, target, or a unit's number such as `h1.z`, by its name."""
    if name.startswith("w["):
        source, unit = name.removeprefix("w[").removesuffix("]").split(",")
        return row(Atom("w"), bracketed(row(symbol(source), Atom("→"), symbol(unit))))
    unit, _, kind = name.rpartition(".")
    return row(Atom(_LETTERS.get(kind, kind)), bracketed(symbol(unit))) if unit else symbol(name)


def quantity_text(name: str, cells: Cells) -> str:
    """Return the look of a parameter, unit, input, target, or a unit's number such as `h1.z`, as text."""
    return plain_line(quantity_formula(name), cells)


def quantity_look(name: str, spec: NetworkSpec) -> Formula:
    """Return the look of what has a gradient, by its name in `spec`: as `quantity_formula`, but `h1.z` as z(h₁)."""
    unit, _, kind = name.rpartition(".")
    return of_unit("z", unit, spec) if kind == "z" else symbol(unit) if kind == "a" else quantity_formula(name)


def formula_looks(lab: Lab, used: Collection[str]) -> dict[str, Formula]:
    """Return how each of the `used` names that formulas call a parameter, z or mask looks in the lab."""
    layout, spec = lab.trainer.network.layout, lab.spec
    names = formula_names(spec, layout)
    # A large network has tens of thousands of names, and one explanation uses a few.
    looks = {
        name: of_unit(letter, unit, spec)
        for letter, rows in (("z", names.sums), ("m", names.masks))
        for layer, row_ in zip(spec.layers, rows, strict=True)
        for unit, name in zip(layer.units, row_, strict=True)
        if name in used
    }
    parameters = zip(names.parameters, layout.names, strict=True)
    return looks | {name: quantity_formula(own) for name, own in parameters if name in used}


def of_unit(letter: str, unit: str, spec: NetworkSpec) -> Formula:
    """Return a number of a unit, such as `delta`, δ(h₁); where a network has one unit only, δ says enough."""
    only = sum(len(layer.units) for layer in spec.layers) == 1
    return symbol(letter) if only else row(symbol(letter), bracketed(symbol(unit)))


def example_loss(lab: Lab, example: int) -> Formula:
    """Return the loss that δ of one example belongs to, `example` counted from 0: L₂, or L where that is its loss."""
    return symbol(loss_name(lab.trainer, lab.current, example))


def example_words(lab: Lab, voice: Voice) -> str:
    """Return which example of the step the numbers of units belong to; nothing where there is only one."""
    count = len(lab.current.trace.targets)
    return voice(words.OF_EXAMPLE, number=min(lab.example, count - 1) + 1, count=count) if count > 1 else ""


def slope_by(loss: Formula, by: Formula) -> Formula:
    """Return ∂loss/∂by in one line."""
    differential = Atom("∂", "prefix")
    return row(differential, loss, Atom("/"), differential, by)


# Numbers, and the sign between two sides that show them.


def number(value: float) -> Formula:
    """Return a number as part of a formula."""
    return Atom(numeral(value).text)


def factor(value: float) -> Formula:
    """Return a number as a factor or summand: a negative one stands in brackets."""
    return bracketed(number(value)) if value < 0 else number(value)


def sign(*values: float) -> Atom:
    """Return the sign between two sides of a true equation that show `values`: = where no digit was rounded off."""
    return EQUALS if all(numeral(value).exact for value in values) else APPROXIMATELY


Factor: TypeAlias = tuple[Formula, float]
"""One factor or summand as a symbol and its value."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """The same calculation twice, with symbols and with numbers.

    `exact` says that no number in it was rounded, `shown` what a reader gets who calculates with them. `single` is a
    number that stands alone.
    """

    symbols: Formula
    numbers: Formula
    exact: bool
    shown: Decimal
    single: bool = False

    def signs(self, value: float) -> tuple[Atom, Atom]:
        """Return the signs before the numbers and before their result: = only where it is true of what is shown."""
        result = numeral(value)
        return (
            EQUALS if self.exact else APPROXIMATELY,
            EQUALS if result.exact and result.shown == self.shown else APPROXIMATELY,
        )

    def result(self, value: float, tag: str) -> tuple[Formula, ...]:
        """Return the numbers and their result, each behind its sign; the result alone where the numbers are it."""
        before, after = self.signs(value)
        shown = Tagged(number(value), tag)
        return (sign(value), shown) if self.single else (before, self.numbers, after, shown)

    def equation(self, left: Formula, value: float, tag: str) -> Formula:
        """Return `left` = symbols = numbers = result."""
        return row(left, EQUALS, self.symbols, *self.result(value, tag))


def product_of(factors: Sequence[Factor]) -> Calculation:
    """Return the product of `factors`."""
    numerals = [numeral(value) for _, value in factors]
    symbols = tuple(one for one, _ in factors)
    if len(symbols) == 1 and isinstance(symbols[0], Delimited) and symbols[0].left == "(":
        # Where no other factor stands beside it, a sum needs no brackets.
        symbols = (symbols[0].body,)
    return Calculation(
        joined(symbols, DOT),
        joined(tuple(factor(value) for _, value in factors), DOT),
        all(one.exact for one in numerals),
        math.prod((one.shown for one in numerals), start=Decimal(1)),
        single=len(factors) == 1,
    )


def sum_of(terms: Sequence[Calculation], most: int) -> Calculation:
    """Return the sum of `terms`; of more than `most` the first ones and the last are written out."""
    left_out = [replace(terms[0], symbols=Atom("…"), numbers=Atom("…"))]
    written = terms if len(terms) <= most else [*terms[: most - 2], *left_out, terms[-1]]
    return Calculation(
        joined(tuple(one.symbols for one in written), PLUS),
        joined(tuple(one.numbers for one in written), PLUS),
        all(one.exact for one in terms),
        sum((one.shown for one in terms), start=Decimal()),
        single=len(terms) == 1 and terms[0].single,
    )
