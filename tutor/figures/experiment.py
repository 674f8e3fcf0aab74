"""An experiment drawn: what its runs vary, their curves or bars in one chart, how each began and ended."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np

from tutor.activity.experiment import ExperimentActivity
from tutor.figures.answers import barred, came_true_lines, predicted_lines
from tutor.figures.boundary import Array, Classes, Map, boundary_maps, marks, plane_of, shade, width_of_maps
from tutor.figures.chart import TAGS, Bar, Chart, Series, bar_chart
from tutor.figures.lines import Line, flowed, width_of, wrapped
from tutor.figures.lines import Run as TextRun
from tutor.figures.quantities import quantity_text
from tutor.lesson.format.network_steps import ExperimentStep, PredictedChoice
from tutor.network.runs import Run
from tutor.network.variation import PLOT_FACTS, Change
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.wording import Voice, experiments, interface, network

MOST_CURVES: Final = len(TAGS)
_NAMED: Final = {
    "activation": network.ACTIVATIONS,
    "optimizer": network.OPTIMIZERS,
    "initializer": network.INITIALIZERS,
}
_LEAST: Final = 40
"""Columns that curves and bars need."""
_NUMBER: Final = 10
_GAP: Final = 3
_MOST_BARS: Final = 10
"""More bars below each other would leave the screen; the runs then stand side by side."""
_MOST_COLUMNS: Final = 3
_LEAST_COLUMN: Final = 20
"""Columns of a run below which its bars, beside their numbers, would be too short to be compared."""


def run_name(change: Change, voice: Voice) -> str:
    """Return what a run differs by: `learning rate 0.1`, `sigmoid · depth 4`."""
    return " · ".join(_setting(name, value, voice) for name, value in change.items())


def value_name(change: Change, voice: Voice) -> str:
    """Return what a run differs by without saying which settings these are: `0.1`, `sigmoid · 4`."""
    return " · ".join(_value(name, value, voice) for name, value in change.items())


def setup_lines(activity: ExperimentActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return how many runs of how many steps there are, and what each differs by."""
    head = voice(experiments.SETUP, runs=len(activity.changes), steps=activity.step.run)
    names: list[Line] = [
        [(f"{number}. ", "key"), (run_name(change, voice), "")] for number, change in enumerate(activity.changes, 1)
    ]
    return [[(head, "dim")], *flowed(names, _GAP, width, cells)]


def progress_line(activity: ExperimentActivity, voice: Voice) -> Line:
    """Return how far the runs have come."""
    return [(voice(experiments.TRAINING, made=activity.runs.made, steps=activity.step.run), "hint")]


def outcome_lines(
    activity: ExperimentActivity, step: ExperimentStep, voice: Voice, cells: Cells, width: int
) -> list[Line]:
    """Return the prediction, and once the runs have ended how it came out; `step` has the texts to show."""
    said = predicted_lines(_choice(activity, step), voice, cells, width - 2)
    if not activity.runs.done:
        return barred([*said, progress_line(activity, voice)], "dim")
    tag = "right" if activity.predicted in activity.outcomes else "wrong"
    return barred([*said, *outcome_words(activity, step, voice, cells, width - 2)], tag)


def outcome_words(
    activity: ExperimentActivity, step: ExperimentStep, voice: Voice, cells: Cells, width: int
) -> list[Line]:
    """Return how the prediction came out, for runs that have ended, and the author's word on it."""
    came_true = activity.predicted in activity.outcomes
    return came_true_lines(_choice(activity, step), came_true, voice, cells, width)


def most_outcome_rows(step: ExperimentStep, voice: Voice, cells: Cells, width: int) -> int:
    """Return how many rows it takes to say how a prediction came out, whichever it is."""
    inside = width - 2
    told = (
        [*predicted_lines(choice, voice, cells, inside), *came_true_lines(choice, True, voice, cells, inside)]
        for choice in step.predict.choices
    )
    return max(map(len, told))


def _choice(activity: ExperimentActivity, step: ExperimentStep) -> PredictedChoice:
    return next(choice for choice in step.predict.choices if choice.id == activity.predicted)


def least_width(activity: ExperimentActivity, voice: Voice, cells: Cells) -> int:
    """Return the columns that the result needs at least, so that nothing below its maps is cut."""
    if not PLOT_FACTS[activity.step.plot].on_plane:
        return _LEAST
    told = [voice(said, share="100%") for said in (experiments.TOLD_RIGHT, experiments.UNSEEN_RIGHT)]
    names = (run_name(change, voice) for change in activity.changes)
    return width_of_maps([max((name, *told), key=cells.width) for name in names], cells)


def result_lines(activity: ExperimentActivity, voice: Voice, cells: Cells, width: int, height: int) -> list[Line]:
    """Return the curves, or the bars of the layers, with what is drawn above; curves get `height` rows."""
    facts, plot = PLOT_FACTS[activity.step.plot], voice(experiments.PLOTS[activity.step.plot], shade=shade(cells))
    if facts.by_layer:
        return [*wrapped(plot, "dim", cells, width), *_bars(activity, voice, cells, width)]
    if facts.on_plane:
        return [*wrapped(plot, "dim", cells, width), *_planes(activity, voice, cells, width, height + 1)]
    unseen = [voice(experiments.UNSEEN)] if _unseen_only(activity) else []
    by = " · ".join(voice(experiments.KEYS[name]) for name in activity.changes[0])
    differs = voice(experiments.LAST_VALUES, by=by) if activity.runs.done else by
    head = wrapped(" · ".join([plot, *unseen, differs]), "dim", cells, width)
    return [*head, *_curves(activity, voice, cells, width, height)]


def ending_lines(activity: ExperimentActivity, voice: Voice, cells: Cells) -> list[Line]:
    """Return how each run began and ended, as a table."""
    names = [run_name(change, voice) for change in activity.changes]
    unseen = any(run.validation for run in activity.runs.all)
    columns = [voice(experiments.START), voice(experiments.END), *([voice(experiments.UNSEEN)] if unseen else [])]
    first = max(map(cells.width, names)) + _GAP
    room = max(_NUMBER, *(cells.width(column) + 2 for column in columns))
    lines: list[Line] = [[(" " * first + "".join(cells.rjust(column, room) for column in columns), "dim")]]
    for name, run in zip(names, activity.runs.all, strict=True):
        numbers = [run.start, run.end, *([run.validation[-1]] if unseen and run.validation else [])]
        texts = [voice(experiments.DIVERGED) if math.isinf(number) else numeral(number).text for number in numbers]
        lines.append([(cells.pad(name, first), ""), ("".join(cells.rjust(text, room) for text in texts), "value")])
    return lines


def _setting(name: str, value: object, voice: Voice) -> str:
    if not value and name in experiments.OFF:
        return voice(experiments.OFF[name])
    shown = _value(name, value, voice)
    return voice(experiments.SETTINGS[name], value=shown) if name in experiments.SETTINGS else shown


def _value(name: str, value: object, voice: Voice) -> str:
    if name in _NAMED:
        return voice(_NAMED[name][str(value)])
    if name == "batch_norm":
        return voice(experiments.WITH_NORM if value else experiments.WITHOUT_NORM)
    return voice(experiments.OFF[name]) if value is None else numeral(float(str(value))).text


def _drawn_curves(activity: ExperimentActivity, voice: Voice) -> Iterator[tuple[Series, float]]:
    """The curve of each run, and of the examples that are not trained on, with what each has reached.

    Where both are too many, those of the others alone.
    """
    alone = _unseen_only(activity)
    for change, run in zip(activity.changes, activity.runs.all, strict=True):
        name = value_name(change, voice)
        if not alone:
            yield Series(name, list(run.values)), run.end
        if run.validation:
            unseen = name if alone else f"{name} {voice(experiments.UNSEEN)}"
            yield Series(unseen, list(run.validation)), math.inf if run.diverged else run.validation[-1]


def _unseen_only(activity: ExperimentActivity) -> bool:
    """Whether the curves of the examples that are not trained on stand alone, as those of both would be too many."""
    runs = activity.runs.all
    return any(run.validation for run in runs) and 2 * len(runs) > MOST_CURVES


def _curves(activity: ExperimentActivity, voice: Voice, cells: Cells, width: int, height: int) -> list[Line]:
    """The chart; its legend tells how runs ended, if they have. Below, which lie under others."""
    names, told = [], []
    for series, end in _drawn_curves(activity, voice):
        names.append(series.name)
        if activity.runs.done:
            reached = numeral(end).text if math.isfinite(end) else voice(experiments.DIVERGED)
            series = Series(voice(interface.LABELLED, label=series.name) + reached, series.values)
        told.append(series)
    chart = Chart(told, width, height, cells, last=activity.step.run, log=activity.step.log)
    lines = chart.lines()
    for hidden in chart.hidden():
        sentence = experiments.SAME_CURVE if hidden.same else experiments.HIDDEN_CURVE
        steps = {} if hidden.same else {"first": hidden.first, "last": hidden.last}
        said = voice(sentence, name=names[hidden.curve], other=names[hidden.under], **steps)
        lines += wrapped(said, "dim", cells, width)
    return lines


def _maps(activity: ExperimentActivity, voice: Voice) -> list[Map]:
    """What each run says about the plane by now, and how much of its own and of unseen examples it tells right."""
    maps = []
    for change, run in zip(activity.changes, activity.runs.all, strict=True):
        told = [voice(experiments.TOLD_RIGHT, share=f"{run.values[-1]:.0%}")]
        if run.validation:
            told.append(voice(experiments.UNSEEN_RIGHT, share=f"{run.validation[-1]:.0%}"))
        is_second, inputs = partial(_is_second, run), run.examples.inputs
        maps.append(Map(run_name(change, voice), is_second, inputs, run.examples.targets[:, -1] == 1, told))
    return maps


def _planes(activity: ExperimentActivity, voice: Voice, cells: Cells, width: int, height: int) -> list[Line]:
    """The maps, and below them which plane it is and what the marks that occur stand for."""
    maps = _maps(activity, voice)
    drawn = boundary_maps(maps, width, height, cells)
    plane = plane_of(maps)
    low, high = ([numeral(float(end)).text for end in corner] for corner in (plane.low, plane.high))
    across, up = (quantity_text(name, cells) for name in activity.runs.all[0].spec.inputs)
    words = [
        voice(experiments.PLANE, x=across, left=low[0], right=high[0]),
        voice(experiments.PLANE_UP, y=up, bottom=low[1], top=high[1]),
    ]
    there = {text for line in drawn[1 : height + 1] for text, _ in line}
    legend = [
        voice(said, mark=mark) for said, mark in zip(experiments.CLASSES, marks(cells), strict=True) if mark in there
    ]
    return [*drawn, *flowed([[(said, "dim")] for said in (*legend, *words)], _GAP, width, cells)]


def _is_second(run: Run, places: Array) -> Classes:
    return np.asarray(run.says(places)[:, -1] >= 0.5)


def _bars(activity: ExperimentActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """A bar for each layer of each run, all on one scale; few runs of many layers stand side by side."""
    sizes = [run.layers for run in activity.runs.all]
    if len(sizes) <= _MOST_COLUMNS and sum(map(len, sizes)) > _MOST_BARS:
        names = [run_name(change, voice) for change in activity.changes]
        layers = [voice(experiments.LAYER, number=number) for number in range(1, max(map(len, sizes)) + 1)]
        are_long = _room_of_column(layers, len(names), cells, width) >= _LEAST_COLUMN
        return (_columns_of_bars if are_long else _heaps_of_bars)(names, sizes, layers, cells, width)
    names = [value_name(change, voice) for change in activity.changes]
    room = max(map(cells.width, names))
    bars: list[Bar] = []
    for name, of_layers in zip(names, sizes, strict=True):
        for layer, size in enumerate(of_layers, 1):
            head = cells.pad(name if layer == 1 else "", room)
            bars.append(Bar(f"{head}  {voice(experiments.LAYER, number=layer)}", size))
    return bar_chart(bars, width, len(bars) + 1, cells, log=True)


def _heaps_of_bars(
    names: Sequence[str], sizes: Sequence[Sequence[float]], layers: Sequence[str], cells: Cells, width: int
) -> list[Line]:
    """The runs below each other, each below its name; the last one has the axis of all."""
    beside = [Bar(layers[-1], size) for run in sizes for size in run]
    lines: list[Line] = []
    for number, (name, run) in enumerate(zip(names, sizes, strict=True), 1):
        bars = [Bar(cells.pad(layer, cells.width(layers[-1])), size) for layer, size in zip(layers, run, strict=False)]
        drawn = bar_chart(bars, width, len(bars) + 1, cells, log=True, beside=beside)
        lines += [[(name, "")], *(drawn if number == len(names) else [*drawn[:-1], []])]
    return lines


def _room_of_column(layers: Sequence[str], count: int, cells: Cells, width: int) -> int:
    """How wide each of so many runs is that stand beside each other, behind the names of the layers."""
    return (width - max(map(cells.width, layers)) - 1 - _GAP * (count - 1)) // count


def _columns_of_bars(
    names: Sequence[str], sizes: Sequence[Sequence[float]], layers: Sequence[str], cells: Cells, width: int
) -> list[Line]:
    """The runs beside each other, each below its name; the first one has the names of the layers."""
    first = max(map(cells.width, layers)) + 1
    room = _room_of_column(layers, len(names), cells, width)
    beside = [Bar("", size) for run in sizes for size in run]
    margin = ["", *layers, ""]
    lines: list[list[TextRun]] = [[(cells.pad(text, first), "label")] for text in margin]
    for column, (name, run) in enumerate(zip(names, sizes, strict=True)):
        bars = [Bar("", size) for size in run]
        drawn = bar_chart(bars, room, len(bars) + 1, cells, log=True, beside=beside)
        below: list[Line] = [[] for _ in range(len(layers) - len(bars))]
        head: Line = [(" " + cells.truncate(name, room - 1), "")]
        for line, more in zip(lines, [head, *drawn[:-1], *below, drawn[-1]], strict=True):
            line += [(" " * (_GAP if column else 0), ""), *more, (" " * (room - width_of(more, cells)), "")]
    return list(lines)
