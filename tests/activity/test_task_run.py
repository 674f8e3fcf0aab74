"""A learner's own run: settings, freezing, reset and undo, each as one act."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.activity.events import record
from tests.lessons.shipped import lesson
from tests.network.examples import NEURON
from tests.patience import drawn
from tutor.activity.actions import actions_of, actions_text
from tutor.activity.network import NetworkActivity
from tutor.activity.task_run import TaskRun
from tutor.lesson.format.network_steps import NetworkStep
from tutor.lesson.loading.file import load_lesson
from tutor.network.lab import Lab
from tutor.network.timeline import Edit
from tutor.paths import shipped_course


def learner_run() -> tuple[TaskRun, Lab]:
    loaded = load_lesson(shipped_course() / "chain-rule.yaml").value
    assert loaded
    step = loaded.source.step("live")
    activity = NetworkActivity(step, loaded.source)  # type: ignore[arg-type]
    assert activity.spec.inputs == NEURON.inputs
    return TaskRun(activity, activity.lab), activity.lab


def test_reset_with_its_kept_settings_is_taken_back_at_once() -> None:
    run, lab = learner_run()
    run.change({"learning_rate": 0.6, "w": -1.0})
    run.run(3)
    run.reset()
    assert (lab.step, lab.learning_rate, lab.hidden_value("w")) == (0, 0.6, -1.0)
    assert run.undo()
    assert (lab.step, lab.learning_rate) == (3, 0.6)
    assert run.undo()
    assert (lab.step, lab.learning_rate, lab.hidden_value("w")) == (0, 0.5, 0.5)
    assert not run.undo()


def test_a_run_with_a_frozen_parameter_is_not_judged() -> None:
    run, lab = learner_run()
    assert run.freeze("w")
    assert (run.state, run.settings) == ("frozen", "w=frozen")
    run.run(2)
    assert lab.hidden_value("w") == 0.5
    run.reset()
    assert (run.state, lab.frozen) == ("open", frozenset())
    run.undo()
    assert lab.frozen == {"w"}
    assert not run.freeze("w")


def test_a_run_stops_where_the_task_is_decided() -> None:
    run, lab = learner_run()
    run.change({"learning_rate": 2.0})
    assert (run.run(50), run.state) == (2, "met")
    assert lab.loss < 0.01


def lab_by_hand() -> NetworkActivity:
    """The lab of `neuron/live` of the course, whose task is to build an AND by hand, from four examples."""
    step = lesson("neuron").step("live")
    assert isinstance(step, NetworkStep)
    activity = NetworkActivity(step, lesson("neuron"))
    return record(activity, "bias")


AND = {"w1": 6.0, "w2": 6.0, "b": -9.0}


def test_what_is_done_by_hand_is_judged_once_a_forward_pass_shows_it_at_the_start() -> None:
    activity = lab_by_hand()
    run = TaskRun(activity, activity.lab)
    run.change({"w1": 6.0, "w2": 6.0})
    activity.lab.forward("pass")
    assert (str(run.state), activity.judge(run.settings).code) == ("open", "goal-not-met")
    run.change({"b": -9.0})
    activity.lab.begin_again()
    assert str(run.state) == "open"
    activity.lab.forward("pass")
    assert str(run.state) == "met"
    assert run.settings == "w1=6.0, w2=6.0, b=-9.0"
    assert activity.judge(run.settings).code == "goal-met-by-hand"


def test_what_is_set_in_a_trained_network_is_not_done_by_hand_until_it_is_brought_to_the_start() -> None:
    activity = lab_by_hand()
    run = TaskRun(activity, activity.lab)
    run.run(3, past_outcome=True)
    run.change(AND)
    activity.lab.forward("pass")
    assert (str(run.state), activity.judge(run.settings).code) == ("edited", "goal-not-met")
    run.reset()
    activity.lab.forward("pass")
    assert (str(run.state), activity.judge(run.settings).code) == ("met", "goal-met-by-hand")


def test_what_is_done_by_hand_beside_something_frozen_is_not_judged_and_stays_when_it_is_thawed() -> None:
    activity = lab_by_hand()
    run = TaskRun(activity, activity.lab)
    run.freeze("w1")
    run.change(AND)
    assert not run.waits_for_forward, "no forward pass judges it"
    activity.lab.forward("pass")
    assert (str(run.state), activity.judge(run.settings).code) == ("frozen", "goal-not-met")
    run.reset()
    activity.lab.forward("pass")
    assert (str(run.state), activity.lab.frozen) == ("met", frozenset())


def test_the_run_that_was_predicted_is_no_try_of_the_task() -> None:
    step = lesson("faq").step("edge")
    assert isinstance(step, NetworkStep)
    activity = NetworkActivity(step, lesson("faq"))
    activity = record(activity, "falls")
    run = TaskRun(activity, activity.lab)
    assert (run.run(20), run.outcome, str(run.state)) == (10, "rises", "untried")
    assert TaskRun(activity, activity.lab).state == "untried", "nor is it one after it was recorded"
    run.run(1)
    assert str(run.state) == "untried"
    run.reset()
    run.change({"learning_rate": 0.04})
    run.run(1)
    assert str(run.state) == "missed"
    activity.lab.scrub(0)
    assert str(run.state) == "open", "at the start nothing is missed yet"
    run.reset()
    assert run.settings == "learning_rate=0.04", "a run is left with what was set for it"
    run.reset()
    assert not run.settings


def test_a_number_without_a_name_means_the_same_before_and_after_the_task() -> None:
    step = lesson("loss").step("live")
    assert isinstance(step, NetworkStep)
    activity = NetworkActivity(step, lesson("loss"))
    activity = record(activity, "about-eight")
    assert activity.first_changeable == "w"
    activity = record(activity, "w=1.5")
    assert (activity.task, activity.first_changeable) == (None, "w")


def test_what_happened_to_a_run_is_told_apart() -> None:
    run, lab = learner_run()
    run.freeze("w")
    assert str(run.state) == "frozen"
    run.run(1)
    run.change({"learning_rate": 0.3})
    assert str(run.state) == "edited"
    assert lab.edited_midway


def test_the_outcome_of_a_prediction_is_led_to_without_what_was_set_and_that_comes_back() -> None:
    step = lesson("faq").step("edge")
    assert isinstance(step, NetworkStep)
    activity = NetworkActivity(step, lesson("faq"))
    activity = record(activity, "falls")
    run, lab = TaskRun(activity, activity.lab), activity.lab
    run.change({"learning_rate": 0.06})
    run.run(1)
    assert run.to_predicted() is run.forecast is not None
    assert (lab.step, lab.learning_rate, lab.edits) == (0, 0.11, ())
    run.run(10)
    assert run.outcome == "rises"
    assert run.undo()
    assert (lab.step, lab.learning_rate) == (1, 0.06)


def test_an_update_right_after_the_edit_has_shown_its_loss_as_well() -> None:
    activity = lab_by_hand()
    run = TaskRun(activity, activity.lab)
    run.change(AND)
    assert (run.run(100), run.state, run.decided) == (1, "met", True)


def test_training_alone_builds_nothing_by_hand() -> None:
    activity = lab_by_hand()
    run = TaskRun(activity, activity.lab)
    activity.lab.edit("learning_rate", 5.0)
    run.run(1000, past_outcome=True)
    assert activity.lab.loss < 0.02
    assert run.state == "open"


def test_a_goal_by_hand_may_bound_what_is_set() -> None:
    step = lesson("beyond").step("fool")
    assert isinstance(step, NetworkStep)
    activity = NetworkActivity(step, lesson("beyond"))
    activity = record(activity, "all")
    run = TaskRun(activity, activity.lab)
    run.change({"x2": 0.5})
    activity.lab.forward("pass")
    activity = record(activity, run.settings)
    run = TaskRun(activity, activity.lab)
    assert run.state == "open", "that pixel has moved by more than 0.15"
    assert activity.judge(run.settings).code == "goal-not-met"


def test_a_run_that_is_edited_on_its_way_meets_nothing_by_training() -> None:
    step = lesson("chain-rule").step("live")
    assert isinstance(step, NetworkStep)
    activity = NetworkActivity(step, lesson("chain-rule"))
    activity = record(activity, "less")
    run = TaskRun(activity, activity.lab)
    run.run(1)
    run.change({"learning_rate": 2.0})
    assert run.state == "edited"
    assert activity.judge(run.settings).code == "goal-not-met"
    assert activity.judge("learning_rate=2.0").code == "goal-met"


@given(
    st.lists(
        st.builds(
            Edit,
            st.integers(0, 99_999),
            st.sampled_from(["w", "learning_rate", "w[x1,h2]", "h1.bias", "输入"]),
            st.floats(allow_nan=False, allow_infinity=False),
            st.just(False),
            st.integers(0, 5000),
        )
        | st.builds(Edit, st.integers(0, 99_999), st.just("w"), st.sampled_from([0.0, 1.0]), st.just(True)),
        unique_by=lambda edit: (edit.step, edit.name, edit.row, edit.freezes),
        max_size=4,
    )
)
@settings(max_examples=drawn(40))
def test_actions_survive_being_written(edits: list[Edit]) -> None:
    assert list(actions_of(actions_text(edits))) == edits


def test_an_answer_of_an_older_program_is_still_read() -> None:
    assert actions_of("learning_rate=2.0, w=-4.0") == (Edit(0, "learning_rate", 2.0), Edit(0, "w", -4.0))


@pytest.mark.parametrize("text", ["w", "w=", "=2", "w=a", "w=1@x", "w=1=2"])
def test_what_is_no_action_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"w|2|float"):
        actions_of(text)
