"""Derivatives with one rule of differentiation broken in one place, for every place and every rule of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from tutor.formulas import expression as ex
from tutor.formulas.expression import Binary, Call, Expression, Number, Symbol, children
from tutor.judging.codes import RuleCode
from tutor.judging.probes import COMPLEX, Probes, Values, nudge, slope_from_nudge, values_at

_INNER: Final = "inner function"
"""No vocabulary holds a name with a space."""

_ROUNDING: Final = 1e-13

RuleSlip: TypeAlias = tuple[RuleCode, Values]


@dataclass(frozen=True)
class Differentiation:
    """How formulas are differentiated by `wrt`, all other names at rest."""

    probes: Probes
    wrt: str

    def slope(self, node: Expression) -> Values:
        """Return the derivative of `node` at the probes."""
        moved = {**self.probes.values, self.wrt: nudge(self.probes.values[self.wrt])}
        return slope_from_nudge(values_at(node, moved, self.probes.count))

    def broken(self, formula: Expression, *, inner: bool = False) -> Iterator[RuleSlip]:
        """Yield what a learner gets who differentiates `formula` with one mistake, under the code of the mistake.

        Inside other functions a term that was kept is no term of the result any more, so that none is looked for there.
        A mistake in a part changes the whole by as much as the part's slope, times how fast the whole follows it.
        """
        node = ex.plain(formula)
        slope = self.slope(node)
        if not slope.any() or isinstance(node, ex.Condition | ex.Cases):
            return
        is_sum = isinstance(node, Binary) and node.operator in ("+", "-")
        if not (inner and is_sum):
            yield from self._here(node)
        for index, part in enumerate(children(node)):
            for code, wrong in self.broken(part, inner=inner or not is_sum):
                yield code, _total(slope, self._gain(node, index, part) * (wrong - self.slope(part)))

    def _gain(self, node: Expression, index: int, part: Expression) -> Values:
        """How fast `node` changes with its part number `index`."""
        parts = list(children(node))
        parts[index] = Symbol(_INNER)
        return self._outer_slope(ex.with_children(node, parts), self.probes.evaluate(part))

    def _outer_slope(self, outer: Expression, at: Values) -> Values:
        """The derivative of `outer` by its inner symbol, where that has the values `at`."""
        return slope_from_nudge(self._outer(outer, nudge(at)))

    def _outer(self, outer: Expression, at: Values) -> Values:
        return values_at(outer, {**self.probes.values, _INNER: at}, self.probes.count)

    def _here(self, node: Expression) -> Iterator[RuleSlip]:
        match node:
            case Binary(operator="+" | "-"):
                yield from self._sum(node)
            case Binary(operator="*", left=u, right=v):
                yield from self._product(u, v)
            case Binary(operator="/", left=u, right=v):
                yield from self._quotient(u, v)
            case Binary(operator="^", left=ex.Constant(name="e"), right=u) | Call(function="exp", arguments=(u,)):
                yield from self._chain(Call("exp", (Symbol(_INNER),)), u)
                yield from self._exponential(u)
            case Binary(operator="^", left=u, right=Number() as n):
                yield from self._chain(Binary("^", Symbol(_INNER), n), u)
                yield from self._power(u, float(n.text))
            case Call(function=function, arguments=(u,)):
                yield from self._chain(Call(function, (Symbol(_INNER),)), u)
                yield from self._function(function, u)
            case _:
                pass  # no rule is known for it that learners get wrong

    def _sum(self, node: Binary) -> Iterator[RuleSlip]:
        slope, signs = self.slope(node), (1, -1 if node.operator == "-" else 1)
        for term, sign in zip((node.left, node.right), signs, strict=True):
            if isinstance(term, Binary) and term.operator in ("+", "-"):
                continue
            change = self.slope(term)
            code: RuleCode = "term_not_differentiated" if change.any() else "constant_kept"
            yield code, slope + sign * (self.probes.evaluate(term) - change)

    def _product(self, left: Expression, right: Expression) -> Iterator[RuleSlip]:
        u, v = self.probes.evaluate(left), self.probes.evaluate(right)
        du, dv = self.slope(left), self.slope(right)
        if not (du.any() and dv.any()):
            return
        yield "product_rule_multiplied", du * dv
        yield "product_rule_one_term", du * v
        yield "product_rule_one_term", u * dv
        yield "product_rule_minus", du * v - u * dv
        yield "product_rule_minus", u * dv - du * v

    def _quotient(self, over: Expression, under: Expression) -> Iterator[RuleSlip]:
        u, v = self.probes.evaluate(over), self.probes.evaluate(under)
        du, dv = self.slope(over), self.slope(under)
        if not (du.any() and dv.any()):
            return
        yield "quotient_rule_divided", du / dv
        yield "quotient_rule_plus", (du * v + u * dv) / v**2
        yield "quotient_rule_square", (du * v - u * dv) / v
        yield "quotient_rule_square", du * v - u * dv

    def _chain(self, outer: Expression, inner: Expression) -> Iterator[RuleSlip]:
        """Mistakes with f(u): `outer` is f of the symbol that stands for the inner function."""
        u, du = self.probes.evaluate(inner), self.slope(inner)
        if (du == 1).all():
            return
        yield "forgot_inner_derivative", self._outer_slope(outer, u)
        yield "outer_at_wrong_place", self._outer_slope(outer, self.probes.values[self.wrt]) * du
        yield "outer_not_differentiated", self._outer(outer, u) * du
        if (du != du[0]).any():
            yield "derivative_inside", self._outer(outer, du)
            if not (isinstance(outer, Binary) and outer.right == Number("2")):
                yield "derivative_inside", self._outer_slope(outer, du)

    def _power(self, base: Expression, exponent: float) -> Iterator[RuleSlip]:
        u, du = self.probes.evaluate(base), self.slope(base)
        yield "forgot_power_factor", u ** (exponent - 1) * du
        yield "exponent_kept", exponent * u**exponent * du
        yield "power_not_differentiated", u**exponent * du
        if exponent > 2:
            yield "exponent_in_wrong_place", (exponent - 1) * u**exponent * du

    def _exponential(self, exponent: Expression) -> Iterator[RuleSlip]:
        """The power rule where the variable stands in the exponent."""
        u, du = self.probes.evaluate(exponent), self.slope(exponent)
        lowered = u * np.exp(u - 1)
        yield "exponential_as_power", lowered
        yield "exponential_as_power", lowered * du

    def _function(self, function: str, inner: Expression) -> Iterator[RuleSlip]:
        u, du = self.probes.evaluate(inner), self.slope(inner)
        value = COMPLEX.call(function, 0, [u])
        for code, wrong in _WRONG_SLOPES[function](u, value) if function in _WRONG_SLOPES else ():
            yield code, wrong * du


def _total(slope: Values, change: Values) -> Values:
    """The sum of both, exactly 0 where they cancel to within rounding."""
    total = slope + change
    return np.where(np.abs(total) <= _ROUNDING * (np.abs(slope) + np.abs(change)), 0, total)


def _of_sigmoid(z: Values, s: Values) -> Iterator[RuleSlip]:
    again = COMPLEX.call("sigmoid", 0, [s])
    yield "sigmoid_rule_only_s", s
    yield "sigmoid_rule_only_1ms", 1 - s
    yield "sigmoid_rule_plus", s * (1 + s)
    yield "sigmoid_rule_square", 1 - s**2
    yield "sigmoid_applied_twice", again * (1 - again)
    yield "used_input_not_output", z * (1 - z)


def _of_tanh(z: Values, a: Values) -> Iterator[RuleSlip]:
    yield "tanh_itself", a
    yield "tanh_rule_plus", 1 + a**2
    yield "tanh_rule_no_square", 1 - a
    yield "tanh_rule_only_square", a**2
    yield "sigmoid_rule_for_tanh", a * (1 - a)
    yield "used_input_not_output", 1 - z**2


def _of_relu(z: Values, a: Values) -> Iterator[RuleSlip]:
    yield "relu_itself", a
    yield "relu_reversed", np.asarray(z.real <= 0, np.complex128)


_WRONG_SLOPES: Final[dict[str, Callable[[Values, Values], Iterator[RuleSlip]]]] = {
    "sigmoid": _of_sigmoid,
    "tanh": _of_tanh,
    "relu": _of_relu,
}
"""What learners take for the slope of an activation, from its input and its output."""
