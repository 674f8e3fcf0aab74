"""Formulas evaluated with fifty digits, and differentiated by the book: the tests' own way, beside the product's."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import mpmath

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
    Symbol,
    children,
    symbols,
    with_children,
)
from tutor.judging.question import FormulaQuestion

POINTS: Final = 10
_CLOSE: Final = 1e-30
mp: Any = mpmath.MPContext()
mp.dps = 50

Env = Mapping[str, Any]

_SIGNS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": mp.power,
    "<": lambda a, b: mp.mpf(a < b),
    "<=": lambda a, b: mp.mpf(a <= b),
    ">": lambda a, b: mp.mpf(a > b),
    ">=": lambda a, b: mp.mpf(a >= b),
    "==": lambda a, b: mp.mpf(a == b),
}
_FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "sigmoid": lambda z: 1 / (1 + mp.exp(-z)),
    "softplus": lambda z: mp.log(1 + mp.exp(z)),
    "relu": lambda z: z if z > 0 else mp.mpf(0),
    "leaky_relu": lambda z: z if z > 0 else z / 100,
    "step": lambda z: mp.mpf(z > 0),
    "sech": lambda z: 1 / mp.cosh(z),
    "ln": mp.log,
    "abs": abs,
    "sign": mp.sign,
    "max": max,
    "min": min,
    **{name: getattr(mp, name) for name in ("exp", "tanh", "sqrt", "sin", "cos", "tan", "sinh", "cosh")},
}


def value(node: Expression, env: Env) -> Any:
    """The value of `node`; raises where it has none."""
    match node:
        case Number(text=text):
            return mp.mpf(text)
        case Constant(name=name):
            return +getattr(mp, name)
        case Symbol(name=name) | Leibniz(name=name):
            return env[name]
        case Group(inner=inner):
            return value(inner, env)
        case Negate(operand=operand):
            return -value(operand, env)
        case Binary(operator=sign, left=left, right=right) | Condition(relation=sign, left=left, right=right):
            return _SIGNS[sign](value(left, env), value(right, env))
        case Call(function=function, arguments=arguments, primes=primes):
            call = _FUNCTIONS[function]
            inputs = [value(argument, env) for argument in arguments]
            return mp.diff(call, inputs[0]) if primes else call(*inputs)
        case Cases(branches=branches):
            held = (part for part, condition in branches if condition is None or value(condition, env))
            return value(next(held), env)


class Field:
    """Points of a question's domain with the values of all its names there."""

    def __init__(self, question: FormulaQuestion) -> None:
        self.question = question
        definitions = question.definitions
        defined = {name: formula for name, formula in definitions.items() if formula is not None}
        used = {name for formula in (question.answer, *defined.values()) for name in symbols(formula)}
        self.free = sorted((used | definitions.keys()) - defined.keys())

    @cached_property
    def points(self) -> list[dict[str, Any]]:
        source = random.Random(7)
        found: list[dict[str, Any]] = []
        while len(found) < POINTS:
            env = self.completed({name: self._drawn(name, source) for name in self.free})
            if env is not None and self.at(self.question.answer, env) is not None:
                found.append(env)
        return found

    def _drawn(self, name: str, source: random.Random) -> Any:
        low, high = self.question.domain.ranges.get(name, (0.3, 1.9))
        sign = 1 if name in self.question.domain.ranges else source.choice((-1, 1))
        return sign * mp.mpf(source.uniform(low, high))

    def completed(self, env: Mapping[str, Any], fixed: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        """`env` with every defined name, those in `fixed` as given there; None where one has no value."""
        known = {**env, **(fixed or {})}
        for name, formula in self.question.definitions.items():
            if formula is not None and name not in known:
                found = self.at(formula, known)
                if found is None:
                    return None
                known[name] = found
        for (of, by), formula in self.question.leibniz.items():
            known[Leibniz(of, by).name] = self.at(formula, known)
        return known

    def at(self, formula: Expression, env: Env) -> Any:
        """The real value of `formula`, None where it has none."""
        try:
            found = value(formula, env)
        except (ArithmeticError, ValueError, StopIteration, TypeError):
            return None
        return None if not mp.isfinite(found) or abs(mp.im(found)) > _CLOSE * (1 + abs(found)) else mp.re(found)

    def same(self, first: Expression, second: Expression) -> bool:
        """Whether both are one function at all points, with a value at the same ones."""
        return all(close(self.at(first, env), self.at(second, env)) for env in self.points)

    def slope(self, formula: Expression, by: str, *, local: bool) -> list[Any]:
        """The derivative of `formula` by a name at each point; `local`: all other names at rest."""

        def moved(env: Env) -> Callable[[Any], Any]:
            if local:
                return lambda at: value(formula, {**env, by: at})
            free = {name: env[name] for name in self.free}
            return lambda at: value(formula, self.completed(free, {by: at}) or {})

        return [mp.diff(moved(env), env[by]) for env in self.points]

    def is_slope(self, typed: Expression, of: str, by: str, *, local: bool) -> bool:
        """Whether `typed` is d`of`/d`by`; numerical differentiation leaves half of the digits."""
        formula = self.question.definitions[of]
        assert formula is not None
        slopes = self.slope(formula, by, local=local)
        return all(close(self.at(typed, env), slope, 1e-12) for env, slope in zip(self.points, slopes, strict=True))


def close(first: Any, second: Any, within: float = _CLOSE) -> bool:
    """Whether two values are one, or both are none."""
    if first is None or second is None:
        return first is second
    return bool(abs(first - second) <= within * (abs(first) + abs(second)) or first == second)


def places(node: Expression) -> Iterator[tuple[Expression, Callable[[Expression], Expression]]]:
    """Every part of `node`, with the function that puts something else in its place."""
    yield node, lambda new: new
    for index, part in enumerate(children(node)):
        for below, put in places(part):
            yield below, lambda new, index=index, put=put: _with_part(node, index, put(new))  # type: ignore[misc]


def _with_part(node: Expression, index: int, new: Expression) -> Expression:
    parts = list(children(node))
    parts[index] = Group(new)
    return with_children(node, parts)
