"""The last line of a derivation is gathered where a person would, and says the same as the result of the rules."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deriving.truth import formula, number, points
from tests.formulas.formulas import expressions
from tutor.deriving.derive import derive
from tutor.formulas.expression import symbols
from tutor.formulas.write import one_line


@pytest.mark.parametrize(
    ("text", "gathered"),
    [
        ("3*x^2", "6·x"),
        ("x*x*x", "3·x²"),
        ("x*e^x", "e^x·(1 + x)"),
        ("e^(-x^2)", "−2·x·e^(−x²)"),
        ("x^2/e^x", "x·e^(−x)·(2 − x)"),
        ("e^x/(e^x+e^y)", "e^x·e^y/(e^x + e^y)²"),
        ("1/(1+e^-x)", "e^(−x)/(1 + e^(−x))²"),
        ("sigmoid(x)*(1-sigmoid(x))", "σ(x)·(1 − σ(x))·(1 − 2·σ(x))"),
        ("x*sigmoid(x)", "σ(x)·(1 + x·(1 − σ(x)))"),
        ("x^2*(1-x)^2", "2·x·(1 − x)·(1 − 2·x)"),
        ("x*(1+x)*(2+x)", "2 + 6·x + 3·x²"),
        ("(x^2+1)/(x-1)", "(x² − 2·x − 1)/(x − 1)²"),
        ("sin(x)/cos(x)", "1/cos(x)²"),
        ("cos(x)/sin(x)", "−1/sin(x)²"),
        ("ln(ln(x))", "1/(x·ln(x))"),
        ("sin(x^2)*x", "2·x²·cos(x²) + sin(x²)"),
        # What a person leaves alone.
        ("x^3+x^2", "3·x² + 2·x"),
        ("(y-(w*x+b))^2", "−2·(y − (w·x + b))·w"),
        ("(sigmoid(w*x+b)-y)^2", "2·(σ(w·x + b) − y)·σ(w·x + b)·(1 − σ(w·x + b))·w"),
        ("(1-x)^2+100*(y-x^2)^2", "−2·(1 − x) − 400·x·(y − x²)"),
        ("-(y*ln(x)+(1-y)*ln(1-x))", "−(y/x − (1 − y)/(1 − x))"),
        ("e^(-x^2/2)", "−x·e^(−x²/2)"),
        ("max(x, y)", "[x > y]"),
        ("cases(x*e^x, x > 0, x^2)", "cases(e^x·(1 + x), x > 0, 2·x)"),
    ],
)
def test_results_are_gathered_where_a_person_would(text: str, gathered: str) -> None:
    assert one_line(derive(formula(text), "x").gathered) == gathered


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("x^3", "6·x"),
        ("sigmoid(x)", "σ(x)·(1 − σ(x))·(1 − 2·σ(x))"),
        ("tanh(x)", "−2·tanh(x)·(1 − tanh(x)²)"),
        ("x*sigmoid(x)", "σ(x)·(1 − σ(x))·(2 + x − 2·x·σ(x))"),
        ("e^(-x^2)", "−2·e^(−x²)·(1 − 2·x²)"),
        ("x*e^x", "e^x·(2 + x)"),
    ],
)
def test_second_derivatives_stay_short(text: str, second: str) -> None:
    assert one_line(derive(derive(formula(text), "x").gathered, "x").gathered) == second


def check_generated(count: int) -> None:
    """Compare `count` gathered derivatives with what the rules give, wherever that has a value."""
    compared = 0

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def gathering_keeps_the_value(data: st.DataObject) -> None:
        nonlocal compared
        expression = data.draw(expressions.filter(symbols))
        wrt = data.draw(st.sampled_from(sorted(symbols(expression))))
        derivation = derive(expression, wrt)
        names = {symbol.name for symbol in derivation.tree.free_symbols} | {wrt}
        for at in points({name.replace("//", "/") for name in names}, 0, 6):
            values = {f"d{name.replace('/', '/d')}" if "/" in name else name: value for name, value in at.items()}
            result = number(derivation.result, values)
            if result is None:
                continue
            compared += 1
            gathered = number(derivation.gathered, values)
            assert gathered is not None
            assert abs(gathered - result) <= 1e-40 * (1 + abs(result))

    gathering_keeps_the_value()
    assert compared > count


def test_gathering_keeps_the_value() -> None:
    check_generated(150)


@pytest.mark.long
def test_gathering_keeps_the_value_of_many() -> None:
    check_generated(2000)
