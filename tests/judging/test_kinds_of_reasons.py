"""Reasons that were false once: each stands for its kind, on the questions of the course where it was found."""

from __future__ import annotations

import pytest

from tests.judging.course_questions import judges
from tests.judging.questions import question, verdict
from tutor.errors import Argument
from tutor.events import Verdict
from tutor.formulas.parse import parse
from tutor.judging.codes import OF_DERIVATIVES
from tutor.judging.counterexample import counterexample
from tutor.judging.diagnosis import Judge
from tutor.judging.probes import Probes

ASKED = {
    "terminal": Judge(question("g/(1 - mu)", {"g": None, "mu": None})),
    "temperature": Judge(question("(p1 - 1)/T", {"p1": None, "T": None})),
    "bias": Judge(question("2*(z - y)", {"z": None, "y": None})),
    "first step": Judge(question("alpha*g/(g + eps)", {"g": None, "alpha": None, "eps": None})),
    "batch": Judge(question("(2*g1 + g2 + g3)/4", {"g1": None, "g2": None, "g3": None})),
    "error term": Judge(question("(w5*d1 + w7*d2)*h1*(1 - h1)", dict.fromkeys(("w5", "w7", "d1", "d2", "h1")))),
    "no curve": Judge(question("6*x - 1", {"x": None})),
    "written out": Judge(question("9*x^2 + 1", {"x": None})),
    "inner": Judge(question("1 + x^2", {"x": None})),
}


def reason(judge: Judge, text: str) -> Verdict:
    found = verdict(judge, text)
    assert isinstance(found, Verdict)
    assert found.kind == "wrong", text
    return found


@pytest.mark.parametrize(
    ("name", "text", "meant"),
    [
        ("terminal", "g/1-mu", "g/(1 − μ)"),
        ("temperature", "p1-1/T", "(p₁ − 1)/T"),
        ("bias", "2z-y", "2·(z − y)"),
        ("first step", "alpha*g/g+eps", "α·g/(g + ε)"),
        ("batch", "2g1+g2+g3/4", "(2·g₁ + g₂ + g₃)/4"),
        ("error term", "w5d1+w7d2*h1(1-h1)", "(w₅·d₁ + w₇·d₂)·h₁·(1 − h₁)"),
    ],
)
def test_brackets_that_are_missing_are_named(name: str, text: str, meant: str) -> None:
    found = reason(ASKED[name], text)
    assert (found.code, found.arguments["other"]) == ("bracketing", meant)


@pytest.mark.parametrize(
    ("name", "text", "code", "arguments"),
    [
        ("no curve", "3(2x+1)", "constant_missing", {}),
        ("written out", "9x^2+2", "constant_missing", {}),
        ("inner", "1+x^3", "exponent_not_this", {"got": "3"}),
        ("terminal", "(1-mu)/g", "upside_down", {}),
        ("batch", "(g1+g2+g3)/4", "number_missing_in", {"part": "g₁"}),
    ],
)
def test_a_question_that_differentiates_nothing_hears_no_word_of_derivatives(
    name: str, text: str, code: str, arguments: dict[str, Argument]
) -> None:
    found = reason(ASKED[name], text)
    assert found.code == code
    assert arguments.items() <= found.arguments.items()
    assert found.code not in OF_DERIVATIVES


@pytest.mark.parametrize(
    ("asked", "text", "code", "arguments"),
    [
        ("chain-rule/neuron-faded#z/w", "1.5", "values_for_letters", {"names": "x"}),
        ("chain-rule/neuron-alone#L/a", "2(a-y)(1-a^2)x", "other_derivative", {"got": "dL/dw", "wanted": "dL/da"}),
        ("chain-rule/neuron-alone#L/a", "2(a-y)(1-a^2)", "other_derivative", {"got": "dL/dz", "wanted": "dL/da"}),
        ("chain-rule/neuron-alone#L/a", "2", "unused_symbol", {"names": "a, y"}),
        ("chain-rule/neuron-alone#L/a", "3a-2y", "number_not_this", {"got": "3"}),
        ("chain-rule/neuron-alone#L/a", "2(a-y)a", "factor_extra", {"part": "a"}),
        ("chain-rule/neuron-alone#L/a", "1/2(a-y)", "number_missing", {}),
        ("chain-rule/neuron-alone#z/w", "-2x", "number_missing", {}),
        ("chain-rule/neuron-alone#z/w", "-0.5x", "number_missing", {}),
        ("chain-rule/neuron-faded#z/w", "b", "unrelated_symbol", {"names": "b"}),
        ("slopes/exact#L/w", "-4", "values_for_letters", {"names": "w"}),
        ("slopes/exact#L/w", "0.5", "unused_symbol", {"names": "w"}),
        ("slopes/hold#f/w", "13", "values_for_letters", {"names": "b, w, x"}),
        ("slopes/hold#f/w", "2x", "unused_symbol", {"names": "b, w"}),
        ("forks/faded#q/u", "-0.3", "another_number", {}),
        ("in-code/factors#u/w", "0.5", "values_for_letters", {"names": "x"}),
        ("softmax/alone#S/z2", "0.37", "values_for_letters", {"names": "z₂"}),
        ("optimizers/memory#v3/v2", "-mu*alpha", "other_derivative", {"got": "∂w/∂v₂"}),
        ("backward-pass/hidden#s/h", "w", "other_derivative", {"got": "∂z/∂x", "wanted": "∂s/∂h"}),
        ("forks/alone#q/h", "h", "other_derivative", {"got": "∂q/∂v", "wanted": "∂q/∂h"}),
        ("forks/alone#L/p", "(p-y)u", "other_derivative", {"got": "∂L/∂p·∂p/∂h"}),
        ("softmax/alone#L/z2", "exp(z2)/S - 1", "whole_derivative", {"got": "∂L/∂z₂"}),
        ("forks/alone#L/q", "q", "term_missing", {"names": "t"}),
    ],
)
def test_bare_numbers_and_other_things_are_told_for_what_they_are(
    asked: str, text: str, code: str, arguments: dict[str, Argument]
) -> None:
    found = reason(judges()[asked], text)
    assert found.code == code, found
    assert arguments.items() <= found.arguments.items()


@pytest.mark.parametrize(
    ("asked", "text", "code", "arguments"),
    [
        # Changes after which something cancels are none that anybody made.
        ("chain-rule/neuron-alone#a/z", "1-2a", "slope_at_point", {}),
        ("softmax/other#p2/S", "-2v/S^3", "slope_at_point", {}),
        ("gradient-descent/transfer", "w(1+alpha(1-a)x)", "value_at_point", {}),
        ("training-loop/alone#L/p", "p-y1+q-y2", "unrelated_symbol", {"names": "q, y₂"}),
        ("softmax/transfer", "p1(1-p1)/T", "value_at_point", {}),
        ("vanishing-gradients/two-relu#a1/z1", "a1(1-a1)", "slope_at_point", {}),
        ("optimizers/memory#v3/v2", "1-mu", "slope_at_point", {}),
        ("gradient-descent/transfer", "w + alpha*a*x", "complement", {"part": "a"}),
        # What is named stands in the formula.
        ("in-code/factors#L/z", "-σ(z)(1-σ(z))", "factor_extra", {"part": "σ(z)"}),
        ("backward-pass/hidden#h/z", "h^2(1-h)", "exponent_extra", {"part": "h²"}),
        ("backward-pass/hidden#h/z", "1-h^2", "sigmoid_rule_square", {}),
        # One reason, which is the whole of it.
        ("softmax/other#p2/S", "-v/S", "exponent_missing", {}),
        ("optimizers/average#m1/g1", "-beta", "constant_missing", {}),
        ("neuron/no-curve", "6x + 7", "constant_missing", {}),
        ("gradient-check/fourth", "4w^3 + 4h^2", "factor_missing_in", {"part": "4·h²", "names": "w"}),
        ("forks/shared-weight", "w*x + x", "factor_missing_in", {"part": "x", "names": "w"}),
        ("slopes/exact#L/w", "2w^2 - 6w", "factor_extra", {"part": "w"}),
        ("gradient-descent/why-edge", "r(1 - 2alpha*1 + x^2)", "bracketing", {"other": "r·(1 − 2·α·(1 + x²))"}),
        ("gradient-descent/gradient#L/z", "2(w*x + b) - y", "bracketing", {"other": "2·(w·x + b − y)"}),
    ],
)
def test_what_is_said_is_the_mistake_that_was_made(
    asked: str, text: str, code: str, arguments: dict[str, Argument]
) -> None:
    found = reason(judges()[asked], text)
    assert found.code == code, found
    assert arguments.items() <= found.arguments.items()


@pytest.mark.parametrize(
    ("text", "point", "yours", "right"),
    [
        ("w^x + b", "w = 2, x = 3, b = 1", "9", "13"),
        ("(w+x)^2 + b", "w = 2, x = 3, b = 1", "26", "13"),
    ],
)
def test_a_counterexample_is_the_point_of_the_step(text: str, point: str, yours: str, right: str) -> None:
    """For f = w²x + bw: ∂f/∂w = 2wx + b."""
    found = reason(judges()["slopes/hold#f/w"], text)
    assert (found.code, found.arguments) == ("slope_at_point", {"point": point, "yours": yours, "right": right})


def test_where_a_formula_has_no_value_such_a_point_is_named() -> None:
    asked = question("x^2 + 3", {"x": None})
    probes = Probes(asked.definitions, asked.domain, asked.answer, {})
    found = counterexample(parse("cases(x^2 + 3, x < 4)", asked.vocabulary), asked.answer, probes, {})
    assert found is not None
    assert (found.point, found.yours, found.right) == ("x = 5", "", "28")


def test_a_difference_too_small_for_small_numbers_is_found_at_the_probes() -> None:
    judge = Judge(question("2*x", {"x": None}, original="x^2", wrt="x", domain={"x": (-2, 2)}))
    found = reason(judge, "2x + relu(x-99/50)/3 + relu(x-99/50)^2")
    assert found.code == "slope_at_point"
    assert found.arguments["yours"] != found.arguments["right"]


def test_a_decimal_rate_is_an_update_only_where_it_stands_in_the_formula() -> None:
    judge = judges()["slopes/exact#L/w"]
    assert reason(judge, "w - 0.1(2w - 6)").code == "weight_after_step"
    assert reason(judge, "-0.1(2w - 6)").code == "step_not_gradient"
    assert reason(judge, "(6 - 2w)/10").code not in ("step_not_gradient", "weight_after_step")
