"""Every recognised mistake of one question as the values that it gives: factors, paths, rules and local derivatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import mul
from types import MappingProxyType
from typing import Final

import numpy as np

from tutor.errors import Argument
from tutor.formulas.expression import Binary, Expression, Symbol, plain, symbols
from tutor.formulas.vocabulary import display_name
from tutor.judging.malrules import wrong_forms
from tutor.judging.probes import Probes, Values
from tutor.judging.question import Factor, FormulaQuestion
from tutor.judging.ruleslips import rule_slips


@dataclass(frozen=True, eq=False)
class Slip:
    """One mistake and the values of the formula that a learner who makes it writes."""

    code: str
    values: Values
    arguments: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))
    decimal: bool = False
    """Whether it counts only where the formula holds a decimal number, as a learning rate does."""


def slips(question: FormulaQuestion, probes: Probes) -> list[Slip]:
    """Return the recognised mistakes of `question`, those first that explain most when several give the same values."""
    answer = probes.evaluate(question.answer)
    with np.errstate(all="ignore"):
        found = [
            *_question_slips(question, probes),
            *_path_slips(question, probes),
            *_form_slips(question, probes),
            *(Slip(code, values) for code, values in rule_slips(question, probes)),
            *_step_slips(question, probes, answer),
        ]
        useful = [slip for slip in found if np.isfinite(slip.values).any() and not _near(slip.values, answer)]
    return sorted(useful, key=lambda slip: _RANK.get(slip.code, len(_RANK)))


def _near(first: Values, second: Values) -> bool:
    return bool(np.allclose(first, second, rtol=1e-8, atol=1e-12))


def _product(factors: Sequence[Values]) -> Values:
    return reduce(mul, factors, np.complex128(1))  # type: ignore[arg-type]


def _question_slips(question: FormulaQuestion, probes: Probes) -> Iterator[Slip]:
    """Another quantity of the same question in place of the answer."""
    if question.original is not None:
        yield Slip("original_function", probes.evaluate(question.original))
    for name, derivative in question.other_derivatives.items():
        yield Slip("wrong_variable", probes.evaluate(derivative), {"name": display_name(name)})
    for factor in question.known:
        yield Slip("other_factor", probes.evaluate(factor.derivative), {"factor": factor.label})
    yield Slip("inverted", 1 / probes.evaluate(question.answer))


def _path_slips(question: FormulaQuestion, probes: Probes) -> Iterator[Slip]:
    paths = [[probes.evaluate(factor.derivative) for factor in path] for path in question.paths]
    totals = [_product(path) for path in paths]
    if len(paths) > 1:
        for index in range(len(paths)):
            yield Slip("only_some_paths", sum(totals[:index] + totals[index + 1 :]))  # type: ignore[arg-type]
            yield Slip("only_some_paths", totals[index])
        yield Slip("paths_multiplied", _product(totals))
        yield Slip("paths_subtracted", totals[0] - sum(totals[1:]))
    for index, path in enumerate(question.paths):
        rest: Values = sum(totals[:index] + totals[index + 1 :], np.zeros_like(totals[index]))
        for slip in _factor_slips(path, paths[index], question, probes):
            yield Slip(slip.code, rest + slip.values, slip.arguments)


def _factor_slips(
    path: Sequence[Factor], values: Sequence[Values], question: FormulaQuestion, probes: Probes
) -> Iterator[Slip]:
    """Mistakes within one path: a factor left out, doubled, divided by, or wrong in itself."""
    yield from _incomplete_products(path, values)
    for index, factor in enumerate(path):
        others = _product([*values[:index], *values[index + 1 :]])
        label = {"factor": factor.label}
        if len(path) > 1:
            yield Slip("divided_by_factor", others / values[index], label)
            yield Slip("factor_twice", others * values[index] ** 2, label)
        for code, wrong in _wrong_factor(factor, question):
            yield Slip(code, others * probes.evaluate(wrong), label)
    if len(path) > 1:
        yield Slip("sum_not_product", sum(values))  # type: ignore[arg-type]


def _incomplete_products(path: Sequence[Factor], values: Sequence[Values]) -> Iterator[Slip]:
    """Products that lack one factor, two factors, or all but one."""
    everything = range(len(path))
    for index in everything if len(path) > 1 else ():
        others = [values[other] for other in everything if other != index]
        yield Slip("forgot_factor", _product(others), {"factor": path[index].label})
        if len(path) > 3:
            rest = [factor for factor in path if factor is not path[index]]
            yield Slip("forgot_factors", values[index], {"factors": _labels(rest)})
    for pair in combinations(everything, 2) if len(path) > 2 else ():
        others = [values[other] for other in everything if other not in pair]
        yield Slip("forgot_factors", _product(others), {"factors": _labels([path[index] for index in pair])})


def _labels(factors: Sequence[Factor]) -> str:
    return ", ".join(factor.label for factor in factors)


def _wrong_factor(factor: Factor, question: FormulaQuestion) -> Iterator[tuple[str, Expression]]:
    yield from wrong_forms(factor.derivative, question.definitions)
    definition = question.definitions.get(factor.of)
    if definition is not None:
        yield "factor_not_differentiated", definition
    if factor.by in question.definitions:
        yield "factor_is_variable", Symbol(factor.by)


def _form_slips(question: FormulaQuestion, probes: Probes) -> Iterator[Slip]:
    """Mistakes in the answer as the author wrote it, and parts of its product left out."""
    for code, wrong in wrong_forms(question.answer, question.definitions):
        yield Slip(code, probes.evaluate(wrong))
    if question.paths:
        return
    parts = [part for part in _product_parts(plain(question.answer)) if symbols(part)]
    if len(parts) > 1:
        answer = probes.evaluate(question.answer)
        for part in parts:
            yield Slip("forgot_part", answer / probes.evaluate(part))


def _product_parts(node: Expression) -> list[Expression]:
    if isinstance(node, Binary) and node.operator == "*":
        return _product_parts(node.left) + _product_parts(node.right)
    return [node]


def _step_slips(question: FormulaQuestion, probes: Probes, answer: Values) -> Iterator[Slip]:
    """The update, or the weight after it, in place of the gradient."""
    named = [probes.values[name] for name in _RATE_NAMES if name in probes.values]
    plain_rates = [np.full_like(answer, rate) for rate in _RATES]
    for rate in plain_rates:
        yield Slip("step_not_gradient", -rate * answer, decimal=True)
    for rate in named:
        yield Slip("step_not_gradient", -rate * answer)
    weight = probes.values.get(question.wrt)
    if weight is not None:
        for rate in [*named, *plain_rates]:
            yield Slip("step_not_gradient", weight - rate * answer)


_RATES: Final = (1.0, 0.5, 0.1, 0.05, 0.01, 0.005, 0.001)
_RATE_NAMES: Final = ("alpha", "lr", "eta")

_ORDER: Final = (
    "forgot_factor", "other_factor", "original_function", "only_some_paths", "wrong_variable", "forgot_power_factor",
    "product_rule_multiplied", "product_rule_one_term", "product_rule_minus", "quotient_rule_divided",
    "quotient_rule_plus", "quotient_rule_square", "factor_twice",
    "sigmoid_rule_only_s", "tanh_itself", "relu_itself", "sigmoid_rule_only_1ms",
    "sigmoid_rule_square", "sigmoid_rule_plus", "tanh_rule_plus", "tanh_rule_no_square", "sigmoid_rule_for_tanh",
    "relu_reversed", "used_input_not_output", "sigmoid_applied_twice", "exponent_kept", "square_not_differentiated",
    "power_not_differentiated", "sum_for_difference", "paths_subtracted", "paths_multiplied", "forgot_factors",
    "forgot_inner_derivative", "divided_by_factor", "step_not_gradient", "inverted",
)  # fmt: skip
_RANK: Final = {code: rank for rank, code in enumerate(_ORDER)}
