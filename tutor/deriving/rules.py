"""The rules of differentiation: each takes a SymPy tree to a record of what it did, without SymPy's `diff`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from typing import Final

import sympy as sp

from tutor.deriving.arithmetic import (
    add,
    multiply,
    power,
    raw_power,
    raw_product,
    raw_sum,
    subtract,
)
from tutor.deriving.convert import slope_at, symbol
from tutor.deriving.derivation import Derivation, DontKnow
from tutor.deriving.functions import NAMES, call
from tutor.deriving.pieces import Comparison, Pieces, compare, pieces
from tutor.deriving.rule_codes import RuleCode
from tutor.formulas.expression import Relation
from tutor.formulas.functions import FUNCTIONS

_PLACEHOLDERS: Final = ("u", "v", "s", "r", "q", "p")
_FACTOR_NAMES: Final = ("f", "g", "h")
_WINS: Final[Mapping[str, Relation]] = {"max": ">", "min": "<"}
"""How the argument that wins stands to the other."""


@dataclass(frozen=True, slots=True)
class Outer:
    """An elementary function of one argument: how it is rebuilt on another argument, and its slope there."""

    rule: RuleCode
    argument: sp.Expr
    of: Callable[[sp.Expr], sp.Expr]
    slope: Callable[[sp.Expr], sp.Expr]
    parts: tuple[tuple[str, sp.Expr], ...] = ()


def differentiate(tree: sp.Expr, wrt: sp.Symbol, taken: frozenset[str] = frozenset()) -> Derivation:
    """Return the derivation of `tree` with respect to `wrt`; names in `taken` are not used for inner functions.

    Errors: `DontKnow` where no rule fits.
    """
    if tree == wrt:
        return _record("variable", tree, wrt, sp.S.One)
    if not _depends(tree, wrt):
        return _record("constant", tree, wrt, sp.S.Zero)
    if tree.is_Add:
        return _sum(tree, wrt, taken)
    if tree.is_Mul:
        return _multiplied(tree, wrt, taken)
    if isinstance(tree, Comparison):
        return _record("step", tree, wrt, sp.S.Zero)
    if isinstance(tree, Pieces):
        return _piecewise(tree, wrt, taken)
    if NAMES.get(tree.func) in _WINS:
        return _larger_or_smaller(tree, wrt, taken)
    if type(tree) is sp.Pow and _depends(tree.base, wrt) and _depends(tree.exp, wrt):
        return _general_power(tree, wrt, taken)
    return _chain(tree, _outer(tree, wrt), wrt, taken)


def _depends(tree: sp.Expr, wrt: sp.Symbol) -> bool:
    return wrt in tree.free_symbols


def _record(
    rule: RuleCode,
    tree: sp.Expr,
    wrt: sp.Symbol,
    literal: sp.Expr,
    derivative: sp.Expr | None = None,
    parts: tuple[tuple[str, sp.Expr], ...] = (),
    steps: tuple[Derivation, ...] = (),
) -> Derivation:
    return Derivation(rule, wrt.name, tree, literal, literal if derivative is None else derivative, parts, steps)


def _sum(tree: sp.Add, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    steps = tuple(differentiate(term, wrt, taken) for term in tree.args)
    slopes = [step.derivative for step in steps]
    return _record("sum", tree, wrt, raw_sum(*slopes), add(*slopes), steps=steps)


# ---------------------------------------------------------------- products and quotients


def _multiplied(tree: sp.Mul, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    constant = [factor for factor in tree.args if not _depends(factor, wrt)]
    varying = [factor for factor in tree.args if _depends(factor, wrt)]
    if constant:
        return _constant_multiple(tree, _product_of(constant), _product_of(varying), wrt, taken)
    divisors = [power(factor.base, -factor.exp) for factor in varying if _is_divisor(factor)]
    dividends = [factor for factor in varying if not _is_divisor(factor)]
    if divisors and dividends:
        return _quotient(tree, _product_of(dividends), _product_of(divisors), wrt, taken)
    return _product(tree, wrt, taken)


def _product_of(factors: list[sp.Expr]) -> sp.Expr:
    return factors[0] if len(factors) == 1 else raw_product(*factors)


def _is_divisor(factor: sp.Expr) -> bool:
    return type(factor) is sp.Pow and factor.base is not sp.E and factor.exp.is_Integer and bool(factor.exp.is_negative)


def _constant_multiple(
    tree: sp.Mul, constant: sp.Expr, varying: sp.Expr, wrt: sp.Symbol, taken: frozenset[str]
) -> Derivation:
    step = differentiate(varying, wrt, taken)
    literal = raw_product(constant, step.derivative)
    parts = (("c", constant), ("f", varying))
    return _record("constant-multiple", tree, wrt, literal, multiply(literal), parts, (step,))


def _product(tree: sp.Mul, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    factors = tree.args
    steps = tuple(differentiate(factor, wrt, taken) for factor in factors)
    terms = [
        raw_product(*(step.derivative if place == chosen else factor for place, factor in enumerate(factors)))
        for chosen, step in enumerate(steps)
    ]
    names = _FACTOR_NAMES if len(factors) <= len(_FACTOR_NAMES) else [f"f{i}" for i in range(1, len(factors) + 1)]
    parts = tuple(zip(names, factors, strict=False))
    return _record("product", tree, wrt, raw_sum(*terms), add(*terms), parts, steps)


def _quotient(
    tree: sp.Mul, numerator: sp.Expr, denominator: sp.Expr, wrt: sp.Symbol, taken: frozenset[str]
) -> Derivation:
    upper, lower = (differentiate(part, wrt, taken) for part in (numerator, denominator))
    terms = (raw_product(upper.derivative, denominator), raw_product(sp.S.NegativeOne, numerator, lower.derivative))
    divisor = raw_power(denominator, sp.Integer(-2))
    literal = raw_product(raw_sum(*terms), divisor)
    parts = (("f", numerator), ("g", denominator))
    return _record("quotient", tree, wrt, literal, multiply(add(*terms), divisor), parts, (upper, lower))


# ---------------------------------------------------------------- powers and functions of an inner function


def _general_power(tree: sp.Pow, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    """f^g = e^(g·ln f), so its derivative is f^g times that of g·ln f (f > 0)."""
    exponent = raw_product(tree.exp, call(sp.log, tree.base))
    step = differentiate(exponent, wrt, taken)
    literal = raw_product(tree, step.derivative)
    parts = (("f", tree.base), ("g", tree.exp))
    return _record("general-power", tree, wrt, literal, multiply(literal), parts, (step,))


def _outer(tree: sp.Expr, wrt: sp.Symbol) -> Outer:
    """The outermost function of `tree`, of which one argument depends on `wrt`."""
    if type(tree) is sp.Pow:
        return _outer_power(tree, wrt)
    name = NAMES.get(tree.func)
    if name is None:
        raise DontKnow(str(tree.func.__name__))
    return Outer(FUNCTIONS[name].rule, tree.args[0], partial(call, tree.func), partial(slope_at, name))


def _outer_power(tree: sp.Pow, wrt: sp.Symbol) -> Outer:
    base, exponent = tree.args
    if base is sp.E:
        return Outer("exponential", exponent, lambda u: raw_power(sp.E, u), lambda u: raw_power(sp.E, u))
    if _depends(exponent, wrt):
        return Outer(
            "general-exponential",
            exponent,
            lambda u: raw_power(base, u),
            lambda u: multiply(raw_power(base, u), call(sp.log, base)),
            (("c", base),),
        )
    if exponent == sp.S.Half:
        return Outer("root", base, lambda u: raw_power(u, exponent), lambda u: _power_slope(u, exponent))
    return Outer(
        "power", base, lambda u: raw_power(u, exponent), lambda u: _power_slope(u, exponent), (("n", exponent),)
    )


def _power_slope(u: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    return multiply(exponent, power(u, subtract(exponent, sp.S.One)))


def _chain(tree: sp.Expr, outer: Outer, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    """Outer slope times inner slope; where the argument is the variable itself, the outer rule alone."""
    inner = outer.argument
    if inner == wrt:
        return _record(outer.rule, tree, wrt, outer.slope(inner), parts=outer.parts)
    used = taken | {free.name for free in tree.free_symbols}
    name = _unused_name(used)
    u = symbol(name)
    steps = (
        _record(outer.rule, outer.of(u), u, outer.slope(u), parts=outer.parts),
        differentiate(inner, wrt, taken | {name}),
    )
    literal = raw_product(outer.slope(inner), steps[1].derivative)
    return _record("chain", tree, wrt, literal, multiply(literal), ((name, inner),), steps)


def _unused_name(used: frozenset[str]) -> str:
    numbered = (f"u{i}" for i in count(1))
    return next(name for name in chain(_PLACEHOLDERS, numbered) if name not in used)


# ---------------------------------------------------------------- functions given in pieces


def _piecewise(tree: Pieces, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    """Each branch by itself; true inside the branches, not at their borders."""
    steps = tuple(differentiate(value, wrt, taken) for value in tree.values)
    slopes = [step.derivative for step in steps]
    flat = all(slope == 0 for slope in slopes)
    return _record("piecewise", tree, wrt, tree.with_values(slopes), sp.S.Zero if flat else None, steps=steps)


def _larger_or_smaller(tree: sp.Expr, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    """The slope of the argument that wins; on a tie that of the constant one, so that max(0, z) has ReLU's slope 0."""
    left, right = tree.args
    steps = tuple(differentiate(part, wrt, taken) for part in (left, right))
    slopes = [step.derivative for step in steps]
    if not _depends(left, wrt):
        left, right = right, left
        slopes.reverse()
    name = NAMES[tree.func]
    slope = _where(compare(_WINS[name], left, right), *slopes)
    parts = tuple(zip(("f", "g"), tree.args, strict=True))
    return _record(FUNCTIONS[name].rule, tree, wrt, slope, parts=parts, steps=steps)


def _where(test: sp.Expr, value: sp.Expr, otherwise: sp.Expr) -> sp.Expr:
    """`value` where `test` holds; 1 and 0 are the test itself, two equal values need none."""
    if value == otherwise:
        return value
    return test if (value, otherwise) == (1, 0) else pieces((value, test), (otherwise, None))
