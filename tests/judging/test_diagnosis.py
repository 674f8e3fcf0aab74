"""Answers judged: right ones in any form, wrong ones with their reason, extreme ones left undecided."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.judging.questions import learner_answers, learner_judge, question, verdict
from tutor.events import Verdict
from tutor.formulas.parse import FormulaError
from tutor.judging.diagnosis import Judge

NEURON = {"x": None, "w": None, "b": None, "y": None, "z": "w*x + b", "a": "sigmoid(z)", "L": "(a - y)^2"}
SLOPE = question(
    "a*(1 - a)",
    NEURON,
    asked=("da/dz", "a*(1-a)"),
    known=[("dL/da", "2*(a-y)"), ("dz/dw", "x")],
    original="sigmoid(z)",
    wrt="z",
    wrong={"half": "a/2"},
)


@pytest.fixture(scope="module")
def slope() -> Judge:
    return Judge(SLOPE)


@pytest.mark.parametrize(
    "text",
    ["a(1-a)", "σ(z)(1−σ(z))", "a - a^2", "a（1－a）", "da/dz = a(1-a)", "a·σ(-z)", "e^-z/(1+e^-z)^2", "¼ - (a-½)²"],
)
def test_equivalent_forms_are_right(slope: Judge, text: str) -> None:
    assert verdict(slope, text) == Verdict("right", "right")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a", "original_function"),
        ("1-a", "sigmoid_rule_only_1ms"),
        ("-a(1-a)", "sign_of_slope"),
        ("2(a-y)", "other_derivative"),
        ("x", "other_derivative"),
        ("z(1-z)", "used_input_not_output"),
        ("1-a^2", "sigmoid_rule_square"),
        ("1/(a(1-a))", "inverted_slope"),
        ("3a(1-a)", "factor_extra"),
        ("a(1-a)+2", "term_extra"),
        ("0", "flat_everywhere"),
        ("a(1-a)y", "factor_extra"),
        ("cos(x)", "unused_symbol"),
        ("cos(a)", "slope_at_point"),
    ],
)
def test_wrong_forms_get_their_reason(slope: Judge, text: str, code: str) -> None:
    found = verdict(slope, text)
    assert isinstance(found, Verdict)
    assert (found.kind, found.code) == ("wrong", code)


def test_the_authors_misconceptions_win(slope: Judge) -> None:
    assert verdict(slope, "a/2") == Verdict("wrong", "misconception", feedback=("half",))


def test_an_unfinished_formula_is_unreadable(slope: Judge) -> None:
    found = verdict(slope, "a(1-")
    assert isinstance(found, FormulaError)
    assert (found.code, found.span.start) == ("open_without_close", 1)


def test_every_learner_answer_gets_its_verdict_and_nearly_every_one_its_diagnosis() -> None:
    named = missed = 0
    for case in learner_answers()["cases"]:
        found = verdict(learner_judge(case["q"]), case["answer"])
        status = "invalid" if isinstance(found, FormulaError) else found.kind
        assert status == {"correct": "right"}.get(case["expect"], case["expect"]), case
        named += bool(case["code"])
        missed += bool(case["code"]) and found.code != case["code"]
    assert missed <= 0.05 * named


EXTREME = (
    "+1/e^(e^(99999999x^2))", "+e^(-e^(99999999x^2))", "*tanh(e^(99999999x^2))", "*σ(e^(99999999x^2))",
    "+1/e^(99999999999x^2)", "+0*sin(99999999999^2)", "+(x^2+2)^-64^1", "+((((x^2+9)^-64)^64)^64)^64",
    "+ln(1+e^(-e^(99999999x^2)))", "+relu(-e^(99999999x^2))", "*step(e^(99999999x^2))", "*step(e^(e^(99999999x^2)))",
    "*[e^(e^(e^(99999999x^2)))>0]", "+min(0,e^(e^(99999999x^2)))", "+x^(e^(e^(99x^2)))", "+sin(e^(e^(99x^2)))",
    "+tan(e^(300x^2))", "+(1+10^-12)^(e^(300x^2))", "+cosh(e^(-e^(9x^2)))-1", "+9^9^9", "+e^(e^(e^(e^(e^9))))",
)  # fmt: skip


@pytest.mark.parametrize("tail", EXTREME)
def test_extreme_answers_are_never_called_right(tail: str) -> None:
    found = verdict(learner_judge("sq_sig_w"), "2(a-t)a(1-a)x" + tail)
    assert isinstance(found, FormulaError) or found.kind != "right"


def test_judging_loads_no_sympy() -> None:
    program = "import sys, tutor.judging.diagnosis; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
