"""How the quantities of a network are written in running lines: w₅, w(x₁→h₁), b(h₁), δ(h₁)."""

from __future__ import annotations

from typing import Final

from tutor.network.spec import NetworkSpec
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.typesetting.formula import Atom, Formula, bracketed, row
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol

_LETTERS: Final = {"bias": "b", "gamma": "γ", "beta": "β"}


def quantity_formula(name: str) -> Formula:
    """Return the look of a parameter, unit, input or target by its name."""
    if name.startswith("w["):
        source, unit = name.removeprefix("w[").removesuffix("]").split(",")
        return row(Atom("w"), bracketed(row(symbol(source), Atom("→"), symbol(unit))))
    unit, _, kind = name.rpartition(".")
    return row(Atom(_LETTERS.get(kind, kind)), bracketed(symbol(unit))) if unit else symbol(name)


def quantity_text(name: str, cells: Cells) -> str:
    """Return the look of a parameter, unit, input or target as text."""
    return plain_line(quantity_formula(name), cells)


def of_unit(letter: str, unit: str, spec: NetworkSpec) -> Formula:
    """Return a number of a unit, such as δ(h₁); where a network has one unit only, δ says enough."""
    alone = sum(len(layer.units) for layer in spec.layers) == 1
    return Atom(letter) if alone else row(Atom(letter), bracketed(symbol(unit)))


def factor(value: float) -> Formula:
    """Return a number as a factor or summand: a negative one stands in brackets."""
    atom = Atom(numeral(value).text)
    return bracketed(atom) if value < 0 else atom
