"""Every recognised mistake of one question as the values that it gives: factors, paths, rules, other derivatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from types import MappingProxyType
from typing import Final

import numpy as np

from tutor.errors import Argument
from tutor.formulas.expression import Binary, Expression, Symbol, symbols, walk
from tutor.formulas.vocabulary import display_name
from tutor.judging.codes import OF_DERIVATIVES, ReasonCode
from tutor.judging.equivalence import agree, constant
from tutor.judging.probes import Probes, Values
from tutor.judging.question import Factor, FormulaQuestion
from tutor.judging.ruleslips import Differentiation

_MOST_FACTORS: Final = 6
"""Products of several factors are looked for among this many."""


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
        useful = [slip for slip in found if _useful(slip, answer, fixed, question.differentiates)]
    return sorted(useful, key=lambda slip: _RANK.get(slip.code, len(_RANK)))


def _useful(slip: Slip, answer: Values, fixed: bool, differentiates: bool) -> bool:
    if slip.code in OF_DERIVATIVES and not differentiates:
        return False
    number = constant(slip.values)
    return number != 0 and (fixed or number is None) and not agree(slip.values, answer)


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
