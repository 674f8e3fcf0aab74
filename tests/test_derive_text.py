"""The derivation as text: true lines, aligned, with value and check; slips are named with their place."""

from __future__ import annotations

import pytest

from tutor.derive_text import derivation_text, name_of, unreadable_text, values_of
from tutor.errors import TutorError
from tutor.formulas.limits import FormulaError
from tutor.text import ASCII, Cells
from tutor.wording import Voice
from tutor.wording.derivations import RULES

ENGLISH, CHINESE = Voice("en"), Voice("zh")
NEURON = "sigmoid(w*x+b)"


def test_a_neuron_in_english() -> None:
    assert derivation_text(NEURON, "w", "w=0.5,x=2,b=0.1", ENGLISH) == [
        "f = σ(w·x + b)",
        "",
        "∂/∂w [σ(w·x + b)] = σ(w·x + b)·(1 − σ(w·x + b))·x  chain rule: f(u)′ = f′(u)·u′",
        "  u = w·x + b",
        "  ∂/∂u [σ(u)] = σ(u)·(1 − σ(u))                    sigmoid rule: σ′ = σ·(1 − σ)",
        "  ∂/∂w [w·x + b] = x                               sum rule: (f + g)′ = f′ + g′",
        "    ∂/∂w [w·x] = x                                 constant multiple: (c·f)′ = c·f′",
        "      ∂/∂w [w] = 1                                 variable itself: x′ = 1",
        "    ∂/∂w [b] = 0                                   constant rule: c′ = 0",
        "",
        "∂f/∂w = σ(w·x + b)·(1 − σ(w·x + b))·x",
        "",
        "w = 0.5, x = 2, b = 0.1",
        "f ≈ 0.750260",
        "∂f/∂w ≈ 0.374740",
        "central difference ≈ 0.374740  (agrees)",
    ]


def test_a_neuron_in_chinese() -> None:
    lines = derivation_text(NEURON, "w", "w=0.5,x=2,b=0.1", CHINESE)
    assert lines[2].endswith("链式法则：f(u)′ = f′(u)·u′")
    assert lines[-1] == "中心差分 ≈ 0.374740（一致）"
    rules = ("sigmoid", "sum", "constant-multiple")
    assert len({line.index(RULES[code].name.zh) for line, code in zip(lines[4:7], rules, strict=True)}) == 1


def test_where_two_columns_do_not_fit_the_rule_stands_below() -> None:
    lines = derivation_text("(w*x+b)^2/ln(x)", "x", "", ENGLISH, width=60)
    assert max(map(len, lines)) <= 60
    assert any(line.strip() == "quotient rule: (f/g)′ = (f′·g − f·g′)/g²" for line in lines)


@pytest.mark.parametrize(
    ("formula", "rule"),
    [("2*arctan(x)", "arctangent rule"), ("x*gelu(x)", "product rule"), ("x*gelu(x)", "GELU rule")],
)
def test_a_function_in_a_product_is_no_factor(formula: str, rule: str) -> None:
    lines = derivation_text(formula, "x", "x=1", ENGLISH)
    assert any(rule in line for line in lines)
    assert lines[-1].endswith("(agrees)")


def test_without_values_there_are_no_numbers() -> None:
    assert derivation_text("x^2", "x", "", ENGLISH)[-1] == "df/dx = 2·x"


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("max(x,y)", "(x > y)"),
        ("min(max(x,0),6)", "{[x > 0], max(x, 0) < 6; 0, max(x, 0) ≥ 6}"),
        ("cases(x, x < 0, 2*x, x < 1, x^2)", "{1, x < 0; 2, x < 1; 2·x, else}"),
        ("x*(x>0)", "(x > 0)"),
        ("(x>0)/2*x", "½·[x > 0]"),
        ("x/(1 + (x>0))", "1/(1 + [x > 0])"),
    ],
)
def test_conditions_are_told_apart_from_values(formula: str, result: str) -> None:
    assert derivation_text(formula, "x", "", ENGLISH)[-1].endswith(f"f/{'∂' if 'y' in formula else 'd'}x = {result}")


def test_no_word_of_one_language_stands_in_the_other() -> None:
    text = " ".join(derivation_text("cases(leaky_relu(x), x < 0, max(x, y), x < 1, x^2)", "x", "", CHINESE))
    assert "else" not in text
    assert " if " not in text


def test_a_result_can_be_typed_back() -> None:
    result = derivation_text("max(x, y)", "x", "", ENGLISH)[-1].removeprefix("∂f/∂x = ")
    assert derivation_text(result, "x", "", ENGLISH)[0] == f"f = {result}"


def test_the_second_derivative_follows_the_first_with_a_check_of_its_own() -> None:
    lines = derivation_text("x^2*ln(x)", "x", "x=2", ENGLISH, most=2)
    assert lines.index("df/dx = 2·x·ln(x) + x") < lines.index("d²f/dx² = 2·ln(x) + 3")
    assert "df/dx ≈ 4.77259" in lines
    assert lines[-2] == "d²f/dx² ≈ 4.38629"
    assert lines[-1].endswith("(agrees)")


@pytest.mark.parametrize(
    ("formula", "wrt", "code", "other"),
    [
        ("x^2", "X", "derive.other-case", "x"),
        ("Alpha*x", "alpha", "derive.other-case", "Alpha"),
        ("sigmoid(wx+b)", "w", "derive.one-name", "w*x"),
        ("sigmoid(wx+b)", "x", "derive.one-name", "w*x"),
        ("w1x1+b", "w1", "derive.one-name", "w1*x1"),
        ("lnx", "x", "derive.one-name", "ln(x)"),
        ("2*xlnx", "x", "derive.one-name", "x*ln(x)"),
    ],
)
def test_a_variable_that_does_not_occur_is_never_a_silent_zero(formula: str, wrt: str, code: str, other: str) -> None:
    with pytest.raises(TutorError) as caught:
        derivation_text(formula, wrt, "", ENGLISH)
    assert (caught.value.code, caught.value.arguments["other"]) == (code, other)


@pytest.mark.parametrize(("voice", "note"), [(ENGLISH, "x does not occur in f."), (CHINESE, "f 中没有 x。")])
def test_a_true_zero_is_noted(voice: Voice, note: str) -> None:
    lines = derivation_text("loss^2 + 1", "x", "", voice)
    assert (lines[1], lines[-1]) == (note, "∂f/∂x = 0")
    assert "z does not occur in f." in derivation_text("x^2", "x", "x=1,z=3", ENGLISH)


def test_a_name_is_given_one_value() -> None:
    with pytest.raises(TutorError) as caught:
        values_of("x1=1,x_1=2")
    assert (caught.value.code, caught.value.arguments) == ("derive.twice", {"name": "x1"})


def test_an_ascii_terminal_gets_formulas_that_it_can_draw() -> None:
    lines = derivation_text("sigmoid(w)^2", "w", "", ENGLISH, Cells(glyphs=ASCII))
    assert lines[0] == "f = sigma(w)^2"
    assert "df/dw = 2*sigma(w)^2*(1 - sigma(w))" in lines


@pytest.mark.parametrize(
    ("formula", "at", "verdict"),
    [
        ("relu(x)", "x=0", "at a kink: slope 0 on the left, 1 on the right"),
        ("abs(x)", "x=0", "at a kink: slope −1 on the left, 1 on the right"),
        ("0.1*abs(x)+(x-1)^2", "x=0", "at a kink: slope −2.1 on the left, −1.9 on the right"),
        ("relu(x)+relu(-x)", "x=0", "at a kink: slope −1 on the left, 1 on the right"),
        ("relu(x)-relu(-x)", "x=0", "a kink inside: the derivative is a convention"),
        ("sign(x)", "x=0", "at a jump of the function"),
        ("relu(x)^2", "x=0", "agrees"),
        ("x*abs(x)", "x=0", "agrees"),
        ("leaky_relu(x)", "x=-0.0000009", "agrees"),
        ("ln(x)", "x=0.0001", "agrees"),
        ("1/x", "x=0.0001", "agrees"),
        ("tan(x)", "x=1.57079", "agrees"),
        ("sigmoid(100000*x)", "x=0", "agrees"),
        ("sin(1/x)", "x=0.001", "agrees"),
        ("ln(1+e^x)", "x=1000", "too large for a float"),
        ("relu(x)", "x=-2", "agrees"),
        ("x^3", "x=0", "agrees"),
    ],
)
def test_what_the_check_says(formula: str, at: str, verdict: str) -> None:
    last = derivation_text(formula, "x", at, ENGLISH)[-1]
    assert last.endswith(f"({verdict})")
    assert len(last) <= 80


def test_what_floats_cancel_is_computed_nevertheless() -> None:
    *_, f, slope, measured = derivation_text("sigmoid(z)*(1-sigmoid(z))", "z", "z=40", ENGLISH)
    assert f == "f ≈ 4.24835·10⁻¹⁸"
    assert slope == "df/dz ≈ −4.24835·10⁻¹⁸"
    assert measured == "central difference ≈ −4.24835·10⁻¹⁸  (agrees)"


def test_an_equals_sign_is_exact() -> None:
    assert "f = 0.3" in derivation_text("x+0.1", "x", "x=0.2", ENGLISH)
    assert "f ≈ 1" in derivation_text("tanh(x)", "x", "x=20", ENGLISH)


def test_no_slope_is_claimed_where_there_is_none() -> None:
    assert "df/dx = 0  (by convention)" in derivation_text("abs(x)", "x", "x=0", ENGLISH)
    assert "df/dx = 0（按约定）" in derivation_text("abs(x)", "x", "x=0", CHINESE)
    assert derivation_text("ln(x)", "x", "x=-1", ENGLISH)[-3:-1] == ["x = −1", "numerical check  (no value here)"]


@pytest.mark.parametrize(
    ("formula", "at", "said"),
    [
        ("ln(x)", "x=-1", "ln(x) has no value at x = −1."),
        ("y/(x-2)", "x=2,y=1", "y/(x − 2) has no value at x = 2, y = 1."),
        ("y+x*ln(x^2-4)", "x=1,y=5", "ln(x² − 4) has no value at x = 1."),
        ("sqrt(x)", "x=0", "1/(2·√(x)) has no value at x = 0."),
    ],
)
def test_it_is_said_which_part_has_no_value(formula: str, at: str, said: str) -> None:
    assert derivation_text(formula, "x", at, ENGLISH)[-1] == said


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("w=0.5,x=2", {"w": 0.5, "x": 2.0}),
        (" w = -4 , α = 1/4,", {"w": -4.0, "alpha": 0.25}),
        ("w＝０.５，x_1＝−2", {"w": 0.5, "x1": -2.0}),
        ("x=1e-3", {"x": 0.001}),
        ("", {}),
    ],
)
def test_values(text: str, values: dict[str, float]) -> None:
    assert values_of(text) == values


@pytest.mark.parametrize("text", ["w", "w=", "w=x", "w=0,5", "w=1/0", "w=inf", "w=1e999", "w=__import__('os')"])
def test_what_gives_no_value(text: str) -> None:
    with pytest.raises(TutorError) as caught:
        values_of(text)
    assert caught.value.code == "derive.value"


@pytest.mark.parametrize(("text", "name"), [("w", "w"), ("w_1", "w1"), ("w₁", "w1"), ("α", "alpha"), ("w_in", "w_in")])
def test_names(text: str, name: str) -> None:
    assert name_of(text) == name


@pytest.mark.parametrize("text", ["", "2", "2x", "w+b", "e", "pi", "sigmoid", "w b", "\x1b"])
def test_what_is_no_name(text: str) -> None:
    with pytest.raises(TutorError) as caught:
        name_of(text)
    assert caught.value.code == "derive.name"


def test_missing_values_are_named_with_an_example() -> None:
    with pytest.raises(TutorError) as caught:
        derivation_text(NEURON, "w", "x=2", ENGLISH)
    assert caught.value.code == "derive.missing"
    assert caught.value.arguments == {"names": "b, w", "example": "b=1,w=1"}


@pytest.mark.parametrize(
    ("formula", "mark"),
    [("a(1-", " ^"), ("sigmod(x)", "^^^^^^"), ("2*（x", "  ^^"), ("x @ y", "  ^"), ("x^", " ^"), ("", "^")],
)
def test_an_unreadable_formula_is_shown_with_the_place(formula: str, mark: str) -> None:
    for voice in (ENGLISH, CHINESE):
        with pytest.raises(FormulaError) as caught:
            derivation_text(formula, "x", "", voice)
        shown, marks, *sentence = unreadable_text(caught.value, formula, voice)
        assert (shown, marks) == (f"  {formula}", f"  {mark}")
        assert sentence


def test_of_a_formula_that_is_too_long_only_the_place_is_shown() -> None:
    formula = "x+" * 900 + "x"
    with pytest.raises(FormulaError) as caught:
        derivation_text(formula, "x", "", ENGLISH)
    assert max(map(len, unreadable_text(caught.value, formula, ENGLISH, width=60))) <= 60


def test_a_second_derivative_that_nobody_would_read_is_refused_as_well() -> None:
    for text in (
        "*".join(f"sin(w+{number})" for number in range(28)),
        "sigmoid(" * 14 + "w" + ")" * 14,
        "tanh(" * 16 + "w" + ")" * 16,
    ):
        with pytest.raises(TutorError) as caught:
            derivation_text(text, "w", "", ENGLISH, most=2)
        assert caught.value.code == "derivation.too-long"
