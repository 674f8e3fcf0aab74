"""Equivalent forms of an answer: definitions put in, SymPy's algebra, exponential forms, and the ways people type."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any, Final

import sympy as sp

from tutor.deriving.convert import CLASSES, to_expression, to_sympy
from tutor.formulas.expression import Expression, Group, Symbol, substitute
from tutor.formulas.write import one_line
from tutor.judging.question import FormulaQuestion

Algebra = Callable[[Any], Any]

_SIGMOID: Final = CLASSES["sigmoid"]

_ALGEBRA: Final[tuple[Algebra, ...]] = (
    lambda tree: tree,
    sp.expand,
    sp.factor,
    sp.together,
    sp.expand_mul,
    lambda tree: sp.factor(sp.expand(tree)),
    lambda tree: sp.together(sp.expand(tree)),
    lambda tree: -sp.expand(-tree),
    lambda tree: sp.nsimplify(2) * tree / 2 + 0,
)


def _sigmoid_as(form: Callable[[Any], Any]) -> Algebra:
    return lambda tree: tree.replace(_SIGMOID, form)


def _tanh_as(form: Callable[[Any], Any]) -> Algebra:
    return lambda tree: tree.replace(sp.tanh, form)


_FUNCTIONS: Final[tuple[Algebra, ...]] = (
    lambda tree: tree,
    _sigmoid_as(lambda z: 1 / (1 + sp.exp(-z))),
    _sigmoid_as(lambda z: sp.exp(z) / (1 + sp.exp(z))),
    _sigmoid_as(lambda z: (1 + sp.tanh(z / 2)) / 2),
    _sigmoid_as(lambda z: 1 - _SIGMOID(-z)),
    _tanh_as(lambda z: (sp.exp(z) - sp.exp(-z)) / (sp.exp(z) + sp.exp(-z))),
    _tanh_as(lambda z: 2 * _SIGMOID(2 * z) - 1),
    _tanh_as(lambda z: sp.sinh(z) / sp.cosh(z)),
    lambda tree: tree.rewrite(sp.exp),
)


def equivalent_lines(question: FormulaQuestion) -> tuple[str, ...]:
    """Return the forms of the answer that fit into a learner's limits, each once."""
    lines = [one_line(to_expression(form)) for start in _starts(question) for form in _forms(to_sympy(start))]
    return tuple(dict.fromkeys(line for line in lines if len(line) <= 140))


def _starts(question: FormulaQuestion) -> Iterator[Expression]:
    """The answer, and the answer with the definitions of one or all named quantities put in."""
    yield question.answer
    defined: dict[Expression, Expression] = {}
    defined |= {Symbol(name): Group(formula) for name, formula in question.definitions.items() if formula is not None}
    for name, formula in defined.items():
        yield substitute(question.answer, {name: formula})
    everything = question.answer
    for _ in defined:
        everything = substitute(everything, defined)
    yield everything


def _forms(tree: Any) -> Iterator[Any]:
    for functions in _FUNCTIONS:
        for algebra in _ALGEBRA:
            form = algebra(functions(tree))
            if not form.has(sp.I):
                yield form


_TYPED: Final = {
    "·": ("*", "×", "⋅", "·", " * "),
    "−": ("-", "－", "–", "−"),
    " − ": ("-", " - ", "－"),
    " + ": ("+", " + ", "＋"),
    "σ": ("σ", "sigmoid", "sigma", "Sigmoid"),
    "/": ("/", "÷", "／"),
    "²": ("²", "^2", "**2", "＾2"),
    "³": ("³", "^3", "**3"),
    "ln": ("ln", "log"),
}
_PADDED: Final = ("{}", "{}", "{}", "({}) + 0", "2·({})/2", "−(−({}))", "({})·(3 − 2)", "({})^1", "½·2·({})", "1·({})")
_OPENING: Final = {"(": ("(", "（", "[", "{"), ")": (")", "）", "]", "}")}


def styled(line: str, source: random.Random) -> str:
    """Return `line` as somebody could have typed it."""
    line = source.choice(_PADDED).format(line)
    for shown, ways in _TYPED.items():
        parts = line.split(shown)
        line = parts[0] + "".join(source.choice(ways) + part for part in parts[1:])
    if source.random() < 0.5:
        line = _with_implicit_products(line, source)
    if source.random() < 0.3:
        line = "".join(
            chr(ord(c) + 0xFEE0) if c.isdigit() and c.isascii() and source.random() < 0.5 else c for c in line
        )
    if "[" not in line and source.random() < 0.3:
        kind = source.randrange(4)
        if kind < 2 or not _has_calls(line):
            line = line.replace("(", _OPENING["("][kind]).replace(")", _OPENING[")"][kind])
    return source.choice(["", "", " ", "dL/dq = ".replace("q", "w")]) + line


def _has_calls(line: str) -> bool:
    """Whether a function is called, whose brackets must be round."""
    return any(line[index - 1].isalpha() for index, character in enumerate(line) if character == "(" and index)


def _with_implicit_products(line: str, source: random.Random) -> str:
    """Leave out signs between a number or a closing bracket and what is no number."""
    kept: list[str] = []
    for index, character in enumerate(line):
        before, after = line[index - 1 : index], line[index + 1 : index + 2]
        droppable = (before.isdigit() or before in (")", "）")) and (after.isalpha() or after in ("(", "（"))
        if character in "*·×⋅" and droppable and "*" not in (before, after) and source.random() < 0.7:
            continue
        kept.append(character)
    return "".join(kept)
