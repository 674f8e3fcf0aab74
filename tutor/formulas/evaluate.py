"""The value of an expression in any arithmetic: floats here, complex arrays in `probes`, forty digits in `precise`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeAlias, TypeVar

from tutor.formulas.expression import (
    Binary,
    Call,
    Cases,
    Condition,
    Constant,
    Expression,
    Group,
    Leibniz,
    Negate,
    Number,
    Relation,
    Symbol,
    children,
)
from tutor.formulas.vocabulary import LEAKY_SLOPE

T = TypeVar("T")

Branch: TypeAlias = tuple[Callable[[], T], Callable[[], T] | None]
"""A value and its condition, each computed when asked for; None is "otherwise"."""


@dataclass(frozen=True)
class Arithmetic(Generic[T]):
    """What evaluation needs to know about one kind of number."""

    number: Callable[[str], T]
    """Reads a decimal number."""
    constants: Mapping[str, T]
    functions: Mapping[str, Callable[..., T]]
    slopes: Mapping[str, Callable[[T], T]]
    """Derivatives of the functions of one argument."""
    power: Callable[[T, T], T]
    divide: Callable[[T, T], T]
    holds: Callable[[Relation, T, T], T]
    """1 where a comparison holds and 0 elsewhere."""
    choose: Callable[[Sequence[Branch[T]]], T]
    bounded: Callable[[T], T] = lambda value: value
    """Called on every intermediate value; it may refuse one by raising."""


def evaluate(node: Expression, values: Mapping[str, T], arithmetic: Arithmetic[T]) -> T:
    """Return the value of `node`; `values` are looked up by symbol, and by `dL/da` for a derivative's name.

    Raises KeyError for a name without a value, and whatever `arithmetic` raises where a part is undefined.
    """
    match node:
        case Symbol(name=name):
            return values[name]
        case Leibniz():
            return values[node.name]
        case Cases(branches=branches):
            return arithmetic.choose([_branch(branch, values, arithmetic) for branch in branches])
        case Number() | Constant() | Call() | Negate() | Binary() | Group() | Condition():
            return combine(node, [evaluate(child, values, arithmetic) for child in children(node)], arithmetic)


def _branch(
    branch: tuple[Expression, Condition | None], values: Mapping[str, T], arithmetic: Arithmetic[T]
) -> Branch[T]:
    value, condition = branch
    if condition is None:
        return (lambda: evaluate(value, values, arithmetic)), None
    return (lambda: evaluate(value, values, arithmetic)), (lambda: evaluate(condition, values, arithmetic))


def combine(node: Expression, parts: Sequence[Any], arithmetic: Arithmetic[T]) -> T:
    """Return the value of `node` from the values of its parts; it is no symbol and not given in pieces."""
    result: Any
    match node:
        case Number(text=text):
            result = arithmetic.number(text)
        case Constant(name=name):
            result = arithmetic.constants[name]
        case Group():
            result = parts[0]
        case Negate():
            result = -parts[0]
        case Binary(operator="+"):
            result = parts[0] + parts[1]
        case Binary(operator="-"):
            result = parts[0] - parts[1]
        case Binary(operator="*"):
            result = parts[0] * parts[1]
        case Binary(operator="/"):
            result = arithmetic.divide(parts[0], parts[1])
        case Binary():
            result = arithmetic.power(parts[0], parts[1])
        case Condition(relation=relation):
            result = arithmetic.holds(relation, parts[0], parts[1])
        case Call(function=function, primes=primes):
            table = arithmetic.slopes if primes else arithmetic.functions
            result = table[function](*parts)
        case Symbol() | Leibniz() | Cases():
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


def _sigmoid(z: float) -> float:
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    growing = math.exp(z)
    return growing / (1 + growing)


def _sigmoid_slope(z: float) -> float:
    return _sigmoid(z) * _sigmoid(-z)


def _sech(z: float) -> float:
    return 1 / math.cosh(z) if abs(z) < 700 else 0.0


def _sign(z: float) -> float:
    return float((z > 0) - (z < 0))


def _step(z: float) -> float:
    return 1.0 if z > 0 else 0.0


def _softplus(z: float) -> float:
    return max(z, 0.0) + math.log1p(math.exp(-abs(z)))


LEAKY: Final = float(LEAKY_SLOPE)


def compare(relation: Relation, left: float, right: float) -> bool:
    """Return whether `left` stands in `relation` to `right`."""
    match relation:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "==":
            return left == right


def choose_first(branches: Sequence[Branch[T]]) -> T:
    """Return the value of the first branch whose condition holds; ValueError where none does."""
    for branch_value, condition in branches:
        if condition is None or condition():
            return branch_value()
    raise ValueError("no branch holds")


REAL: Final[Arithmetic[float]] = Arithmetic(
    number=float,
    constants={"e": math.e, "pi": math.pi},
    functions={
        "sigmoid": _sigmoid,
        "tanh": math.tanh,
        "relu": lambda z: max(z, 0.0),
        "leaky_relu": lambda z: z if z > 0 else LEAKY * z,
        "softplus": _softplus,
        "step": _step,
        "exp": math.exp,
        "ln": math.log,
        "sqrt": math.sqrt,
        "sin": math.sin,
        "cos": math.cos,
        "tan": math.tan,
        "sinh": math.sinh,
        "cosh": math.cosh,
        "sech": _sech,
        "abs": abs,
        "sign": _sign,
        "max": max,
        "min": min,
    },
    slopes={
        "sigmoid": _sigmoid_slope,
        "tanh": lambda z: _sech(z) ** 2,
        "relu": _step,
        "leaky_relu": lambda z: 1.0 if z > 0 else LEAKY,
        "softplus": _sigmoid,
        "step": lambda z: 0.0,
        "exp": math.exp,
        "ln": lambda z: 1 / z,
        "sqrt": lambda z: 0.5 / math.sqrt(z),
        "sin": math.cos,
        "cos": lambda z: -math.sin(z),
        "tan": lambda z: 1 + math.tan(z) ** 2,
        "sinh": math.cosh,
        "cosh": math.sinh,
        "sech": lambda z: -math.tanh(z) * _sech(z),
        "abs": _sign,
        "sign": lambda z: 0.0,
    },
    power=math.pow,
    divide=lambda left, right: left / right,
    holds=lambda relation, left, right: float(compare(relation, left, right)),
    choose=choose_first,
)
