"""Every lab of the course, as a learner without any knowledge of its limits works it: predict, run on, do the task."""

from __future__ import annotations

import pytest

from tests.activity.events import record
from tests.lessons.shipped import lesson, steps
from tutor.activity.actions import actions_of
from tutor.activity.network import NetworkActivity
from tutor.activity.task_run import RunState, TaskRun
from tutor.events import is_right
from tutor.lesson.format.network_steps import NetworkStep

LABS = {f"{id_}/{step.id}": (id_, step) for id_, step in steps() if isinstance(step, NetworkStep)}


@pytest.mark.parametrize("name", LABS)
@pytest.mark.every(3)
def test_every_prediction_settles_by_itself_and_as_it_was_judged(name: str) -> None:
    activity = predicted(name)
    run = TaskRun(activity, activity.lab)
    if activity.step.predict is None:
        return
    assert run.outcome is None, "before anything has moved"
    if run.forecast and not run.forecast.latest:
        activity.lab.reveal()
    while run.awaited:
        assert run.run(100_000), "whatever a task allows, the run goes on to where the prediction is settled"
    assert run.outcome in {choice.id for choice in activity.step.predict.choices}
    assert activity.lab.step == (run.forecast.latest if run.forecast else -1)
    fresh = NetworkActivity(activity.step, lesson(LABS[name][0]))
    assert is_right(fresh.judge(run.outcome or "").kind)


@pytest.mark.parametrize("name", LABS)
def test_every_task_is_met_at_the_moment_its_condition_holds(name: str) -> None:
    activity = predicted(name)
    while (task := activity.task) is not None:
        run = TaskRun(activity, activity.lab)
        run.reset()
        run.reset()
        run.change(task.witness)
        assert state_of(run) == "open", "nobody has seen what the settings do"
        match task.by:
            case "hand":
                activity.lab.forward("pass")
                assert activity.lab.step == 0
            case "training":
                while state_of(run) == "open":
                    run.run(1)
        assert state_of(run) == "met"
        verdict = activity.judge(run.settings)
        assert is_right(verdict.kind)
        assert verdict.arguments.get("steps", 0) == activity.lab.step
        assert actions_of(run.settings)
        activity = record(activity, run.settings)


def predicted(name: str) -> NetworkActivity:
    id_, step = LABS[name]
    activity = NetworkActivity(step, lesson(id_))
    if step.predict is not None:
        activity = record(activity, step.predict.choices[0].id)
    return activity


def state_of(run: TaskRun) -> RunState:
    return run.state
