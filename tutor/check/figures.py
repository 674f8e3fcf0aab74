"""Does a figure show something? Its knobs, its formulas, and where the steps put its knobs."""

from __future__ import annotations

import math

from tutor.activity import activity_for
from tutor.activity.living.curve import Curves
from tutor.activity.living.pose import first_pose, samples
from tutor.check.formulas import engine_problem, reported, unreadable
from tutor.check.walk import own_answer
from tutor.errors import Problems, TutorError
from tutor.formulas.limits import LEARNER
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.files.document import Node
from tutor.lesson.format.figure import CurveFigure, Figure, Knob
from tutor.lesson.format.model import Lesson, Step
from tutor.lesson.format.part import FigureUse
from tutor.numerals import numeral

_PLACES = 50
"""At so many places a curve is looked for."""
_ATTEMPTS = 8
"""At so many attempts, with their numbers, it is tried whether the knob gets to the answer."""


def figure_problems(figure: Figure, node: Node) -> Problems:
    """Yield what is wrong with the figure at `node`; what rests on something broken is not looked at."""
    if (yield from reported(_knobs(figure, node))):
        return
    match figure.kind:
        case "curve":
            yield from _curves(figure, node)


def use_problems(lesson: Lesson, step: Step, use: FigureUse, node: Node) -> Problems:
    """Yield what is wrong with how `step` shows its figure at `node`, for each of some numbers that it draws."""
    figure, question = lesson.figures[use.of], step.question_at()
    parameters = tuple(question.params) if question is not None else ()
    if "secant" in (use.shows or ()) and figure.nudge is None:
        yield (node / "shows").problem("shows-without-nudge")
    written = [(node / "at" / name, formula) for name, formula in use.at.items()]
    written += [(node / "asked", use.asked)] if use.asked else []
    if (yield from reported(unreadable(written, Vocabulary(parameters)))):
        return
    across = next(iter(figure.knobs))
    for seed in range(_ATTEMPTS if parameters else 1):
        drawn = activity_for(lesson, step, seed).drawn if parameters else {}
        pose = first_pose(figure, use, drawn, open_=True)
        places = [(name, pose.knobs[name], node / "at" / name) for name in use.at]
        places += [(across, pose.asked, node / "asked")] if pose.asked is not None else []
        found = [problem for name, at, here in places for problem in _outside(name, at, figure.knobs[name], here)]
        yield from found
        if found:
            return


def answer_problems(lesson: Lesson, step: Step, use: FigureUse, node: Node) -> Problems:
    """Yield why the answer of the question at `node` cannot be given by turning the knob, for each of some numbers."""
    if use.reveal == "after":
        yield (node / "figure" / "reveal").problem("answer-in-locked-figure")
        return
    figure = lesson.figures[use.of]
    for seed in range(_ATTEMPTS):
        activity = activity_for(lesson, step, seed)
        pose = first_pose(figure, use, activity.drawn, open_=True)
        knob, answer = figure.knobs[pose.turns], float(own_answer(activity))
        low, high = knob.range
        told = {"name": pose.turns, "answer": numeral(answer).text}
        if not activity.judge(pose.at(knob, (answer - low) / (high - low)).turned_to).right:
            yield (node / "answer").problem("answer-not-on-knob", **told)
            return
        if activity.judge(pose.turned_to).right:
            yield (node / "figure").problem("answer-stands-there", **told)
            return


def _knobs(figure: Figure, node: Node) -> Problems:
    for name, knob in figure.knobs.items():
        here = node / "knobs" / name
        low, high = knob.range
        if low >= high:
            yield from _upside_down(knob.range, here / "range")
        elif knob.step >= high - low:
            yield (here / "step").problem("knob-hardly-turns", name=name)
        else:
            yield from _outside(name, knob.at, knob, here / "at")


def _upside_down(ends: tuple[float, float], node: Node) -> Problems:
    low, high = (numeral(end).text for end in ends)
    yield node.problem("range-upside-down", low=low, high=high)


def _outside(name: str, at: float, knob: Knob, node: Node) -> Problems:
    low, high = knob.range
    if not low <= at <= high:
        value = numeral(at).text
        yield node.problem("knob-outside", name=name, value=value, low=numeral(low).text, high=numeral(high).text)


def _curves(figure: CurveFigure, node: Node) -> Problems:
    formulas = [(node / "curves" / name, formula) for name, formula in figure.curves.items()]
    if figure.heights is not None and figure.heights[0] >= figure.heights[1]:
        yield from _upside_down(figure.heights, node / "heights")
    if "secant" in figure.shows and figure.nudge is None:
        yield (node / "shows").problem("shows-without-nudge")
    if (yield from reported(unreadable(formulas, Vocabulary(tuple(figure.knobs)), LEARNER))):
        return
    curves = Curves(figure)
    first = {name: knob.at for name, knob in figure.knobs.items()}
    low, high = curves.ends
    for name in curves.names:
        if not any(math.isfinite(curves.height(name, first, at)) for at in samples(low, high, _PLACES)):
            here = node / "curves" / name
            yield here.problem("curve-without-values", name=name, low=numeral(low).text, high=numeral(high).text)
    try:
        curves.slopes(first_pose(figure, FigureUse(of="figure", at={}), {}, open_=False))
    except TutorError as error:
        yield engine_problem(error, node / "curves" / curves.first)
