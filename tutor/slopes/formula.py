"""The numerical check of what was derived from formulas, computed with 40 digits and as exact decimals."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from tutor.formulas.evaluate import REAL, Arithmetic, evaluate, value
from tutor.formulas.expression import Call, Condition, Expression, Number, walk
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.precise import UNDEFINED, precise
from tutor.slopes.check import (
    DIGITS,
    TOLERANCE,
    SlopeCheck,
    check_slope,
    finest,
    precise_samples,
    real,
    samples,
    unmeasured,
)

T = TypeVar("T")

_ZERO: Final = Number("0")
_MORE: Final = 10
"""Digits in addition, which show what is no more than rounding."""
_LAST_DIGITS: Final = 1e-35
"""What rounding of 40 digits may leave off, as a part of the whole."""


def check_formula(
    definitions: Mapping[str, Expression], target: str, wrt: str, at: Mapping[str, float], derivative: float
) -> SlopeCheck:
    """Check `derivative`, ∂target/∂wrt of `definitions` (in the order of computation), at the numbers `at`.

    A quantity with a number in `at` is held there even if it has a formula.
    """
    if not math.isfinite(at[wrt]):
        return unmeasured(derivative, "undefined")
    in_floats = _moved(definitions, target, wrt, at, REAL)
    try:
        here = in_floats(at[wrt])
    except OverflowError:
        return unmeasured(derivative, "overflow")
    except (ZeroDivisionError, ValueError):
        return unmeasured(derivative, "undefined")
    if not math.isfinite(here):
        return unmeasured(derivative, "overflow")
    exact = precise(DIGITS)
    try:
        found = precise_samples(_moved(definitions, target, wrt, at, exact), at[wrt])
    except UNDEFINED:
        # Too large for the bounded arithmetic of 40 digits; floats go a little further.
        if not math.isfinite(derivative):
            return unmeasured(derivative, "overflow")
        found = samples(in_floats, at[wrt], here)
        return check_slope(derivative, found, at_kink=lambda: _at_kink(definitions, at, REAL))
    # What cancels to 0 leaves rounding in an estimate and in the coarser one beside it, both of them in the error.
    least = 4 * finest(found)
    return check_slope(derivative, found, finest=least, at_kink=lambda: _at_kink(definitions, at, exact))


def sum_of_products(
    products: Sequence[Sequence[Expression]], definitions: Mapping[str, Expression], at: Mapping[str, float]
) -> float:
    """Return a sum of products of formulas at the decimals `at`, free of cancellation; nan where there is no value."""
    try:
        exact = float(_sum_of_products(products, definitions, at, DIGITS))
        finer = float(_sum_of_products(products, definitions, at, DIGITS + _MORE))
    except UNDEFINED:
        return math.nan
    # What more digits change is what rounding left of a 0.
    return exact if abs(exact - finer) <= TOLERANCE * abs(exact) else 0.0


def _sum_of_products(
    products: Sequence[Sequence[Expression]],
    definitions: Mapping[str, Expression],
    at: Mapping[str, float],
    digits: int,
) -> Any:
    arithmetic = precise(digits)
    values = _values(definitions, _numbers(at, arithmetic), arithmetic)
    return sum(math.prod(real(evaluate(factor, values, arithmetic)) for factor in product) for product in products)


def value_shown(expression: Expression, at: Mapping[str, float]) -> tuple[float, bool]:
    """Return the value of `expression`, free of cancellation, and whether the float is all of it; nan for no value."""
    rounded = sum_of_products([[expression]], {}, at)
    if math.isnan(rounded):
        return value(expression, at), False
    exact = _sum_of_products([[expression]], {}, at, DIGITS)
    return rounded, bool(abs(exact - precise(DIGITS).number(repr(rounded))) <= _LAST_DIGITS * abs(exact))


def _moved(
    definitions: Mapping[str, Expression], target: str, wrt: str, at: Mapping[str, float], arithmetic: Arithmetic[T]
) -> Callable[[T], T]:
    """The target as a function of `wrt` alone."""
    held = _numbers(at, arithmetic)
    return lambda number: _values(definitions, {**held, wrt: number}, arithmetic)[target]


def _numbers(at: Mapping[str, float], arithmetic: Arithmetic[T]) -> dict[str, T]:
    return {name: arithmetic.number(repr(float(each))) for name, each in at.items()}


def _values(definitions: Mapping[str, Expression], at: Mapping[str, T], arithmetic: Arithmetic[T]) -> dict[str, T]:
    values = dict(at)
    for name, formula in definitions.items():
        if name not in values:
            values[name] = evaluate(formula, values, arithmetic)
    return values


def _at_kink(definitions: Mapping[str, Expression], at: Mapping[str, float], arithmetic: Arithmetic[T]) -> bool:
    """Whether some piece has its kink, or some condition its border, exactly here."""
    values = _values(definitions, _numbers(at, arithmetic), arithmetic)
    parts = (part for name, formula in definitions.items() if name not in at for part in walk(formula))
    return any(_on_border(part, values, arithmetic) for part in parts)


def _on_border(part: Expression, values: Mapping[str, T], arithmetic: Arithmetic[T]) -> bool:
    match part:
        case Call(function=function, arguments=sides) if FUNCTIONS[function].kinked:
            pass
        case Condition(left=left, right=right):
            sides = (left, right)
        case _:
            return False
    try:
        first, second = (evaluate(side, values, arithmetic) for side in (*sides, _ZERO)[:2])
    except UNDEFINED:
        # It belongs to a branch that is not taken here.
        return False
    return first == second
