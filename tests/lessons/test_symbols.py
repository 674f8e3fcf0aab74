"""On no screen of a lab one symbol has two values, and every = that the program writes there is exact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.figures.equations import Equation, equations, is_exactly
from tests.lessons.shipped import formulas, lesson, lesson_ids, steps
from tests.network.examples import TWO_TWO_TWO, XOR
from tutor.activity.derivation import DerivationActivity
from tutor.explain.explanation import explain
from tutor.figures.derivation import conclusion_lines, quantity_lines
from tutor.figures.explanation import explained_quantities, explanation_lines
from tutor.figures.inspector import Inspector
from tutor.figures.lab import standing_runs
from tutor.figures.lines import Line
from tutor.figures.quantities import quantity_look, quantity_text
from tutor.lesson.format.model import DerivationStep
from tutor.lesson.format.network_steps import NetworkStep
from tutor.network.lab import Lab
from tutor.network.parameters import layout_of
from tutor.network.spec import LayerSpec, NetworkSpec, TrainingSpec
from tutor.text import Cells
from tutor.typesetting.line import plain_line
from tutor.wording import Voice

CELLS, VOICE, WIDE = Cells(), Voice("en"), 400
_MOST_PARAMETERS = 400
_MOST_QUANTITIES = 5
"""Of larger networks so many, spread over all."""

NORMED = NetworkSpec(
    ("x1", "x2"),
    (LayerSpec(("h1", "h2"), "tanh", batch_norm=True), LayerSpec(("o1",))),
    rows=((1, 0, 1), (0, 1, 0), (1, 1, 1)),
    training=TrainingSpec(l2=0.1, clip_value=0.01),
)
OTHERS = {
    "normed": NORMED,
    "normed below": replace(NORMED, layers=(LayerSpec(("g1", "g2"), "sigmoid"), *NORMED.layers)),
    "dropped": replace(NORMED, layers=(LayerSpec(("h1", "h2"), "softplus", dropout=0.5), LayerSpec(("o1",)))),
    "penalised": replace(TWO_TWO_TWO, training=TrainingSpec(l1=0.01, l2=0.1, clip_norm=0.05)),
    "straight": NetworkSpec(("x1",), (LayerSpec(("h1", "h2")), LayerSpec(("p", "q"))), rows=((1, 0.5, 0.25),)),
    "batches": replace(XOR, training=TrainingSpec(batch_size=2, l2=0.3)),
}


def networks() -> dict[str, NetworkSpec]:
    """Every network of the course of this size, and some with what the course does not have."""
    shipped = {
        f"{lesson_id}/{name}": network.spec()
        for lesson_id in lesson_ids()
        for name, network in lesson(lesson_id).networks.items()
    }
    return {name: spec for name, spec in shipped.items() if layout_of(spec).size <= _MOST_PARAMETERS} | OTHERS


def quantities(lab: Lab) -> list[str]:
    names = explained_quantities(lab)
    return list(names[:: max(1, len(names) // _MOST_QUANTITIES)])


def screens(spec: NetworkSpec) -> Iterator[tuple[Lab, str, list[Line]]]:
    """Everything that the lab says of one quantity at one moment: its title, the inspector, the explanation."""
    lab = Lab(spec)
    for step, example in ((0, 0), (3, 1)):
        lab.run(step - lab.step)
        lab.reveal()
        lab.example = min(example, len(lab.current.trace.targets) - 1)
        for name in quantities(lab):
            explanation = explain(spec, lab.trainer, lab.current, lab.example, name)
            yield (
                lab,
                name,
                [
                    standing_runs(lab, VOICE, CELLS, formula=False),
                    *Inspector(lab, VOICE, CELLS, WIDE).lines(name.removesuffix(".z")),
                    *explanation_lines(lab, explanation, VOICE, CELLS, WIDE, in_lines=True),
                ],
            )


def values(lab: Lab) -> dict[str, float]:
    """The value of everything that is called by a name, by the name's look."""
    parameters, units = lab.trainer.network.layout.listed, [unit for layer in lab.spec.layers for unit in layer.units]
    names = [*lab.spec.inputs, *(f"{unit}.z" for unit in units), *parameters]
    found = {plain_line(quantity_look(name, lab.spec), CELLS): lab.hidden_value(name) for name in names}
    found |= {f"∂L/∂{quantity_text(name, CELLS)}": lab.value(f"{name}.gradient") or 0.0 for name in parameters}
    deltas = {f"δ({quantity_text(unit, CELLS)})": lab.value(f"{unit}.delta") or 0.0 for unit in units}
    return {**found, **deltas, "L": lab.loss}


@pytest.mark.parametrize("network", networks())
@pytest.mark.every(3)
def test_one_symbol_has_one_value_and_every_sign_is_true(network: str) -> None:
    seen = 0
    for lab, name, lines in screens(networks()[network]):
        shown: dict[str, set[str]] = defaultdict(set)
        right = values(lab)
        for equation in equations(lines):
            assert not equation.false_sign(), (name, equation)
            assert not equation.lone_bracket(), (name, equation)
            if equation.symbol and equation.number:
                shown[equation.symbol].add(equation.number)
                assert_true(equation, right, name)
                seen += 1
        assert not {symbol: two for symbol, two in shown.items() if len(two) > 1}, name
    assert seen > 4


def test_no_text_of_a_lab_with_several_examples_takes_the_slope_by_an_input_for_that_of_their_mean() -> None:
    """The lab shows ∂L₄/∂x of the example that it draws; by an input, L would be the mean over all of them."""
    labs = [(lesson(one).networks[step.network].spec(), step) for one, step in steps() if isinstance(step, NetworkStep)]
    several = [step for spec, step in labs if spec.size > 1]
    assert several
    assert [step.id for step in several if any(r"\partialL/\partialx" in text for text in formulas(step))] == []


def assert_true(equation: Equation, right: dict[str, float], name: str) -> None:
    """A symbol with a known value: its = is exact, and its ≈ is near."""
    if equation.symbol in right:
        number = right[equation.symbol]
        if "≈" not in equation.signs:
            assert is_exactly(equation.number, number), (name, equation, number)


@pytest.mark.parametrize(("lesson_id", "step"), [(one, step.id) for one, step in steps() if step.type == "derivation"])
def test_every_sign_of_a_derivation_is_true(lesson_id: str, step: str) -> None:
    found = lesson(lesson_id).step(step)
    assert isinstance(found, DerivationStep)
    activity = DerivationActivity(found)
    lines = [*quantity_lines(activity, CELLS, WIDE), *conclusion_lines(activity, VOICE, CELLS, WIDE)]
    chains = list(equations(lines))
    assert chains
    for equation in chains:
        assert not equation.false_sign(), equation
        if equation.symbol in activity.chain.values and "≈" not in equation.signs and equation.number:
            assert is_exactly(equation.number, activity.chain.values[equation.symbol]), equation
