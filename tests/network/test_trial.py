import pytest

from tests.network.examples import LINEAR_NEURON, NEURON
from tutor.errors import TutorError
from tutor.network.goals import parse_goal
from tutor.network.trial import at_start, try_goal


def test_a_witness_reaches_the_goal_and_the_start_values_do_not() -> None:
    goal = parse_goal("diverged")
    assert try_goal(LINEAR_NEURON, goal, "training", 50, at_start({"learning_rate": 0.4})).met_at is not None
    assert try_goal(LINEAR_NEURON, goal, "training", 50, ()).met_at is None


def test_the_run_stops_at_the_first_step_that_meets_the_goal() -> None:
    trial = try_goal(NEURON, parse_goal("loss[-1] < 0.05"), "training", 100, ())
    assert trial.met_at == len(trial.losses) - 1
    assert trial.losses[-1] < 0.05 <= trial.losses[-2]


def test_a_goal_beyond_the_steps_is_not_met() -> None:
    trial = try_goal(NEURON, parse_goal("steps == 4"), "training", 3, ())
    assert (trial.met_at, len(trial.losses)) == (None, 4)


def test_changes_must_name_what_can_be_changed() -> None:
    with pytest.raises(TutorError):
        try_goal(NEURON, parse_goal("diverged"), "training", 3, at_start({"loss": 1.0}))
