"""A derivation is drawn as far as it has come: quantities, factors with their values, question, product, proof."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tests.figures.test_answers import texts
from tutor.activity.derivation import DerivationActivity, label
from tutor.events import Event
from tutor.figures.derivation import (
    asked_lines,
    chain_lines,
    conclusion_lines,
    factor_text,
    quantity_lines,
)
from tutor.figures.lines import Line, width_of
from tutor.lesson.format.model import DerivationStep
from tutor.text import ASCII, Cells
from tutor.wording import LANGUAGES, Voice

CELLS, ENGLISH = Cells(), Voice("en")


def derivation(ask: str | Sequence[str] = "none", ask_rule: bool = False) -> DerivationActivity:
    """A neuron: w = 0.5, b = 0.1, x = 2, y = 1."""
    graph = {"z": "w*x + b", "a": "sigmoid(z)", "L": "(a - y)^2"}
    return _step(graph, "L", "w", {"w": "0.5", "b": "0.1", "x": "2", "y": "1"}, ask, ask_rule)


def forked() -> DerivationActivity:
    """Two ways from w to L."""
    return _step({"u": "2*w", "v": "w^2", "L": "u*v"}, "L", "w", {"w": "3"}, "none", False)


def _step(
    graph: dict[str, str], target: str, wrt: str, at: dict[str, str], ask: str | Sequence[str], ask_rule: bool
) -> DerivationActivity:
    step = {"id": "s", "type": "derivation", "graph": graph, "target": target, "wrt": wrt, "at": at, "ask": ask}
    return DerivationActivity(DerivationStep.model_validate({**step, "ask_rule": "true" if ask_rule else "false"}))


def reveal(activity: DerivationActivity, count: int = 99) -> DerivationActivity:
    """Take the next `count` parts as shown."""
    for _ in range(count):
        if activity.part is None:
            break
        activity = activity.after(shown(activity.part.id))
    return activity


def shown(part: str) -> Event:
    """The event that shows a part."""
    return Event("1", "revealed", "c", "l", "s", part, "", datetime(2026, 1, 1, tzinfo=UTC), "en", "1")


def flat(lines: Sequence[Line]) -> str:
    """All of the text, spaces thinned out."""
    return " ".join(" ".join(texts(list(lines))).split())


def test_the_quantities_stand_with_formula_and_value() -> None:
    said = flat(quantity_lines(derivation(), CELLS, 76))
    for quantity in ("z = w·x + b = 1.1", "a = σ(z) ≈ 0.750", "L = (a − y)² ≈ 0.0624", "w = 0.5", "x = 2", "y = 1"):
        assert quantity in said


def test_a_factor_has_a_value_only_once_it_stands_there() -> None:
    activity = derivation()
    values = ("≈ −0.499", "≈ 0.187", "= 2")
    for count, value in enumerate(values):
        before = flat(chain_lines(activity, CELLS, 76))
        assert value not in before
        assert before.count("?") == 1
        activity = reveal(activity, 1)
        assert [each in flat(chain_lines(activity, CELLS, 76)) for each in values] == [
            index <= count for index in range(3)
        ]
    assert "?" not in flat(chain_lines(activity, CELLS, 76))


def test_worked_and_answered_factors_are_told_apart() -> None:
    activity = reveal(derivation(ask=["a/z"]))
    tags = {tag for line in chain_lines(activity, CELLS, 76) for _, tag in line}
    assert {"worked", "answered"} <= tags


@pytest.mark.parametrize("width", [60, 76])
@pytest.mark.parametrize("cells", [CELLS, Cells(2, ASCII)], ids=["unicode", "ambiguous-wide"])
def test_a_sum_over_three_paths_goes_on_in_the_next_line(width: int, cells: Cells) -> None:
    inner = {name: f"{number}.123*w^{number}" for number, name in enumerate("uvp", 2)}
    outer = {name: f"-0.00123*{inside}^2" for name, inside in zip("abc", inner, strict=True)}
    activity = _step({**inner, **outer, "L": "a*b*c"}, "L", "w", {"w": "1.2345"}, "none", False)
    activity = reveal(activity)
    product, *others = conclusion_lines(activity, ENGLISH, cells, width)
    assert all(width_of(line, cells) <= width for line in (product, *others))
    assert texts([product])[0][1:5] == "L/" + cells.glyphs.partial + "w"
    assert texts(others)[0].lstrip()[0] in "+≈~"
    assert all(width_of(line, cells) <= width for line in chain_lines(activity, cells, width))


@pytest.mark.parametrize("width", [40, 60, 76])
@pytest.mark.parametrize("cells", [CELLS, Cells(glyphs=ASCII), Cells(ambiguous_width=2, glyphs=ASCII)])
def test_everything_keeps_within_the_width(width: int, cells: Cells) -> None:
    for activity in (derivation(), forked()):
        for _ in range(5):
            lines = [*quantity_lines(activity, cells, width), *chain_lines(activity, cells, width)]
            assert all(width_of(line, cells) <= width for line in lines)
            activity = reveal(activity, 1)


def test_one_way_is_written_with_d_and_several_with_a_partial_sign() -> None:
    one, several = derivation(), forked()
    assert (one.is_partial, several.is_partial) == (False, True)
    assert factor_text(one.factors[0], CELLS, partial=False) == "dL/da"
    assert "∂L" in flat(chain_lines(several, CELLS, 76))
    assert "+" in flat(chain_lines(several, CELLS, 76))


@pytest.mark.parametrize(
    ("ask", "ask_rule", "english"),
    [
        ("none", False, "Press Enter to see the first factor, dL/da."),
        ("all", True, "dL/da: which rule for its outermost operation?"),
        ("all", False, "dL/da ="),
    ],
)
def test_what_is_asked(ask: str, ask_rule: bool, english: str) -> None:
    activity = derivation(ask, ask_rule)
    assert flat(asked_lines(activity, ENGLISH, CELLS)) == english
    activity = reveal(activity)
    for language in LANGUAGES:
        assert asked_lines(activity, Voice(language), CELLS) == []


def test_after_the_rule_its_name_helps_to_find_the_formula() -> None:
    activity = reveal(derivation("all", True), 1)
    assert activity.named == [label(activity.factors[0])]
    assert flat(asked_lines(activity, ENGLISH, CELLS)) == "dL/da, by the power rule:"


def test_the_conclusion_multiplies_and_proves() -> None:
    activity = reveal(derivation())
    assert flat(conclusion_lines(activity, ENGLISH, CELLS, 76)) == (
        "dL/dw ≈ (−0.499)·0.187·2 ≈ −0.187 central difference −0.187 ✓ agrees"
    )
    assert flat(conclusion_lines(reveal(forked()), ENGLISH, CELLS, 76)).startswith("∂L/∂w = 9·2 + 6·6 = 54")
