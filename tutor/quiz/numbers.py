"""A number that a learner typed, as digits or as a calculation."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from tutor.formulas.evaluate import value
from tutor.formulas.expression import Binary, Expression, Negate, Number, Span, substitute, walk
from tutor.formulas.limits import LEARNER, FormulaError
from tutor.formulas.parse import LeftSide, left_side, parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.format.scalars import Tolerance

SHOWN: Final = 3
"""Significant digits of a number where the program shows it rounded."""

_EXACTLY: Final = 1e-9
_NEAR: Final = 0.05
"""How near a number is to another one, relative to that, where it is called near."""
_NO_NAMES: Final = Vocabulary()
_SCIENTIFIC: Final = re.compile(r"([+-]?)(\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})[eE]([+-]?)(\d{1,3})")
_RELATION: Final = re.compile(r"\s*[=≈~约]\s*")
_PER_CENT: Final = re.compile(r"\\?[%％](?=\s*(?:\$+|\\[)\]])?\s*$)")
"""The sign at the end of a percentage, or before the delimiter that ends it."""


@dataclass(frozen=True)
class TypedNumber:
    """What was read: the calculation, to show it, and its value; `numbers` are those that its names stand for."""

    expression: Expression
    value: float
    numbers: Mapping[str, float] = field(default_factory=dict)
    left: LeftSide | None = None
    """What stands left of a = before it, `dL/dw` of `dL/dw = 0.5`."""

    @cached_property
    def digits(self) -> Number | None:
        """Return the digits where it is nothing else: `-0.25`, `1.5e-3`, `50%`; None for a calculation."""
        return _digits(self.expression)

    @cached_property
    def has_decimals(self) -> bool:
        """Return whether it is digits alone or calculates with a decimal, so that something in it may be rounded."""
        return self.digits is not None or any("." in literal.text for literal in literals(self.expression))

    @cached_property
    def room(self) -> float:
        """Return how far the number that is meant may lie from the value, for rounded literals stand for an interval.

        Numbers are shown with `SHOWN` significant digits where they are rounded, so one with fewer is exact; so is a
        whole number within a calculation.
        """
        if self.digits is not None:
            return self.last_place / 2 if significant(self.digits) >= SHOWN else 0.0
        rounded = {one for one in literals(self.expression) if "." in one.text and significant(one) >= SHOWN}
        return sum(self._moved_by(literal) for literal in rounded)

    @property
    def last_place(self) -> float:
        """Return what one more in the last digit would add; 0 for a calculation."""
        digits = self.digits
        if digits is None or float(digits.text) == 0:
            return 0.0
        return 2 * half_unit(digits) * abs(self.value) / float(digits.text)

    def _moved_by(self, literal: Number) -> float:
        """How far half a unit of one literal's last digit moves the value."""
        ends = [Number(repr(float(literal.text) + half)) for half in (half_unit(literal), -half_unit(literal))]
        moved = [value(substitute(self.expression, {literal: end}), self.numbers) for end in ends]
        return max((abs(one - self.value) for one in moved if math.isfinite(one)), default=0.0)

    def says(self, number: float, factor: float = 1) -> bool:
        """Return whether it, `factor` times as large, is `number` to the digits typed."""
        off = abs(self.value * factor - number)
        return off <= self.room * factor * (1 + _EXACTLY) or self._is_exactly(number, factor)

    def rounds(self, number: float) -> bool:
        """Return whether it is digits that `number` rounds to: −1 for −1.4, and not for −1.5, which lies midway."""
        return abs(self.value - number) < self.last_place / 2 * (1 - _EXACTLY)

    def has_too_few_digits_of(self, number: float) -> bool:
        """Return whether `number` rounds to its digits, and has at least `SHOWN` significant ones itself."""
        return self.rounds(number) and differ(number, float(written(number, SHOWN - 1)))

    def is_near(self, number: float) -> bool:
        """Return whether something in it may be rounded, and it is `number` but for a few percent."""
        return self.has_decimals and math.isclose(self.value, number, rel_tol=_NEAR)

    def may_be_off_by_rounding(self, number: float) -> bool:
        """Return whether rounding can be why it is only near `number`.

        That has more digits than are shown, so that it was computed with rounded numbers; or it lies midway.
        """
        half = self.last_place / 2 * (1 + _EXACTLY)
        return differ(number, float(written(number, SHOWN))) or abs(self.value - number) <= half

    def is_exactly(self, number: float) -> bool:
        """Return whether it is `number` but for the rounding of floating-point arithmetic."""
        return self._is_exactly(number, 1)

    def _is_exactly(self, number: float, factor: float) -> bool:
        return math.isclose(self.value * factor, number, rel_tol=_EXACTLY)


def literals(expression: Expression) -> Iterator[Number]:
    """Yield the numbers that are written out in `expression`."""
    return (node for node in walk(expression) if isinstance(node, Number))


def significant(literal: Number) -> int:
    """Return how many significant digits a literal has."""
    return len(literal.text.replace(".", "").lstrip("0"))


def half_unit(literal: Number) -> float:
    """Return half of what one more in a literal's last digit would add."""
    return 0.5 * 10.0 ** -len(literal.text.partition(".")[2])


def _digits(expression: Expression) -> Number | None:
    match expression:
        case Number():
            return expression
        case Negate(operand=inner) | Binary(operator="/", left=inner, right=Number(text="100")):
            return _digits(inner)
        case Binary(operator="*", left=Number() as digits, right=Binary(operator="^", left=Number(text="10"))):
            return digits
        case _:
            return None


Acceptance: TypeAlias = Literal["right", "unclear", "wrong"]
"""Unclear: to the digits typed it is the right number, and a wrong one just as well or rather."""


def acceptance(typed: TypedNumber, right: float, wrong: Sequence[float], tolerance: Tolerance) -> Acceptance:
    """Return whether `typed` counts as `right` and is nearer to it than to any of the numbers known to be `wrong`.

    It counts where it is `right` to the digits typed, or within the tolerance; a calculation without decimals must be
    exact, for nothing in it was rounded.
    """
    if typed.is_exactly(right):
        return "right"
    says = typed.says(right)
    if not says and not (typed.has_decimals and tolerance.accepts(typed.value, right)):
        return "wrong"
    if all(abs(typed.value - right) < abs(typed.value - other) for other in wrong):
        return "right"
    return "unclear" if says else "wrong"


def near_the_right_one(typed: TypedNumber, right: float) -> str:
    """Return the code of what is said of a wrong number near the `right` one; empty where it is not near."""
    if not typed.is_near(right):
        return ""
    return "number-rounded" if typed.may_be_off_by_rounding(right) else "number-near"


def written(number: float, digits: int) -> str:
    """Return `number` with this many significant digits, at most 12, as it can be typed."""
    text = f"{number:.{digits}g}"
    too_long = sum(map(str.isdigit, text)) > LEARNER.digits
    return f"{number:.{digits - 1}e}" if too_long else text


def own_answer(right: float, wrong: Sequence[float], tolerance: Tolerance) -> str:
    """Return the `right` number with six digits, or with as many more as make it count."""
    texts = [written(right, digits) for digits in range(6, LEARNER.digits + 1)]
    return next((text for text in texts if _counts(acceptance(read_number(text), right, wrong, tolerance))), texts[-1])


def _counts(found: Acceptance) -> bool:
    match found:
        case "right":
            return True
        case "unclear" | "wrong":
            return False


def differ(one: float, other: float) -> bool:
    """Return whether two numbers differ by more than rounding."""
    return not math.isclose(one, other, rel_tol=1e-6)


def read_number(
    text: str, vocabulary: Vocabulary = _NO_NAMES, numbers: Mapping[str, float] = MappingProxyType({})
) -> TypedNumber:
    """Return the number that `text` says: `0.5`, `3/2`, `1e-3`, `50%`, `−0.25`, `½`, `σ(1.1)`, with or without `=`.

    Names of `vocabulary` stand for their values in `numbers`. Raises FormulaError for a text that is no calculation,
    `no_value` where it has no value such as `1/0`.
    """
    start = match.end() if (match := _RELATION.match(text)) else 0
    try:
        expression, left = _read(text[start:], vocabulary)
    except FormulaError as error:
        raise _moved(error, start) from error
    number = value(expression, numbers)
    if not math.isfinite(number):
        raise FormulaError("no_value", Span(start, len(text)))
    return TypedNumber(expression, number, numbers, left and replace(left, span=_behind(left.span, start)))


def _read(text: str, vocabulary: Vocabulary) -> tuple[Expression, LeftSide | None]:
    plain = unicodedata.normalize("NFKC", text).strip().replace("\N{MINUS SIGN}", "-")
    if match := _SCIENTIFIC.fullmatch(plain):
        return _power_of_ten(match, Span(len(text) - len(text.lstrip()), len(text.rstrip()))), None
    bare = _PER_CENT.sub(lambda match: " " * len(match[0]), text)
    expression, left = parse(bare, vocabulary), left_side(bare, vocabulary)
    return expression if bare == text else Binary("/", expression, Number("100")), left


def _power_of_ten(match: re.Match[str], span: Span) -> Expression:
    """`1.5e-3` as 1.5·10⁻³; digits as typed. Raises FormulaError for a number that no float comes near."""
    sign, digits, exponent_sign, exponent = match.groups()
    power = Number(str(int(exponent)))
    scale = Binary("^", Number("10"), Negate(power) if exponent_sign == "-" else power)
    number = Binary("*", Number(digits), scale)
    size = value(number, {})
    if not math.isfinite(size):
        raise FormulaError("number_too_large", span)
    if size == 0 and digits.strip("0."):
        raise FormulaError("number_too_small", span)
    return Negate(number) if sign == "-" else number


def _moved(error: FormulaError, by: int) -> FormulaError:
    """`error` with its place counted in the text as it was typed."""
    arguments = {name: argument for name, argument in error.arguments.items() if name != "place"}
    return FormulaError(error.code, _behind(error.span, by), **arguments)


def _behind(span: Span, start: int) -> Span:
    return Span(span.start + start, span.end + start)
