"""Can the numbers of a pass by hand be worked out, and does every mistake to recognise show in one of them?"""

from __future__ import annotations

import math

from tutor.activity.trace import TraceActivity
from tutor.check.mistakes import mistake_problems
from tutor.check.numeric import tolerance_below, too_wide_tolerances
from tutor.errors import Problems, TutorError
from tutor.lesson.files.document import Node
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import TraceStep
from tutor.network.mistakes import MISTAKES
from tutor.network.operations import is_given
from tutor.network.spec import NetworkSpec
from tutor.quiz.numbers import differ


def trace_problems(step: TraceStep, lesson: Lesson, node: Node) -> Problems:
    """Yield what is wrong with the pass by hand at `node`."""
    spec = lesson.networks[step.network].spec()
    problems = list(_network(spec, node / "network"))
    codes = [(node / "diagnose" / index, code) for index, code in enumerate(step.diagnose or ())]
    problems += mistake_problems(codes, spec)
    yield from problems
    if problems:
        return
    activity = TraceActivity(step, lesson)
    problems = list(_asked(step, activity, node))
    yield from problems
    if not problems:
        yield from _not_told_apart(step, activity, node)


def _network(spec: NetworkSpec, node: Node) -> Problems:
    """One example, and nothing drawn."""
    if spec.size != 1:
        yield node.problem("trace-needs-one-example", count=spec.size)
    if any(layer.dropout for layer in spec.layers):
        yield node.problem("trace-with-dropout")


def _asked(step: TraceStep, activity: TraceActivity, node: Node) -> Problems:
    for index, name in enumerate(step.ask):
        here = node / "ask" / index
        try:
            right = activity.right(name)
        except TutorError as error:
            yield here.problem(error.code, **error.arguments)
            continue
        if is_given(activity.names.all[name].quantity):
            yield here.problem("asked-number-given", name=name)
        elif not math.isfinite(right):
            yield here.problem("asked-number-undefined", name=name)
        else:
            too_wide = list(too_wide_tolerances(step.tolerance, [right], node / "tolerance"))
            yield from too_wide or _tolerance(step, activity, name, right, node / "tolerance")


def _tolerance(step: TraceStep, activity: TraceActivity, name: str, right: float, node: Node) -> Problems:
    """No number that a mistake of `diagnose`, or without it any known one, gives may lie within the tolerance."""
    made = [one for one in activity.wrong(name) if one.code in (step.diagnose or MISTAKES)]
    reached = [one for one in made if step.tolerance.accepts(one.value, right)]
    if reached:
        nearest = min(reached, key=lambda one: abs(one.value - right))
        arguments = {"name": name, "mistake": nearest.code, "right": f"{right:.6g}", "wrong": f"{nearest.value:.6g}"}
        most = tolerance_below(step.tolerance, nearest.value, right)
        yield node.problem("tolerance-reaches-mistake", **arguments, most=most)


def _not_told_apart(step: TraceStep, activity: TraceActivity, node: Node) -> Problems:
    for index, code in enumerate(step.diagnose or ()):
        if not any(differ(activity.mistaken(code, name), activity.right(name)) for name in step.ask):
            yield (node / "diagnose" / index).problem("mistake-not-told-apart", name=code)
