"""What people type is read; what nobody can read is refused with a code and a place, and never with anything else."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formulas.formulas import VOCABULARY
from tests.patience import drawn
from tutor.formulas.expression import Binary, Call, Expression, Leibniz, Negate, Number, Symbol, plain, symbols, walk
from tutor.formulas.parse import AUTHOR, LEARNER, FormulaError, Limits, Vocabulary, parse

NEURON = Vocabulary(
    ("a", "t", "w", "x", "b", "z", "w1", "alpha", "s", "y_hat", "lr"),
    leibniz=frozenset({("L", "a"), ("a", "z"), ("z", "w")}),
)


def read(text: str) -> Expression:
    return parse(text, NEURON)


def refusal(text: str, vocabulary: Vocabulary = NEURON) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        parse(text, vocabulary)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "explicit"),
    [
        ("a（1－a）", "a*(1-a)"),
        ("2(a-t)x", "2*(a-t)*x"),
        ("ａ×ｘ", "a*x"),
        ("a·x", "a*x"),
        ("wx", "w*x"),
        ("w_1 x", "w1*x"),
        ("w₁x", "w1*x"),
        ("w_{1}x", "w1*x"),
        ("αx", "alpha*x"),
        ("xα", "x*alpha"),
        ("ŷ-t", "y_hat-t"),
        ("yhat-t", "y_hat-t"),
        ("x²", "x^2"),
        ("x**2", "x^2"),
        ("x⁻¹w", "x^(-1)*w"),
        ("eˣ", "e^x"),
        ("e^-zx", "e^(-z)*x"),
        ("x²w", "x^2*w"),
        ("x²⁺ᵗ", "x^(2+t)"),
        ("½x", "(1/2)*x"),
        ("3。5x", "3.5*x"),
        ("[a-t]{x}", "(a-t)*(x)"),
        ("tanh²(z)", "tanh(z)^2"),
        ("tanh^2(z)", "tanh(z)^2"),
        ("σ(z)", "sigmoid(z)"),
        ("Sigmoid(z)", "sigmoid(z)"),
        ("log(x)", "ln(x)"),
        ("√x", "sqrt(x)"),
        ("√(x+1)", "sqrt(x+1)"),
        ("|x|", "abs(x)"),
        ("2|x|w|a|", "2*abs(x)*w*abs(a)"),
        ("||x|-1|", "abs(abs(x)-1)"),
        ("xσ(z)", "x*sigmoid(z)"),
        ("da/dz = a(1-a)", "a*(1-a)"),
        ("∂L/∂w＝2x", "2*x"),
        ("f'(x) = 2x", "2*x"),
        ("y = 2x", "2*x"),
        ("a\u200b(1-a)", "a*(1-a)"),
        ("-2x", "-(2*x)"),
        ("2*-x*w", "(2*(-x))*w"),
        ("x^2^3", "x^(2^3)"),
        ("+x", "x"),
        ("𝑤x", "w*x"),
    ],
)
def test_what_people_type(typed: str, explicit: str) -> None:
    assert plain(read(typed)) == plain(read(explicit))


def test_derivatives_are_names_where_the_question_knows_them() -> None:
    product = read("∂L/∂a·da/dz")
    assert product == Binary("*", Leibniz("L", "a"), Leibniz("a", "z"))
    assert plain(read("2dL/dada/dz x")) == plain(read("2*dL/da*da/dz*x"))
    assert plain(read("xdL/da")) == plain(read("x*dL/da"))
    assert refusal("dL/dw*x").code == "unknown_derivative"
    assert refusal("∂L/∂w*x").code == "unknown_derivative"


def test_order_and_implicit_products_are_kept() -> None:
    assert read("w*x + b") == Binary("+", Binary("*", Symbol("w"), Symbol("x")), Symbol("b"))
    product = read("2x")
    assert isinstance(product, Binary)
    assert product.implicit
    assert read("-2x") == Negate(Binary("*", Number("2"), Symbol("x"), implicit=True))


def test_primes_are_counted() -> None:
    assert read("σ′(z)") == Call("sigmoid", (Symbol("z"),), primes=1)


def test_every_node_knows_where_it_was_typed() -> None:
    typed = "2（a－t）·σ'(z) + x²"
    for node in walk(read(typed)):
        piece = typed[node.span.start : node.span.end]
        assert piece
        if isinstance(node, Symbol):
            assert piece == node.name


@pytest.mark.parametrize(
    ("typed", "code", "piece"),
    [
        ("a(1-", "open_without_close", "("),
        ("a(1-a))", "close_without_open", ")"),
        ("(a]", "bracket_mismatch", "]"),
        ("|a", "open_without_close", "|"),
        ("2*(a-t)*", "unexpected_end", "*"),
        ("*x", "operator_without_left", "*"),
        ("2*(a-t)*/a", "operator_without_left", "/"),
        ("2 2x", "two_numbers", "2 2"),
        ("A(1-a)", "wrong_case", "A"),
        ("y(1-a)", "unknown_name", "y"),
        ("2wx3", "number_after_name", "wx3"),
        ("-ln0.4", "number_after_function", "ln0"),
        ("2exp2", "number_after_function", "exp2"),
        ("xtanh1+a", "number_after_function", "xtanh1"),
        ("\\frak{a}{x}", "latex", "\\frak"),
        ("alpa*x", "misspelled_name", "alpa"),
        ("σ(1-σ)", "function_needs_argument", "σ"),
        ("sin^-1(x)", "inverse_function", "sin^-"),
        ("sigmoid(z,1)", "arity", "sigmoid(z,1)"),
        ("a'x", "prime_on_symbol", "a'"),
        ("σ''(z)", "second_derivative", "σ''"),
        ("x。", "chinese_full_stop", "。"),
        ("x #", "bad_char", "#"),
        ("x + х", "foreign_char", "х"),
        ("0,5x", "comma", ","),
        ("1e3x", "scientific_notation", "1e3"),
        ("x = w = 2", "equation", "="),
        ("z > 0", "comparison", ">"),
        ("x^65", "exponent_too_large", "65"),
        ("x^(8*9)", "exponent_too_large", "(8*9)"),
        ("9^9^9", "exponent_too_large", "9^9"),
        ("x + 10^13", "number_too_large", "10^13"),
        ("x/(1-1)", "no_value", "x/(1-1)"),
        ("1/(1-1)", "no_value", "1/(1-1)"),
        ("x ln(0)", "no_value", "ln(0)"),
        ("1234567890123x", "number_too_long", "1234567890123"),
        ("x + 0.3.5", "two_points", "0.3.5"),
        ("1..2x", "two_points", "1..2"),
        (".5.", "two_points", ".5."),
        ("1e400x", "number_too_large", "1e400"),
        ("", "empty", ""),
        ("da/dz =", "empty", "da/dz ="),
        ("cases(x, 1)", "cases_shape", "cases(x, 1)"),
        ("a\x1b[2Jx", "control_char", "\x1b"),
        ("a\u202ex", "control_char", "\u202e"),
        ("x\ud800", "control_char", "\ud800"),
    ],
)
def test_refusals_name_the_reason_and_the_place(typed: str, code: str, piece: str) -> None:
    error = refusal(typed)
    assert (error.code, typed[error.span.start : error.span.end]) == (code, piece)
    assert error.arguments["place"] == error.span.start + 1


@pytest.mark.parametrize("limits", [LEARNER, AUTHOR])
@pytest.mark.parametrize("pattern", ["(", "[", "√", "-", "x^", "|", "sin(", "1+(", "max(1,", "e^-", "x*(", "[x<"])
def test_deep_nesting_is_refused_long_before_python_runs_out_of_stack(pattern: str, limits: Limits) -> None:
    deep = pattern * (limits.characters // len(pattern) - 2)
    closed = deep + "x" + ")" * deep.count("(") + "]" * deep.count("[")
    for text in (deep, closed[: limits.characters], pattern * 10_000, closed):
        with pytest.raises(FormulaError):
            parse(text, NEURON, limits)


def test_a_long_flat_sum_is_no_deep_one() -> None:
    assert len(list(walk(read("+".join(["x"] * 70))))) == 139


def test_an_open_vocabulary_takes_every_word_as_a_symbol() -> None:
    anything = Vocabulary(open=True)
    assert symbols(parse("sigmoid(w_1*x + bias) - ŷ", anything)) == {"w1", "x", "bias", "y_hat"}
    assert symbols(parse("lr*α", anything)) == {"lr", "alpha"}


ALPHABET = "aawxzt12.5+-*/^(){}[]|,'=<>√∂dσ½²₁·－（） e\u200bsigmodexpln"


@given(st.one_of(st.text(max_size=220), st.text(ALPHABET, max_size=60)))
@settings(max_examples=drawn(300))
def test_any_string_gives_a_tree_or_a_formula_error(text: str) -> None:
    error = None
    try:
        parse(text, VOCABULARY)
    except FormulaError as caught:
        error = caught
    if error:
        assert 0 <= error.span.start <= error.span.end <= max(len(text), 1)


@pytest.mark.long
def test_ten_thousand_random_strings_give_a_tree_or_a_formula_error() -> None:
    random_source = random.Random(20_240)
    for _ in range(10_000):
        text = "".join(random_source.choices(ALPHABET, k=random_source.randint(0, 80)))
        try:
            parse(text, NEURON)
        except FormulaError:
            continue


def test_reading_needs_neither_sympy_nor_numpy() -> None:
    program = (
        "import sys; from tutor.formulas.parse import parse, Vocabulary; parse('a(1-a)', Vocabulary(('a',)));"
        "sys.exit(any(name in sys.modules for name in ('sympy', 'numpy', 'mpmath')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
