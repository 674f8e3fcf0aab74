"""A derivative as a person leaves it at the end: common factors in front, like terms and exponentials together.

Every rule of differentiation tidies as it goes (`arithmetic`), so that each line follows from the one before. Here the
last result alone is gathered further, by the distributive law, e^a·e^b = e^(a + b) and sin² + cos² = 1, which hold
wherever the result has a value. What was typed in brackets stays unless the result becomes shorter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import gcd, prod
from typing import Final

import sympy as sp

from tutor.deriving.arithmetic import add, flat_factors, multiply, power, raw_power, raw_sum, split_coefficient
from tutor.deriving.convert import Comparison, Pieces, call

_MOST_TERMS: Final = 64
"""Brackets with more products than these are not multiplied out."""


def gather(tree: sp.Expr, wrt: sp.Symbol) -> sp.Expr:
    """Return `tree`, a derivative with respect to `wrt`, gathered."""
    if isinstance(tree, Comparison):
        return tree
    if isinstance(tree, Pieces):
        return tree.with_values([gather(value, wrt) for value in tree.values])
    if tree.is_Add:
        return _gathered_sum(tree, wrt)
    if tree.is_Mul:
        return _product([gather(factor, wrt) for factor in tree.args], wrt)
    return tree


# ---------------------------------------------------------------- products


@dataclass(frozen=True, slots=True)
class _Power:
    """A factor of a product: its base and exponent, where e^(2x) is the base e^x with the exponent 2."""

    base: sp.Expr
    exponent: sp.Expr
    written: sp.Expr | None
    """How it stood in the product, if it was one factor there."""

    def tree(self) -> sp.Expr:
        """Return the factor itself."""
        if self.written is not None:
            return self.written
        if _is_exponential(self.base):
            return power(sp.E, multiply(self.exponent, self.base.exp))
        return power(self.base, self.exponent)


def _powers(tree: sp.Expr) -> dict[sp.Expr, _Power]:
    """The factors of a product by their bases, each base once."""
    found: dict[sp.Expr, _Power] = {}
    for base, exponent in flat_factors((tree,)):
        made = _power(base, exponent)
        if same := found.get(made.base):
            made = _Power(made.base, add(same.exponent, made.exponent), None)
        if made.base != 1:
            found[made.base] = made
    return found


def _power(base: sp.Expr, exponent: sp.Expr) -> _Power:
    if not _is_exponential(base):
        return _Power(base, exponent, power(base, exponent))
    number, rest = split_coefficient(multiply(base.args[-1], exponent))
    return _Power(raw_power(sp.E, rest), number, base if exponent == 1 else None)


def _is_exponential(tree: sp.Expr) -> bool:
    return bool((type(tree) is sp.Pow and tree.base is sp.E) or isinstance(tree, sp.exp))


def _product(factors: Sequence[sp.Expr], wrt: sp.Symbol) -> sp.Expr:
    """The product of `factors` with one exponential for e^x·e^(2x), and powers of `wrt` before functions and sums."""
    number, rest = split_coefficient(multiply(*factors))
    powers = list(_powers(rest).values())
    first_long = next((place for place, factor in enumerate(powers) if not factor.base.is_Symbol), len(powers))
    # sorted keeps the order of all others.
    ordered = [*powers[:first_long], *sorted(powers[first_long:], key=lambda factor: factor.base != wrt)]
    return multiply(number, *(factor.tree() for factor in ordered))


# ---------------------------------------------------------------- sums


def _gathered_sum(tree: sp.Add, wrt: sp.Symbol) -> sp.Expr:
    """The shortest of the sum as it is, with a common factor in front, and multiplied out."""
    terms = [gather(term, wrt) for term in tree.args]
    tidied = add(*_without_squares_of_one_angle(terms))
    grouped = _grouped(tidied.args) if tidied.is_Add else []
    return min([raw_sum(*terms), tidied, *_with_common_factor(grouped, wrt), *_multiplied_out(tidied)], key=_length)


def _length(tree: sp.Expr) -> int:
    """How many numbers, names and functions stand in `tree`; a minus is none of them."""
    inside = sum(map(_length, tree.args))
    return inside + bool(tree.is_Function or (not tree.args and tree != -1))


def _without_squares_of_one_angle(terms: Sequence[sp.Expr]) -> list[sp.Expr]:
    """`terms`, where c·sin(u)² and c·cos(u)² together are c."""
    kept: list[sp.Expr] = []
    for term in terms:
        partner = _partner(term)
        if partner in kept:
            kept[kept.index(partner)] = split_coefficient(term)[0]
        else:
            kept.append(term)
    return kept


def _partner(term: sp.Expr) -> sp.Expr | None:
    """c·cos(u)² for c·sin(u)², and the other way round."""
    number, rest = split_coefficient(term)
    if type(rest) is not sp.Pow or rest.exp != 2 or rest.base.func not in (sp.sin, sp.cos):
        return None
    other = sp.cos if rest.base.func is sp.sin else sp.sin
    return multiply(number, raw_power(call(other, *rest.base.args), sp.Integer(2)))


def _grouped(terms: Sequence[sp.Expr]) -> list[sp.Expr]:
    """`terms`, where those that add up to a factor of another are one: 1 − s − x·(1 − s) is (1 − s) − x·(1 − s)."""
    for term in terms:
        for factor in term.args if term.is_Mul else ():
            if factor.is_Add and all(part in terms for part in factor.args):
                return [factor, *_grouped([other for other in terms if other not in factor.args])]
    return list(terms)


def _with_common_factor(terms: Sequence[sp.Expr], wrt: sp.Symbol) -> Iterator[sp.Expr]:
    """The sum of `terms` as a product, if all have a function or a sum as a factor; x² + x stays as it is."""
    if len(terms) < 2:
        return
    split = [split_coefficient(term) for term in terms]
    common = reduce(_shared, (_powers(rest) for _, rest in split))
    if all(base.is_Symbol for base in common):
        return
    number = _common_number([coefficient for coefficient, _ in split])
    divisors = [power(factor.base, -factor.exponent) for factor in common.values()]
    rests = [multiply(coefficient, sp.S.One / number, rest, *divisors) for coefficient, rest in split]
    inner = add(*(_product([rest], wrt) for rest in rests))
    factors = [power(factor.base, factor.exponent) for factor in common.values()]
    yield _product([number, *factors, min([inner, *_multiplied_out(inner)], key=_length)], wrt)


def _shared(left: dict[sp.Expr, _Power], right: dict[sp.Expr, _Power]) -> dict[sp.Expr, _Power]:
    """What stands in both products, above the line in both or below in both."""
    shared: dict[sp.Expr, _Power] = {}
    for base in left:
        if base not in right:
            continue
        one, other = left[base].exponent, right[base].exponent
        if one.is_Rational and other.is_Rational and one.is_positive == other.is_positive:
            shared[base] = _Power(base, min(one, other, key=abs), None)
    return shared


def _common_number(coefficients: Sequence[sp.Expr]) -> sp.Expr:
    """The greatest common divisor of whole numbers, negative if all are; 1 beside any other number."""
    if not all(number.is_Integer for number in coefficients):
        return sp.S.One
    sign = -1 if all(number.is_negative for number in coefficients) else 1
    return sp.Integer(sign * gcd(*map(int, coefficients)))


def _multiplied_out(tree: sp.Expr) -> Iterator[sp.Expr]:
    """A sum without brackets, if it is made of whole powers of names and functions, and not of too many."""
    if tree.is_Add and all(map(_is_polynomial, tree.args)):
        sums = [_brackets(term) for term in tree.args]
        if sum(prod(map(len, brackets)) for brackets in sums) <= _MOST_TERMS:
            yield add(*(multiply(*chosen) for brackets in sums for chosen in product(*brackets)))


def _is_polynomial(term: sp.Expr) -> bool:
    if term.is_Number or term.is_Symbol or term.is_Function:
        return True
    if type(term) is sp.Pow:
        return bool((term.base.is_Symbol or term.base.is_Function) and term.exp.is_Integer and term.exp.is_positive)
    return bool(term.is_Add or term.is_Mul) and all(map(_is_polynomial, term.args))


def _brackets(term: sp.Expr) -> list[tuple[sp.Expr, ...]]:
    """The terms of every factor of `term`."""
    factors = term.args if term.is_Mul else (term,)
    return [factor.args if factor.is_Add else (factor,) for factor in factors]
