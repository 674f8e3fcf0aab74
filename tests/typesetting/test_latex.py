"""LaTeX as lessons write it: what it becomes, what is refused and where, and that nothing else ever happens."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.typesetting.pictures import ASCII_CELLS, UNICODE_CELLS
from tests.wording.placeholders import placeholders
from tutor.typesetting.breaking import in_width
from tutor.typesetting.formula import Atom, Brace, Delimited, Fraction, Limits, Matrix, Row, Script, Text
from tutor.typesetting.latex import LatexError, parse_latex
from tutor.typesetting.latex_commands import ENVIRONMENTS, KNOWN
from tutor.typesetting.layout import lay_out
from tutor.typesetting.line import plain_line
from tutor.wording.latex import LATEX

REFUSED: dict[str, tuple[str, int | None, dict[str, str | int]]] = {
    r"a + \fracc{1}{2}": ("latex.misspelt-command", 4, {"command": r"\fracc", "suggestion": r"\frac"}),
    r"\qqqqqqqq": ("latex.unknown-command", 0, {"command": r"\qqqqqqqq"}),
    r"\begin{case} x \end{case}": ("latex.misspelt-environment", 0, {"environment": "case", "suggestion": "cases"}),
    r"\begin{tikzpicture}": ("latex.unknown-environment", 0, {"environment": "tikzpicture"}),
    r"x^{2": ("latex.missing-brace", 2, {}),
    r"\text{ab": ("latex.missing-brace", 5, {}),
    r"x}": ("latex.extra-brace", 1, {}),
    r"\sqrt[3{x}": ("latex.missing-bracket", 0, {}),
    r"\frac{1}": ("latex.missing-argument", 0, {"command": r"\frac"}),
    r"x^": ("latex.missing-argument", 1, {"command": "^"}),
    r"x^2^3": ("latex.double-script", 3, {"sign": "^"}),
    r"x_1_2": ("latex.double-script", 3, {"sign": "_"}),
    r"\left( x": ("latex.missing-right", 0, {}),
    r"x \right)": ("latex.extra-right", 2, {"command": r"\right"}),
    r"\left x \right)": ("latex.wrong-delimiter", 6, {"delimiter": "x", "command": r"\left"}),
    r"\begin{cases} x": ("latex.missing-end", 0, {"environment": "cases"}),
    r"\end{cases}": ("latex.extra-end", 0, {"environment": "cases"}),
    r"\begin{cases} x \end{matrix}": ("latex.wrong-end", 16, {"environment": "cases", "ended": "matrix"}),
    r"a & b": ("latex.outside-environment", 2, {"sign": "&"}),
    r"a \\ b": ("latex.outside-environment", 2, {"sign": r"\\"}),
    r"\text{the \alpha}": ("latex.command-in-text", 10, {"command": r"\alpha"}),
    r"5 % of": ("latex.unexpected-character", 2, {"character": "%"}),
    "\x0crac{1}{2}": ("latex.control-character", 0, {"character": "U+000C"}),
    "a\x1b]52;c;aGk=\x07": ("latex.control-character", 1, {"character": "U+001B"}),
    "x\\": ("latex.lone-backslash", 1, {}),
    "x" * 2001: ("latex.too-long", 2000, {"limit": 2000}),
    "{" * 500: ("latex.too-deep", 40, {"limit": 40}),
    "(" * 500 + ")" * 500: ("latex.too-deep", 40, {"limit": 40}),
    r"\sqrt" * 300: ("latex.too-deep", None, {"limit": 40}),
}


@pytest.mark.parametrize("source", REFUSED, ids=lambda source: source[:20].encode("unicode_escape").decode())
def test_what_cannot_be_drawn_is_refused_with_place_and_arguments(source: str) -> None:
    code, index, arguments = REFUSED[source]
    with pytest.raises(LatexError) as caught:
        parse_latex(source)
    assert (caught.value.code, dict(caught.value.arguments)) == (code, arguments)
    assert index is None or caught.value.index == index


def test_every_code_has_its_sentence_with_just_its_arguments() -> None:
    arguments = {code: set(given) for code, _, given in REFUSED.values()}
    assert set(LATEX) == set(arguments)
    for code, sentence in LATEX.items():
        assert placeholders(sentence.en) == placeholders(sentence.zh) <= arguments[code]


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        (r"\frac12", Fraction(Atom("1"), Atom("2"))),
        (r"x^23", Row((Script(Atom("x"), high=Atom("2")), Atom("3")))),
        (r"w_{10}^2", Script(Atom("w"), Atom("10"), Atom("2"))),
        (r"h^1_2", Script(Atom("h"), Atom("2"), Atom("1"), high_first=True)),
        (r"f''", Script(Atom("f"), high=Atom("′′"))),
        (r"(x)", Delimited("(", Atom("x"), ")")),
        (r"[0", Row((Atom("[", "open"), Atom("0")))),
        (r"7{,}960", Row((Atom("7"), Atom(","), Atom("960")))),
        (r"\sum_i^n", Limits(Atom("Σ", "large"), Atom("i"), Atom("n"))),
        (r"\mathrm{lr}", Atom("lr")),
        (r"\mathbb{R}", Atom("ℝ")),
        (r"\text{如果 } ", Text("如果 ")),
        (r"\text{100\% of}", Text("100% of")),
        (r"\underbrace{a}_{\substack{b\\c}}", Brace(Atom("a"), (Atom("b"), Atom("c")))),
        (r"\begin{matrix} a & b \\ \end{matrix}", Matrix(((Atom("a"), Atom("b")),), "", "")),
        (r"\begin{array}{cc} a \\[2pt] b \end{array}", Matrix(((Atom("a"),), (Atom("b"),)), "", "")),
    ],
)
def test_chosen_sources_give_their_trees(source: str, formula: object) -> None:
    assert parse_latex(source) == formula


def _draw(source: str) -> None:
    """Read and draw `source` in every way; LatexError is all that may be raised."""
    try:
        formula = parse_latex(source)
    except LatexError:
        return
    lay_out(formula, UNICODE_CELLS)
    assert in_width(formula, UNICODE_CELLS, 20).width <= 20
    plain_line(formula, ASCII_CELLS)


@given(st.text(max_size=80))
def test_any_text_is_drawn_or_refused(source: str) -> None:
    _draw(source)


_WORDS = [
    *(f"\\{name}" for name in KNOWN),
    *(f"\\begin{{{name}}}" for name in ENVIRONMENTS),
    *"{{{}}}()[]|^_'&,;=+-·σ字 12xyd",
]
_ENDS = [f"\\end{{{name}}}" for name in ENVIRONMENTS]


@given(st.lists(st.sampled_from([*_WORDS, *_ENDS, "\\\\"]), max_size=25).map(" ".join))
@example(r"\left. \middle| \right)")
@example(r"\binom{n}{k} \overset{!}{=} \underset{w}{\max} \not= \boxed{x}")
def test_any_string_of_commands_is_drawn_or_refused(source: str) -> None:
    _draw(source)


@pytest.mark.parametrize("command", [name for name in KNOWN if name.isalpha()])
def test_every_command_is_drawn(command: str) -> None:
    sources = {
        "left": r"\left( x \right)", "right": r"\left( x \right)", "begin": r"\begin{cases} x \end{cases}",
        "end": r"\begin{cases} x \end{cases}", "not": r"\not=", "operatorname": r"\operatorname{relu}",
        "substack": r"\substack{x \\ y}", "hline": r"\begin{array}{c} \hline x \end{array}",
    }  # fmt: skip
    source = sources.get(command, rf"\{command}{{x}}{{y}}")
    assert lay_out(parse_latex(source), UNICODE_CELLS).width > 0
    assert plain_line(parse_latex(source), ASCII_CELLS).isascii()
