"""A learner's own run: settings, freezing, reset and undo, each as one act."""

from __future__ import annotations

from tests.network.examples import NEURON
from tutor.activity.network import NetworkActivity
from tutor.activity.task_run import TaskRun
from tutor.lesson.loading.file import load_lesson
from tutor.network.lab import Lab
from tutor.paths import shipped_course


def learner_run() -> tuple[TaskRun, Lab]:
    loaded = load_lesson(shipped_course() / "chain-rule.yaml").value
    assert loaded
    step = loaded.source.step("live")
    activity = NetworkActivity(step, loaded.source)  # type: ignore[arg-type]
    assert activity.spec.inputs == NEURON.inputs
    return TaskRun(activity), activity.lab


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
    assert (run.state, run.settings) == ("edited", "w=frozen")
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
