"""Does a step of the lab mean something: goals that can be read and reached, and that are not met at the start?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from tutor.errors import Problem, Problems, TutorError
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.network_steps import NetworkStep, Prediction, Task
from tutor.network.goals import Goal, GoalError, Way, comes_true, parse_goal
from tutor.network.lab import Lab
from tutor.network.spec import NetworkSpec, seconds_of
from tutor.network.trial import Trial, at_start, goal_of, try_goal, untouched_losses
from tutor.numerals import numeral

MOST_SECONDS_OF_A_LESSON: Final = 30.0
_WITNESS_FAILS: Final[Mapping[Way, str]] = {"training": "witness-fails", "hand": "witness-fails-by-hand"}
_ALTERNATIVE: Final = re.compile(r"(?:(?!\bor\b).)+", re.DOTALL)
_STATED: Final = re.compile(r"loss\s*\[\s*0*[1-9]")
"""A loss after an update whose number is given."""
_MOVING: Final = re.compile(r"loss\s*\[\s*-.*?\]|\bsteps\b", re.DOTALL)
_MOVING_ALONE: Final = re.compile(rf"{_MOVING.pattern}|\bdiverged\b", re.DOTALL)


class Patience:
    """How long the check of one lesson goes on running networks."""

    def __init__(self, seconds: float = MOST_SECONDS_OF_A_LESSON) -> None:
        self._seconds = seconds

    def allows(self, spec: NetworkSpec, steps: int) -> bool:
        """Return whether there is time for `steps` of the network `spec`, and if so count them as run."""
        cost = seconds_of(spec, steps)
        if cost > self._seconds:
            return False
        self._seconds -= cost
        return True


def network_step_problems(step: NetworkStep, spec: NetworkSpec, patience: Patience, node: Node) -> Problems:
    """Yield what is wrong with the lab step at `node` on the network `spec`; runs last as long as `patience` does."""
    lab = Lab(spec)
    yield from _settings(lab, step.may_change or (), node / "may_change")
    for index, task in enumerate(step.tasks):
        yield from _task(task, step, lab, patience, node / "tasks" / index)
    if step.predict is not None:
        yield from _prediction(step.predict, lab, patience, node / "predict")


def _settings(lab: Lab, names: tuple[str, ...], node: Node) -> Problems:
    for index, name in enumerate(names):
        try:
            lab.edit(name, lab.hidden_value(name))
        except TutorError as error:
            yield (node / index).problem(error.code, **error.arguments)


def _task(task: Task, step: NetworkStep, lab: Lab, patience: Patience, node: Node) -> Problems:
    goal = _goal(task.goal, node / "goal", partial(goal_of, by=task.by, spec=lab.spec))
    if isinstance(goal, Problem):
        yield goal
        return
    if goal.least_steps > task.within:
        yield (node / "within").problem("goal-beyond-run", least=goal.least_steps, within=task.within)
        return
    problems = list(_witness(task, step, lab.spec, node))
    yield from problems
    if problems:
        return
    if not patience.allows(lab.spec, 2 * task.within):
        yield (node / "within").problem("task-too-long", within=task.within)
        return
    yield from _trials(task, goal, lab.spec, node)


def _witness(task: Task, step: NetworkStep, spec: NetworkSpec, node: Node) -> Problems:
    lab = Lab(spec)
    for name, value in task.witness.items():
        here = node / "witness" / name
        if step.may_change is not None and name not in step.may_change:
            yield here.key_problem("witness-not-changeable", name=name, known=listed(step.may_change))
            continue
        try:
            lab.edit(name, value)
        except TutorError as error:
            yield here.key_problem(error.code, **error.arguments)


def _trials(task: Task, goal: Goal, spec: NetworkSpec, node: Node) -> Problems:
    untouched = try_goal(spec, goal, task.by, task.within, ())
    if untouched.met_at is not None:
        yield (node / "goal").problem("task-already-met", task=task.id)
    witnessed = try_goal(spec, goal, task.by, task.within, at_start(task.witness))
    if witnessed.met_at is None:
        yield (node / "witness").problem(_WITNESS_FAILS[task.by], **_how_it_went(task, witnessed))


def _how_it_went(task: Task, trial: Trial) -> Mapping[str, str | int]:
    settings = ", ".join(f"{name}={value:g}" for name, value in task.witness.items())
    first, last = numeral(trial.losses[0]).text, numeral(trial.losses[-1]).text
    return {"settings": settings, "goal": task.goal, "within": task.within, "first": first, "last": last}


def _prediction(prediction: Prediction, lab: Lab, patience: Patience, node: Node) -> Problems:
    """Exactly one choice must come true; one that the author named must be the one that comes true."""
    goals: dict[str, Goal] = {}
    for index, choice in enumerate(prediction.choices):
        if choice.when:
            goal = _goal(choice.when, node / "choices" / index / "when", parse_goal)
            if isinstance(goal, Problem):
                yield goal
            elif moving := _moving(choice.when):
                here = node / "choices" / index / "when"
                yield here.problem_inside(choice.when, moving.start(), "prediction-moves", {"word": moving[0]})
            else:
                goals[choice.id] = goal
    if len(goals) < sum(bool(choice.when) for choice in prediction.choices) or not goals:
        return
    steps = max(goal.least_steps for goal in goals.values())
    if not patience.allows(lab.spec, steps):
        yield node.key_problem("prediction-too-long", steps=steps)
        return
    losses = untouched_losses(lab.spec, steps)
    if len(losses) <= steps and prediction.answer is None:
        yield node.key_problem("prediction-never-settles", steps=steps, last=len(losses) - 1)
        return
    # Looked at when all of them can be told.
    true = [choice for choice, goal in goals.items() if comes_true(goal, losses)]
    yield from outcome_problems(true, prediction, node)


def _moving(condition: str) -> re.Match[str] | None:
    """The first word of `condition` that is about whatever step has been reached: it could settle it at the start.

    `diverged` is one where nothing beside it states a step.
    """
    for part in _ALTERNATIVE.finditer(condition):
        pattern = _MOVING if _STATED.search(condition, *part.span()) else _MOVING_ALONE
        if found := pattern.search(condition, *part.span()):
            return found
    return None


def outcome_problems(true: Sequence[str], prediction: Prediction, node: Node) -> Problems:
    """Yield a problem where the choices that come `true` are not one, or not the one that the author named."""
    if len(true) != 1:
        yield node.key_problem("prediction-ambiguous", count=len(true), choices=listed(true) or "–")
    elif prediction.answer not in (None, true[0]):
        yield (node / "answer").problem("prediction-answer-wrong", right=true[0])


def _goal(text: str, node: Node, read: Callable[[str], Goal]) -> Goal | Problem:
    try:
        return read(text)
    except GoalError as error:
        return node.problem_inside(text, error.index, error.code, error.arguments)
