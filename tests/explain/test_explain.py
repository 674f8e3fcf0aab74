"""Symbol, number and check of any gradient of any network say the same."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.network.drawn_networks import networks
from tests.network.examples import NEURON, TWO_TWO_TWO, XOR, train
from tests.patience import drawn
from tutor.errors import TutorError
from tutor.explain.explanation import Explanation, explain
from tutor.formulas.write import one_line
from tutor.network.gradient_check import check_parameter
from tutor.network.lab import Lab
from tutor.network.mistakes import mistake
from tutor.network.spec import LayerSpec, NetworkSpec, TrainingSpec, unit_names
from tutor.network.training import Trainer, TrainingStep, initial_state, take_step, trainer_of

SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck))


def first_step(spec: NetworkSpec) -> tuple[Trainer, TrainingStep]:
    trainer = trainer_of(spec)
    return trainer, take_step(trainer, initial_state(spec, trainer))


def explained(spec: NetworkSpec, name: str, example: int = 0) -> Explanation:
    return explain(spec, *first_step(spec), example, name)


def explainable(spec: NetworkSpec) -> list[str]:
    """Every parameter, input, pre-activation and activation that the loss is computed from."""
    network = trainer_of(spec).network
    units = [unit for layer in spec.layers for unit in layer.units]
    activations = [unit for unit in units if not (network.fused and unit in spec.outputs)]
    return [*network.layout.names, *spec.inputs, *(f"{u}.z" for u in units), *(f"{u}.a" for u in activations)]


def test_the_neuron_of_the_lessons() -> None:
    result = explained(NEURON, "w")
    assert result.symbols is not None
    (route,) = result.symbols.routes
    assert route.units == ("a",)
    assert route.path.names == ("w", "z", "a", "L")
    assert [one_line(factor.formula) for factor in route.path.factors] == ["2·(a − y)", "a·(1 − a)", "x"]
    assert [factor.derivation.headline for factor in route.path.factors] == ["power", "sigmoid", "sum"]
    assert {name: one_line(formula) for name, formula in result.symbols.definitions.items()} == {
        "z": "w·x + b",
        "a": "σ(z)",
        "L": "(a − y)²",
    }
    assert result.backprop == pytest.approx(-0.18717493573141, rel=1e-12)
    assert result.symbols.total == pytest.approx(result.backprop, rel=1e-12)
    assert (result.check.verdict, result.path_count, result.coupled) == ("agrees", 1, False)


def test_a_loss_of_two_pieces_is_differentiated_piece_by_piece() -> None:
    result = explained(replace(NEURON, loss="huber"), "w")
    assert result.symbols is not None
    (route,) = result.symbols.routes
    assert one_line(route.path.factors[0].formula) == "cases(a − y, |a − y| ≤ 1, sign(a − y))"
    assert route.path.factors[0].derivation.headline == "piecewise"
    assert result.symbols.total == pytest.approx(result.backprop, rel=1e-12)
    assert result.check.verdict == "agrees"


def test_a_hidden_weight_of_the_famous_example() -> None:
    result = explained(TWO_TWO_TWO, "w1")
    assert result.symbols is not None
    assert [route.units for route in result.symbols.routes] == [("h1", "o1"), ("h1", "o2")]
    formulas = [[one_line(factor.formula) for factor in route.path.factors] for route in result.symbols.routes]
    assert formulas == [
        ["o₁ − y₁", "o₁·(1 − o₁)", "w₅", "h₁·(1 − h₁)", "i₁"],
        ["o₂ − y₂", "o₂·(1 − o₂)", "w₇", "h₁·(1 − h₁)", "i₁"],
    ]
    assert result.backprop == pytest.approx(0.00043856773447434674, rel=1e-10)
    assert result.symbols.total == pytest.approx(result.backprop, rel=1e-12)
    assert result.check.verdict == "agrees"
    assert result.deltas == ((1, "o1"), (1, "o2"), (0, "h1"))


@settings(SLOW, max_examples=drawn(60))
@given(spec=networks(widest=3, deepest=3, most_rows=4), data=st.data())
def test_symbol_number_and_check_of_random_networks_agree(spec: NetworkSpec, data: st.DataObject) -> None:
    trainer, step = first_step(spec)
    assume(all(made.normalised is None or made.normalised.variance.min() > 1e-2 for made in step.trace.layers))
    example = data.draw(st.integers(0, len(step.trace.targets) - 1))
    name = data.draw(st.sampled_from(explainable(spec)))
    result = explain(spec, trainer, step, example, name, most_paths=100)
    assert result.check.verdict in ("agrees", "kink")
    assert (result.symbols is None) == any(layer.batch_norm for layer in spec.layers)
    if result.symbols is not None:
        assert len(result.symbols.routes) == result.path_count
        assert result.symbols.total == pytest.approx(result.backprop, rel=1e-9, abs=1e-13)
        assert result.value == result.symbols.values[result.symbols.wrt]


@settings(SLOW, max_examples=drawn(40))
@given(spec=networks(widest=3, deepest=2, most_rows=4), clip=st.sampled_from([None, 1e-3]), data=st.data())
def test_terms_lead_to_the_gradient_that_is_used(spec: NetworkSpec, clip: float | None, data: st.DataObject) -> None:
    training = replace(spec.training, clip_value=clip, clip_norm=data.draw(st.sampled_from([None, 1e-3])))
    frozen = data.draw(st.sampled_from([(), ("biases",), ("weights",)]))
    spec = replace(spec, training=training, freeze=frozen)
    trainer, step = first_step(spec)
    layout = trainer.network.layout
    name = data.draw(st.sampled_from(layout.names))
    terms = explain(spec, trainer, step, 0, name).terms
    assert terms[0].code == "examples"
    assert math.fsum(term.amount for term in terms) == pytest.approx(step.used[layout.index[name]], abs=1e-15)


@settings(SLOW, max_examples=drawn(40))
@given(spec=networks(widest=3, deepest=2, most_rows=4), data=st.data())
def test_the_shares_of_the_examples_have_the_gradient_as_their_mean(spec: NetworkSpec, data: st.DataObject) -> None:
    """Also with batch normalisation."""
    lab = Lab(spec)
    lab.example = data.draw(st.integers(0, len(lab.current.trace.targets) - 1))
    name = data.draw(st.sampled_from(lab.trainer.network.layout.names))
    result = explain(spec, lab.trainer, lab.current, lab.example, name)
    index = lab.trainer.network.layout.index[name]
    mean = float(np.mean(list(result.shares.values())))
    assert mean == pytest.approx(lab.current.gradients.vector[index], rel=1e-9, abs=1e-13)
    assert len(result.shares) == result.count
    if result.loss == "L":
        assert result.backprop == pytest.approx(lab.hidden_value(f"{name}.gradient"), rel=1e-9, abs=1e-13)


def test_examples_average_to_the_gradient_of_the_step() -> None:
    trainer, step = first_step(XOR)
    for index, name in enumerate(trainer.network.layout.names):
        each = [explain(XOR, trainer, step, example, name).backprop for example in range(4)]
        assert np.mean(each) == pytest.approx(step.gradients.vector[index], rel=1e-12, abs=1e-16)


def test_every_term_has_its_code() -> None:
    training = TrainingSpec(l1=0.1, l2=0.2, clip_norm=1e-3)
    spec = replace(TWO_TWO_TWO, training=training)
    assert [term.code for term in explained(spec, "w1").terms] == ["examples", "l1", "l2", "clipping"]
    assert [term.code for term in explained(spec, "h1.bias").terms] == ["examples", "l1", "l2", "frozen"]
    assert explained(spec, "h1.a").terms == ()


def test_a_kink_is_said() -> None:
    spec = NetworkSpec(("x",), (LayerSpec(("a",), "relu", ((0.5,),), (-1.0,)),), rows=((2.0, 1.0),))
    assert explained(spec, "a.z").check.verdict == "kink"
    assert explained(spec, "x").check.verdict == "kink"


def test_a_bug_is_seen_by_the_check() -> None:
    for code in ("updated-weight-used", "forgot-activation-slope"):
        trainer = mistake(code).spoil(trainer_of(TWO_TWO_TWO))
        step = take_step(trainer, initial_state(TWO_TWO_TWO, trainer))
        result = explain(TWO_TWO_TWO, trainer, step, 0, "w1")
        assert result.check.verdict == "disagrees"
        assert result.symbols is not None
        assert result.symbols.total == pytest.approx(0.00043856773447434674, rel=1e-10)


def test_it_stays_true_while_the_network_trains() -> None:
    trainer = trainer_of(XOR)
    steps = train(trainer, initial_state(XOR, trainer))
    for step in [next(steps) for _ in range(200)][::40]:
        for example, name in product((0, 3), ("w[x1,h2]", "h3.bias", "x2", "h1.a")):
            result = explain(XOR, trainer, step, example, name)
            assert result.symbols is not None
            assert result.symbols.total == pytest.approx(result.backprop, rel=1e-9, abs=1e-14)
            assert result.check.verdict == "agrees"


def test_saturated_outputs_still_have_their_gradient() -> None:
    layer = LayerSpec(("p1", "p2"), "softmax", ((800.0, -800.0),), (0.0, 0.0))
    result = explained(NetworkSpec(("x",), (layer,), loss="categorical-cross-entropy", rows=((1.0, 0.0, 1.0),)), "x")
    assert result.symbols is not None
    assert result.backprop == result.symbols.total == 1600.0


def large(widths: list[int]) -> NetworkSpec:
    names = unit_names(widths)
    layers = (*(LayerSpec(units, "relu") for units in names[:-1]), LayerSpec(names[-1], "softmax"))
    row = (*np.linspace(0, 1, 784), 1.0, *[0.0] * 9)
    inputs = tuple(f"x{number}" for number in range(1, 785))
    return NetworkSpec(inputs, layers, loss="categorical-cross-entropy", rows=(row,))


def test_a_network_too_large_to_print_shows_its_deltas() -> None:
    result = explained(large([10, 10]), "w[x400,h3]")
    assert result.symbols is None
    assert result.path_count == 10
    assert result.deltas[-1] == (0, "h3")
    assert len(result.deltas) == 11
    assert result.check.verdict in ("agrees", "kink")


def test_paths_of_a_deep_network_are_counted_and_only_one_delta_is_shown() -> None:
    result = explained(large([20, 20, 10]), "x1")
    assert result.path_count == 20 * 20 * 10
    assert len(explained(large([20, 20, 10]), "h1_1.z").deltas) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("o1.next", "network.unknown-quantity"),
        ("w1.next", "explain.no-gradient"),
        ("loss", "explain.no-gradient"),
        ("learning_rate", "explain.no-gradient"),
        ("y1", "explain.no-gradient"),
        ("nothing", "network.unknown-quantity"),
    ],
)
def test_what_has_no_gradient_is_refused(name: str, code: str) -> None:
    with pytest.raises(TutorError) as caught:
        explained(TWO_TWO_TWO, name)
    assert caught.value.code == code


def test_the_activation_of_a_fused_output_points_to_its_z() -> None:
    with pytest.raises(TutorError) as caught:
        explained(XOR, "o1.a")
    assert (caught.value.code, caught.value.arguments) == ("explain.fused", {"name": "o1.a", "z": "o1.z"})


def test_the_lab_and_its_explanations_have_one_check() -> None:
    """A gradient of a single example is the gradient of the step: both say the same, in large networks too."""
    for spec in (TWO_TWO_TWO, large([10, 10])):
        trainer, step = first_step(spec)
        for index, name in list(enumerate(trainer.network.layout.names))[::400]:
            by_lab = check_parameter(trainer, step, index)
            assert explain(spec, trainer, step, 0, name, most_paths=0).check.verdict == by_lab.verdict
