"""Every line of every derivation is true, none asks SymPy for the answer, and results read as a teacher writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.deriving.truth import false_lines, formula
from tests.formulas.formulas import expressions
from tutor.deriving.convert import symbol
from tutor.deriving.derive import MOST_NODES, RULE_CODES, DontKnow, derive, differentiate
from tutor.errors import TutorError
from tutor.formulas.expression import symbols
from tutor.formulas.write import one_line

CHOSEN = [
    line.split(" | ")
    for line in (Path(__file__).parent / "derivatives.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_one_hundred_formulas_are_chosen() -> None:
    assert len({(text, wrt) for text, wrt, _, _ in CHOSEN}) >= 100


@pytest.mark.parametrize(("text", "wrt", "rule", "result"), CHOSEN, ids=[f"{row[0]} by {row[1]}" for row in CHOSEN])
def test_chosen_derivatives_are_true_line_by_line_and_read_well(text: str, wrt: str, rule: str, result: str) -> None:
    derivation = derive(formula(text), wrt)
    wrong, checked, total = false_lines(derivation)
    assert not wrong
    assert checked == total
    assert (derivation.headline, one_line(derivation.result)) == (rule, result)


def test_every_rule_is_used_by_the_chosen_formulas() -> None:
    used = {rule for text, wrt, _, _ in CHOSEN for rule in derive(formula(text), wrt).rules}
    assert used == RULE_CODES


def check_generated(count: int) -> None:
    """Derive `count` generated formulas by a symbol in them; no line may be false, and nearly all must be checkable."""
    checked = total = 0

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def derivations_are_true(data: st.DataObject) -> None:
        nonlocal checked, total
        expression = data.draw(expressions.filter(symbols))
        wrt = data.draw(st.sampled_from(sorted(symbols(expression))))
        wrong, compared, lines = false_lines(derive(expression, wrt))
        assert not wrong
        checked, total = checked + compared, total + lines

    derivations_are_true()
    assert total > count
    assert checked > 0.9 * total


def test_every_line_of_generated_derivations_is_true() -> None:
    check_generated(100)


@pytest.mark.long
def test_every_line_of_many_generated_derivations_is_true() -> None:
    check_generated(3000)


def test_sympy_is_never_asked_for_the_derivative(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("SymPy was asked")

    monkeypatch.setattr(sympy, "diff", refuse)
    monkeypatch.setattr(sympy.Expr, "diff", refuse)
    monkeypatch.setattr(sympy.Derivative, "doit", refuse)
    monkeypatch.setattr(sympy.Derivative, "__new__", refuse)
    monkeypatch.setattr(sympy, "simplify", refuse)
    monkeypatch.setattr(sympy.Basic, "simplify", refuse)
    for text, wrt, _, result in CHOSEN:
        assert one_line(derive(formula(text), wrt).result) == result


def test_an_unknown_function_is_admitted() -> None:
    x = symbol("x")
    with pytest.raises(DontKnow) as caught:
        differentiate(sympy.Function("mystery")(x), x)
    assert caught.value.code == "derivation.no-rule"
    assert caught.value.arguments == {"function": "mystery"}


@pytest.mark.parametrize(
    "text",
    [
        "tanh(" * 30 + "w" + ")" * 30,
        "sigmoid(" * 25 + "w" + ")" * 25,
        "*".join(f"sin(w+{number})" for number in range(45)),
        "*".join(["w"] * 20 + [f"ln(w+{number})" for number in range(40)]),
    ],
    ids=len,
)
def test_a_derivation_that_nobody_would_read_is_refused(text: str) -> None:
    with pytest.raises(TutorError) as caught:
        derive(formula(text), "w")
    assert (caught.value.code, caught.value.arguments) == ("derivation.too-long", {"most": MOST_NODES})


def test_a_derivation_of_some_hundred_lines_is_shown() -> None:
    derivation = derive(formula("+".join(f"sin(w^{number})" for number in range(2, 60))), "w")
    assert len(list(derivation.lines())) > 170
