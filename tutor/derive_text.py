"""The derivation that `python -m tutor derive` prints: every rule on a line, then value and central difference."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from tutor.deriving.derive import derive
from tutor.errors import TutorError
from tutor.figures.formulas import place_lines, symbol_text
from tutor.figures.lines import broken, plain
from tutor.figures.rules import shown, unfolded_lines
from tutor.figures.slope_check import check_text
from tutor.formulas.expression import Expression, Symbol, children, symbols, walk
from tutor.formulas.limits import AUTHOR, FormulaError
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.numerals import numeral
from tutor.quiz.numbers import read_number
from tutor.slopes.check import SlopeCheck
from tutor.slopes.formula import check_formula, value_shown
from tutor.text import WIDEST, Cells
from tutor.typesetting.formula import derivative as quotient
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol
from tutor.wording import Voice, interface, slopes
from tutor.wording.failures import failure_sentence

_OPEN: Final = Vocabulary(open=True)
_DIGITS: Final = 6
_SINGLE: Final = re.compile(r"[A-Za-z][0-9]*")
_MOST_PIECES: Final = 3
"""Names in the longest word that is taken for a product without signs."""


def derivation_text(
    source: str,
    wrt: str,
    at: str,
    voice: Voice,
    cells: Cells | None = None,
    width: int = WIDEST,
    most: int = 1,
) -> list[str]:
    """Return the derivation of the formula `source` by `wrt`, unfolded; `at` gives values, `w=0.5,x=2`.

    `most` is the order of the last derivative; each is derived from the gathered one before.

    Raises:
        FormulaError: `source` cannot be read; the place is in `source`.
        TutorError: `derive.name`, `derive.value`, `derive.twice`, `derive.missing`; `derive.other-case` and
            `derive.one-name` where `wrt` does not occur and another name suggests what was meant;
            `derivation.no-rule` where no rule fits; `derivation.too-long`.
    """
    cells = cells or Cells()
    expression, variable, numbers = parse(source, _OPEN, AUTHOR), name_of(wrt), values_of(at)
    given = [(f"f = {shown(expression, voice, cells)}", "")]
    lines = [plain(line) for line in broken(given, width, cells)]
    lines += [line for note in _absent(expression, variable, numbers, voice, cells) for line in cells.wrap(note, width)]
    checks: list[str] = []
    partial = len(symbols(expression) | {variable}) > 1
    for order in range(1, most + 1):
        derivation = derive(expression, variable)
        name = plain_line(quotient(symbol("f"), symbol(variable), partial=partial, order=order), cells)
        equation = f"{name} = {shown(derivation.gathered, voice, cells)}"
        lines += ["", *(plain(line) for line in unfolded_lines(derivation, voice, cells, width, partial=partial))]
        lines += ["", *cells.wrap(equation, width)]
        if numbers:
            checks += ["", *_numbers(expression, derivation.gathered, variable, numbers, voice, cells, order, name)]
        expression = derivation.gathered
    return lines + [line for said in checks for line in cells.wrap(said, width)]


def _absent(
    expression: Expression, variable: str, numbers: Mapping[str, float], voice: Voice, cells: Cells
) -> list[str]:
    """A note for each name that was given and is not in the formula."""
    names = symbols(expression)
    if variable not in names:
        _check_meant(variable, names, cells)
    absent = [name for name in dict.fromkeys([variable, *numbers]) if name not in names]
    return [voice(interface.DOES_NOT_OCCUR, name=symbol_text(name, cells)) for name in absent]


def _check_meant(variable: str, names: Collection[str], cells: Cells) -> None:
    """Raise TutorError if a name of the formula is `variable` with other capitals, or a product that it stands in."""
    shown_name = symbol_text(variable, cells)
    for name in sorted(names):
        if name.lower() == variable.lower():
            raise TutorError("derive.other-case", name=shown_name, other=symbol_text(name, cells))
    for name in sorted(names):
        if other := _as_product(name, variable):
            raise TutorError("derive.one-name", name=shown_name, word=name, other=other)


def _as_product(name: str, variable: str) -> str:
    """`name` as a product with `variable` or a function of it, `w*x` for `wx`, `ln(x)` for `lnx`; empty for others."""
    pieces = Vocabulary({variable, *_SINGLE.findall(name)}).pieces(name) or []
    if len(pieces) > _MOST_PIECES or variable not in (piece for _, _, piece in pieces):
        return ""
    text = ""
    for typed, kind, _ in pieces:
        text += f"{typed}(" if kind == "function" else f"{typed}*"
    return text.removesuffix("*") + ")" * text.count("(")


def unreadable_text(
    error: FormulaError, source: str, voice: Voice, cells: Cells | None = None, width: int = WIDEST
) -> list[str]:
    """Return why the formula `source` cannot be read, below the place where reading stopped."""
    cells = cells or Cells()
    return [*place_lines(source, error.span, cells, width), *cells.wrap(failure_sentence(error, voice), width)]


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
    """Return the values in `w=0.5,x=1/3`. Raises TutorError `derive.value`, `derive.name` or `derive.twice`."""
    found: dict[str, float] = {}
    for part in unicodedata.normalize("NFKC", text).split(","):
        name, sign, number = part.partition("=")
        if not sign and part.strip():
            raise TutorError("derive.value", text=part.strip())
        if sign:
            named = name_of(name.strip())
            if named in found:
                raise TutorError("derive.twice", name=named)
            found[named] = _number(number, part)
    return found


def _number(text: str, part: str) -> float:
    try:
        return read_number(text).value
    except FormulaError:
        raise TutorError("derive.value", text=part.strip()) from None


def _numbers(
    expression: Expression,
    result: Expression,
    wrt: str,
    numbers: Mapping[str, float],
    voice: Voice,
    cells: Cells,
    order: int,
    name: str,
) -> Iterator[str]:
    missing = sorted((symbols(expression) | {wrt}) - numbers.keys())
    if missing:
        raise TutorError("derive.missing", names=", ".join(missing), example=",".join(f"{name}=1" for name in missing))

    slope, slope_is_exact = value_shown(result, numbers)
    check = check_formula({"": expression}, "", wrt, numbers, slope)
    if order == 1:
        yield ", ".join(_equation(symbol_text(name, cells), number) for name, number in numbers.items())
        here, here_is_exact = value_shown(expression, numbers)
        if math.isfinite(here):
            yield _equation("f", here, here_is_exact)
    if math.isfinite(slope):
        yield from _slope(check, _equation(name, slope, slope_is_exact), voice)
    yield check_text(check, voice, _DIGITS)
    match check.verdict:
        case "undefined":
            yield from _why_undefined((expression, result), numbers, voice, cells)
        case "agrees" | "disagrees" | "too-steep" | "kink" | "jump" | "overflow":
            return


def _why_undefined(
    formulas: Iterable[Expression], numbers: Mapping[str, float], voice: Voice, cells: Cells
) -> Iterator[str]:
    """The smallest part of the first of `formulas` that has no value at these numbers."""
    undefined = (part for formula in formulas for part in walk(formula) if not _has_value(part, numbers))
    smallest = next((part for part in undefined if all(_has_value(inner, numbers) for inner in children(part))), None)
    if smallest is not None:
        point = ", ".join(_equation(symbol_text(name, cells), numbers[name]) for name in sorted(symbols(smallest)))
        yield voice(slopes.NO_VALUE_OF, part=shown(smallest, voice, cells), point=point)


def _has_value(part: Expression, numbers: Mapping[str, float]) -> bool:
    return math.isfinite(value_shown(part, numbers)[0])


def _slope(check: SlopeCheck, equation: str, voice: Voice) -> Iterator[str]:
    """The value of the derivative, as far as there is one at a point where the check says this."""
    match check.verdict:
        case "agrees" | "disagrees" | "too-steep":
            yield equation
        case "kink" | "jump":
            yield voice(slopes.REMARKED, equation=equation, remark=voice(slopes.BY_CONVENTION))
        case "undefined" | "overflow":
            return


def _equation(name: str, number: float, exact: bool = True) -> str:
    digits = numeral(number, _DIGITS)
    return f"{name} {replace(digits, exact=digits.exact and exact).relation} {digits.text}"
