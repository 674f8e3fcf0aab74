"""From a formula to the derivation of its derivative; each rule takes a SymPy tree to a record, without SymPy's `diff`.

All of it stays on one thread, as SymPy's settings do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain, count, islice
from typing import Final, TypeAlias

import sympy as sp

from tutor.deriving.arithmetic import add, multiply, power, raw_power, raw_product
from tutor.deriving.convert import (
    NAMES,
    Comparison,
    Pieces,
    call,
    compare,
    pieces,
    slope_at,
    symbol,
    to_expression,
    to_sympy,
)
from tutor.deriving.gathering import gather
from tutor.errors import TutorError
from tutor.formulas.expression import Expression, Relation
from tutor.formulas.functions import FUNCTIONS

RuleCode: TypeAlias = str
"""A rule of how a formula is built, or the rule of a function's record."""

RULE_CODES: Final[frozenset[RuleCode]] = frozenset(
    [
        "constant", "variable", "sum", "constant-multiple", "product", "quotient", "power", "general-power",
        "general-exponential", "piecewise", "chain", *(record.rule for record in FUNCTIONS.values()),
    ]
)  # fmt: skip
"""`wording.derivations` has a name, a formula and a sentence for each."""
_PLACEHOLDERS: Final = ("u", "v", "s", "r", "q", "p")
_WINS: Final[Mapping[str, Relation]] = {"max": ">", "min": "<"}
"""How the argument that wins stands to the other."""
MOST_NODES: Final = 5_000
"""Numbers, names and operations in all lines of a derivation: some hundred lines, written in half a second."""


class DontKnow(TutorError):  # noqa: N818 - the name says what it means: no guess
    """No rule differentiates this formula; said instead of a guess."""

    def __init__(self, function: str) -> None:
        super().__init__("derivation.no-rule", function=function)


@dataclass(frozen=True, slots=True)
class Derivation:
    """One rule applied to one formula.

    `tree` is what is differentiated with respect to `wrt`, `derivative` the result, tidied: `x`, not `1·x + w·0`. The
    derivation of a chain has two steps: the outer function with respect to u, then u with respect to `wrt`.
    """

    rule: RuleCode
    wrt: str
    tree: sp.Expr
    derivative: sp.Expr
    steps: tuple[Derivation, ...] = ()

    @property
    def of(self) -> Expression:
        """What is differentiated."""
        return to_expression(self.tree)

    @property
    def result(self) -> Expression:
        """The derivative, tidied."""
        return to_expression(self.derivative)

    @property
    def gathered(self) -> Expression:
        """The derivative as a person leaves it at the end: common factors in front, like things together."""
        return to_expression(gather(self.derivative, symbol(self.wrt)))

    @property
    def headline(self) -> RuleCode:
        """The rule that a teacher would name first: that of the outer function, past constant multiples of it."""
        if self.rule == "chain":
            return self.steps[0].rule
        if self.rule == "constant-multiple" and self.steps[0].rule != "variable":
            return self.steps[0].headline
        return self.rule

    @property
    def rules(self) -> tuple[RuleCode, ...]:
        """Every rule that was applied, each once, in the order of use."""
        return tuple(dict.fromkeys(step.rule for step in self.walk()))

    def walk(self) -> Iterator[Derivation]:
        """Yield this derivation and all below it, parents first."""
        return (step for _, step in self.lines())

    def lines(self, depth: int = 0) -> Iterator[tuple[int, Derivation]]:
        """Yield all that `walk` does, each with the number of rules around it."""
        yield depth, self
        for step in self.steps:
            yield from step.lines(depth + 1)


def derive(expression: Expression, wrt: str) -> Derivation:
    """Return the derivation of `expression` with respect to the quantity `wrt`, all other quantities held fixed.

    Errors: `derivation.no-rule` (`DontKnow`), `derivation.unknown-function`, and `derivation.too-long` for one that
    nobody would read.
    """
    derivation = differentiate(to_sympy(expression), symbol(wrt))
    nodes = (
        node
        for step in derivation.walk()
        for tree in (step.tree, step.derivative)
        for node in sp.preorder_traversal(tree)
    )
    if next(islice(nodes, MOST_NODES, None), None) is not None:
        raise TutorError("derivation.too-long", most=MOST_NODES)
    return derivation


@dataclass(frozen=True, slots=True)
class Outer:
    """An elementary function of one argument: how it is rebuilt on another argument, and its slope there."""

    rule: RuleCode
    argument: sp.Expr
    of: Callable[[sp.Expr], sp.Expr]
    slope: Callable[[sp.Expr], sp.Expr]


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


def _record(rule: RuleCode, tree: sp.Expr, wrt: sp.Symbol, derivative: sp.Expr, *steps: Derivation) -> Derivation:
    return Derivation(rule, wrt.name, tree, derivative, steps)


def _sum(tree: sp.Add, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    steps = [differentiate(term, wrt, taken) for term in tree.args]
    return _record("sum", tree, wrt, add(*(step.derivative for step in steps)), *steps)


# ---------------------------------------------------------------- products and quotients


def _multiplied(tree: sp.Mul, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    constant = [factor for factor in tree.args if not _depends(factor, wrt)]
    varying = [factor for factor in tree.args if _depends(factor, wrt)]
    if constant:
        step = differentiate(_product_of(varying), wrt, taken)
        return _record("constant-multiple", tree, wrt, multiply(*constant, step.derivative), step)
    divisors = [power(factor.base, -factor.exp) for factor in varying if _is_divisor(factor)]
    dividends = [factor for factor in varying if not _is_divisor(factor)]
    if divisors and dividends:
        return _quotient(tree, _product_of(dividends), _product_of(divisors), wrt, taken)
    return _product(tree, wrt, taken)


def _product_of(factors: list[sp.Expr]) -> sp.Expr:
    return factors[0] if len(factors) == 1 else raw_product(*factors)


def _is_divisor(factor: sp.Expr) -> bool:
    return type(factor) is sp.Pow and factor.base is not sp.E and factor.exp.is_Integer and bool(factor.exp.is_negative)


def _product(tree: sp.Mul, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    factors = tree.args
    steps = [differentiate(factor, wrt, taken) for factor in factors]
    terms = [
        raw_product(*(step.derivative if place == chosen else factor for place, factor in enumerate(factors)))
        for chosen, step in enumerate(steps)
    ]
    return _record("product", tree, wrt, add(*terms), *steps)


def _quotient(
    tree: sp.Mul, numerator: sp.Expr, denominator: sp.Expr, wrt: sp.Symbol, taken: frozenset[str]
) -> Derivation:
    upper, lower = (differentiate(part, wrt, taken) for part in (numerator, denominator))
    terms = (raw_product(upper.derivative, denominator), raw_product(sp.S.NegativeOne, numerator, lower.derivative))
    derivative = multiply(add(*terms), raw_power(denominator, sp.Integer(-2)))
    return _record("quotient", tree, wrt, derivative, upper, lower)


# ---------------------------------------------------------------- powers and functions of an inner function


def _general_power(tree: sp.Pow, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    """f^g = e^(g·ln f), so its derivative is f^g times that of g·ln f (f > 0)."""
    step = differentiate(raw_product(tree.exp, call(sp.log, tree.base)), wrt, taken)
    return _record("general-power", tree, wrt, multiply(tree, step.derivative), step)


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
    of_exponent = partial(raw_power, base)
    if base is sp.E:
        return Outer("exponential", exponent, of_exponent, of_exponent)
    if _depends(exponent, wrt):
        return Outer(
            "general-exponential", exponent, of_exponent, lambda u: multiply(of_exponent(u), call(sp.log, base))
        )
    return Outer(
        "root" if exponent == sp.S.Half else "power",
        base,
        lambda u: raw_power(u, exponent),
        lambda u: multiply(exponent, power(u, add(exponent, sp.S.NegativeOne))),
    )


def _chain(tree: sp.Expr, outer: Outer, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    """Outer slope times inner slope; where the argument is the variable itself, the outer rule alone."""
    inner = outer.argument
    if inner == wrt:
        return _record(outer.rule, tree, wrt, outer.slope(inner))
    name = _unused_name(taken | {free.name for free in tree.free_symbols})
    u = symbol(name)
    first = _record(outer.rule, outer.of(u), u, outer.slope(u))
    second = differentiate(inner, wrt, taken | {name})
    return _record("chain", tree, wrt, multiply(outer.slope(inner), second.derivative), first, second)


def _unused_name(used: frozenset[str]) -> str:
    numbered = (f"u{i}" for i in count(1))
    return next(name for name in chain(_PLACEHOLDERS, numbered) if name not in used)


# ---------------------------------------------------------------- functions given in pieces


def _piecewise(tree: Pieces, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    """Each branch by itself; true inside the branches, not at their borders."""
    steps = [differentiate(value, wrt, taken) for value in tree.values]
    slopes = [step.derivative for step in steps]
    flat = all(slope == 0 for slope in slopes)
    return _record("piecewise", tree, wrt, sp.S.Zero if flat else tree.with_values(slopes), *steps)


def _larger_or_smaller(tree: sp.Expr, wrt: sp.Symbol, taken: frozenset[str]) -> Derivation:
    """The slope of the argument that wins; on a tie that of the constant one, so that max(0, z) has ReLU's slope 0."""
    left, right = tree.args
    steps = [differentiate(part, wrt, taken) for part in (left, right)]
    slopes = [step.derivative for step in steps]
    if not _depends(left, wrt):
        left, right = right, left
        slopes.reverse()
    name = NAMES[tree.func]
    slope = _where(compare(_WINS[name], left, right), *slopes)
    return _record(FUNCTIONS[name].rule, tree, wrt, slope, *steps)


def _where(test: sp.Expr, value: sp.Expr, otherwise: sp.Expr) -> sp.Expr:
    """`value` where `test` holds; 1 and 0 are the test itself, two equal values need none."""
    if value == otherwise:
        return value
    return test if (value, otherwise) == (1, 0) else pieces((value, test), (otherwise, None))
