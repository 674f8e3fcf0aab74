"""Experiments: the prediction comes first, the runs bear out one answer, the same seed gives the same numbers."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.activity.by_hand import lesson
from tests.activity.events import record
from tutor.activity import require_meaning
from tutor.activity.experiment import ExperimentActivity, ending, outcome_names, read_outcome
from tutor.errors import TutorError
from tutor.lesson.format.network_steps import ExperimentStep, PredictedChoice
from tutor.quiz.variant import Variant


def experiment(step_id: str = "rates", **changes: object) -> ExperimentActivity:
    step = lesson().step(step_id)
    assert isinstance(step, ExperimentStep)
    return ExperimentActivity(step.model_copy(update=changes), lesson())


def test_the_prediction_is_committed_before_anything_runs() -> None:
    activity = experiment()
    assert activity.question is not None
    assert activity.question.options == ("small", "middle", "large")
    assert activity.judge("large").kind == "right"
    assert activity.judge("small").kind == "wrong"
    assert not activity.runs.begun, "the author's answer needs no run"
    activity = record(activity, "small", verdict="wrong")
    assert activity.question is None
    assert activity.predicted == "small"
    assert activity.ladder() == ()


def test_choices_without_conditions_are_the_runs_in_their_order() -> None:
    activity = experiment()
    activity = activity.trained()
    assert list(activity.outcomes) == ["large"]
    ends = [run.end for run in activity.runs.all]
    assert ends == sorted(ends, reverse=True)


def test_conditions_compare_the_runs() -> None:
    activity = experiment("depths")
    assert activity.judge("gone").kind == "right", "judging waits for the runs"
    assert activity.runs.done
    assert list(activity.outcomes) == ["gone"]


def test_the_same_seed_gives_the_same_numbers() -> None:
    first, second = experiment(), experiment()
    first = first.trained()
    while not second.runs.done:
        second = second.trained(0)
    assert [run.values for run in first.runs.all] == [run.values for run in second.runs.all]


def test_the_longest_weights_are_the_best_of_what_is_no_loss() -> None:
    activity = experiment(plot="weights")
    activity = activity.trained()
    ends: Mapping[str, float] = ending(activity.runs)
    best = max(range(3), key=lambda index: ends[f"end{index + 1}"])
    assert list(activity.outcomes) == [("small", "middle", "large")[best]]


def test_a_diverged_run_ends_infinitely_high() -> None:
    names = outcome_names(experiment().step, experiment().specs)
    ends = Variant({"end1": "inf", "end2": "0.5", "end3": "1", "diverged1": "1.0"})
    assert read_outcome("end2 < min(end1, end3)", names).holds(ends)
    assert read_outcome("diverged1 == 1", names).holds(ends)
    assert not any(name.startswith("validation") for name in names)


@pytest.mark.parametrize("text", ["nonsense", ""])
def test_other_answers_are_unreadable(text: str) -> None:
    assert experiment().judge(text).kind == "unreadable"


def test_a_choice_can_hold_for_no_run() -> None:
    choices = [PredictedChoice(id="a", text="A", when="end1 < 0"), PredictedChoice(id="b", text="B", when="end1 < 9")]
    predict = experiment().step.predict.model_copy(update={"choices": tuple(choices), "answer": None})
    activity = experiment(predict=predict)
    assert activity.judge("a").kind == "wrong"
    assert list(activity.outcomes) == ["b"]


def test_a_boundary_without_a_plane_means_nothing() -> None:
    with pytest.raises(TutorError, match="boundary-without-plane"):
        require_meaning(experiment(network="two-two-two", plot="boundary"))
