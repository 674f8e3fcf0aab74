"""Numbers of questions: drawn within their ranges and conditions, the same for the same seed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.errors import TutorError
from tutor.formulas.limits import FormulaError
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.formulas.write import one_line
from tutor.lesson.format.questions import Parameter
from tutor.quiz.variant import Variant, draw, parse_condition, variants

PARAMS = {
    "w": Parameter.model_validate({"choice": ["0.50", "1.5", "-2"]}),
    "x": Parameter.model_validate({"int": [-1, 4]}),
}


@given(seed=st.integers(0, 2**63))
def test_a_draw_lies_in_its_ranges_meets_the_conditions_and_repeats(seed: int) -> None:
    variant = draw(PARAMS, ["w != x", "x > 0"], seed)
    assert variant.numbers["w"] in ("0.50", "1.5", "-2")
    assert variant.values["x"] in (1, 2, 3, 4)
    assert draw(PARAMS, ["w != x", "x > 0"], seed) == variant


def test_every_value_is_drawn_sooner_or_later() -> None:
    drawn = {(v.numbers["w"], v.numbers["x"]) for v in (draw(PARAMS, [], seed) for seed in range(400))}
    assert len(drawn) == 3 * 6


def test_all_variants_are_listed_when_there_are_few() -> None:
    assert len(variants(PARAMS, [])) == 18
    assert {variant.numbers["x"] for variant in variants(PARAMS, ["x >= 3"])} == {"3", "4"}
    assert variants({}, []) == [Variant({})]


def test_of_many_variants_the_corners_and_the_same_sample_are_listed() -> None:
    wide = {name: Parameter.model_validate({"int": [-1000, 10**9]}) for name in ("a", "b")}
    listed = variants(wide, [])
    corners = {(v.numbers["a"], v.numbers["b"]) for v in listed[:4]}
    assert corners == {(a, b) for a in ("-1000", str(10**9)) for b in ("-1000", str(10**9))}
    assert len(listed) <= 500
    assert listed == variants(wide, [])


def test_conditions_that_cannot_be_met_are_named() -> None:
    assert variants(PARAMS, ["x > 4"]) == []
    with pytest.raises(TutorError, match="no-variant"):
        draw(PARAMS, ["x > 4"], 0)


def test_conditions_that_are_hardly_ever_met_still_draw() -> None:
    wide = {name: Parameter.model_validate({"int": [0, 10**11]}) for name in ("a", "b")}
    assert len({tuple(draw(wide, ["a == b"], seed).numbers.items()) for seed in range(20)}) == 2


@pytest.mark.parametrize("text", ["x", "1 < x < 3", "x = 3", ""])
def test_a_condition_compares_two_sides(text: str) -> None:
    with pytest.raises(TutorError, match="condition-shape"):
        parse_condition(text, ("x",))


def test_a_condition_knows_only_the_parameters() -> None:
    with pytest.raises(FormulaError):
        parse_condition("x < y", ("x",))
    assert not parse_condition("1/x < 3", ("x",)).holds(Variant({"x": "0"}))


def test_numbers_stand_in_texts_as_printed_and_in_formulas_as_values() -> None:
    variant = Variant({"w": "0.50", "x": "-3", "h": "1e-3"})
    assert variant.text("$w = @{w}$, $x = @{x}$") == "$w = 0.50$, $x = -3$"
    formula = parse("w*x^2 + h", Vocabulary(("w", "x", "h")))
    assert one_line(variant.formula(formula)) == "0.50·(−3)² + 0.001000"
