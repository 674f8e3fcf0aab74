"""The work of judging grows with the square of the names that lead to one another, no faster."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import pytest

from tests.judging.questions import question
from tutor.formulas.evaluate import evaluate
from tutor.formulas.parse import parse
from tutor.judging import probes
from tutor.judging.diagnosis import Judge
from tutor.judging.question import FormulaQuestion

NAMES: Final = 24


def _chain() -> FormulaQuestion:
    links = {f"a{n}": f"tanh(a{n - 1})" for n in range(1, NAMES)}
    names: dict[str, str | None] = {"w": None, "x": None, "a0": "w*x", **links}
    return question("1 - a1^2", names, asked=("da2/da1", "1 - a1^2"), original="tanh(a1)", wrt="a1")


def test_a_mistake_among_many_names_is_named_without_following_each_anew_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted: Counter[str] = Counter()

    def counting(*given: Any) -> Any:
        counted["evaluations"] += 1
        return evaluate(*given)

    monkeypatch.setattr(probes, "evaluate", counting)
    judge = Judge(_chain())
    judged = judge.judge(parse("1 - a20^2", judge.question.vocabulary))
    assert judged.code == "other_derivative"
    assert counted["evaluations"] < 4 * NAMES**2
