"""One formula, three arithmetics: floats, complex arrays and forty digits give the same number."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Final

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.formulas.formulas import DERIVATIVES, SYMBOLS, expressions
from tutor.formulas.evaluate import REAL, evaluate, value
from tutor.formulas.expression import Call, Expression, Leibniz, Number, Symbol
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.parse import Vocabulary, parse
from tutor.formulas.precise import UNDEFINED, precise
from tutor.judging.probes import COMPLEX, values_at

NAMES = [*SYMBOLS, *(Leibniz(*pair).name for pair in DERIVATIVES)]
places = st.lists(st.sampled_from([-1.75, -0.6, 0.35, 0.8, 1.6]), min_size=len(NAMES), max_size=len(NAMES))


def by_arrays(expression: Expression, numbers: Mapping[str, float]) -> complex:
    return complex(
        values_at(expression, {name: np.array([number], np.complex128) for name, number in numbers.items()}, 1)[0]
    )


def many_digits(expression: Expression, numbers: Mapping[str, float], digits: int = 40) -> complex | None:
    arithmetic = precise(digits)
    try:
        found = evaluate(
            expression, {name: arithmetic.number(repr(number)) for name, number in numbers.items()}, arithmetic
        )
    except UNDEFINED:
        return None
    return complex(found)


@given(expressions, places)
@settings(derandomize=True)
def test_three_arithmetics_agree(expression: Expression, numbers: list[float]) -> None:
    at = dict(zip(NAMES, numbers, strict=True))
    exact, rough = many_digits(expression, at), many_digits(expression, at, digits=15)
    if exact is None or exact.imag:
        return
    assume(exact == pytest.approx(rough, rel=1e-9))  # otherwise floats lose too many digits in it
    array = by_arrays(expression, at)
    assert np.isnan(array) or array.real == pytest.approx(exact.real, rel=1e-7, abs=1e-9)
    real = value(expression, at)
    assert math.isnan(real) or real == pytest.approx(exact.real, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("function", sorted(FUNCTIONS))
def test_every_function_has_one_value_in_every_arithmetic(function: str) -> None:
    arguments = (Number("0.7"), Number("0.4"))[: FUNCTIONS[function].arity]
    call = Call(function, arguments)
    exact = many_digits(call, {})
    assert exact is not None
    assert value(call, {}) == pytest.approx(exact.real, rel=1e-14)
    assert by_arrays(call, {}) == pytest.approx(exact, rel=1e-14)


ONE_ARGUMENT = [name for name, record in FUNCTIONS.items() if record.arity == 1]
SLOPES = [(name, 0.7) for name in ONE_ARGUMENT] + [(name, -0.3) for name in ONE_ARGUMENT if name not in ("ln", "sqrt")]


@pytest.mark.parametrize(("function", "at"), SLOPES)
def test_every_prime_is_the_slope(function: str, at: float) -> None:
    primed = Call(function, (Symbol("u"),), primes=1)
    slope = float(mpmath.diff(lambda u: evaluate(Call(function, (Symbol("u"),)), {"u": u}, precise(40)), at, h=1e-9))
    assert value(primed, {"u": at}) == pytest.approx(slope, rel=1e-7, abs=1e-8)
    assert by_arrays(primed, {"u": at}) == pytest.approx(slope, rel=1e-7, abs=1e-8)
    assert many_digits(primed, {"u": at}) == pytest.approx(slope, rel=1e-7, abs=1e-8)


MEANT: Mapping[str, Callable[[Any], Any]] = {
    "softsign": lambda u: u / (1 + abs(u)),
    "softsign'": lambda u: 1 / (1 + abs(u)) ** 2,
    "elu": lambda u: u if u > 0 else mpmath.expm1(u),
    "elu'": lambda u: mpmath.mpf(1) if u > 0 else mpmath.exp(u),
    "erf": mpmath.erf,
    "erf'": lambda u: 2 / mpmath.sqrt(mpmath.pi) * mpmath.exp(-(u**2)),
    "erfc": mpmath.erfc,
    "gelu": lambda u: u * mpmath.erfc(-u / mpmath.sqrt(2)) / 2,
    "gelu'": lambda u: mpmath.erfc(-u / mpmath.sqrt(2)) / 2 + u * mpmath.exp(-(u**2) / 2) / mpmath.sqrt(2 * mpmath.pi),
    "silu": lambda u: u / (1 + mpmath.exp(-u)),
    "silu'": lambda u: (1 + (1 + u) * mpmath.exp(-u)) / (1 + mpmath.exp(-u)) ** 2,
    "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)),
    "sigmoid'": lambda u: mpmath.exp(-u) / (1 + mpmath.exp(-u)) ** 2,
    "softplus": lambda u: mpmath.log1p(mpmath.exp(u)),
    "softplus'": lambda u: 1 / (1 + mpmath.exp(-u)),
    "sech": mpmath.sech,
    "sech'": lambda u: -mpmath.sech(u) * mpmath.tanh(u),
}
"""What functions are, told to mpmath in other words."""
WITHOUT_DIGITS_TO_LOSE: Final = {"cot", "sec", "csc"}
"""Quotients of elementary functions, which have poles however far from zero."""


def test_every_function_with_a_value_of_its_own_is_told_to_mpmath() -> None:
    composed = {name for name, record in FUNCTIONS.items() if record.value and not record.kinked}
    assert composed - WITHOUT_DIGITS_TO_LOSE - MEANT.keys() == set()
    assert {name for name in composed if f"{name}'" not in MEANT} == WITHOUT_DIGITS_TO_LOSE


@pytest.mark.parametrize("name", MEANT)
@given(st.floats(-300, 2).map(lambda power: 10.0**power), st.sampled_from([1, -1]))
def test_no_digits_are_lost_near_zero_or_far_from_it(name: str, size: float, sign: int) -> None:
    at = sign * size
    with mpmath.workdps(400):
        expected = float(MEANT[name](mpmath.mpf(at)))
    found = value(Call(name.rstrip("'"), (Symbol("u"),), primes=name.count("'")), {"u": at})
    assert found == pytest.approx(expected, rel=2e-13, abs=1e-305)


@pytest.mark.parametrize("name", ["erf", "erfc"])
def test_beside_the_real_line_erf_is_right_to_first_order_and_farther_off_it_has_no_value(name: str) -> None:
    *near, far = COMPLEX.elementary[name](np.array([0.7 + 1e-30j, -0.7 + 1e-12j, 0.7 + 0.1j]))
    for place, found in zip((0.7 + 1e-30j, -0.7 + 1e-12j), near, strict=True):
        exact = getattr(mpmath, name)(mpmath.mpc(place))
        assert found.real == pytest.approx(float(exact.real), rel=1e-14)
        assert found.imag == pytest.approx(float(exact.imag), rel=1e-14)
    assert np.isnan(far)


@pytest.mark.parametrize("text", ["1/x", "ln(x)", "e^(1000 + x)", "(x-1)^0.5", "cases(1, x > 0)"])
def test_a_formula_without_a_value_gives_nan(text: str) -> None:
    assert math.isnan(value(parse(text, Vocabulary(("x",))), {"x": 0.0}))


def test_only_the_branch_that_holds_is_computed() -> None:
    guarded = parse("cases(1/x, x > 0, 0)", Vocabulary(("x",)))
    assert value(guarded, {"x": 0.0}) == 0
    assert values_at(guarded, {"x": np.array([0.0, 2.0], np.complex128)}, 2).tolist() == [0, 0.5]


def test_the_arithmetics_know_the_same_functions() -> None:
    elementary = {name for name, record in FUNCTIONS.items() if not record.value}
    assert REAL.elementary.keys() == COMPLEX.elementary.keys() == precise(40).elementary.keys() == elementary


def test_intermediate_values_are_bounded() -> None:
    with pytest.raises(UNDEFINED):
        evaluate(parse("1/e^(e^x)", Vocabulary(("x",))), {"x": precise(40).number("50")}, precise(40))
