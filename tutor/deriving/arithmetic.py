"""Sums, products and powers of SymPy trees that keep their order and are tidied only as a teacher would on the board.

SymPy's own `+`, `*` and `**` sort, distribute and rearrange; `evaluate=False` keeps it from all of that and, unlike the
context `distribute(False)`, does not empty SymPy's caches. Tidying means: zeros and ones vanish, numbers are multiplied
and stand in front, equal terms and factors are gathered. Nothing is expanded or factored. Decimal numbers stay decimal
(`Float`), whole numbers and quotients stay exact; both are computed exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

import sympy as sp

_LARGEST_FOLDED_EXPONENT: Final = 64
_LONGEST_DECIMAL: Final = 12


def raw_sum(*terms: sp.Expr) -> sp.Expr:
    """Return the sum of `terms` exactly as given."""
    return sp.Add(*terms, evaluate=False)


def raw_product(*factors: sp.Expr) -> sp.Expr:
    """Return the product of `factors` exactly as given."""
    return sp.Mul(*factors, evaluate=False)


def raw_power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """Return `base` to the `exponent` exactly as given."""
    return sp.Pow(base, exponent, evaluate=False)


def add(*terms: sp.Expr) -> sp.Expr:
    """Return the tidied sum of `terms`, in their order."""
    gathered: dict[object, tuple[sp.Expr, sp.Expr]] = {}
    for term in _flat_terms(terms):
        number, rest = split_coefficient(term)
        same = frozenset(rest.args) if rest.is_Mul else rest
        if same in gathered:
            earlier, rest = gathered[same]
            number = _number(_fraction(earlier) + _fraction(number), earlier, number)
        gathered[same] = number, rest
    kept = [_scaled(number, rest) for number, rest in gathered.values() if not number.is_zero]
    if not kept:
        return sp.S.Zero
    return kept[0] if len(kept) == 1 else raw_sum(*kept)


def multiply(*factors: sp.Expr) -> sp.Expr:
    """Return the tidied product of `factors`: its number first, the others in their order."""
    coefficient: sp.Expr = sp.S.One
    exponents: dict[sp.Expr, sp.Expr] = {}
    for base, exponent in flat_factors(factors):
        if _is_computable(base, exponent):
            number = base if exponent == 1 else _number(_fraction(base) ** int(exponent), base)
            coefficient = _number_product(coefficient, number)
        else:
            exponents[base] = add(exponents[base], exponent) if base in exponents else exponent
    if coefficient.is_zero:
        return sp.S.Zero
    kept = [power(base, exponent) for base, exponent in exponents.items() if not exponent.is_zero]
    if not kept:
        return coefficient
    leading = [] if coefficient == 1 else [coefficient]
    return kept[0] if len(leading) + len(kept) == 1 else raw_product(*leading, *kept)


def power(base: sp.Expr, exponent: sp.Expr) -> sp.Expr:
    """Return `base` to the `exponent`, without exponents 0 and 1."""
    if exponent.is_Number and exponent.is_zero:
        return sp.S.One
    return base if exponent == 1 else raw_power(base, exponent)


def split_coefficient(term: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Return the number that stands in front of `term` (1 where none does) and the rest."""
    if term.is_Number:
        return term, sp.S.One
    if term.is_Mul and term.args[0].is_Number:
        rest = term.args[1:]
        return term.args[0], rest[0] if len(rest) == 1 else raw_product(*rest)
    return sp.S.One, term


def _scaled(number: sp.Expr, rest: sp.Expr) -> sp.Expr:
    if rest == 1:
        return number
    if number == 1:
        return rest
    return raw_product(number, *(rest.args if rest.is_Mul else (rest,)))


def _flat_terms(terms: Sequence[sp.Expr]) -> Iterator[sp.Expr]:
    """Every term, sums inside the sum opened up; beside other terms also `−(a + b)` becomes −a, −b."""
    for term in terms:
        tidied = term if term.is_Add else multiply(term)
        if tidied.is_Add:
            yield from _flat_terms(tidied.args)
        elif len(terms) > 1 and _is_negated_sum(tidied):
            yield from _flat_terms([multiply(sp.S.NegativeOne, part) for part in tidied.args[1].args])
        else:
            yield tidied


def _is_negated_sum(term: sp.Expr) -> bool:
    return bool(term.is_Mul and len(term.args) == 2 and term.args[0] == -1 and term.args[1].is_Add)


def flat_factors(factors: Iterable[sp.Expr]) -> Iterator[tuple[sp.Expr, sp.Expr]]:
    """Every factor as base and exponent, products inside products and under whole exponents opened up."""
    for factor in factors:
        if factor.is_Mul:
            yield from flat_factors(factor.args)
        elif factor.is_Pow and factor.exp.is_Integer:
            opened = flat_factors((factor.base,))
            yield from ((base, multiply(exponent, factor.exp)) for base, exponent in opened)
        elif factor.is_Pow and factor.exp.is_Number:
            yield factor.base, factor.exp
        else:
            yield factor, sp.S.One


def _is_computable(base: sp.Expr, exponent: sp.Expr) -> bool:
    """Whether the power is a number of modest size that exists."""
    if not (base.is_Number and exponent.is_Integer and abs(exponent) <= _LARGEST_FOLDED_EXPONENT):
        return False
    return not (base.is_zero and exponent.is_negative)


def _number_product(left: sp.Expr, right: sp.Expr) -> sp.Expr:
    if left is sp.S.One:
        return right
    return _number(_fraction(left) * _fraction(right), left, right)


def _fraction(number: sp.Expr) -> Fraction:
    """The exact value of a number; a decimal counts as what its shortest decimal text says."""
    return Fraction(repr(float(number))) if number.is_Float else Fraction(int(number.p), int(number.q))


def _number(value: Fraction, *of: sp.Expr) -> sp.Expr:
    """The number `value`, which was computed from the numbers `of`: a decimal one where one of them is."""
    if value.denominator != 1 and any(number.is_Float for number in of):
        shortest = float(f"{float(value):.{_LONGEST_DECIMAL}g}")
        if Fraction(repr(shortest)) == value:
            return sp.Float(shortest)
    return sp.Rational(value.numerator, value.denominator)
