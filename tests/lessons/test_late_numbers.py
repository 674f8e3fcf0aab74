"""What the lessons on softmax, optimizers, overfitting and vanishing gradients say of runs and formulas holds."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.lessons.late_numbers import FIRST_STEPS, sigma, softmax
from tests.lessons.shipped import ends, lab, lesson, losses, made_runs
from tutor.activity.bughunt import BughuntActivity
from tutor.lesson.format.network_steps import BughuntStep
from tutor.network.lab import Lab
from tutor.network.spec import LayerSpec, NetworkSpec, OptimizerKind, OptimizerSpec

# Softmax


def test_a_power_that_a_computer_cannot_hold() -> None:
    assert math.floor(1000 * math.log10(math.e)) + 1 == 435
    with pytest.raises(OverflowError):
        math.exp(1000)
    assert softmax(0, -1, -2) == pytest.approx(softmax(2, 1, 0))


def test_the_three_animals() -> None:
    """The dog's logit falls in the first update, the cat's more; the deltas are p − y and add up to 0."""
    animals = lab("softmax", "three-animals")
    animals.backward()
    names = ("cat", "dog", "fox")
    deltas = [animals.hidden_value(f"{name}.delta") for name in names]
    before = [animals.hidden_value(f"{name}.z") for name in names]
    assert deltas == pytest.approx([p - y for p, y in zip(softmax(2, 1, 0), (0, 0, 1), strict=True)])
    assert sum(deltas) == pytest.approx(0)
    animals.update()
    animals.forward()
    cat, dog, fox = (animals.hidden_value(f"{name}.z") - z for name, z in zip(names, before, strict=True))
    assert cat < dog < 0 < fox


def test_the_leap_and_the_blunder_of_the_animals() -> None:
    assert losses(lab("softmax", "three-animals"), 1)[1] > 0.1
    assert losses(lab("softmax", "three-animals", learning_rate=0.5), 1)[1] > 0.1
    assert losses(lab("softmax", "three-animals", learning_rate=1), 1)[1] < 0.1
    blunder = lab("softmax", "three-animals", w1=6)
    assert blunder.loss > 10
    blunder.backward()
    assert blunder.hidden_value("cat.delta") == pytest.approx(1, abs=1e-3)
    assert blunder.hidden_value("fox.delta") == pytest.approx(-1, abs=1e-3)


@pytest.mark.parametrize("classes", [3, 10, 100])
def test_softmax_of_softmax_has_a_floor(classes: int) -> None:
    perfect = [1.0] + [0.0] * (classes - 1)
    assert -math.log(softmax(*perfect)[0]) == pytest.approx(math.log(1 + (classes - 1) / math.e))


# Optimizers


def test_the_valley_is_a_hundred_times_as_steep_across() -> None:
    valley = lab("optimizers", "valley")
    valley.backward()
    assert valley.hidden_value("w1.gradient") == pytest.approx(-4)
    assert valley.hidden_value("w2.gradient") == pytest.approx(100)
    assert lab("optimizers", "valley", w1=1, w2=0.5).loss == 0
    along, across = (
        lab("optimizers", "valley", **moved).loss for moved in ({"w1": 2, "w2": 0.5}, {"w1": 1, "w2": 1.5})
    )
    assert across == pytest.approx(100 * along)


def test_without_memory_the_edge_of_the_valley_is_a_hundredth() -> None:
    """In w2 the loss is 100·(w2 − 0.5)², so a step multiplies the distance by 1 − 200α."""
    assert 1 - 200 * 0.01 == -1
    assert abs(1 - 200 * 0.009) < 1 < abs(1 - 200 * 0.011)


def test_the_heavier_the_ball_the_lower_it_ends_although_it_swings() -> None:
    runs = made_runs("optimizers", "valley").all
    assert runs[2].end < runs[1].end < runs[0].end
    assert any(later > earlier for earlier, later in pairwise(runs[2].values))


def test_a_steady_and_a_changing_slope() -> None:
    steady = changing = 0.0
    for step in range(400):
        steady, changing = 0.9 * steady + 1, 0.9 * changing + (-1) ** step
    assert steady == pytest.approx(1 / (1 - 0.9)) == 10
    assert abs(changing) == pytest.approx(1 / (1 + 0.9), rel=1e-6) == pytest.approx(0.5, abs=0.03)


def test_adam_is_last_in_the_race_at_the_rate_of_the_others_and_quick_at_its_own() -> None:
    end = ends("optimizers", "race")
    assert end["end2"] < end["end1"] < end["end3"]
    assert losses(lab("optimizers", "adam-in-the-valley"), 100)[-1] > 0.001
    assert min(losses(lab("optimizers", "adam-in-the-valley", learning_rate=0.1), 100)) < 0.001
    assert losses(lab("optimizers", "adam-in-the-valley", learning_rate=0.3), 100)[-1] < 0.001
    assert min(losses(lab("optimizers", "adam-in-the-valley", learning_rate=1), 100)) < 0.001


def test_adam_changes_both_weights_by_its_learning_rate() -> None:
    valley = lab("optimizers", "adam-in-the-valley")
    valley.update()
    assert valley.hidden_value("w1") == pytest.approx(-1 + 0.009)
    assert valley.hidden_value("w2") == pytest.approx(1 - 0.009)


def test_three_adams() -> None:
    assert FIRST_STEPS["pytorch"] < FIRST_STEPS["scikit-learn"] < FIRST_STEPS["keras"] < 0
    assert 4 < FIRST_STEPS["pytorch"] / FIRST_STEPS["keras"] < 4.5


# Overfitting


def test_twenty_points_are_learnt_by_heart_and_two_hundred_are_not() -> None:
    few, many = made_runs("overfitting", "by-heart").all
    lowest = min(range(1000), key=lambda step: few.validation[step])
    assert few.values[-1] < 0.01
    assert lowest < 200
    assert few.validation[-1] > 2 * few.validation[0] > math.log(2)
    assert few.validation[-1] > math.log(2) > few.validation[lowest]
    assert many.validation[-1] < 2 * many.values[-1]


def test_many_points_make_a_border_that_lets_a_few_be_wrong() -> None:
    few, many = made_runs("overfitting", "borders").all
    assert few.end == 1
    assert few.validation[-1] < 2 / 3
    assert (round(many.end, 2), round(many.validation[-1], 2)) == (0.92, 0.88)


def test_a_low_price_is_best() -> None:
    none, low, high = made_runs("overfitting", "strength").all
    assert low.validation[-1] > max(none.validation[-1], high.validation[-1])
    assert none.end == 1 > high.end
    assert none.validation[-1] < 2 / 3


def test_dropout_is_worse_on_its_own_points_and_better_on_others() -> None:
    without, with_dropout = made_runs("overfitting", "left-out").all
    assert without.end == 1 > with_dropout.end
    assert without.validation[-1] < with_dropout.validation[-1]


def updated(kind: OptimizerKind, l2: float = 0.0, weight_decay: float = 0.0) -> float:
    """The first weight of the penalised network after one update by an optimizer."""
    spec = lesson("overfitting").networks["penalised"].spec()
    optimizer = OptimizerSpec(kind, 0.1, weight_decay=weight_decay)
    run = Lab(replace(spec, training=replace(spec.training, optimizer=optimizer, l2=l2)))
    run.run(1)
    return run.hidden_value("w1")


def test_a_price_on_squares_is_weight_decay_in_gradient_descent_and_not_in_adam() -> None:
    decay = 0.1 * 0.1 * 0.5  # rate · λ · weight
    assert updated("sgd", l2=0.1) == pytest.approx(updated("sgd") - decay)
    assert updated("adamw", weight_decay=0.1) == pytest.approx(updated("adam") - decay)
    assert abs(updated("adam", l2=0.1) - (updated("adam") - decay)) > 0.5 * decay


def test_the_forgotten_penalty_shows_in_weights_only() -> None:
    step = lesson("overfitting").step("hunt")
    assert isinstance(step, BughuntStep)
    activity = BughuntActivity(step, lesson("overfitting"))
    wrong = {name for name, check in activity.checks.items() if check.refutes}
    assert wrong == {"w1", "w2", "w3", "w4"}


def test_what_the_other_suspects_would_have_done_to_the_biases() -> None:
    """Half, or of the other sign, are only the biases, which pay no penalty; without slopes the last layer is right."""
    spec = lesson("overfitting").networks["penalised"].spec()
    names = Lab(spec).trainer.network.layout.listed

    def ratios(bug: str) -> dict[str, float]:
        right, mistaken = Lab(spec), Lab(spec, bug=bug)
        return {one: mistaken.hidden_value(f"{one}.gradient") / right.hidden_value(f"{one}.gradient") for one in names}

    half, flipped, bare = map(ratios, ("factor-two-forgotten", "flipped-sign", "forgot-activation-slope"))
    assert [half[name] for name in ("b1", "b2", "b3")] == pytest.approx([0.5] * 3)
    assert min(half[name] for name in ("w1", "w2", "w3", "w4")) > 0.51
    assert [flipped[name] for name in ("b1", "b2")] == pytest.approx([-1, -1])
    assert [bare[name] for name in ("w3", "w4", "b3")] == pytest.approx([1] * 3)
    assert min(abs(bare[name] - 1) for name in ("b1", "b2")) > 0.01


# Vanishing gradients


def test_eight_slopes_of_a_quarter() -> None:
    assert 4**8 == 65536
    assert 2**8 == 256


def test_the_first_layer_of_a_deep_network_of_sigmoids_gets_next_to_nothing() -> None:
    shallow, deep = made_runs("vanishing-gradients", "depth").all
    assert deep.layers[0] < 0.001 * shallow.layers[0]
    assert all(earlier < later for run in (shallow, deep) for earlier, later in pairwise(run.layers))
    assert 1e-7 < deep.layers[0] / deep.layers[-1] < 1e-5


def test_relu_gives_the_first_layer_a_share() -> None:
    sigmoid, relu = made_runs("vanishing-gradients", "steeper").all
    assert sigmoid.layers[-1] / sigmoid.layers[0] == pytest.approx(600_000, rel=0.01)
    assert relu.layers[-1] / relu.layers[0] == pytest.approx(10, rel=0.01)


def test_two_slopes_of_sigmoids_leave_a_twenty_fifth() -> None:
    slopes = [a * (1 - a) for a in (sigma(1), sigma(-sigma(1)))]
    assert slopes == pytest.approx([0.2, 0.2], abs=0.025)
    assert math.prod(slopes) == pytest.approx(1 / 25, abs=0.005)


def test_weights_of_zero_teach_the_hidden_units_nothing() -> None:
    layers = (LayerSpec(("h1", "h2"), "tanh", initializer="zeros"), LayerSpec(("a",), "sigmoid", initializer="zeros"))
    lazy = Lab(NetworkSpec(("x",), layers, "binary-cross-entropy", rows=((1.0, 1.0), (2.0, 0.0), (3.0, 1.0))))
    lazy.run(50)
    assert {name for name in lazy.trainer.network.layout.listed if lazy.value(name)} == {"a.bias"}


def test_batch_normalisation_rescues_eight_layers_of_sigmoids() -> None:
    end = ends("vanishing-gradients", "rescue")
    assert end["end1"] == pytest.approx(math.log(2), abs=0.001)
    assert end["end2"] < 0.01


def test_an_explosion_that_looks_like_calm() -> None:
    chain = lab("vanishing-gradients", "long-chain")
    chain.backward()
    assert chain.hidden_value("w1.gradient") == pytest.approx(395, abs=0.5) == chain.hidden_value("w6.gradient")
    chain.run(20)
    assert set(chain.loss_history[1:]) == {2.5}
    assert chain.hidden_value("w1.gradient") == 0
    dead, sound, timid = made_runs("vanishing-gradients", "explosion").all
    assert sound.end < 0.001 < dead.end < timid.end


def test_with_linear_units_the_chain_would_diverge() -> None:
    spec = lesson("vanishing-gradients").networks["long-chain"].spec()
    linear = Lab(replace(spec, layers=tuple(replace(layer, activation="linear") for layer in spec.layers)))
    linear.run(20)
    assert linear.diverged
