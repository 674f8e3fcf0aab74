"""Reading and judging formulas: learners' answers and hostile ones, beside SymPy's `simplify` as a judge.

Run alone by `python -m tests.benchmarks.answers`.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator

import sympy as sp

from tests.benchmarks.report import Measured, percentile
from tests.formulas.test_parse import ALPHABET
from tests.judging.questions import learner_answers, learner_judge, verdict
from tests.judging.test_diagnosis import EXTREME
from tutor.deriving.convert import to_sympy
from tutor.formulas.expression import Expression, Group, Leibniz, Symbol, substitute
from tutor.formulas.parse import FormulaError, parse
from tutor.judging.diagnosis import Judge

TAKES = 3
SIMPLIFIED = 25
RANDOM_STRINGS = 10_000


def measure_answers() -> Iterator[Measured]:
    """Yield what judging costs, the slowest hostile answer and string, and the ratio to `simplify(a − b) == 0`."""
    cases = [(learner_judge(case["q"]), case["answer"]) for case in learner_answers()["cases"]]
    times = [_milliseconds(verdict, *case) for case in cases]
    yield Measured("formula read and judged, median", percentile(times, 0.5), "ms")
    yield Measured("formula read and judged, p95", percentile(times, 0.95), "ms", aim=3)
    yield Measured("formula read and judged, slowest", max(times), "ms", aim=20)
    judge = learner_judge("sq_sig_w")
    hostile = [_milliseconds(verdict, judge, "2(a-t)a(1-a)x" + tail) for tail in EXTREME]
    yield Measured("hostile answer, slowest", max(hostile), "ms", aim=20)
    yield Measured(f"slowest of {RANDOM_STRINGS} random strings to the parser", _slowest_string(), "ms", aim=20)
    yield from _beside_simplify(cases)


def _milliseconds(action: Callable[..., object], *arguments: object) -> float:
    """The shortest of several takes: what else the machine does must not count."""
    takes = []
    for _ in range(TAKES):
        start = time.perf_counter()
        action(*arguments)
        takes.append(time.perf_counter() - start)
    return 1e3 * min(takes)


def _slowest_string() -> float:
    source = random.Random(1)
    vocabulary = learner_judge("sq_sig_w").question.vocabulary

    def read(text: str) -> None:
        try:
            parse(text, vocabulary)
        except FormulaError:
            return

    strings = ["".join(source.choices(ALPHABET, k=source.randint(0, 200))) for _ in range(RANDOM_STRINGS)]
    return max(_milliseconds(read, text) for text in strings)


def _beside_simplify(cases: list[tuple[Judge, str]]) -> Iterator[Measured]:
    """The same readable answers judged by both; `simplify` gets only formulas that passed the limits."""
    readable = [case for case in cases if not isinstance(verdict(*case), FormulaError)]
    sample = random.Random(2).sample(readable, SIMPLIFIED)
    ours = statistics.fmean(_milliseconds(verdict, *case) for case in sample)
    theirs = statistics.fmean(_milliseconds(_simplified_to_zero, *case) for case in sample)
    yield Measured(f"{SIMPLIFIED} answers judged, mean", ours, "ms")
    yield Measured("SymPy's simplify(a − b) == 0 on the same, mean", theirs, "ms", "ours", theirs / ours)


def _simplified_to_zero(judge: Judge, text: str) -> bool:
    question = judge.question
    difference = to_sympy(_spelled_out(judge, parse(text, question.vocabulary)))
    return bool(sp.simplify(difference - to_sympy(_spelled_out(judge, question.answer))) == 0)


def _spelled_out(judge: Judge, expression: Expression) -> Expression:
    """`expression` with every named quantity and derivative replaced by its formula."""
    question = judge.question
    named: dict[Expression, Expression] = {Leibniz(*pair): Group(formula) for pair, formula in question.leibniz.items()}
    expression = substitute(expression, named)
    for name, formula in reversed(list(question.definitions.items())):
        if formula is not None:
            expression = substitute(expression, {Symbol(name): Group(formula)})
    return expression


if __name__ == "__main__":
    for measured in measure_answers():
        print(measured)
