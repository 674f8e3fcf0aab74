"""Learners' and textbooks' notation: what it is read as, and what is refused in a word of its own."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.formulas.formulas import VOCABULARY, expressions
from tests.patience import drawn
from tutor.formulas import expression as ex
from tutor.formulas import grammar
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression, plain
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.limits import FormulaError, Limits
from tutor.formulas.parse import AUTHOR, Vocabulary, parse
from tutor.spelling import GREEK

NAMES = Vocabulary(
    ("a", "t", "w", "x", "b", "z", "y", "w1", "alpha", "s", "y_hat", "w_in"),
    leibniz=frozenset({("L", "a"), ("a", "z"), ("L", "w")}),
)
ANYTHING = Vocabulary(open=True)
WIDE = Limits(characters=9000, tokens=5000, depth=100, nodes=5000, exponent=float("inf"), magnitude=float("inf"))


def read(text: str, vocabulary: Vocabulary = NAMES) -> Expression:
    return plain(parse(text, vocabulary))


def refusal(text: str, vocabulary: Vocabulary = NAMES) -> tuple[str, str]:
    """Return the code and the piece of `text` that it is about."""
    with pytest.raises(FormulaError) as caught:
        parse(text, vocabulary)
    return caught.value.code, text[caught.value.span.start : caught.value.span.end]


@pytest.mark.parametrize(
    ("typed", "explicit"),
    [
        # Functions without brackets.
        ("sin x", "sin(x)"),
        ("tanh z", "tanh(z)"),
        ("ln x", "ln(x)"),
        ("ln|x|", "ln(abs(x))"),
        ("sqrt|x|", "sqrt(abs(x))"),
        ("sin^2 x", "sin(x)^2"),
        ("sin^{2} x", "sin(x)^2"),
        ("tanh² z", "tanh(z)^2"),
        ("sin 2x", "sin(2*x)"),
        ("sin 2 x", "sin(2*x)"),
        ("sin 2πx", "sin(2*pi*x)"),
        ("sin xy", "sin(x*y)"),
        ("ln x + 1", "ln(x) + 1"),
        ("ln x*y", "ln(x)*y"),
        ("ln x/y", "ln(x)/y"),
        ("sin x cos x", "sin(x)*cos(x)"),
        ("2 sin x", "2*sin(x)"),
        ("sin -x", "sin(-x)"),
        ("sin -2x + 1", "sin(-(2*x)) + 1"),
        ("sin -(x+1) y", "sin(-(x+1))*y"),
        ("tanh z^2", "tanh(z^2)"),
        ("sin x^2", "sin(x^2)"),
        ("ln tanh z", "ln(tanh(z))"),
        ("sin 2(x+1)", "sin(2*(x+1))"),
        ("sin 2 (x+1)", "sin(2)*(x+1)"),
        ("sigma z (1 - sigma z)", "sigmoid(z)*(1 - sigmoid(z))"),
        ("e^sin x cos x", "e^(sin(x))*cos(x)"),
        ("sin 2√x", "sin(2*sqrt(x))"),
        ("σ′ z", "σ'(z)"),
        ("y ln a + (1-y) ln(1-a)", "y*ln(a) + (1-y)*ln(1-a)"),
        ("tanhz", "tanh(z)"),
        ("xlnx", "x*ln(x)"),
        ("|x||y|", "abs(x)*abs(y)"),
        ("x|ln x|", "x*abs(ln(x))"),
        # Logarithms, roots, functions of other books.
        ("log_2(x)", "ln(x)/ln(2)"),
        ("log2(x)", "ln(x)/ln(2)"),
        ("log₂x", "ln(x)/ln(2)"),
        ("log10(x)", "ln(x)/ln(10)"),
        ("log_{10} x", "ln(x)/ln(10)"),
        ("log_b(x)", "ln(x)/ln(b)"),
        ("log(x)", "ln(x)"),
        ("∛x", "x^(1/3)"),
        ("∜(x+1)", "(x+1)^(1/4)"),
        ("root(3, x)", "x^(1/3)"),
        ("2*arctan(x)", "2*arctg(x)"),
        ("arctg(x)", "arctan(x)"),
        ("cosec(x)", "csc(x)"),
        # Comparisons.
        ("(z>0)", "[z > 0]"),
        ("{z>0}", "[z > 0]"),
        ("1{z>0}", "[z > 0]"),
        ("1_{z>0}", "[z > 0]"),
        ("1[z>0]x", "[z > 0]*x"),
        ("𝟙(z>0)", "[z > 0]"),
        ("x*(z>=0)", "x*[z >= 0]"),
        # max and min of several, in any brackets.
        ("max{0, z}", "max(0, z)"),
        ("max(0, z, x)", "max(max(0, z), x)"),
        ("min[x, y, 1, z]", "min(min(min(x, y), 1), z)"),
        # Powers of ten that are none of e.
        ("1e-3", "0.001"),
        ("1e-3x", "0.001*x"),
        ("2.5E-4", "0.00025"),
        ("2e - 3", "2*e - 3"),
    ],
)
def test_notation_is_read(typed: str, explicit: str) -> None:
    assert read(typed) == read(explicit)


@pytest.mark.parametrize(
    ("typed", "explicit"),
    [
        (r"\frac{dL}{da}", "dL/da"),
        (r"$\frac{\partial L}{\partial w}$", "∂L/∂w"),
        (r"\dfrac{\mathrm{d}L}{\mathrm{d}a}x", "dL/da*x"),
        (r"\sigma(z)\cdot\left(1-\sigma(z)\right)", "sigmoid(z)*(1 - sigmoid(z))"),
        (r"\(2(a - y)x\)", "2*(a - y)*x"),
        (r"\frac{1}{2}x^{2}", "(1/2)*x^2"),
        (r"\frac12 x", "(1/2)*x"),
        (r"1/\frac{a}{b}", "1/(a/b)"),
        (r"x^\frac{1}{2}", "x^(1/2)"),
        (r"\sqrt{x}w", "sqrt(x)*w"),
        (r"\sqrt[3]{x}", "x^(1/3)"),
        (r"w_{1}x", "w1*x"),
        (r"w_{\text{in}} x", "w_in*x"),
        (r"\hat{y} - y", "y_hat - y"),
        (r"\alpha x\alpha", "alpha*x*alpha"),
        (r"\ln x", "ln(x)"),
        (r"\ln\left|x\right|", "ln(abs(x))"),
        (r"\tanh^2 z", "tanh(z)^2"),
        (r"\log_2 x", "ln(x)/ln(2)"),
        (r"\max\{0, z\}", "max(0, z)"),
        (r"\operatorname{ReLU}(z)", "relu(z)"),
        (r"\mathrm{e}^{-z}", "e^(-z)"),
        (r"\mathbb{1}_{z>0}", "[z > 0]"),
        (r"\mathbf 1_{\{z \geq 0\}}\,x", "[z >= 0]*x"),
        (r"\exp\!\bigl(-z\bigr)", "exp(-z)"),
    ],
)
def test_pasted_latex_is_read(typed: str, explicit: str) -> None:
    assert read(typed) == read(explicit)


@pytest.mark.parametrize(
    ("typed", "code", "piece"),
    [
        ("sin x y", "ambiguous_argument", "sin x y"),
        ("sin x(x+1)", "ambiguous_argument", "sin x("),
        ("sin^-1 x", "inverse_function", "sin^-"),
        ("sin^{-1} x", "inverse_function", "sin^{-"),
        ("σ - y", "function_needs_argument", "σ"),
        ("sin", "function_needs_argument", "sin"),
        ("max 0", "arity", "max 0"),
        ("|x|y|", "open_without_close", "|"),
        ("(0<z<1)", "chained_comparison", "0<z<"),
        ("z > 0", "comparison", ">"),
        ("1e3*x", "scientific_notation", "1e3"),
        ("x+2e+3", "scientific_notation", "2e+3"),
        ("1e-30", "number_too_small", "1e-30"),
        ("x^T w", "transpose", "^T"),
        ("xᵀw", "transpose", "ᵀ"),
        (r"x^\top w", "transpose", "^\\top"),
        ("x[0]", "index", "[0]"),
        ("x_i", "index", "x_i"),
        ("x_{i+1}", "index", "x_{"),
        ("x^{(1)}", "index", "^{(1)}"),
        ("x mod 2", "remainder", "mod"),
        ("x % 2", "remainder", "%"),
        ("d/dx(x^2)", "differentiation", "d/dx"),
        (r"\frac{d}{dx}x^2", "differentiation", r"d}{dx"),
        ("∇x", "gradient_sign", "∇"),
        (r"\sum x", "sum_sign", r"\sum"),
        ("Σx", "sum_sign", "Σ"),
        ("∫x", "integral_sign", "∫"),
        (r"x + \infty", "infinity", r"\infty"),
        (r"\begin{cases}1\end{cases}", "latex", r"\begin"),
        (r"\frac{a}", "latex_argument", r"\frac"),
        (r"\sqrt{x", "open_without_close", r"\sqrt"),
        (r"\frac{dL}{dq}", "unknown_derivative", "dL}{dq"),
    ],
)
def test_what_formulas_of_numbers_do_not_have_is_refused_by_its_name(typed: str, code: str, piece: str) -> None:
    assert refusal(typed) == (code, piece)


@pytest.mark.parametrize(
    ("typed", "code", "piece"),
    [
        ("2*selu(x)", "unknown_function", "selu"),
        ("x*selu(x)", "unknown_function", "selu"),
        ("1/softmax(x)", "unknown_function", "softmax"),
        ("lg(x)", "unknown_function", "lg"),
        ("coth^2(x)", "unknown_function", "coth"),
        ("wx(1 + x)", "unknown_function", "wx"),
        ("2*sigmod(x)", "misspelled_before_bracket", "sigmod"),
        ("x mod 2", "remainder", "mod"),
        ("x if x", "word_in_product", "if"),
        ("wx bx", "word_in_product", "wx"),
        ("x^T A x", "transpose", "^T"),
        ("dy/dx", "unknown_derivative", "dy/dx"),
        ("d/dx x^2", "differentiation", "d/dx"),
    ],
)
def test_an_open_vocabulary_makes_no_factors_of_unknown_words(typed: str, code: str, piece: str) -> None:
    assert refusal(typed, ANYTHING) == (code, piece)


@pytest.mark.parametrize(
    ("typed", "explicit"),
    [
        ("x(1 + x)", "x*(1 + x)"),
        ("w1(x + 1)", "w1*(x + 1)"),
        ("α(1 - α)", "alpha*(1 - alpha)"),
        ("eta(x + 1)", "eta*(x + 1)"),
        ("ŷ(1 - ŷ)", "y_hat*(1 - y_hat)"),
        ("w_in(x + 1)", "w_in*(x + 1)"),
        ("2loss", "2*loss"),
        ("x_i", "x_i"),
        ("asin(x)", "arcsin(x)"),
        ("e^T", "e^(T)"),
        ("2^T", "2^(T)"),
    ],
)
def test_an_open_vocabulary_knows_letters_as_factors(typed: str, explicit: str) -> None:
    assert read(typed, ANYTHING) == read(explicit, ANYTHING)


def test_symbols_hide_what_else_a_word_could_mean() -> None:
    assert read("asin(x)") == read("a*sin(x)")
    assert read("asin(x)", Vocabulary(("x",))) == read("arcsin(x)", Vocabulary(("x",)))
    assert read("x^T", Vocabulary(("x", "T"))) == read("x^(T)", Vocabulary(("x", "T")))
    assert refusal("2e-3", Vocabulary(("e",)))[0] == "scientific_notation"


@pytest.mark.parametrize("text", ["1e3", " 2.5E+2", "-1e3", "1e-3"])
def test_a_power_of_ten_that_is_all_there_is_can_mean_nothing_else(text: str) -> None:
    assert value(read(text), {}) == float(text)


def test_where_there_are_no_names_none_are_promised() -> None:
    assert refusal("2x", Vocabulary())[0] == "name_for_number"
    assert refusal("2sigmod(1)", Vocabulary())[0] == "misspelled_function"


# ---------------------------------------------------------------- properties

_names = st.sampled_from(["x", "w", "α", "π"])
_powers = st.sampled_from(["", "^2", "²"])
_functions = st.sampled_from([name for name, record in FUNCTIONS.items() if record.arity == 1])
_NUMBERS = st.sampled_from(["", "2", "0.5"])


@st.composite
def _without_brackets(draw: st.DrawFn) -> tuple[str, str]:
    """A function without brackets, and the same with all brackets and signs."""
    name = draw(_functions)
    squared = draw(st.sampled_from(["", "^2"]))
    number = draw(_NUMBERS)
    factors = [draw(_names) + draw(_powers) for _ in range(draw(st.integers(1, 3)))]
    minus = draw(st.sampled_from(["", "-"]))
    bare = f"{name}{squared} {minus}{number}{' ' if number else ''}{''.join(factors)}"
    explicit = "*".join([*([number] if number else []), *factors])
    return bare, f"({name}({minus}({explicit}))){squared}"


@given(
    first=_without_brackets(),
    second=_without_brackets(),
    joined=st.sampled_from([" + ", " - ", "*", "/", " "]),
    before=st.sampled_from(["", "2 ", "x ", "3*"]),
    behind=st.sampled_from(["", " + x", "/2", "*w", " (x + 1)"]),
)
@settings(max_examples=drawn(200))
def test_functions_without_brackets_are_what_they_are_with_them(
    first: tuple[str, str], second: tuple[str, str], joined: str, before: str, behind: str
) -> None:
    sign = "*" if joined == " " else joined
    explicit = f"{before.replace(' ', '*')}{first[1]}{sign}{second[1]}{behind.replace(' (', '*(')}"
    bare = f"{before}{first[0]}{joined}{second[0]}{behind}"
    assert plain(grammar.read(bare, NAMES, WIDE)) == plain(grammar.read(explicit, NAMES, WIDE))


_LATEX_OPERATORS = {"+": "+", "-": "-", "*": r"\cdot "}
_LATEX_RELATIONS = {"<": "<", "<=": r"\leq ", ">": ">", ">=": r"\ge ", "==": "=="}
_LATEX_NAMES = {"w1": "w_{1}", "y_hat": r"\hat{y}", "h11": "h_{11}", "w_in": r"w_{\text{in}}", "alpha": r"\alpha "}


def _in_latex(node: Expression) -> str:
    """`node` as a textbook sets it, brackets around every operand; a comparison is the condition of a case."""
    parts = [
        rf"\mathbb{{1}}_{{{_in_latex(part)}}}" if isinstance(part, ex.Condition) else rf"\left({_in_latex(part)}\right)"
        for part in ex.children(node)
    ]
    match node:
        case ex.Number(text=text):
            return text
        case ex.Constant(name=name):
            return rf"\{name} " if name in GREEK else rf"\mathrm{{{name}}}"
        case ex.Symbol(name=name):
            return _LATEX_NAMES.get(name, name)
        case ex.Leibniz(of=of, by=by):
            return rf"\frac{{\mathrm{{d}}{of}}}{{\mathrm{{d}}{_LATEX_NAMES.get(by, by)}}}"
        case ex.Group(inner=inner):
            return rf"\bigl({_in_latex(inner)}\bigr)"
        case ex.Negate():
            return f"-{parts[0]}"
        case ex.Binary(operator="/"):
            return rf"\frac{{{parts[0]}}}{{{parts[1]}}}"
        case ex.Binary(operator="^"):
            return f"{{{parts[0]}}}^{{{parts[1]}}}"
        case ex.Binary(operator=operator):
            return parts[0] + _LATEX_OPERATORS[operator] + parts[1]
        case ex.Condition(relation=relation):
            return parts[0] + _LATEX_RELATIONS[relation] + parts[1]
        case ex.Call(function=function, primes=primes):
            return rf"\operatorname{{{function}}}{chr(39) * primes}\left({','.join(parts)}\right)"
        case ex.Cases():
            listed = [_in_latex(part) for branch in node.branches for part in branch if part is not None]
            return rf"\operatorname{{cases}}({','.join(listed)})"


@given(expressions)
def test_what_is_set_in_latex_reads_back(expression: Expression) -> None:
    try:
        again = parse(rf"$\left({_in_latex(expression)}\right)$", VOCABULARY, WIDE)
    except FormulaError as error:
        assume(error.code != "no_value")  # 0/0 and its kin
        raise
    assert plain(again) == plain(expression)


_PIECES = st.sampled_from(
    [*r"\{}[]()|$^_~'/,.=<>-+*", " ", "x", "T", "1", "2", "e", "d", "dx", "L", "σ", "∂", "Σ", "∇", "∛", "𝟙", "mod", "%",
     *(rf"\{name}" for name in ("frac", "sqrt", "left", "right", "mathrm", "hat", "ln", "log_", "max", "sum", "partial",
                                "cdot", "sigma", "text", "top", "foo", ",", "{", "}", "|"))]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=60).map("".join), st.sampled_from([NAMES, ANYTHING]))
@settings(max_examples=drawn(250))
def test_any_notation_gives_a_tree_or_a_formula_error(text: str, vocabulary: Vocabulary) -> None:
    error = None
    try:
        parse(text, vocabulary)
    except FormulaError as caught:
        error = caught
    if error:
        assert 0 <= error.span.start <= error.span.end <= max(len(text), 1)


@pytest.mark.parametrize(
    "pattern", [r"\frac{", r"\sqrt[", r"\left(", r"\mathrm ", r"\hat\hat ", "ln ", "ln|", "x_{", "1_{", "max{"]
)
def test_deep_notation_is_refused_before_the_stack_ends(pattern: str) -> None:
    for repeated in (10, 40, 120, 900):
        for text in (pattern * repeated, pattern * repeated + "x" + "}" * repeated):
            with pytest.raises(FormulaError):
                parse(text, ANYTHING, AUTHOR if len(text) < 1000 else WIDE)


WIDENED = [
    "a(1-a)",
    "2x(w*x-y)^2/3",
    "1.5e-3*w1",
    "max(0, z)",
    "|x|+sqrt(2)",
    "w_in*x**2",
    "[w+{x-1}]",
    "(z>0)*(1-0.5)",
]


@pytest.mark.parametrize("formula", WIDENED)
def test_any_character_may_be_full_width_digits_too(formula: str) -> None:
    """An input method that is on changes one of them, or all."""
    wide = [chr(ord(character) + 0xFEE0) if character != " " else "\u3000" for character in formula]
    mixed = ["".join((*formula[:place], other, *formula[place + 1 :])) for place, other in enumerate(wide)]
    for typed in ("".join(wide), *mixed):
        assert read(typed) == read(formula), typed


@pytest.mark.parametrize("delimited", ["${}$", " ${}$ ", "$${}$$", r"\({}\)", r"\[ {} \]"])
def test_delimiters_around_the_whole_are_left_out(delimited: str) -> None:
    typed = delimited.format(r"\frac{a}{b}")
    assert read(typed, ANYTHING) == read("a/b", ANYTHING)


@pytest.mark.parametrize(
    ("typed", "code", "place"),
    [
        ("w $ x", "bad_char", 3),
        ("$w x", "bad_char", 1),
        ("w x$", "bad_char", 4),
        ("$w$ x", "bad_char", 1),
        ("$w$ + $x$", "bad_char", 1),
        (r"w \) x", "latex", 3),
        (r"\(w x", "latex", 1),
        (r"\(w x\]", "latex", 1),
        (r"\(w\) + \(x\)", "latex", 1),
    ],
)
def test_a_delimiter_that_is_not_around_the_whole_is_refused_where_it_stands(typed: str, code: str, place: int) -> None:
    with pytest.raises(FormulaError) as caught:
        parse(typed, ANYTHING)
    assert (caught.value.code, caught.value.arguments["place"]) == (code, place)
