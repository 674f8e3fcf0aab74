"""Drawable formulas of names and of single characters: `w1` is w₁, a fraction may be ½, a script raised as it is."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tutor.spelling import GREEK
from tutor.typesetting.formula import Accent, Atom, Delimited, Formula, Fraction, Row, Script, Text

_VULGAR_FRACTIONS: Final = {unicodedata.normalize("NFKC", sign): sign for sign in "½⅓⅔¼¾⅛⅜⅝⅞"}


def script_text(formula: Formula | None) -> str | None:
    """Return the characters of a script that may be raised or lowered as they are, or None for anything else."""
    match formula:
        case Atom(text=text) | Text(text=text):
            return text
        case Row(items=items):
            parts = [script_text(item) for item in items]
            return None if None in parts else "".join(part for part in parts if part)
        case Delimited(left="(", body=body, right=")"):
            inner = script_text(body)
            return None if inner is None else f"({inner})"
        case _:
            return None


def vulgar_fraction(fraction: Fraction) -> str | None:
    """Return the single character for a fraction such as ½, if there is one."""
    match fraction:
        case Fraction(Atom(text=numerator), Atom(text=denominator)):
            return _VULGAR_FRACTIONS.get(f"{numerator}\N{FRACTION SLASH}{denominator}")
        case _:
            return None


_NAME: Final = re.compile(r"(?P<letters>[A-Za-z]+?)(?P<digits>\d*)(?:_(?P<rest>\w+))?")


def symbol(name: str) -> Formula:
    """Return the look of a named quantity: `alpha` α, `w1` and `w_1` w₁, `yhat` ŷ, `h11` h¹₁ (layer 1, unit 1)."""
    match = _NAME.fullmatch(name)
    if match is None:
        return Atom(name)
    letters, digits, rest = match["letters"], match["digits"], match["rest"] or ""
    if rest == "hat":
        letters, rest = letters + "hat", ""
    base = _letters(letters)
    if letters == "h" and rest.isdigit() and digits:
        return Script(base, Atom(rest), Atom(digits), high_first=True)
    # Units are counted from 1, so that h10 is the tenth unit of the only hidden layer.
    if letters == "h" and len(digits) == 2 and digits[1] != "0" and not rest:
        return Script(base, Atom(digits[1]), Atom(digits[0]), high_first=True)
    if digits and rest:
        return Script(base, Atom(f"{digits},{rest}"))
    return Script(base, Atom(digits or GREEK.get(rest, rest))) if digits or rest else base


def _letters(letters: str) -> Formula:
    stem = letters.removesuffix("hat")
    if stem != letters and stem:
        return Accent(_letters(stem), "hat")
    if letters in GREEK:
        return Atom(GREEK[letters])
    return Atom(letters) if len(letters) == 1 else Text(letters)
