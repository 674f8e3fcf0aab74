import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.network.examples import LINEAR_NEURON
from tutor.network.goals import DIVERGED_FACTOR, Goal, GoalError, GoalWatch, Moment, has_diverged, parse_goal
from tutor.network.lab import Lab
from tutor.network.spec import LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec, unit_names
from tutor.network.trial import at_start, try_goal

LOSSES = [4.0, 2.0, 1.0, 0.5]


def met(text: str, step: int = 3, diverged: bool = False) -> bool:
    return parse_goal(text).met(Moment(LOSSES, step, diverged))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("loss[-1] < 0.6", True),
        ("loss[-1] < 0.5", False),
        ("loss[-1] <= 5e-1", True),
        ("loss[0] == 8*loss[-1]", True),
        ("loss[-1] > 10*loss[0]", False),
        ("loss[1] >= loss[0]", False),
        ("loss[0] - loss[1] - loss[2] == 1", True),
        ("8/4/2 == 1", True),
        ("2*(loss[0] - 1) > 5 and steps == 3", True),
        ("steps > 5 or not diverged", True),
        ("steps > 5 and steps < 2 or steps == 3", True),
        ("diverged", False),
        ("-loss[0] < -3", True),
        ("1/0 == 1/0", False),
    ],
)
def test_what_goals_mean(text: str, expected: bool) -> None:
    assert met(text) is expected


def test_a_loss_that_does_not_exist_yet_meets_nothing() -> None:
    assert not met("loss[5] < 1")
    assert not met("loss[2] < 100", step=1)
    assert not met("loss[-3] > 0", step=1)
    assert parse_goal("loss[5] < loss[-3]").least_steps == 5


@pytest.mark.parametrize(
    ("text", "code", "index"),
    [
        ("", "goal.expected-number", 0),
        ("loss[-1]", "goal.expected-comparison", 8),
        ("loss[-1] < ", "goal.expected-number", 11),
        ("loss < 1", "goal.expected-bracket", 5),
        ("loss[x] < 1", "goal.expected-index", 5),
        ("loss[1.5] < 1", "goal.expected-index", 5),
        ("loss[-1] < 1 1", "goal.unexpected", 13),
        ("accuracy > 1", "goal.unknown-word", 0),
        ("loss[-1] < $", "goal.unknown-character", 11),
        ("not steps > 1", "goal.expected-diverged", 4),
        ("(1 < 2", "goal.expected-bracket", 3),
        ("(" * 30 + "1", "goal.too-deep", 20),
        ("1+" * 150 + "1 > 0", "goal.too-long", 200),
        ("__import__('os')", "goal.unknown-character", 0),
    ],
)
def test_unreadable_goals_name_the_place(text: str, code: str, index: int) -> None:
    with pytest.raises(GoalError) as error:
        parse_goal(text)
    assert (error.value.code, error.value.index) == (code, index)


@given(st.text(alphabet="loss[]-+*/()<>=!0123456789. divergndstpa", max_size=60))
def test_any_text_is_a_goal_or_a_goal_error(text: str) -> None:
    try:
        goal = parse_goal(text)
    except GoalError:
        return
    assert isinstance(goal, Goal)
    assert isinstance(goal.met(Moment(LOSSES, 3, False)), bool)


def test_a_watch_finds_the_first_step_and_keeps_its_verdict() -> None:
    watch = GoalWatch(parse_goal("loss[-1] < 1.5"), within=3)
    losses = [4.0]
    assert watch.look(losses) == "open"
    losses += [2.0, 1.0, 3.0]
    assert watch.look(losses) == "met"
    assert watch.met_at == 2
    assert watch.look([*losses, 5.0]) == "met"


def test_a_goal_is_missed_only_when_its_steps_are_over() -> None:
    watch = GoalWatch(parse_goal("loss[-1] < 0.1"), within=2)
    assert watch.look([4.0, 2.0]) == "open"
    assert watch.look([4.0, 2.0, 1.0]) == "missed"
    assert watch.look([4.0, 2.0, 1.0, 0.01]) == "missed"


@pytest.mark.parametrize("loss", [math.nan, math.inf])
def test_divergence_meets_its_goal_at_the_first_step_that_shows_it(loss: float) -> None:
    watch = GoalWatch(parse_goal("diverged"), within=50)
    assert watch.look([4.0, 5.0]) == "open"
    assert watch.look([4.0, 5.0, loss]) == "met"
    assert watch.met_at == 2


def test_a_loss_that_is_thrown_up_has_not_diverged_before_it_stays_up_and_grows() -> None:
    calm, thrown = [4.0, 4.1, 4.2, 4.3, 5.0], [5001.0, 6000.0, 6000.0, 7000.0]
    losses = [*calm, *thrown, 7500.0]
    assert [step for step in range(len(losses)) if has_diverged(losses, step)] == [9]
    for last in (6999.0, 4.0):
        assert not has_diverged([*calm, *thrown, last], 9)
    assert not has_diverged([*calm[:4], 8.0, *thrown, 7500.0], 9), "as large as that has been before"
    assert not has_diverged([0.0] * 5 + thrown + [7500.0], 9), "nothing is a thousand times zero"


def learning_from_single_examples(seed: int) -> NetworkSpec:
    random = np.random.default_rng(seed)
    inputs = random.uniform(-1, 1, 32)
    targets = 2 * inputs + 1 + random.normal(0, 0.1, 32)
    rows = tuple(zip(inputs.tolist(), targets.tolist(), strict=True))
    hidden, output = unit_names([8, 1])
    return NetworkSpec(
        inputs=("x",),
        layers=(LayerSpec(hidden, "tanh"), LayerSpec(output)),
        loss="squared-error",
        training=TrainingSpec(OptimizerSpec(learning_rate=0.1), batch_size=1),
        rows=rows,
        seed=seed,
    )


def test_none_of_200_ordinary_seeds_is_stopped() -> None:
    """The first example of some is an easy one, by chance: the next has a loss thousands of times as large."""
    thrown = 0
    for seed in range(200):
        lab = Lab(learning_from_single_examples(seed))
        lab.run(30)
        thrown += any(loss > DIVERGED_FACTOR * lab.loss_history[0] for loss in lab.loss_history)
        assert (lab.diverged, lab.step) == (False, 30), seed
    assert thrown > 3


@pytest.mark.parametrize(("rate", "steps"), [(0.21, 50), (0.25, 20), (0.4, 15), (1.0, 10), (1e10, 10), (1e160, 2)])
def test_every_run_beyond_the_edge_is_told_after_a_few_steps(rate: float, steps: int) -> None:
    edits = at_start({"learning_rate": rate})
    assert try_goal(LINEAR_NEURON, parse_goal("diverged"), "training", steps, edits).met_at is not None
