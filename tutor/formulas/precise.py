"""Values with as many digits as a verdict needs; every intermediate result is bounded, so that nothing can hang."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from mpmath import MPContext

from tutor.formulas.evaluate import Arithmetic, choose_first, compare
from tutor.formulas.expression import Relation
from tutor.formulas.functions import ELEMENTARY

MOST_BITS: Final = 512
"""Intermediate values stay below 2^512: mpmath takes exponents of any size, and exp or sin of such a number hangs."""
FEWEST_BITS: Final = -4096


class OutOfBoundsError(ArithmeticError):
    """An intermediate value is too large or too small to go on with."""


@cache
def precise(digits: int) -> Arithmetic[Any]:
    """Return the arithmetic of real and complex numbers with `digits` decimal digits.

    It raises OutOfBoundsError for a part that is too large or too small to go on with, ZeroDivisionError or ValueError
    where a part has no value at all.
    """
    context: Any = MPContext()
    context.dps = digits
    one, zero = context.mpf(1), context.mpf(0)

    def bounded(value: Any) -> Any:
        """`value`, if it can be gone on with; ZeroDivisionError or OutOfBoundsError where it can't."""
        if not context.isfinite(value):
            raise ZeroDivisionError
        if value and not FEWEST_BITS <= context.mag(value) <= MOST_BITS:
            raise OutOfBoundsError
        return value

    def holds(relation: Relation, left: Any, right: Any) -> Any:
        """1 where the relation holds between the real parts, else 0."""
        return one if compare(relation, context.re(left), context.re(right)) else zero

    return Arithmetic(
        number=context.mpf,
        constants={"e": +context.e, "pi": +context.pi},
        elementary={
            **{name: getattr(context, theirs) for name, theirs in ELEMENTARY.items()},
            "abs": lambda z: z if context.re(z) > 0 else -z,
            "sign": lambda z: context.sign(context.re(z)),
            "max": lambda a, b: a if context.re(a) >= context.re(b) else b,
            "min": lambda a, b: a if context.re(a) <= context.re(b) else b,
        },
        power=context.power,
        divide=lambda left, right: left / right,
        holds=holds,
        choose=choose_first,
        bounded=bounded,
    )


NO_VALUE: Final = (ZeroDivisionError, ValueError)
"""What evaluation at many digits raises where a part has no value, such as 1/0."""
TOO_EXTREME: Final = (OutOfBoundsError, OverflowError)
"""What it raises where a part may have a value, but one beyond its bounds."""
UNDEFINED: Final = (*TOO_EXTREME, *NO_VALUE)
"""What it raises where it gives no value, for either reason."""
