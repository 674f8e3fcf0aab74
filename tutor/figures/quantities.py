"""How the quantities of a network are written in running lines: w₅, w(x₁→h₁), b(h₁), δ(h₁), ∂L₂/∂w₅."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tutor.network.lab import Lab
from tutor.network.spec import NetworkSpec
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.typesetting.formula import APPROXIMATELY, EQUALS, Atom, Formula, Tagged, bracketed, row
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


def of_unit(letter: str, unit: str, spec: NetworkSpec) -> Formula:
    """Return a number of a unit, such as δ(h₁); where a network has one unit only, δ says enough."""
    alone = sum(len(layer.units) for layer in spec.layers) == 1
    return Atom(letter) if alone else row(Atom(letter), bracketed(symbol(unit)))


def example_loss(lab: Lab, example: int) -> Formula:
    """Return the loss of one example: L₂ where the step's L is more than the loss of example 2, a mean or with penalty.

    `example` counts from 0 in the step.
    """
    alone = len(lab.current.trace.targets) == 1 and not lab.trainer.training.penalises
    return symbol("L" if alone else f"L{example + 1}")


def example_words(lab: Lab, voice: Voice) -> str:
    """Return which example of the step the numbers of units belong to; nothing where there is only one."""
    count = len(lab.current.trace.targets)
    return voice(words.OF_EXAMPLE, number=min(lab.example, count - 1) + 1, count=count) if count > 1 else ""


def slope_by(loss: Formula, by: Formula) -> Formula:
    """Return ∂loss/∂by in one line."""
    return row(Atom("∂"), loss, Atom("/∂"), by)


# Numbers, and the sign between two sides that show them.


def number(value: float) -> Formula:
    """Return a number as part of a formula."""
    return Atom(numeral(value).text)


def factor(value: float) -> Formula:
    """Return a number as a factor or summand: a negative one stands in brackets."""
    return bracketed(number(value)) if value < 0 else number(value)


def sign(*values: float) -> Atom:
    """Return the sign between two sides of a true equation that show `values`: = where no digit was rounded off."""
    return EQUALS if are_exact(values) else APPROXIMATELY


def are_exact(values: Iterable[float]) -> bool:
    """Return whether all of `values` are shown with all their digits."""
    return all(numeral(value).exact for value in values)


@dataclass(frozen=True, slots=True)
class Calculation:
    """The same calculation twice, with symbols and with numbers; `values` are all numbers that it shows."""

    symbols: Formula
    numbers: Formula
    values: tuple[float, ...]

    def result(self, value: float, tag: str) -> tuple[Formula, ...]:
        """Return the numbers and their result, each behind its sign; the result alone where it is all the numbers."""
        shown = Tagged(number(value), tag)
        if len(self.values) < 2:
            return sign(value), shown
        return sign(*self.values), self.numbers, sign(*self.values, value), shown
