"""Judging: the right answer, the author's wrong answers, known slips, and texts that are no number."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tutor.activity.base import Understood
from tutor.activity.choices import MultipleActivity, SingleActivity
from tutor.activity.numeric import grade_numeric
from tutor.activity.symbolic import symbolic_judge
from tutor.check.questions import tolerance_below
from tutor.formulas.limits import FormulaError
from tutor.formulas.parse import parse
from tutor.lesson.format.questions import MultipleChoice, NumericQuestion, SingleChoice, SymbolicQuestion
from tutor.lesson.format.scalars import RelativeOrAbsolute, Tolerance
from tutor.numerals import numeral
from tutor.quiz.numbers import SHOWN, acceptance, differ, read_number, significant, written
from tutor.quiz.variant import Variant
from tutor.wording.answers import ANSWERS
from tutor.wording.quiz import GRADES

BASE = {"id": "q", "type": "quiz", "prompt": "?"}
SINGLE = SingleChoice.model_validate(
    BASE
    | {
        "kind": "single",
        "choices": [
            {"id": "a", "text": "A", "feedback": "no"},
            {"id": "b", "text": "B", "feedback": "yes", "correct": True},
        ],
    }
)
MULTIPLE = MultipleChoice.model_validate(
    BASE
    | {
        "kind": "multiple",
        "choices": [
            {"id": "a", "text": "A", "feedback": "a", "correct": True, "unselected_feedback": "a missing"},
            {"id": "b", "text": "B", "feedback": "b", "unselected_feedback": "b well left out"},
            {"id": "c", "text": "C", "feedback": "c", "correct": True},
        ],
    }
)
NUMERIC = NumericQuestion.model_validate(
    BASE
    | {
        "kind": "numeric",
        "params": {"w": {"choice": ["0.5"]}, "x": {"int": [2, 2]}},
        "answer": "2*w*x^2",
        "wrong": [{"id": "lost-two", "answer": "w*x^2", "feedback": "!"}],
    }
)
VARIANT = Variant({"w": "0.5", "x": "2"})
SYMBOLIC = SymbolicQuestion.model_validate(
    BASE
    | {
        "kind": "symbolic",
        "symbols": ["w", "x", "y"],
        "answer": "2*x*(w*x - y)",
        "wrong": [{"id": "inner", "answer": "2*(w*x - y)", "feedback": "!"}],
    }
)


def test_a_single_choice() -> None:
    activity = SingleActivity(SINGLE, Variant())
    right, wrong = activity.judge("b"), activity.judge("a")
    assert (right.kind, right.feedback) == ("right", ("b",))
    assert (wrong.kind, wrong.code, wrong.feedback) == ("wrong", "choice-wrong", ("a",))
    assert [activity.judge(raw).code for raw in ("z", "a,b")] == ["unknown-choice", "unknown-choice"]


def test_several_choices() -> None:
    activity = MultipleActivity(MULTIPLE, Variant())
    right = activity.judge("c,a")
    assert (right.kind, right.feedback) == ("right", ("a", "b:left-out", "c"))
    wrong = activity.judge("a,b")
    assert (wrong.kind, wrong.code, wrong.feedback) == ("wrong", "choices-wrong", ("b",))
    missing = activity.judge("c")
    assert (missing.kind, missing.code, missing.feedback) == ("wrong", "choices-missing", ("a:left-out",))
    assert activity.grade(Understood()).kind == "wrong"


@pytest.mark.parametrize(
    ("text", "status", "code", "feedback"),
    [
        ("4", "right", "right", ()),
        ("8/2", "right", "right", ()),
        ("4.039", "right", "number-right", ()),
        ("4.05", "wrong", "number-near", ()),
        ("401/100", "right", "number-right", ()),
        ("sqrt(16.1)", "right", "number-right", ()),
        ("sqrt(161/10)", "wrong", "number-too-large", ()),
        ("sqrt(17)", "wrong", "number-too-large", ()),
        ("2", "wrong", "misconception", ("lost-two",)),
        ("-4", "wrong", "number-sign", ()),
        ("0.4", "wrong", "number-decimal-point", ()),
        ("400", "wrong", "number-decimal-point", ()),
        ("410", "wrong", "number-far-above", ()),
        ("0", "wrong", "number-not-zero", ()),
        ("-7", "wrong", "number-sign-and-size", ()),
        ("0.3", "wrong", "number-far-below", ()),
        ("7", "wrong", "number-too-large", ()),
    ],
)
def test_a_number(text: str, status: str, code: str, feedback: tuple[str, ...]) -> None:
    found = grade_numeric(NUMERIC, VARIANT, read_number(text))
    assert (found.kind, found.code, found.feedback) == (status, code, feedback)
    assert code in GRADES or code in ANSWERS


NARROW = NUMERIC.model_copy(
    update={
        "answer": "0.14978 + 0*w*x",
        "tolerance": Tolerance(relative=0.01),
        "wrong": tuple(
            NUMERIC.wrong[0].model_copy(update={"id": id_, "answer": number})
            for id_, number in (("unchanged", "0.15"), ("added", "0.15022"))
        ),
    }
)
"""A right number with two wrong ones within its tolerance."""


@pytest.mark.parametrize(
    ("text", "status", "code", "feedback"),
    [
        ("0.14978", "right", "right", ()),
        ("0.1498", "right", "number-right", ()),
        ("0.149", "right", "number-right", ()),
        ("0.15", "wrong", "misconception", ("unchanged",)),
        ("0.1500", "wrong", "misconception", ("unchanged",)),
        ("0.150", "undecided", "number-more-digits", ()),
        ("0.1502", "wrong", "misconception", ("added",)),
        ("0.3/2", "wrong", "misconception", ("unchanged",)),
        ("-0.14978", "wrong", "number-sign", ()),
        ("0.1", "wrong", "number-too-few-digits", ()),
    ],
)
def test_the_nearest_number_wins(text: str, status: str, code: str, feedback: tuple[str, ...]) -> None:
    found = grade_numeric(NARROW, VARIANT, read_number(text))
    assert (found.kind, found.code, found.feedback) == (status, code, feedback)


@pytest.mark.parametrize(
    ("answer", "text", "code"),
    [
        ("-3.5", "-3", "number-less-negative"),
        ("-1.5", "-1", "number-less-negative"),
        ("-1.5", "-2", "number-too-negative"),
        ("-0.15", "-0.2", "number-too-negative"),
        ("-0.14", "-0.1", "number-less-negative"),
        ("-0.135", "-0.1", "number-too-few-digits"),
        ("-0.135", "-0.14", "number-rounded"),
        ("-12", "-11.5", "number-near"),
        ("180", "180.4", "number-near"),
        ("5.15", "5.25", "number-near"),
        ("-5.5", "-5.4", "number-near"),
        ("sqrt(2)/2", "0.71", "number-too-few-digits"),
        ("sqrt(2)/2", "0.70", "number-rounded"),
        ("sqrt(2)/2", "1/1.42", "number-rounded"),
        ("20.4", "20", "number-too-few-digits"),
        ("1/3", "0.33", "number-too-few-digits"),
    ],
)
def test_rounding_is_spoken_of_only_where_it_can_be_why_and_three_digits_are_asked_for_only_where_there_are_three(
    answer: str, text: str, code: str
) -> None:
    question = NUMERIC.model_copy(update={"answer": answer, "wrong": (), "tolerance": Tolerance()})
    assert grade_numeric(question, Variant(), read_number(text)).code == code


numbers = st.floats(0.001, 1000)
TRUE_OF: Mapping[str, Callable[[float, float], bool]] = {
    "number-too-large": lambda given, right: given > right,
    "number-too-small": lambda given, right: given < right,
    "number-too-negative": lambda given, right: given < right < 0,
    "number-less-negative": lambda given, right: right < given < 0,
    "number-far-above": lambda given, right: given / right > 10,
    "number-far-below": lambda given, right: 0 < given / right < 0.1,
    "number-sign-and-size": lambda given, right: given * right < 0 and differ(given, -right),
    "number-not-zero": lambda given, right: given == 0 != right,
    "number-sign": lambda given, right: math.isclose(given, -right, rel_tol=0.02),
    "number-near": lambda given, right: math.isclose(given, right, rel_tol=0.1) and given != right,
    "number-rounded": lambda given, right: math.isclose(given, right, rel_tol=0.1) and given != right,
    "number-decimal-point": lambda given, right: math.isclose(
        math.log10(given / right), round(math.log10(given / right)), abs_tol=0.01
    ),
    "number-too-few-digits": lambda given, right: math.isclose(given, right, rel_tol=0.51),
}
"""What the sentences say of a wrong number and the right one."""
any_number = st.one_of(
    st.just(0.0), st.integers(-50, 50).map(float), st.floats(-1000, 1000).filter(lambda n: abs(n) > 1e-3)
)


@given(right=any_number, given_=any_number, digits=st.integers(1, 8))
def test_what_is_said_of_a_number_is_true_of_it(right: float, given_: float, digits: int) -> None:
    question = NUMERIC.model_copy(
        update={"answer": written(right, 9), "wrong": (), "tolerance": Tolerance(relative=0.01)}
    )
    exact, typed = value_of(written(right, 9)), read_number(written(given_, digits))
    verdict = grade_numeric(question, Variant(), typed)
    if verdict.code == "number-right":
        shown = float(numeral(float(verdict.arguments["near"]), 5).shown)
        assert abs(shown - exact) < abs(typed.value - exact)
    elif verdict.kind == "wrong":
        assert TRUE_OF[verdict.code](typed.value, exact), verdict.code
    else:
        assert typed.is_exactly(exact) or verdict.right


def value_of(text: str) -> float:
    """The number that a text says."""
    return read_number(text).value


@given(right=numbers, wrong=numbers, digits=st.integers(1, 9), tolerance=st.floats(0, 0.2))
def test_a_typed_decimal_counts_by_its_digits_or_the_tolerance_and_never_nearer_to_a_wrong_number(
    right: float, wrong: float, digits: int, tolerance: float
) -> None:
    assume(differ(right, wrong))
    allowed = Tolerance(relative=tolerance)
    typed = read_number(written(right, digits))
    nearer = abs(typed.value - right) < abs(typed.value - wrong)
    assert typed.digits is not None
    to_the_digits = significant(typed.digits) >= SHOWN or typed.is_exactly(right)
    within = to_the_digits or allowed.accepts(typed.value, right)
    assert (acceptance(typed, right, [wrong], allowed) == "right") == (within and nearer)
    assert acceptance(read_number(written(wrong, 10)), right, [wrong], allowed) != "right"


@given(right=numbers, factor=st.floats(1.0001, 1.5), tolerance=st.floats(0.0001, 0.6), relative=st.booleans())
def test_the_tolerance_that_the_check_names_does_not_reach_the_wrong_number(
    right: float, factor: float, tolerance: float, relative: bool
) -> None:
    allowed = Tolerance(relative=tolerance) if relative else Tolerance(absolute=tolerance)
    named = TypeAdapter(RelativeOrAbsolute).validate_python(tolerance_below(allowed, right * factor, right))
    assert not named.accepts(right * factor, right)
    assert named.relative + named.absolute > 0


@pytest.mark.parametrize(
    ("text", "status", "feedback"),
    [
        ("2w x^2 - 2xy", "right", ()),
        ("２x（wx－y）", "right", ()),
        ("2(wx-y)", "wrong", ("inner",)),
        ("wx", "wrong", ()),
    ],
)
def test_a_formula(text: str, status: str, feedback: tuple[str, ...]) -> None:
    judge = symbolic_judge(SYMBOLIC, Variant())
    found = judge.judge(parse(text, judge.question.vocabulary))
    assert (found.kind, found.feedback) == (status, feedback)
    assert found.code in ANSWERS


def test_a_formula_with_drawn_numbers() -> None:
    question = SYMBOLIC.model_copy(update={"answer": "k*x", "wrong": (), "symbols": ("x",)})
    judge = symbolic_judge(question, Variant({"k": "-3"}))
    assert judge.judge(parse("-3x", judge.question.vocabulary)).kind == "right"
    assert judge.judge(parse("3x", judge.question.vocabulary)).kind == "wrong"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("3/2", 1.5),
        ("1e-3", 0.001),
        ("-2.5E+2", -250),
        ("１．５ｅ－３", 0.0015),
        ("１．５", 1.5),
        ("−0.25", -0.25),
        ("½", 0.5),
        ("50%", 0.5),
        ("５０％", 0.5),
        ("≈ 0.0624", 0.0624),
        ("= 2", 2),
        ("约 2", 2),
        ("σ(1.1)", 1 / (1 + math.exp(-1.1))),
        ("0.75*(1-0.75)", 0.1875),
        ("2·10^-3", 0.002),
        ("√2", math.sqrt(2)),
        ("+3", 3),
    ],
)
def test_numbers_may_be_typed_and_computed_in_many_ways(text: str, value: float) -> None:
    assert read_number(text).value == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "code", "start"),
    [
        ("", "empty", 0),
        ("≈", "empty", 1),
        ("abc", "name_for_number", 0),
        ("= 2 +", "unexpected_end", 4),
        ("1/0", "no_value", 0),
        ("1e999", "number_too_large", 0),
        (" 1e-400", "number_too_small", 1),
        ("1e1000", "number_too_large", 0),
        ("0.3.5", "two_points", 0),
        ("ln(-1)", "no_value", 0),
        ("1,5", "comma", 1),
        ("9^9^9", None, None),
        ("0.5x", "name_for_number", 3),
    ],
)
def test_what_is_no_number_is_unreadable_with_the_place(text: str, code: str | None, start: int | None) -> None:
    with pytest.raises(FormulaError) as caught:
        read_number(text)
    assert caught.value.code in ANSWERS
    if code is not None:
        assert (caught.value.code, caught.value.span.start) == (code, start)


@given(text=st.text(max_size=40))
def test_any_text_is_a_number_or_unreadable(text: str) -> None:
    try:
        number = read_number(text).value
    except FormulaError as error:
        code, number = error.code, 0.0
    else:
        code = "right"
    assert math.isfinite(number)
    assert code in ANSWERS


def test_every_verdict_on_a_question_has_a_sentence() -> None:
    for code, sentence in GRADES.items():
        assert sentence.say("en", count=2, near=3) != sentence.say("zh", count=2, near=3) != "", code


DERIVATIVE = SymbolicQuestion.model_validate(
    BASE
    | {
        "kind": "symbolic",
        "symbols": ["w", "x", "y"],
        "answer": "2*x*(w*x - y)",
        "differentiate": "(w*x - y)^2",
        "wrt": "w",
    }
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("(w*x - y)^2", "original_function"),
        ("2*(w*x - y)", "forgot_inner_derivative"),
        ("x*(w*x - y)", "forgot_power_factor"),
    ],
)
def test_a_question_that_names_what_it_differentiates_knows_why_a_formula_is_wrong(typed: str, code: str) -> None:
    judge = symbolic_judge(DERIVATIVE, Variant())
    expression = parse(typed, judge.question.vocabulary)
    assert judge.judge(expression).code == code
