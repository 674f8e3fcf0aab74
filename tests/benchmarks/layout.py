"""Laying out formulas and lesson text, beside SymPy's `pretty` on the same formulas."""

from __future__ import annotations

import timeit
from collections.abc import Callable, Iterator
from pathlib import Path

import sympy as sp

from tests.benchmarks.report import Measured, in_turns
from tests.typesetting.pictures import UNICODE_CELLS, chain_rule
from tutor.lesson.format.markup import parse
from tutor.lesson.format.model import ProseStep
from tutor.lesson.loading.file import load_lesson
from tutor.prose.compose import compose
from tutor.typesetting.breaking import in_width
from tutor.typesetting.formula import Formula
from tutor.typesetting.latex import parse_latex
from tutor.typesetting.layout import lay_out
from tutor.typesetting.line import plain_line

JACOBIAN = (
    r"J = \begin{bmatrix} p_1(1-p_1) & -p_1p_2 & -p_1p_3 \\ -p_2p_1 & p_2(1-p_2) & -p_2p_3 \\"
    r" -p_3p_1 & -p_3p_2 & p_3(1-p_3)\end{bmatrix}"
)
REPEATS = 20
RUNS = 15


def measure_layout() -> Iterator[Measured]:
    """Yield the time to lay out the chain rule with its braces and softmax's Jacobian, and what else is drawn often."""
    chain, jacobian = chain_rule(), parse_latex(JACOBIAN)
    for name, formula, theirs in (("chain rule, braces", chain, _chain()), ("softmax Jacobian", jacobian, _jacobian())):
        ours, pretty = in_turns([_milliseconds(_drawn(formula)), _milliseconds(_pretty(theirs))], RUNS)
        yield Measured(f"layout of {name}", ours, "ms", aim=0.5)
        yield Measured("    by SymPy's pretty", pretty, "ms", "ours", pretty / ours)
    text = parse(_longest_prose())
    others: dict[str, Callable[[], object]] = {
        "reading the LaTeX of the Jacobian": lambda: parse_latex(JACOBIAN),
        "the chain rule broken at 30 cells": lambda: in_width(chain, UNICODE_CELLS, 30),
        "the chain rule in one line": lambda: plain_line(chain, UNICODE_CELLS),
        "the longest prose of a lesson at 80 cells": lambda: compose(text, 80, UNICODE_CELLS),
    }
    for name, value in zip(others, in_turns([*map(_milliseconds, others.values())], RUNS), strict=True):
        yield Measured(name, value, "ms")


def _milliseconds(act: Callable[[], object]) -> Callable[[], float]:
    return lambda: 1e3 * timeit.timeit(act, number=REPEATS) / REPEATS


def _drawn(formula: Formula) -> Callable[[], object]:
    return lambda: lay_out(formula, UNICODE_CELLS).runs()


def _pretty(formula: sp.Basic) -> Callable[[], object]:
    return lambda: sp.pretty(formula, use_unicode=True, order="none")


def _chain() -> sp.Basic:
    """The same product of derivatives; SymPy has no braces."""
    w = sp.Symbol("w")
    z = sp.Function("z")(w)
    a = sp.Function("a")(z)
    loss = sp.Function("L")(a)
    factors = [sp.Derivative(loss, a), sp.Derivative(a, z), sp.Derivative(z, w)]
    return sp.Eq(sp.Derivative(loss, w), sp.Mul(*factors, evaluate=False), evaluate=False)


def _jacobian() -> sp.Basic:
    p = sp.symbols("p1:4")
    rows = [[p[i] * (1 - p[i]) if i == j else -p[i] * p[j] for j in range(3)] for i in range(3)]
    return sp.Eq(sp.Symbol("J"), sp.Matrix(rows), evaluate=False)


def _longest_prose() -> str:
    lessons = Path(__file__).parents[2] / "lessons"
    lesson = load_lesson(lessons / "chain-rule.yaml").value
    assert lesson is not None
    return max((step.body for step in lesson.source.steps if isinstance(step, ProseStep)), key=len)


if __name__ == "__main__":
    for measured in measure_layout():
        print(measured)
