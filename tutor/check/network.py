"""Does a step on a network mean something: labs, passes by hand, experiments and bug hunts, each tried out?"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Final

from tutor.activity.bughunt import BughuntActivity
from tutor.activity.experiment import ExperimentActivity, outcome_names, read_outcome
from tutor.activity.trace import TraceActivity
from tutor.check.formulas import condition_problem, reported
from tutor.check.questions import tolerance_below, too_wide_tolerances
from tutor.errors import Problem, Problems, TutorError
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import BughuntStep, ExperimentStep, NetworkStep, Prediction, Task, TraceStep
from tutor.lesson.references.naming import unknown_name
from tutor.lesson.references.network import MOST_RUNS
from tutor.network.goals import Goal, GoalError, Way, comes_true, parse_goal
from tutor.network.lab import Lab
from tutor.network.mistakes import MISTAKES, first_sign
from tutor.network.operations import is_given
from tutor.network.spec import NetworkSpec, seconds_of
from tutor.network.trial import Trial, at_start, goal_of, try_goal, untouched_losses
from tutor.network.variation import PLOT_FACTS, applies
from tutor.numerals import numeral
from tutor.quiz.numbers import differ

MOST_SECONDS_OF_A_LESSON: Final = 30.0
MOST_CURVES: Final = 4
"""More in one chart could not be told apart; bars stand below each other, and up to `MOST_RUNS` of them."""
_FEWEST_CHOICES: Final = 2
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
    if (yield from reported(_witness(task, step, lab.spec, node))):
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


# Experiments


def experiment_problems(step: ExperimentStep, lesson: Lesson, patience: Patience, node: Node) -> Problems:
    """Yield what is wrong with the experiment at `node`; its runs last as long as `patience` does."""
    activity = ExperimentActivity(step, lesson)
    if (yield from reported(chain(_variations(activity, node / "vary"), _outcomes(activity, node)))):
        return
    if not all(patience.allows(one, step.run) for one in activity.specs):
        yield (node / "run").problem("experiment-too-long", runs=len(activity.specs), steps=step.run)
        return
    if PLOT_FACTS[step.plot].on_plane and not activity.has_plane:
        yield (node / "plot").problem("boundary-without-plane")
        return
    activity.finish()
    if any(math.isnan(run.start) for run in activity.runs.all):
        yield (node / "plot").problem("accuracy-without-classes")
        return
    yield from outcome_problems(activity.outcomes, step.predict, node / "predict")


def _variations(activity: ExperimentActivity, node: Node) -> Problems:
    for name in activity.changes[0]:
        if not any(applies(one, name) for one in activity.specs):
            yield (node / name).key_problem("setting-without-effect", name=name)
    most = MOST_RUNS if PLOT_FACTS[activity.step.plot].by_layer else MOST_CURVES
    if len(activity.specs) > most:
        yield node.key_problem("too-many-runs", runs=len(activity.specs), most=most)


def _outcomes(activity: ExperimentActivity, node: Node) -> Problems:
    """Conditions that can be read, in every choice or none; without them, a choice for each run."""
    choices = activity.step.predict.choices
    if not any(choice.when for choice in choices) and len(choices) != len(activity.specs):
        here = node / "predict" / "choices"
        yield here.key_problem("choices-are-not-runs", choices=len(choices), runs=len(activity.specs))
    elif any(choice.when for choice in choices) and not all(choice.when for choice in choices):
        yield (node / "predict" / "choices").key_problem("conditions-in-some-choices")
    for index, choice in enumerate(choices):
        try:
            if choice.when:
                read_outcome(choice.when, outcome_names(activity.step, activity.specs))
        except TutorError as error:
            yield condition_problem(error, choice.when, node / "predict" / "choices" / index / "when")


# Passes by hand


def trace_problems(step: TraceStep, lesson: Lesson, node: Node) -> Problems:
    """Yield what is wrong with the pass by hand at `node`."""
    spec = lesson.networks[step.network].spec()
    codes = [(node / "diagnose" / index, code) for index, code in enumerate(step.diagnose or ())]
    if (yield from reported(chain(_undrawn(spec, node / "network"), mistake_problems(codes, spec)))):
        return
    activity = TraceActivity(step, lesson)
    if not (yield from reported(_asked(step, activity, node))):
        yield from _not_told_apart(step, activity, node)


def _undrawn(spec: NetworkSpec, node: Node) -> Problems:
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
            at = node / "tolerance"
            if not (yield from reported(too_wide_tolerances(step.tolerance, [right], at))):
                yield from _tolerance(step, activity, name, right, at)


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


# Bug hunts


def bughunt_problems(step: BughuntStep, lesson: Lesson, node: Node) -> Problems:
    """Yield what is wrong with the bug hunt at `node`: its mistake must be found, and be told from the others."""
    spec = lesson.networks[step.network].spec()
    choices = [(node / "choices" / index, code) for index, code in enumerate(step.choices)]
    feedback = [(node / "feedback" / code, code) for code in step.feedback]
    named = mistake_problems([(node / "bug", step.bug), *choices], spec)
    if (yield from reported(chain(named, mistake_problems(feedback, spec, at_keys=True)))):
        return
    sign = first_sign(spec, step.bug)
    if sign is None or sign.found_by != "gradient":
        yield (node / "bug").problem("bug-not-shown", name=step.bug)
        return
    activity = BughuntActivity(step, lesson)
    for here, code in (*choices, *feedback):
        if code != step.bug and not activity.tells_apart(code):
            yield here.key_problem("mistake-looks-alike", name=code, bug=step.bug)
    if len(activity.mistakes) < _FEWEST_CHOICES:
        yield (node / "choices").problem("bug-without-others")
    if not activity.losses[-1] < activity.losses[0]:
        yield (node / "bug").warning("bug-does-not-learn", name=step.bug)


def mistake_problems(codes: Iterable[tuple[Node, str]], spec: NetworkSpec, *, at_keys: bool = False) -> Problems:
    """Yield a problem for each code that is unknown, or whose mistake the network `spec` leaves no room for."""
    for node, code in codes:
        if code not in MISTAKES:
            yield from unknown_name(node, code, MISTAKES, "unknown-mistake", at_key=at_keys)
        elif not MISTAKES[code].fits(spec):
            report = node.key_problem if at_keys else node.problem
            yield report("mistake-does-not-fit", name=code)
