from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from tests.network.examples import NEURON, TWO_TWO_TWO, XOR, train
from tutor.network.datasets import validation_of
from tutor.network.evaluation import accuracy, evaluate, loss_surface, predict
from tutor.network.parameters import initial_parameters, layout_of
from tutor.network.spec import DataSpec, Initializer, LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec
from tutor.network.training import (
    TrainingStep,
    clipped,
    initial_state,
    penalty,
    penalty_slope,
    take_step,
    trainer_of,
)

MOONS = replace(XOR, data=DataSpec("moons", count=10, noise=0.1, validation=6))


def steps(spec: NetworkSpec, count: int) -> list[TrainingStep]:
    trainer = trainer_of(spec)
    return list(islice(train(trainer, initial_state(spec, trainer)), count))


def test_the_same_step_every_time_to_the_last_bit() -> None:
    spec = replace(
        MOONS,
        layers=(replace(XOR.layers[0], dropout=0.5), XOR.layers[1]),
        training=TrainingSpec(OptimizerSpec("adam"), batch_size=3),
    )
    first, again = steps(spec, 12), steps(spec, 12)
    for one, other in zip(first, again, strict=True):
        assert np.array_equal(one.after.parameters, other.after.parameters)


def test_an_epoch_uses_every_example_once_and_the_next_in_another_order() -> None:
    made = steps(replace(MOONS, training=TrainingSpec(batch_size=4)), 6)
    rows = [step.drawn.rows for step in made if step.drawn.rows is not None]
    assert [len(batch) for batch in rows] == [4, 4, 2, 4, 4, 2]
    first, second = np.concatenate(rows[:3]).tolist(), np.concatenate(rows[3:]).tolist()
    assert sorted(first) == sorted(second) == list(range(10))
    assert first != second


def test_single_examples_have_a_batch_of_one() -> None:
    step = steps(replace(MOONS, training=TrainingSpec(batch_size=1)), 1)[0]
    assert step.trace.layers[0].inputs.shape == (1, 2)


def test_dropout_drops_about_its_share_keeps_the_mean_and_redraws() -> None:
    wide = replace(XOR.layers[0], units=tuple(f"h{number}" for number in range(200)), dropout=0.25)
    made = steps(replace(XOR, layers=(wide, XOR.layers[1])), 2)
    masks = [step.trace.layers[0].mask for step in made]
    assert masks[0] is not None
    assert masks[1] is not None
    assert set(np.unique(masks[0])) == {0.0, 1 / 0.75}
    assert masks[0].mean() == pytest.approx(1.0, abs=0.1)
    assert not np.array_equal(masks[0], masks[1])


def test_evaluation_drops_nothing_and_uses_running_statistics() -> None:
    hidden = replace(XOR.layers[0], dropout=0.5, batch_norm=True)
    spec = replace(MOONS, layers=(hidden, XOR.layers[1]))
    trainer = trainer_of(spec)
    state = initial_state(spec, trainer)
    for step in islice(train(trainer, state), 200):
        state = step.after
    one, all_of_them = trainer.examples.inputs[:1], trainer.examples.inputs
    np.testing.assert_allclose(predict(trainer, state, one), predict(trainer, state, all_of_them)[:1], rtol=1e-12)
    mean, variance = state.statistics[0] or (np.zeros(0), np.zeros(0))
    sums = all_of_them @ trainer.network.layout.views(state.parameters)[0].weights
    assert np.abs(mean - sums.mean(axis=0) - state.parameters[8:12]).max() < 0.2
    assert (np.abs(variance - sums.var(axis=0, ddof=1)) < 0.2 * variance + 0.05).all()


def test_running_statistics_move_by_a_tenth_and_remember_the_unbiased_variance() -> None:
    spec = NetworkSpec(
        ("x",), (LayerSpec(("a",), weights=((1.0,),), batch_norm=True),), rows=((1.0, 0.0), (3.0, 0.0), (8.0, 0.0))
    )
    (mean, variance) = steps(spec, 1)[0].after.statistics[0] or (None, None)
    assert mean == pytest.approx([0.1 * 4])
    assert variance == pytest.approx([0.9 * 1 + 0.1 * 13])


def test_frozen_parameters_have_a_gradient_but_do_not_move() -> None:
    layout = layout_of(TWO_TWO_TWO)
    step = steps(TWO_TWO_TWO, 1)[0]
    bias = layout.index["h1.bias"]
    assert step.gradient[bias] != 0
    assert step.used[bias] == step.change[bias] == 0
    held = steps(replace(TWO_TWO_TWO, freeze=("w5",)), 3)[-1]
    moved = held.after.parameters != initial_parameters(TWO_TWO_TWO, layout)
    assert [name for name, free in zip(layout.names, moved, strict=True) if not free] == ["w5"]


def test_penalty_is_a_term_of_its_own() -> None:
    training = TrainingSpec(OptimizerSpec(learning_rate=1.0), l1=0.2, l2=0.3)
    plain, step = steps(NEURON, 1)[0], steps(replace(NEURON, training=training), 1)[0]
    assert step.trace.loss == plain.loss
    assert step.penalty == pytest.approx(0.2 * 0.5 + 0.5 * 0.3 * 0.25)
    assert step.loss == step.trace.loss + step.penalty
    assert step.gradient - plain.gradient == pytest.approx([0.2 + 0.3 * 0.5, 0.0])


def test_penalties_and_their_slopes() -> None:
    training, weights = TrainingSpec(l1=0.5, l2=2.0), np.array([1.0, -2.0, 0.0])
    assert penalty(training, weights) == 0.5 * 3 + 5
    assert list(penalty_slope(training, weights)) == [2.5, -4.5, 0.0]


def test_clipping_by_value_comes_before_clipping_by_norm() -> None:
    gradient = np.array([3.0, -0.5, 4.0])
    assert list(clipped(TrainingSpec(clip_value=1.0), gradient)) == [1.0, -0.5, 1.0]
    assert clipped(TrainingSpec(clip_norm=1.0), gradient) == pytest.approx(gradient / np.sqrt(25.25))
    assert clipped(TrainingSpec(clip_norm=100.0), gradient) is gradient
    assert clipped(TrainingSpec(clip_value=1.0, clip_norm=0.75), gradient) == pytest.approx([0.5, -0.25, 0.5])


def test_clipping_bounds_the_update_of_a_step() -> None:
    step = steps(replace(NEURON, training=TrainingSpec(OptimizerSpec(learning_rate=2.0), clip_norm=0.01)), 1)[0]
    assert np.linalg.norm(step.change) == pytest.approx(0.02)
    assert np.linalg.norm(step.gradient) > 0.1


def test_initial_weights_come_from_the_seed() -> None:
    layout = layout_of(XOR)
    first = initial_parameters(XOR, layout)
    assert np.array_equal(first, initial_parameters(XOR, layout))
    assert not np.array_equal(first, initial_parameters(replace(XOR, seed=8), layout))
    assert not first[layout.index["h1.bias"]]


@pytest.mark.parametrize(
    ("initializer", "spread"),
    [("zeros", 0.0), ("uniform", 0.1 / 3**0.5), ("xavier", (2 / 400) ** 0.5), ("he", 0.02**0.5)],
)
def test_spread_of_initial_weights(initializer: Initializer, spread: float) -> None:
    layer = LayerSpec(tuple(f"o{number}" for number in range(300)), initializer=initializer)
    spec = NetworkSpec(tuple(f"x{number}" for number in range(100)), (layer,), rows=((0.0,) * 400,))
    weights = layout_of(spec).views(initial_parameters(spec, layout_of(spec)))[0].weights
    assert float(weights.std()) == pytest.approx(spread, rel=0.02, abs=1e-12)


def test_weight_norms_of_a_gradient_layer_by_layer() -> None:
    step = steps(XOR, 1)[0]
    expected = [float(np.sqrt(np.square(layer.parameters.weights).sum())) for layer in step.gradients.layers]
    assert layout_of(XOR).weight_norms(step.gradient) == pytest.approx(expected)


def test_accuracy() -> None:
    assert accuracy(np.array([[0.6], [0.4]]), np.array([[1.0], [1.0]])) == 0.5
    assert accuracy(np.array([[0.1, 0.9], [0.8, 0.2]]), np.array([[0.0, 1.0], [1.0, 0.0]])) == 1.0
    assert accuracy(np.array([[0.6]]), np.array([[0.7]])) is None


def test_validation_examples_are_others_of_the_same_kind() -> None:
    held_out = validation_of(MOONS)
    trainer = trainer_of(MOONS)
    assert held_out is not None
    assert held_out.inputs.shape == (6, 2)
    assert not np.isin(held_out.inputs, trainer.examples.inputs).any()
    assert evaluate(trainer, initial_state(MOONS, trainer), held_out).loss > 0
    assert validation_of(XOR) is None


def test_the_surface_of_the_loss_has_the_step_in_it() -> None:
    trainer = trainer_of(NEURON)
    step = take_step(trainer, initial_state(NEURON, trainer))
    surface = loss_surface(trainer, step, 0, 1, [0.0, 0.5], [0.1, 0.2, 0.3])
    assert surface.shape == (3, 2)
    assert surface[0, 1] == step.loss
    assert surface[2, 0] == pytest.approx((1 / (1 + np.exp(-0.3)) - 1) ** 2)
    assert step.before.parameters.tolist() == [0.5, 0.1]
