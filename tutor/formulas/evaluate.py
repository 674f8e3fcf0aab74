"""The value of an expression in any arithmetic: floats here, complex arrays in `probes`, forty digits in `precise`.

What a function's value or slope is computed from are the formulas of its record, read when they are first asked for.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Final, Generic, TypeAlias, TypeVar

from tutor.formulas import expression as ex
from tutor.formulas.expression import Expression, Relation, Symbol, children, walk
from tutor.formulas.functions import ELEMENTARY, FUNCTIONS
from tutor.formulas.grammar import read
from tutor.formulas.vocabulary import Vocabulary

ARGUMENT: Final = "u"
"""The argument of a function in its record's formulas."""

_VOCABULARY: Final = Vocabulary((ARGUMENT,))
_ROUNDING: Final = 2.0**-50
"""What rounding leaves of two terms that cancel, at most, in their size."""

T = TypeVar("T")

Branch: TypeAlias = tuple[Callable[[], T], Callable[[], T] | None]
"""A value and its condition, each computed when asked for; None is "otherwise"."""


@dataclass(frozen=True)
class Arithmetic(Generic[T]):
    """What evaluation needs to know about one kind of number."""

    number: Callable[[str], T]
    """Reads a decimal number."""
    constants: Mapping[str, T]
    elementary: Mapping[str, Callable[..., T]]
    """The functions that it knows by itself; all others, and derivatives, follow from their records."""
    power: Callable[[T, T], T]
    divide: Callable[[T, T], T]
    holds: Callable[[Relation, T, T], T]
    """1 where a comparison holds and 0 elsewhere."""
    choose: Callable[[Sequence[Branch[T]]], T]
    add: Callable[[Any, Any], Any] = operator.add
    bounded: Callable[[T], T] = lambda value: value
    """Called on every intermediate value; it may refuse one by raising."""

    def call(self, function: str, primes: int, arguments: Sequence[T]) -> T:
        """Return the value of a function, or of its derivative, at values of its arguments."""
        if not primes and function in self.elementary:
            return self.elementary[function](*arguments)
        # What the steps on the way amount to bounds nobody: only the value of the whole counts.
        return evaluate(computed(function, primes), {ARGUMENT: arguments[0]}, self._unbounded)

    @cached_property
    def _unbounded(self) -> Arithmetic[T]:
        return replace(self, bounded=lambda value: value)


def evaluate(node: Expression, values: Mapping[str, T], arithmetic: Arithmetic[T]) -> T:
    """Return the value of `node`; `values` are looked up by symbol, and by `dL/da` for a derivative's name.

    Raises KeyError for a name without a value, and whatever `arithmetic` raises where a part is undefined.
    """
    match node:
        case Symbol(name=name):
            return values[name]
        case ex.Leibniz():
            return values[node.name]
        case ex.Cases(branches=branches):

            def later(part: Expression) -> Callable[[], T]:
                return lambda: evaluate(part, values, arithmetic)

            return arithmetic.choose([(later(part), later(test) if test else None) for part, test in branches])
        case ex.Number() | ex.Constant() | ex.Call() | ex.Negate() | ex.Binary() | ex.Group() | ex.Condition():
            return combine(node, [evaluate(child, values, arithmetic) for child in children(node)], arithmetic)


def combine(node: Expression, parts: Sequence[Any], arithmetic: Arithmetic[T]) -> T:
    """Return the value of `node` from the values of its parts; it is no symbol and not given in pieces."""
    result: Any
    match node:
        case ex.Number(text=text):
            result = arithmetic.number(text)
        case ex.Constant(name=name):
            result = arithmetic.constants[name]
        case ex.Group():
            result = parts[0]
        case ex.Negate():
            result = -parts[0]
        case ex.Binary(operator="+"):
            result = arithmetic.add(parts[0], parts[1])
        case ex.Binary(operator="-"):
            result = arithmetic.add(parts[0], -parts[1])
        case ex.Binary(operator="*"):
            result = parts[0] * parts[1]
        case ex.Binary(operator="/"):
            result = arithmetic.divide(parts[0], parts[1])
        case ex.Binary():
            result = arithmetic.power(parts[0], parts[1])
        case ex.Condition(relation=relation):
            result = arithmetic.holds(relation, parts[0], parts[1])
        case ex.Call(function=function, primes=primes):
            result = arithmetic.call(function, primes, parts)
        case Symbol() | ex.Leibniz() | ex.Cases():
            raise TypeError(f"{type(node).__name__} has no parts to combine")
    return arithmetic.bounded(result)


def value(expression: Expression, numbers: Mapping[str, float]) -> float:
    """Return the real value of `expression`, or nan where it has none (undefined, complex or beyond a float).

    Raises KeyError for a symbol that is not in `numbers`.
    """
    try:
        return evaluate(expression, numbers, REAL)
    except (ZeroDivisionError, OverflowError, ValueError):
        return math.nan


def compare(relation: Relation, left: float, right: float) -> bool:
    """Return whether `left` stands in `relation` to `right`."""
    return _COMPARISONS[relation](left, right)


_COMPARISONS: Final[Mapping[Relation, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq,
}  # fmt: skip


def choose_first(branches: Sequence[Branch[T]]) -> T:
    """Return the value of the first branch whose condition holds; ValueError where none does."""
    for branch_value, condition in branches:
        if condition is None or condition():
            return branch_value()
    raise ValueError("no branch holds")


def _added(left: float, right: float) -> float:
    """The sum; 0 where terms cancel but for their own rounding, as in 0.1 + 0.2 − 0.3."""
    total = left + right
    return 0.0 if abs(total) <= _ROUNDING * max(abs(left), abs(right)) else total


REAL: Final[Arithmetic[float]] = Arithmetic(
    number=float,
    constants={"e": math.e, "pi": math.pi},
    elementary={
        **{name: getattr(math, theirs) for name, theirs in ELEMENTARY.items()},
        "abs": abs,
        "sign": lambda z: float((z > 0) - (z < 0)),
        "max": max,
        "min": min,
    },
    power=math.pow,
    divide=lambda left, right: left / right,
    holds=lambda relation, left, right: float(compare(relation, left, right)),
    choose=choose_first,
    add=_added,
)


@cache
def slope_of(function: str) -> Expression:
    """Return the derivative of a function of one argument, as in a table of derivatives; KeyError for no function."""
    return read(FUNCTIONS[function].slope, _VOCABULARY)


@cache
def computed(function: str, primes: int) -> Expression:
    """Return the formula from which the value of a function, or of its derivative, is computed."""
    record = FUNCTIONS[function]
    return read(record.stable_slope or record.slope if primes else record.value, _VOCABULARY)


def has_kinks(expression: Expression) -> bool:
    """Return whether `expression` is given in pieces anywhere, openly or by a function with a kink."""
    return any(
        isinstance(part, ex.Condition | ex.Cases) or (isinstance(part, ex.Call) and FUNCTIONS[part.function].kinked)
        for part in walk(expression)
    )
