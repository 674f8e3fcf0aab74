"""Nothing that may be typed or written as a formula ends Python's stack, however deep, long or strange it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judging.questions import question
from tests.plain.learner import own_study, typed
from tests.small_lesson import TEXT
from tutor.check import check
from tutor.derive_text import derivation_text
from tutor.errors import TutorError
from tutor.formulas.expression import Expression, Negate, Symbol, walk
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.limits import FormulaError
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.judging.diagnosis import Judge
from tutor.wording import Voice

T = TypeVar("T")

CALLERS: Final = 300
"""Calls that Textual, its workers and the tests stand on together, at most."""
QUESTION: Final = TEXT[: TEXT.index("steps:")] + (
    "steps:\n  - id: asked\n    type: quiz\n    kind: symbolic\n    title: A formula\n    skill: slope\n"
    "    prompt: What is it?\n"
    "    symbols: [x, y]\n    domain: {x: [0.1, 0.9], y: [0.1, 0.9]}\n    answer: 'RIGHT'\n    hints: [Think.]\n"
)
REPEATED: Final = {
    "10000 brackets": "(" * 10_000 + "x" + ")" * 10_000,
    "5000 additions": "x+" * 5_000 + "x",
    "additions": "x+" * 70 + "x",
    "factors": "x*" * 70 + "x",
    "quotients": "x/" * 70 + "x",
    "brackets": "(" * 39 + "x" + ")" * 39,
    "powers of powers": "(" * 30 + "x" + "^2)" * 30,
    "powers in powers": "x^" * 38 + "x",
    "signs": "-" * 38 + "x",
    "continued fraction": "1/(1+" * 30 + "x" + ")" * 30,
    "functions": "tanh(" * 30 + "x" + ")" * 30,
    "maxima": "max(x," * 20 + "y" + ")" * 20,
}
OPENINGS: Final = ("(", "-", "x+", "x*(", "1/(", "x^(", "√(", "|", "2^", "x-(", *(f"{name}(" for name in FUNCTIONS))


def deep_down(does: Callable[[], T], calls: int = CALLERS) -> T:
    """Return what `does` returns, called from as deep in the stack as the program calls it."""
    return deep_down(does, calls - 1) if calls else does()


def derived(formula: str) -> list[str]:
    """The derivation of the derivative of `formula`; nothing where it is refused in words."""
    try:
        return deep_down(lambda: derivation_text(formula, "x", "x=0.7,y=0.3", Voice("en"), most=2))
    except TutorError:
        return []


def nested(openings: list[str]) -> str:
    """The formula that begins so, with its brackets closed."""
    closings = {"(": ")", "|": "|"}
    return "".join(openings) + "x" + "".join(closings.get(opening[-1], "") for opening in reversed(openings))


def test_a_tree_of_any_depth_is_walked() -> None:
    node: Expression = Symbol("x")
    for _ in range(20_000):
        node = Negate(node)
    assert sum(1 for _ in walk(node)) == 20_001


@pytest.mark.parametrize("name", ["10000 brackets", "5000 additions"])
def test_what_is_too_much_is_refused_in_words(name: str) -> None:
    with pytest.raises(FormulaError) as caught:
        derivation_text(REPEATED[name], "x", "", Voice("en"))
    assert caught.value.code == "too_long"


@pytest.mark.parametrize(
    "name", ["brackets", "signs", *(pytest.param(name, marks=pytest.mark.long) for name in REPEATED)]
)
def test_a_derivation_of_what_repeats_ends(name: str) -> None:
    assert derived(REPEATED[name]) or name not in ("brackets", "additions", "factors", "signs")


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(OPENINGS), max_size=60))
def test_a_derivation_of_anything_nested_ends(openings: list[str]) -> None:
    derived(nested(openings))


@pytest.mark.parametrize("answer", ["x + 3*y", pytest.param("max(x, y)*tanh(x)", marks=pytest.mark.long)])
def test_everything_nested_and_repeated_is_judged(answer: str, tmp_path: Path) -> None:
    study = own_study(tmp_path, small=QUESTION.replace("RIGHT", answer))
    lines = [*REPEATED.values(), *(nested([opening] * number) for opening in OPENINGS for number in (1, 20, 60))]
    told = deep_down(lambda: typed(study, lines if "max" in answer else lines[::4], "small", "asked"))
    assert told.endswith("Goodbye.\n")
    assert told.count("read as") > 5


@pytest.mark.parametrize("function", [name for name, record in FUNCTIONS.items() if record.arity == 1])
def test_a_function_in_place_of_one_with_two_arguments_is_judged(function: str, tmp_path: Path) -> None:
    study = own_study(tmp_path, small=QUESTION.replace("RIGHT", "max(x, y) + min(x, y^2)"))
    assert "Not yet" in typed(study, [f"{function}(x)"], "small", "asked")


@pytest.mark.parametrize("name", REPEATED)
def test_an_answer_that_nobody_could_type_is_refused_where_it_stands(name: str, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    text = REPEATED[name] + "*x" * 80
    file.write_text(QUESTION.replace("RIGHT", text), encoding="utf-8")
    problems = [problem for problem in deep_down(lambda: check([file])) if problem.is_error]
    (line,) = {problem.place.line for problem in problems}
    assert QUESTION.splitlines()[line - 1].startswith("    answer:")
    assert {problem.code.split(".")[-1] for problem in problems} <= {
        "too_long",
        "too_complex",
        "too_deep",
        "formula-too-long",
    }


def test_names_that_stand_for_one_another_are_followed_once() -> None:
    """Each name occurs twice in the next one: written out, the last would hold a thousand million of the first."""
    names = {"x": None, "w": None, "a0": "w*x", **{f"a{n + 1}": f"tanh(a{n})*a{n}" for n in range(30)}}
    judged = Judge(question("tanh(a30) + a30", names)).judge(parse("x + w", Vocabulary(tuple(names))))
    assert not judged.right
