"""The derivation that `python -m tutor derive` prints: every rule on a line, then value and central difference."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from tutor.deriving.derive import derive
from tutor.deriving.proof import prove
from tutor.errors import TutorError
from tutor.figures.formulas import place_lines, symbol_text
from tutor.figures.lines import plain
from tutor.figures.rules import shown, unfolded_lines
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression, Symbol, symbols
from tutor.formulas.limits import AUTHOR, FormulaError
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.numerals import numeral
from tutor.quiz.numbers import read_number
from tutor.text import WIDEST, Cells
from tutor.typesetting.formula import derivative as quotient
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol
from tutor.wording import Voice, interface
from tutor.wording.failures import failure_sentence

_OPEN: Final = Vocabulary(open=True)
_DIGITS: Final = 6


def derivation_text(
    source: str, wrt: str, at: str, voice: Voice, cells: Cells | None = None, width: int = WIDEST
) -> list[str]:
    """Return the derivation of the formula `source` by `wrt`, unfolded; `at` gives values, `w=0.5,x=2`.

    Raises:
        FormulaError: `source` cannot be read; the place is in `source`.
        TutorError: `derive.name`, `derive.value`, `derive.missing`; `derivation.no-rule` where no rule fits.
    """
    cells = cells or Cells()
    expression, variable, numbers = parse(source, _OPEN, AUTHOR), name_of(wrt), values_of(at)
    derivation = derive(expression, variable)
    lines = [f"f = {shown(expression, cells)}", ""]
    lines += [plain(line) for line in unfolded_lines(derivation, voice, cells, width)]
    lines += ["", *cells.wrap(f"{_slope_name(variable, cells)} = {shown(derivation.result, cells)}", width)]
    if numbers:
        lines += ["", *_numbers(expression, derivation.result, variable, numbers, voice, cells)]
    return lines


def unreadable_text(
    error: FormulaError, source: str, voice: Voice, cells: Cells | None = None, width: int = WIDEST
) -> list[str]:
    """Return why the formula `source` cannot be read, below the place where reading stopped."""
    cells = cells or Cells()
    return [*place_lines(source, error.span, cells), *cells.wrap(failure_sentence(error, voice), width)]


def name_of(text: str) -> str:
    """Return the quantity that `text` names. Raises TutorError `derive.name`."""
    try:
        named = parse(text, _OPEN)
    except FormulaError:
        named = None
    if not isinstance(named, Symbol):
        raise TutorError("derive.name", text=text)
    return named.name


def values_of(text: str) -> dict[str, float]:
    """Return the values in `w=0.5,x=1/3`. Raises TutorError `derive.value` or `derive.name`."""
    found = {}
    for part in unicodedata.normalize("NFKC", text).split(","):
        name, sign, number = part.partition("=")
        if not sign and part.strip():
            raise TutorError("derive.value", text=part.strip())
        if sign:
            found[name_of(name.strip())] = _number(number, part)
    return found


def _number(text: str, part: str) -> float:
    try:
        return read_number(text).value
    except FormulaError:
        raise TutorError("derive.value", text=part.strip()) from None


def _numbers(
    expression: Expression, result: Expression, wrt: str, numbers: Mapping[str, float], voice: Voice, cells: Cells
) -> Iterator[str]:
    missing = sorted((symbols(expression) | {wrt}) - numbers.keys())
    if missing:
        raise TutorError("derive.missing", names=", ".join(missing), example=",".join(f"{name}=1" for name in missing))

    def moved(number: float) -> float:
        return value(expression, {**numbers, wrt: number})

    slope = value(result, numbers)
    proof = prove(moved, numbers[wrt], slope)
    yield ", ".join(_equation(symbol_text(name, cells), number) for name, number in numbers.items())
    yield _equation("f", moved(numbers[wrt]))
    yield _equation(_slope_name(wrt, cells), slope)
    measured = _equation(voice(interface.CENTRAL_DIFFERENCE), proof.central_difference)
    yield f"{measured}  ({voice(interface.PROOFS[proof.verdict])})"


def _equation(name: str, number: float) -> str:
    digits = numeral(number, _DIGITS)
    return f"{name} {'=' if math.isnan(number) else digits.relation} {digits.text}"


def _slope_name(variable: str, cells: Cells) -> str:
    return plain_line(quotient(symbol("f"), symbol(variable)), cells)
