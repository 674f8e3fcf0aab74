"""Values with as many digits as a verdict needs; every intermediate result is bounded, so that nothing can hang."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from mpmath import MPContext

from tutor.formulas.evaluate import Arithmetic, choose_first, compare
from tutor.formulas.expression import Relation
from tutor.formulas.vocabulary import LEAKY_SLOPE

MOST_BITS: Final = 512
"""Intermediate values stay below 2^512: mpmath takes exponents of any size, and exp or sin of such a number hangs."""
FEWEST_BITS: Final = -4096


class OutOfBoundsError(ArithmeticError):
    """An intermediate value is too large or too small to go on with."""


@cache
def precise(digits: int) -> Arithmetic[Any]:
    """Return the arithmetic of real and complex numbers with `digits` decimal digits.

    It raises OutOfBoundsError, ZeroDivisionError or ValueError where a part has no value.
    """
    context: Any = MPContext()
    context.dps = digits
    one, zero = context.mpf(1), context.mpf(0)

    def bounded(value: Any) -> Any:
        if value and not FEWEST_BITS <= context.mag(value) <= MOST_BITS:
            raise OutOfBoundsError
        return value

    def sigmoid(z: Any) -> Any:
        return one / (one + context.exp(-z))

    def positive(z: Any) -> bool:
        return bool(context.re(z) > 0)

    def step(z: Any) -> Any:
        return one if positive(z) else zero

    def sign(z: Any) -> Any:
        return context.sign(context.re(z))

    def holds(relation: Relation, left: Any, right: Any) -> Any:
        return one if compare(relation, context.re(left), context.re(right)) else zero

    leaky = context.mpf(LEAKY_SLOPE)
    return Arithmetic(
        number=context.mpf,
        constants={"e": +context.e, "pi": +context.pi},
        functions={
            "sigmoid": sigmoid,
            "tanh": context.tanh,
            "relu": lambda z: z if positive(z) else zero,
            "leaky_relu": lambda z: z if positive(z) else leaky * z,
            "softplus": lambda z: context.log(one + context.exp(z)),
            "step": step,
            "exp": context.exp,
            "ln": context.log,
            "sqrt": context.sqrt,
            "sin": context.sin,
            "cos": context.cos,
            "tan": context.tan,
            "sinh": context.sinh,
            "cosh": context.cosh,
            "sech": lambda z: one / context.cosh(z),
            "abs": lambda z: z if positive(z) else -z,
            "sign": sign,
            "max": lambda a, b: a if context.re(a) >= context.re(b) else b,
            "min": lambda a, b: a if context.re(a) <= context.re(b) else b,
        },
        slopes={
            "sigmoid": lambda z: sigmoid(z) * sigmoid(-z),
            "tanh": lambda z: one / context.cosh(z) ** 2,
            "relu": step,
            "leaky_relu": lambda z: one if positive(z) else leaky,
            "softplus": sigmoid,
            "step": lambda z: zero,
            "exp": context.exp,
            "ln": lambda z: one / z,
            "sqrt": lambda z: one / (2 * context.sqrt(z)),
            "sin": context.cos,
            "cos": lambda z: -context.sin(z),
            "tan": lambda z: one / context.cos(z) ** 2,
            "sinh": context.cosh,
            "cosh": context.sinh,
            "sech": lambda z: -context.tanh(z) / context.cosh(z),
            "abs": sign,
            "sign": lambda z: zero,
        },
        power=context.power,
        divide=lambda left, right: left / right,
        holds=holds,
        choose=choose_first,
        bounded=bounded,
    )


UNDEFINED: Final = (OutOfBoundsError, ZeroDivisionError, ValueError, OverflowError)
"""What evaluation at many digits raises where a part has no value."""
