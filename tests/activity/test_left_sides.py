"""A left side that is typed must be what was asked; otherwise it costs nothing, and nothing false is called right."""

from __future__ import annotations

import pytest

from tests.activity.events import record
from tests.lessons.shipped import lesson
from tutor.activity import activity_for
from tutor.activity.base import Activity, Unreadable
from tutor.activity.trace import TraceActivity
from tutor.figures.answers import verdict_words
from tutor.lesson.format.questions import NumericQuestion, SymbolicQuestion
from tutor.text import Cells
from tutor.wording import LANGUAGES, Voice


def opened(lesson_id: str, step_id: str, part: str = "") -> Activity:
    """A step of the course, with everything before `part` answered."""
    whole = lesson(lesson_id)
    activity = activity_for(whole, whole.step(step_id), 1)
    while (question := activity.question) is not None and part and question.part != part:
        ladder = activity.ladder()
        activity = record(activity, ladder[-1].answer if ladder else "", "answered" if ladder else "revealed")
    return activity


def codes(activity: Activity, answers: list[str]) -> dict[str, str]:
    """The kind of the verdict on each answer, its code where the answer cannot be read."""
    found = {answer: activity.judge(answer) for answer in answers}
    return {answer: one.kind if one.readable else one.code for answer, one in found.items()}


@pytest.mark.parametrize("answer", ["dz/dw = x", "∂z/∂w = x", "d z / d w=x", "z' = x", "z′(w) = x", "x"])
def test_a_factor_may_be_called_by_its_name(answer: str) -> None:
    assert opened("chain-rule", "neuron-alone", "z/w").judge(answer).right


@pytest.mark.parametrize(
    "left", ["dL/da", "dL/dz", "da/dz", "dz/db", "dw/dz", "z", "w", "y", "f(x)", "f'", "z''", "z'(x)", "z(w)", "σ'(z)"]
)
def test_no_other_name_stands_before_a_factor(left: str) -> None:
    activity = opened("chain-rule", "neuron-alone", "z/w")
    reading = activity.read(f" {left} = x")
    assert isinstance(reading, Unreadable)
    assert (reading.code, reading.arguments) == ("left-side-other", {"got": left, "name": "dz/dw"})
    assert (reading.span.start, reading.span.end) == (1, 1 + len(left))
    assert activity.judge(f"{left} = x").costs_nothing


@pytest.mark.parametrize("formula", ["{}", "${}$", "$${}$$", r"\({}\)", r"\[{}\]", " $ {} $ "])
def test_a_left_side_counts_in_latex_as_well(formula: str) -> None:
    """Read by the same steps as what stands behind it: delimiters left out, commands rewritten."""
    activity = opened("chain-rule", "neuron-alone", "z/w")
    named = [r"\frac{dz}{dw} = x", r"\frac{\partial z}{\partial w} = x", "dz/dw = x", "z' = x"]
    right = [formula.format(answer) for answer in named]
    assert codes(activity, right) == dict.fromkeys(right, "right")
    for left, read in ((r"\frac{dL}{dw}", "dL/dw"), (r"\frac{\partial L}{\partial w}", "∂L/∂w"), ("z''", "z''")):
        answer = formula.format(f"{left} = x")
        reading = activity.read(answer)
        assert isinstance(reading, Unreadable), answer
        assert (reading.code, reading.arguments["got"]) == ("left-side-other", read)
        assert answer[reading.span.start : reading.span.end] in left


def test_a_left_side_in_latex_is_that_of_a_number_too() -> None:
    """In a pass by hand, and where a number has no name."""
    pass_by_hand, count = opened("backward-pass", "by-hand"), opened("forward-pass", "count")
    right = ["$delta_{o1} = 0.138499$", r"\(\frac{\partial L}{\partial z_{o1}} = 0.138499\)"]
    assert codes(pass_by_hand, right) == dict.fromkeys(right, "right")
    other = ["$delta_{o2} = 0.138499$", r"\[\frac{dL}{dz_{o2}} = 0.138499\]"]
    assert codes(pass_by_hand, other) == dict.fromkeys(other, "left-side-other")
    assert codes(count, ["$zz = 7$", r"\(zz=1\)"]) == dict.fromkeys(["$zz = 7$", r"\(zz=1\)"], "left-side-unknown")


def test_a_left_side_counts_behind_a_relation_and_in_a_percentage_too() -> None:
    pass_by_hand, count = opened("backward-pass", "by-hand"), opened("forward-pass", "count")
    around = ["= {}", "≈ ${}$", "{}%", "${}$ %", r"${}\%$", r"\({}%\)", "= {} ％"]
    for form in around:
        other, unknown, right = (form.format(f"{one} = 0.138499") for one in ("delta_o2", "zz", "delta_o1"))
        assert codes(pass_by_hand, [other]) == {other: "left-side-other"}
        assert codes(pass_by_hand, [right]) == {right: "wrong" if {*"%％"} & {*form} else "right"}
        assert codes(count, [unknown]) == {unknown: "left-side-unknown"}
        reading = count.read(unknown)
        assert isinstance(reading, Unreadable)
        assert unknown[reading.span.start : reading.span.end] == "zz"
    named = [r"$\delta_{o1} = 0.138499$", r"$\delta_{o2} = 0.138499$"]
    assert codes(pass_by_hand, named) == dict(zip(named, ("right", "left-side-other"), strict=True))


def test_a_slope_may_be_called_by_its_function_where_that_is_its_definition() -> None:
    activity = opened("chain-rule", "neuron-alone", "a/z")
    assert codes(activity, ["tanh'(z) = 1 - a^2", "tanh′(a) = 1 - a^2", "σ'(z) = 1 - a^2", "tanh(z) = 1 - a^2"]) == {
        "tanh'(z) = 1 - a^2": "right",
        "tanh′(a) = 1 - a^2": "left-side-other",
        "σ'(z) = 1 - a^2": "left-side-other",
        "tanh(z) = 1 - a^2": "left-side-other",
    }


@pytest.mark.parametrize(
    ("lesson_id", "step", "answer", "right", "refused"),
    [
        # `\partial f/\partial w = 2wb` is given; ∂f/∂b stands alone, as what is asked for.
        ("slopes", "other-knob", "w^2 + 3", ["∂f/∂b", "df/db", "y"], ["∂f/∂w", "f", "b", "w", "f'", "f(b)", "∂f/∂x"]),
        ("chain-rule", "sigma-slope", "a(1-a)", ["da/dz"], ["a", "dz/da", "a'", "σ'(z)", "v", "σ(z)"]),
        ("gradient-descent", "bias-gradient", "2(z-y)", ["dL/db", "∂L/∂b"], ["∂L/∂w", "L", "z", "dL/dz"]),
        ("gradient-descent", "transfer", "w + alpha(1-a)x", ["w_new"], ["∂L/∂w", "dL/dw", "L", "w"]),
        ("forks", "shared-weight", "2wx", ["dy/dw", "∂y/∂w"], ["dh/dw", "dy/dh", "y", "h"]),
        ("softmax", "collapse", "p2", ["∂L/∂z_2", "dL/dz2", "∂L/∂z₂"], ["∂p_1/∂z_2", "∂L/∂z_1", "p1"]),
        ("neuron", "no-curve", "6x - 1", ["y", "f(x)"], ["a", "g", "x", "da/dx", "a(x)", "relu(x)"]),
    ],
)
def test_the_prompt_shows_which_derivative_is_asked_and_which_names_are_taken(
    lesson_id: str, step: str, answer: str, right: list[str], refused: list[str]
) -> None:
    activity = opened(lesson_id, step)
    assert activity.judge(answer).right
    for lefts, found in ((right, "right"), (refused, "left-side-unknown")):
        answers = [f"{left} = {answer}" for left in lefts]
        assert codes(activity, answers) == dict.fromkeys(answers, found)


def test_a_declared_variable_tells_which_derivative_is_asked() -> None:
    question = SymbolicQuestion.model_validate(
        {
            "id": "q", "type": "quiz", "kind": "symbolic", "title": "T", "prompt": "Differentiate $y = cx^2$.",
            "symbols": ("c", "x"), "answer": "2*c*x", "differentiate": "c*x^2", "wrt": "x", "domain": {}, "params": {},
        }
    )  # fmt: skip
    activity = activity_for(lesson("slopes"), question, 1)
    assert codes(activity, ["dy/dx = 2cx", "y' = 2cx", "f'(x) = 2cx"]) == dict.fromkeys(
        ["dy/dx = 2cx", "y' = 2cx", "f'(x) = 2cx"], "right"
    )
    wrong = ["dy/dc = 2cx", "y = 2cx", "f(x) = 2cx", "dc/dx = 2cx", "y'' = 2cx", "f'(c) = 2cx", "q = 2cx"]
    assert codes(activity, wrong) == dict.fromkeys(wrong, "left-side-unknown")


def test_a_number_has_no_name_that_could_be_checked() -> None:
    question = NumericQuestion.model_validate(
        {
            "id": "q", "type": "quiz", "kind": "numeric", "title": "T", "answer": "6", "params": {},
            "prompt": "$w = 2$ and $x = 3$. What is $z$, the product $wx$?",
        }
    )  # fmt: skip
    activity = activity_for(lesson("slopes"), question, 1)
    assert codes(activity, ["6", "= 6"]) == dict.fromkeys(["6", "= 6"], "right")
    named = [f"{left} = {number}" for left in ("w", "x", "z", "dz/dx", "y", "zz", "f(x)") for number in (6, 1)]
    assert codes(activity, named) == dict.fromkeys(named, "left-side-unknown")


def test_a_number_of_a_pass_may_be_called_by_its_names_only() -> None:
    whole = lesson("backward-pass")
    activity = activity_for(whole, whole.step("by-hand"), 1)
    assert isinstance(activity, TraceActivity)
    names = ["delta_o1", "δ_o1", "o1.delta", "dL/dz_o1", "∂L/∂z_o1"]
    right = [f"{name} = 0.138499" for name in names]
    assert codes(activity, right) == dict.fromkeys(right, "right")
    other = [f"{name} = 0.138499" for name in ("delta_o2", "o2.delta", "dL/dz_o2", "dL/do1", "o1", "L", "y")]
    assert codes(activity, other) == dict.fromkeys(other, "left-side-other")


@pytest.mark.parametrize(("lesson_id", "step", "part", "answer"), [
    ("chain-rule", "neuron-alone", "z/w", "dL/da = x"), ("slopes", "other-knob", "", "∂f/∂w = w^2 + 3"),
])  # fmt: skip
def test_it_is_said_in_both_languages(lesson_id: str, step: str, part: str, answer: str) -> None:
    verdict = opened(lesson_id, step, part).judge(answer)
    for language in LANGUAGES:
        _, *words = verdict_words(verdict, lesson(lesson_id).step(step), {}, Voice(language), Cells(), 200)
        assert answer.partition(" =")[0] in words[0][0][0]


@pytest.mark.parametrize("step", ["second-unit", "count"])
def test_a_left_side_that_nobody_asked_for_costs_nothing(step: str) -> None:
    activity = opened("forward-pass", step)
    for answer in ("zz=1", "zz = 7", "学习率=1", "lr = 1"):
        assert activity.judge(answer).costs_nothing, answer


@pytest.mark.parametrize("name", ["lr", "学习率", "2*学习率"])
def test_a_name_is_called_one_in_whatever_script_where_only_numbers_count(name: str) -> None:
    found = opened("forward-pass", "count").judge(name)
    assert (found.code, found.arguments["got"]) == ("name_for_number", name.removeprefix("2*"))
