import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.examples import TWO_TWO_TWO
from tutor.network.functions import Array
from tutor.network.optimizers import OPTIMIZER_RULES, Memory
from tutor.network.spec import (
    CONVENTIONS,
    OPTIMIZERS,
    Convention,
    LayerSpec,
    NetworkSpec,
    OptimizerKind,
    OptimizerSpec,
    TrainingSpec,
)
from tutor.network.training import initial_state, take_step, trainer_of, with_gradient

STEPS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "reference" / "optimizer_steps.json").read_text(encoding="utf-8")
)

GRADIENTS = [np.array([1.0, -2.0]), np.array([0.5, 0.0]), np.array([-3.0, 1.0])]


def path(spec: OptimizerSpec, rates: list[float]) -> list[list[float]]:
    theta, memory, places = np.zeros(2), Memory(), []
    for number, (gradient, rate) in enumerate(zip(GRADIENTS, rates, strict=True), start=1):
        settings = OptimizerSpec(spec.kind, rate, momentum=spec.momentum, convention=spec.convention)
        change, memory = OPTIMIZER_RULES[spec.kind].change(settings, gradient, memory, number)
        theta = theta + change
        places.append(theta.tolist())
    return places


def test_gradient_descent() -> None:
    assert path(OptimizerSpec("sgd"), [0.1] * 3) == [
        pytest.approx([-0.1, 0.2]), pytest.approx([-0.15, 0.2]), pytest.approx([0.15, 0.1]),
    ]  # fmt: skip


def test_momentum_by_hand() -> None:
    # v: (1, −2), (1, −1), (−2.5, 0.5) with μ = 0.5
    assert path(OptimizerSpec("momentum", momentum=0.5), [0.1] * 3) == [
        pytest.approx([-0.1, 0.2]), pytest.approx([-0.2, 0.3]), pytest.approx([0.05, 0.25]),
    ]  # fmt: skip


def test_nesterov_by_hand() -> None:
    # g + μ·v: (1.5, −3), (1, −0.5), (−4.25, 1.25)
    assert path(OptimizerSpec("nesterov", momentum=0.5), [0.1] * 3) == [
        pytest.approx([-0.15, 0.3]), pytest.approx([-0.25, 0.35]), pytest.approx([0.175, 0.225]),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["momentum", "nesterov"])
def test_conventions_of_momentum_differ_only_when_the_learning_rate_changes(kind: OptimizerKind) -> None:
    def by(convention: Convention, rates: list[float]) -> Array:
        return np.array(path(OptimizerSpec(kind, convention=convention), rates))

    np.testing.assert_allclose(by("pytorch", [0.1] * 3), by("keras", [0.1] * 3), rtol=1e-12)
    assert np.abs(by("pytorch", [0.1, 0.2, 0.2]) - by("keras", [0.1, 0.2, 0.2])).max() > 0.01


def test_the_first_step_of_adam_for_a_tiny_gradient_tells_the_conventions_apart() -> None:
    first = {
        convention: OPTIMIZER_RULES["adam"].change(
            OptimizerSpec("adam", 0.001, convention=convention), np.array([1e-6]), (), 1
        )[0][0]
        for convention in CONVENTIONS
    }
    assert {name: round(change, 6) for name, change in first.items()} == {
        "pytorch": -0.000990, "keras": -0.000240, "scikit-learn": -0.000760,
    }  # fmt: skip


def test_rmsprop_by_hand() -> None:
    # ρ = 3/4, no ε to speak of: v = g²/4 is (1/4, 1), √v = (1/2, 1), so that the first step is (−2α, 2α).
    settings = OptimizerSpec("rmsprop", 0.1, rho=0.75, epsilon=1e-300)
    change, memory = OPTIMIZER_RULES["rmsprop"].change(settings, np.array([1.0, -2.0]), (), 1)
    assert change == pytest.approx([-0.2, 0.2])
    assert memory[0].tolist() == [0.25, 1.0]
    change, memory = OPTIMIZER_RULES["rmsprop"].change(settings, np.array([1.0, 2.0]), memory, 2)
    assert memory[0] == pytest.approx([0.4375, 1.75])
    assert change == pytest.approx([-0.1 / 0.4375**0.5, -0.2 / 1.75**0.5])


@pytest.mark.parametrize(
    ("kind", "convention"), [(kind, name) for kind, runs in STEPS["runs"].items() for name in runs]
)
def test_steps_are_those_of_the_frameworks_own_optimizers(kind: OptimizerKind, convention: Convention) -> None:
    first, second, third = STEPS["start"]
    spec = NetworkSpec(
        ("x1", "x2"),
        (LayerSpec(("a",), weights=((first,), (second,)), biases=(third,)),),
        training=TrainingSpec(OptimizerSpec(kind, 0.01, convention=convention)),
        rows=((1.0, 1.0, 1.0),),
    )
    trainer = trainer_of(spec)
    state = initial_state(spec, trainer)
    for gradient, expected in zip(STEPS["gradients"], STEPS["runs"][kind][convention], strict=True):
        state = with_gradient(trainer, take_step(trainer, state), np.array(gradient)).after
        np.testing.assert_allclose(state.parameters, expected, rtol=1e-14)


@given(st.floats(1e-3, 1e3), st.sampled_from(["rmsprop", "adam", "adamw"]))
def test_without_epsilon_the_size_of_all_gradients_has_no_effect_on_a_step(scale: float, kind: OptimizerKind) -> None:
    settings, rule = OptimizerSpec(kind, epsilon=1e-300), OPTIMIZER_RULES[kind]
    change, _ = rule.change(settings, GRADIENTS[0], (), 1)
    scaled, _ = rule.change(settings, GRADIENTS[0] * scale, (), 1)
    np.testing.assert_allclose(scaled, change, rtol=1e-12)
    assert rule.rootless is not None
    wrong, _ = rule.rootless(settings, GRADIENTS[0] * scale, (), 1)
    np.testing.assert_allclose(wrong * scale, rule.rootless(settings, GRADIENTS[0], (), 1)[0], rtol=1e-12)


def test_adamw_decays_what_it_trains_and_nothing_else() -> None:
    frozen = replace(TWO_TWO_TWO, freeze=("w5", "h1.bias"))
    stepped: dict[OptimizerKind, Array] = {}
    for kind in OPTIMIZERS:
        spec = replace(frozen, training=TrainingSpec(OptimizerSpec(kind, 0.5, weight_decay=0.1)))
        trainer = trainer_of(spec)
        step = take_step(trainer, initial_state(spec, trainer))
        stepped[kind] = step.after.parameters
        assert np.array_equal(step.gradient, step.gradients.vector), "it is no penalty"
    assert trainer.movable is not None
    decayed = stepped["adam"] - stepped["adamw"]
    np.testing.assert_allclose(decayed, 0.5 * 0.1 * step.before.parameters * trainer.movable, atol=1e-15)


def test_every_optimizer_has_its_function() -> None:
    assert tuple(OPTIMIZER_RULES) == OPTIMIZERS
