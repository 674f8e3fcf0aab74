"""Deriving the formulas of lessons by named rules, beside SymPy's own `diff` with `simplify`; both warm."""

from __future__ import annotations

import time
import timeit
from collections.abc import Callable, Iterator

import sympy as sp

from tests.benchmarks.report import Measured, in_turns
from tests.deriving.oracle import in_sympy
from tutor.deriving.convert import symbol, to_sympy
from tutor.deriving.derive import derive
from tutor.formulas.expression import Expression
from tutor.formulas.parse import AUTHOR, Vocabulary, parse

FORMULAS = (
    ("w*x + b", "w"),
    ("sigmoid(z)", "z"),
    ("(a - y)^2", "a"),
    ("1/2*(o1 - y1)^2 + 1/2*(o2 - y2)^2", "o1"),
    ("-(y*ln(a) + (1 - y)*ln(1 - a))", "a"),
    ("(sigmoid(w*x + b) - y)^2", "w"),
)
RUNS = 15


def measure_derivations() -> Iterator[Measured]:
    """Yield for each formula the time for its derivation with the result ready to be shown, and with every line of it.

    Processor time, so that other programs on this machine do not count.
    """
    for text, wrt in FORMULAS:
        formula = parse(text, Vocabulary(open=True), AUTHOR)
        ways = [_factor(formula, wrt), _every_rule(formula, wrt)]
        ours, unfolded = in_turns([_milliseconds(way, 20) for way in ways], RUNS)
        (theirs,) = in_turns([_milliseconds(_sympy(formula, wrt), 2)], RUNS)
        yield Measured(f"d/d{wrt} {text}", ours, "ms", aim=1)
        yield Measured("    with every rule unfolded", unfolded, "ms")
        yield Measured("    by SymPy's diff and simplify", theirs, "ms", "ours", theirs / ours)


def _milliseconds(act: Callable[[], object], repeats: int) -> Callable[[], float]:
    return lambda: 1e3 * timeit.timeit(act, timer=time.process_time, number=repeats) / repeats


def _factor(formula: Expression, wrt: str) -> Callable[[], object]:
    return lambda: derive(formula, wrt).result


def _every_rule(formula: Expression, wrt: str) -> Callable[[], object]:
    return lambda: [(step.of, step.result) for step in derive(formula, wrt).walk()]


def _sympy(formula: Expression, wrt: str) -> Callable[[], object]:
    plain = in_sympy(to_sympy(formula))
    return lambda: sp.simplify(sp.diff(plain, symbol(wrt)))


if __name__ == "__main__":
    for measured in measure_derivations():
        print(measured)
