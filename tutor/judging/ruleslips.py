"""The rules of differentiation applied wrongly to what a question differentiates: product, quotient, power, chain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from tutor.formulas.expression import Binary, Call, Constant, Expression, Negate, Number, Symbol, plain, symbols
from tutor.judging.probes import Probes, Values, nudge, slope_from_nudge, values_at
from tutor.judging.question import FormulaQuestion

_INNER: Final = "inner function"
"""No vocabulary holds a name with a space."""

RuleSlip = tuple[str, Values]


def rule_slips(question: FormulaQuestion, probes: Probes) -> Iterator[RuleSlip]:
    """Yield what each wrong rule makes of the original function, under the code of the mistake."""
    if question.original is None or not question.wrt or question.wrt not in probes.values:
        return
    scale, core = _scaled(plain(question.original))
    for code, values in _of_core(core, question.wrt, probes):
        yield code, scale * values


def _scaled(node: Expression) -> tuple[float, Expression]:
    """A constant factor and the rest."""
    match node:
        case Negate(operand=operand):
            scale, core = _scaled(operand)
            return -scale, core
        case Binary(operator="*", left=Number(text=text), right=right):
            scale, core = _scaled(right)
            return float(text) * scale, core
        case Binary(operator="/", left=left, right=Number(text=text)) if float(text):
            scale, core = _scaled(left)
            return scale / float(text), core
        case _:
            return 1.0, node


def _of_core(core: Expression, wrt: str, probes: Probes) -> Iterator[RuleSlip]:
    match core:
        case Binary(operator="*", left=u, right=v):
            yield from _product(u, v, wrt, probes)
        case Binary(operator="/", left=u, right=v):
            yield from _quotient(u, v, wrt, probes)
        case Binary(operator="^", left=Constant(name="e"), right=u) | Call(function="exp", arguments=(u,)):
            yield from _chain(Call("exp", (Symbol(_INNER),)), u, wrt, probes)
            yield from _exponential(core, u, wrt, probes)
        case Binary(operator="^", left=u, right=Number() as n):
            yield from _chain(Binary("^", Symbol(_INNER), n), u, wrt, probes)
            yield from _power(u, float(n.text), wrt, probes)
        case Call(function=function, arguments=(u,)):
            yield from _chain(Call(function, (Symbol(_INNER),)), u, wrt, probes)
        case _:
            pass  # no rule is known for it that learners get wrong


def _product(left: Expression, right: Expression, wrt: str, probes: Probes) -> Iterator[RuleSlip]:
    u, v = probes.evaluate(left), probes.evaluate(right)
    du, dv = probes.slope(left, wrt), probes.slope(right, wrt)
    if not (du.any() and dv.any()):
        return
    yield "product_rule_multiplied", du * dv
    yield "product_rule_one_term", du * v
    yield "product_rule_one_term", u * dv
    yield "product_rule_minus", du * v - u * dv
    yield "product_rule_minus", u * dv - du * v


def _quotient(over: Expression, under: Expression, wrt: str, probes: Probes) -> Iterator[RuleSlip]:
    u, v = probes.evaluate(over), probes.evaluate(under)
    du, dv = probes.slope(over, wrt), probes.slope(under, wrt)
    if not dv.any():
        return
    yield "quotient_rule_divided", du / dv
    yield "quotient_rule_plus", (du * v + u * dv) / v**2
    yield "quotient_rule_square", (du * v - u * dv) / v
    yield "quotient_rule_square", du * v - u * dv


def _chain(outer: Expression, inner: Expression, wrt: str, probes: Probes) -> Iterator[RuleSlip]:
    """Mistakes with f(u): `outer` is f of the symbol that stands for the inner function."""
    u, du = probes.evaluate(inner), probes.slope(inner, wrt)
    if isinstance(inner, Symbol) and inner.name == wrt:
        return
    here = probes.values[wrt]
    yield "forgot_inner_derivative", _slope_of(outer, u)
    yield "derivative_inside", values_at(outer, {_INNER: du}, len(u))
    yield "derivative_inside", _slope_of(outer, du)
    yield "outer_at_wrong_place", _slope_of(outer, here) * du
    yield "outer_not_differentiated", values_at(outer, {_INNER: u}, len(u)) * du


def _slope_of(outer: Expression, at: Values) -> Values:
    """The derivative of `outer` by its inner symbol, where that has the values `at`."""
    return slope_from_nudge(values_at(outer, {_INNER: nudge(at)}, len(at)))


def _power(base: Expression, exponent: float, wrt: str, probes: Probes) -> Iterator[RuleSlip]:
    u, du = probes.evaluate(base), probes.slope(base, wrt)
    yield "forgot_power_factor", u ** (exponent - 1) * du
    yield "exponent_kept", exponent * u**exponent * du
    yield "exponent_raised", exponent * u ** (exponent + 1) * du
    yield "exponent_in_wrong_place", (exponent - 1) * u**exponent * du


def _exponential(core: Expression, exponent: Expression, wrt: str, probes: Probes) -> Iterator[RuleSlip]:
    """The power rule where the variable stands in the exponent."""
    if not symbols(exponent):
        return
    u, du = probes.evaluate(exponent), probes.slope(exponent, wrt)
    lowered = u * np.exp(u - 1)
    yield "exponential_as_power", lowered
    yield "exponential_as_power", lowered * du
