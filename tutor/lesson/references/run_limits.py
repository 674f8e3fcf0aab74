"""Runs that nobody would wait for, and networks that nobody could look through: refused before anything is computed.

Lessons may come from strangers, and a learner's program runs what they ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.format.network_steps import Prediction, Task
from tutor.network.goals import GoalError, parse_goal
from tutor.network.spec import NetworkSpec, parameter_count, seconds_of, seconds_of_a_pass
from tutor.network.validation import spec_problems
from tutor.network.variation import Change, varied

MOST_SECONDS: Final = 3.0
"""What one run may take."""
MOST_SECONDS_OF_A_PASS: Final = 0.015
"""What one pass over all examples may take; it bounds the memory of a pass as well."""
MOST_RUNS: Final = 6
"""More curves in one chart, or bars below each other, could not be told apart."""
MOST_SHOWN: Final = 40
"""Parameters; more would not stand on a screen of 80x24 together with a question."""


def pass_problems(spec: NetworkSpec, node: Node) -> Problems:
    """Yield a problem where a single pass through the network at `node` takes too long."""
    if seconds_of_a_pass(spec) > MOST_SECONDS_OF_A_PASS:
        parameters, examples = parameter_count(spec), spec.size
        yield node.key_problem("network-too-slow", parameters=parameters, examples=examples)


def lab_limits(tasks: Sequence[Task], prediction: Prediction | None, spec: NetworkSpec, node: Node) -> Problems:
    """Yield the tasks and the prediction of the lab at `node` whose runs of `spec` take too long or have no length."""
    for index, task in enumerate(tasks):
        here = node / "tasks" / index
        yield from _way(task, spec, here)
        if seconds_of(spec, task.within) > MOST_SECONDS:
            yield (here / "within").problem("task-too-long", within=task.within)
    steps = max((_steps_until(choice.when) for choice in prediction.choices), default=0) if prediction else 0
    if seconds_of(spec, steps) > MOST_SECONDS:
        yield (node / "predict").key_problem("prediction-too-long", steps=steps)


def size_limit(spec: NetworkSpec, node: Node) -> Problems:
    """Yield a problem where the step at `node` would show more numbers of `spec` than there is room for."""
    if (count := parameter_count(spec)) > MOST_SHOWN:
        yield (node / "network").problem("too-many-to-show", count=count, most=MOST_SHOWN)


def run_count_problems(runs: int, node: Node) -> Problems:
    """Yield a problem where the variation at `node` makes one run only, or too many."""
    if runs < 2:
        yield node.key_problem("nothing-varied")
    elif runs > MOST_RUNS:
        yield node.key_problem("too-many-runs", runs=runs, most=MOST_RUNS)


def experiment_limits(changes: Sequence[Change], steps: int, spec: NetworkSpec, node: Node) -> Problems:
    """Yield what is wrong with the runs of the experiment at `node`: some that mean nothing, or take too long."""
    specs = [varied(spec, change) for change in changes]
    if not spec_problems(spec):
        found = next((problems for one in specs if (problems := spec_problems(one))), ())
        for problem in found[:1]:
            yield (node / "vary").key_problem(problem.code, **problem.arguments)
    for one in specs:
        if seconds_of(one, steps) > MOST_SECONDS or seconds_of_a_pass(one) > MOST_SECONDS_OF_A_PASS:
            yield (node / "run").problem("experiment-too-long", runs=len(specs), steps=steps)
            return


def _way(task: Task, spec: NetworkSpec, node: Node) -> Problems:
    """A run has a length, what is done by hand has none, and shows its loss only where a step sees all examples."""
    match task.by:
        case "training" if task.within == 0 and (node / "within").path in node.document.values:
            yield (node / "within").problem("too-small", limit=1)
        case "training" if task.within == 0:
            yield node.key_problem("task-without-run", task=task.id)
        case "hand" if task.within > 0:
            yield (node / "within").key_problem("run-by-hand")
        case "hand" if (spec.training.batch_size or spec.size) < spec.size:
            yield (node / "by").problem("batches-by-hand", batch=spec.training.batch_size or 0, examples=spec.size)
        case "training" | "hand":
            return


def _steps_until(condition: str) -> int:
    """The step at which a condition can be told; 0 for one that cannot be read, of which `check` speaks."""
    try:
        return parse_goal(condition).least_steps
    except GoalError:
        return 0
