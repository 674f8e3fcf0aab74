"""Experiments drawn: runs of many layers side by side on one scale, validation named once, nothing cut."""

from __future__ import annotations

import pytest

from tests.activity.by_hand import lesson
from tests.activity.events import record
from tutor.activity.experiment import ExperimentActivity
from tutor.figures.experiment import least_width, outcome_lines, result_lines, run_name, value_name
from tutor.figures.lines import Line
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_block import Network
from tutor.lesson.format.network_steps import ExperimentStep, PredictedChoice, Variation
from tutor.network.variation import Change
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.wording import Language, Voice

CELLS = Cells()
VOICE = Voice("en")
DEEP = Network.model_validate(
    {
        "inputs": "2",
        "layers": [{"units": "2", "activation": "tanh"}, {"units": "1", "activation": "sigmoid"}],
        "loss": "binary-cross-entropy",
        "optimizer": {"learning_rate": "0.1"},
        "data": {"name": "circles", "count": "10", "validation": "10"},
    }
)


def text(line: Line) -> str:
    return "".join(part for part, _ in line)


def experiment(setting: str, *values: str, **changes: object) -> ExperimentActivity:
    vary = Variation.model_validate({setting: values})
    step = next(step for step in lesson().steps if isinstance(step, ExperimentStep))
    step = step.model_copy(update={"network": "deep", "vary": vary, "run": 3, **changes})
    made: Lesson = lesson().model_copy(update={"networks": {**lesson().networks, "deep": DEEP}})
    activity = ExperimentActivity(step, made)
    return activity.trained()


def drawn(activity: ExperimentActivity, width: int = 76) -> list[str]:
    return [text(line) for line in result_lines(activity, VOICE, CELLS, width, 7)]


@pytest.mark.parametrize(
    ("change", "english", "chinese"),
    [
        ({"clip_norm": None}, "not clipped", "不裁剪"),
        ({"clip_norm": 10.0}, "clipped by norm: 10", "按范数裁剪 10"),
        ({"dropout": 0.0}, "no dropout", "不用随机失活"),
        ({"dropout": 0.5, "depth": 2}, "dropout 0.5 · hidden layers: 2", "随机失活 0.5 · 2 个隐藏层"),
        ({"batch_size": None, "l2": 0.0}, "all examples at once · no L2", "每步用全部样本 · 不用 L2"),
    ],
)
def test_a_setting_that_is_off_is_said_to_be_off(change: Change, english: str, chinese: str) -> None:
    assert run_name(change, VOICE) == english
    assert run_name(change, Voice("zh")) == chinese


def test_without_its_setting_a_value_that_is_off_still_has_a_name() -> None:
    assert [value_name({"clip_norm": value}, VOICE) for value in (None, 10.0)] == ["not clipped", "10"]


@pytest.mark.parametrize("depths", [(2, 9), (1, 4, 8)])
def test_few_runs_of_many_layers_stand_side_by_side(depths: tuple[int, ...]) -> None:
    activity = experiment("depth", *map(str, depths), plot="gradient-norm-by-layer")
    _, names, *layers, axis = drawn(activity)
    assert len(layers) == depths[-1] + 1
    assert all(f"hidden layers: {depth}" in names for depth in depths)
    assert axis.count("10⁰") == axis.count(axis.split()[0]) == len(depths), "one scale for all"
    assert max(map(CELLS.width, (names, *layers, axis))) <= 76


def test_where_bars_would_be_short_beside_each_other_the_runs_stand_below_each_other() -> None:
    activity = experiment("depth", "2", "9", plot="gradient-norm-by-layer")
    lines = drawn(activity, 48)
    heads = [number for number, line in enumerate(lines) if "hidden layers" in line]
    assert [lines[number + 1].split()[:2] for number in heads] == [["layer", "1"]] * 2
    assert len(lines[heads[0] :]) == 2 + 3 + 1 + 10 + 1, "a free row between them, one axis for all"
    assert len(lines[-1].replace("log", "").split()) == 2, "both ends of the scale"
    assert max(line.count("█") for line in lines) > 20
    assert max(map(CELLS.width, lines)) <= 48


def test_few_bars_stand_below_each_other() -> None:
    activity = experiment("depth", "1", "2", plot="gradient-norm-by-layer")
    assert len(drawn(activity)) == 1 + 2 + 3 + 1


def test_curves_of_unseen_examples_alone_say_so_once() -> None:
    few, many = (experiment("l2", *strengths) for strengths in (("0", "0.1"), ("0", "0.1", "1")))
    assert sum(line.count("validation: ") for line in drawn(few)) == 2
    head, legend, *_ = drawn(many)
    assert "validation" in head
    assert "validation" not in legend


@pytest.mark.parametrize("width", [40, 60, 76])
def test_the_legend_tells_how_every_run_ended_however_many_rows_that_takes(width: int) -> None:
    activity = experiment("l2", "0", "0.1")
    lines = [text(line) for line in result_lines(activity, VOICE, CELLS, width, 7)]
    ends = [numeral(end).text for run in activity.runs.all for end in (run.end, run.validation[-1])]
    assert [end for end in ends if not any(f": {end}" in line for line in lines)] == []
    assert max(map(CELLS.width, lines)) <= width


def test_a_long_prediction_is_broken_not_cut() -> None:
    activity = experiment("l2", "0", "0.1")
    long = PredictedChoice(id="long", text="word " * 30)
    predict = activity.step.predict.model_copy(update={"choices": (long,)})
    activity.step = activity.step.model_copy(update={"predict": predict})
    activity = record(activity, "long")
    lines = [text(line) for line in outcome_lines(activity, activity.step, VOICE, CELLS, 60)]
    assert "".join(lines).count("word") == 30
    assert max(map(CELLS.width, lines)) <= 60


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_told_below_maps_is_whole_where_they_have_the_width_they_need(language: Language) -> None:
    activity, voice = experiment("l2", "0", "0.1", "1", plot="boundary"), Voice(language)
    width = least_width(activity, voice, CELLS)
    lines = [text(line) for line in result_lines(activity, voice, CELLS, width, 7)]
    assert "…" not in "".join(lines)
    assert sum(line.count("%") for line in lines) == 6


def test_maps_stand_side_by_side_with_what_is_told_right_below() -> None:
    activity = experiment("l2", "0", "0.1", "1", plot="boundary")
    head, names, *rows, own, unseen, marks, plane = drawn(activity)
    assert "░" in head
    assert len(rows) == 8
    assert all((sign in marks) == any(sign in row for row in rows) for sign in "○●*")
    assert "across: x₁ from" in marks + plane
    assert "up: x₂ from" in plane
    assert all(name in names for name in ("L2 0", "L2 0.1", "L2 1"))
    assert own.count("%") == unseen.count("%") == 3
    assert {CELLS.width(row) for row in rows} == {24 * 3 + 2 * 2}
