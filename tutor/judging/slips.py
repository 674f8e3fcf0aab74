"""Every recognised mistake of one question as the values that it gives: factors, paths, rules, other derivatives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np

from tutor.errors import Argument
from tutor.formulas import expression as ex
from tutor.formulas.expression import Binary, Call, Expression, Number, Symbol, children, symbols, walk
from tutor.formulas.vocabulary import display_name
from tutor.judging.codes import OF_DERIVATIVES, ReasonCode, RuleCode
from tutor.judging.equivalence import agree, constant
from tutor.judging.probes import COMPLEX, Probes, Values, nudge, slope_from_nudge, values_at
from tutor.judging.question import Factor, FormulaQuestion

_MOST_FACTORS: Final = 6
"""Products of several factors are looked for among this many."""
_INNER: Final = "inner function"
"""No vocabulary holds a name with a space."""

_ROUNDING: Final = 1e-13

RuleSlip: TypeAlias = tuple[RuleCode, Values]


@dataclass(frozen=True, eq=False)
class Slip:
    """One mistake and the values of the formula that a learner who makes it writes."""

    code: ReasonCode
    values: Values
    arguments: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))
    rate: float | None = None
    """A learning rate that must stand in the formula as a decimal number."""


def slips(question: FormulaQuestion, probes: Probes) -> list[Slip]:
    """Return the recognised mistakes of `question`, those first that explain most when several give the same values.

    A mistake that gives one number everywhere is none where the answer varies: a bare number has many origins.
    """
    answer = probes.evaluate(question.answer)
    with np.errstate(all="ignore"):
        found = [
            *_question_slips(question, probes),
            *_rule_slips(question, probes),
            *_step_slips(question, probes, answer),
        ]
        fixed = constant(answer) is not None
        useful: list[Slip] = []
        for slip in found:
            fitting = question.differentiates or slip.code not in OF_DERIVATIVES
            number = constant(slip.values)
            if fitting and number != 0 and (fixed or number is None) and not agree(slip.values, answer):
                useful.append(slip)
    return sorted(useful, key=lambda slip: _RANK.get(slip.code, len(_RANK)))


def _question_slips(question: FormulaQuestion, probes: Probes) -> Iterator[Slip]:
    """Another quantity of the same question in place of the answer."""
    if question.original is not None:
        yield Slip("original_function", probes.evaluate(question.original))
    for name, formula in probes.definitions.items():
        yield Slip("quantity_itself", probes.evaluate(formula), {"name": display_name(name)})
    if question.asked is not None:
        wanted = {"wanted": question.asked.label}
        for factor in question.known:
            yield Slip("other_derivative", probes.evaluate(factor.derivative), {"got": factor.label, **wanted})
        yield from _other_derivatives(question.asked, probes)
        yield from _several_factors(question.asked, question.known, probes)


def _several_factors(asked: Factor, known: Sequence[Factor], probes: Probes) -> Iterator[Slip]:
    """The asked factor times others."""
    most = len(known) if len(known) < _MOST_FACTORS else 1
    for count in range(1, most + 1):
        for others in combinations(known, count):
            some = (asked, *others)
            product = np.multiply.reduce([probes.evaluate(factor.derivative) for factor in some])
            got = "·".join(factor.label for factor in some)
            yield Slip("other_derivative", product, {"got": got, "wanted": asked.label})


def _other_derivatives(asked: Factor, probes: Probes) -> Iterator[Slip]:
    """The derivative of any quantity by any other that it follows from; the same quantity first."""
    for of, formula in sorted(probes.definitions.items(), key=lambda definition: definition[0] != asked.of):
        for by in {**probes.definitions, **dict.fromkeys(probes.free)}:
            slope = probes.slope(formula, by)
            if by != of and slope.any():
                got = Factor(of, by, asked.derivative, asked.partial).label
                if got == asked.label:
                    yield Slip("whole_derivative", slope, {"got": got})
                else:
                    yield Slip("other_derivative", slope, {"got": got, "wanted": asked.label})


def _multiplies(definition: Expression, name: str) -> bool:
    """Whether `name` is a factor of a product in `definition`."""
    products = (part for part in walk(definition) if isinstance(part, Binary) and part.operator == "*")
    return any(Symbol(name) in (part.left, part.right) for part in products)


def _rule_slips(question: FormulaQuestion, probes: Probes) -> Iterator[Slip]:
    """The rules of differentiation broken in what is differentiated."""
    original, asked = question.original, question.asked
    if original is None or question.wrt not in probes.values:
        return
    if asked is not None and _multiplies(original, question.wrt):
        yield Slip("factor_is_variable", probes.values[question.wrt], {"factor": asked.label})
    for code, values in Differentiation(probes, question.wrt).broken(original):
        yield Slip(code, values)


def _step_slips(question: FormulaQuestion, probes: Probes, answer: Values) -> Iterator[Slip]:
    """The update, or the weight after it, in place of the gradient."""
    weight = probes.values.get(question.wrt)
    if weight is None:
        return
    free = _RATE_NAMES & probes.values.keys() - symbols(question.answer)
    rates: list[tuple[Values | float, float | None]] = [(probes.values[name], None) for name in sorted(free)]
    if not question.known:
        # Where one factor of several is asked for, no weight is changed by it, and a decimal may be anything.
        rates += [(rate, rate) for rate in _RATES]
    for rate, decimal in rates:
        yield Slip("step_not_gradient", -rate * answer, rate=decimal)
        yield Slip("weight_after_step", weight - rate * answer, rate=decimal)


_RATES: Final = (0.5, 0.1, 0.05, 0.01, 0.005, 0.001)
_RATE_NAMES: Final = frozenset({"alpha", "lr", "eta"})

_ORDER: Final[tuple[ReasonCode, ...]] = (
    "original_function", "other_derivative", "whole_derivative", "factor_is_variable", "forgot_power_factor",
    "product_rule_multiplied", "product_rule_one_term", "product_rule_minus", "quotient_rule_divided",
    "quotient_rule_plus", "quotient_rule_square", "sigmoid_rule_only_s", "tanh_itself", "relu_itself",
    "sigmoid_rule_only_1ms", "sigmoid_rule_square", "sigmoid_rule_plus", "tanh_rule_plus", "tanh_rule_no_square",
    "sigmoid_rule_for_tanh", "relu_reversed", "used_input_not_output", "sigmoid_applied_twice", "exponent_kept",
    "power_not_differentiated", "forgot_inner_derivative", "outer_not_differentiated",
)  # fmt: skip
_RANK: Final = {code: rank for rank, code in enumerate(_ORDER)}
"""Of sentences that are all true the first is said; codes that are not named come last."""


# ---------------------------------------------------------------- broken rules of differentiation


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
            case Binary(operator="*" | "/"):
                yield from self._product_or_quotient(node)
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

    def _product_or_quotient(self, node: Binary) -> Iterator[RuleSlip]:
        u, v = self.probes.evaluate(node.left), self.probes.evaluate(node.right)
        du, dv = self.slope(node.left), self.slope(node.right)
        if not (du.any() and dv.any()):
            return
        if node.operator == "*":
            yield "product_rule_multiplied", du * dv
            yield "product_rule_one_term", du * v
            yield "product_rule_one_term", u * dv
            yield "product_rule_minus", du * v - u * dv
            yield "product_rule_minus", u * dv - du * v
        else:
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
