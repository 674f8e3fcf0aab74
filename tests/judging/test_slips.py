"""Questions without paths, as a quiz asks them: wrong rules are recognised from what is differentiated."""

from __future__ import annotations

import pytest

from tests.judging.own_questions import OWN
from tests.judging.questions import learner_answers, learner_judge, question, verdict
from tutor.events import Verdict
from tutor.judging.diagnosis import Judge
from tutor.judging.equivalence import agree
from tutor.judging.probes import Probes
from tutor.judging.slips import slips

PRODUCT = question("sin(x) + x*cos(x)", {"x": None}, original="x*sin(x)", wrt="x")
QUOTIENT = question("(cos(x)*(x^2+1) - sin(x)*2*x)/(x^2+1)^2", {"x": None}, original="sin(x)/(x^2+1)", wrt="x")
LOSS = question("2*x*(w*x - y)", {"w": None, "x": None, "y": None, "c": None}, original="(w*x - y)^2", wrt="w")
CUBE = question("-3*(x+1)^2/4", {"x": None}, original="-(x+1)^3/4", wrt="x")
CHAIN = question(
    "2*(a-y)*a*(1-a)*x",
    {"x": None, "y": None, "w": None, "z": "w*x", "a": "sigmoid(z)"},
    leibniz={"dL/da": "2*(a-y)"},
    wrong={"half": "a/2"},
    wrt="w",
)


JUDGES = {
    "product": Judge(PRODUCT),
    "quotient": Judge(QUOTIENT),
    "loss": Judge(LOSS),
    "cube": Judge(CUBE),
    "chain": Judge(CHAIN),
}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("product", "cos(x)", "product_rule_multiplied"),
        ("product", "x*cos(x)", "product_rule_one_term"),
        ("product", "sin(x)", "product_rule_one_term"),
        ("product", "sin(x) - x*cos(x)", "product_rule_minus"),
        ("product", "x*sin(x)", "original_function"),
        ("quotient", "cos(x)/(2x)", "quotient_rule_divided"),
        ("quotient", "(cos(x)(x²+1) + sin(x)·2x)/(x²+1)²", "quotient_rule_plus"),
        ("quotient", "(cos(x)(x²+1) - sin(x)·2x)/(x²+1)", "quotient_rule_square"),
        ("quotient", "cos(x)(x²+1) - sin(x)·2x", "quotient_rule_square"),
        ("loss", "2(wx-y)", "forgot_inner_derivative"),
        ("loss", "x(wx-y)", "forgot_power_factor"),
        ("loss", "2x(wx+y)", "sum_for_difference"),
        ("loss", "2x·wx", "term_missing"),
        ("loss", "2x(wx-y)^2", "exponent_kept"),
        ("loss", "2x", "factor_missing"),
        ("loss", "2x(wx-y)w", "factor_extra"),
        ("loss", "2x(wx-y)/w", "divisor_extra"),
        ("loss", "ln(c² + 1)", "unrelated_symbol"),
        ("loss", "w - 0.1·2x(wx-y)", "weight_after_step"),
        ("cube", "3(x+1)^2/4", "sign_of_slope"),
        ("cube", "-3(x+1)^2", "number_missing"),
        ("cube", "-(x+1)^2/4", "forgot_power_factor"),
        ("cube", "-3(x+1)/4", "exponent_missing"),
        ("chain", "0.5a", "misconception"),
    ],
)
def test_the_wrong_rule_is_named(name: str, text: str, code: str) -> None:
    found = verdict(JUDGES[name], text)
    assert isinstance(found, Verdict)
    assert (found.kind, found.code) == ("wrong", code)


@pytest.mark.parametrize("text", ["2(a-y)σ'(z)x", "dL/da·a(1-a)x", "2(a-y)a(1-a)x"])
def test_a_right_answer_may_use_strokes_and_names_of_derivatives(text: str) -> None:
    assert verdict(Judge(CHAIN), text) == Verdict("right", "right")


def test_no_slip_is_the_answer_under_another_name() -> None:
    judges = [own.judge for own in OWN] + [learner_judge(name) for name in learner_answers()["questions"]]
    for judge in judges:
        answer = Probes(judge.question.definitions, judge.question.domain, judge.question.answer, {})
        for slip in slips(judge.question, answer):
            assert not agree(slip.values, answer.evaluate(judge.question.answer)), slip.code
