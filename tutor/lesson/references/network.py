"""Errors between the parts of a well-shaped network, and runs that nobody would wait for.

Networks that nobody could look through, and runs that take too long, are refused before anything is computed: lessons
may come from strangers, and a learner's program runs what they ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.files.spelling import nearest
from tutor.lesson.format.network_block import Network
from tutor.lesson.format.network_steps import Prediction, Task
from tutor.network.goals import GoalError, parse_goal
from tutor.network.quantities import FIXED_WORDS
from tutor.network.spec import FROZEN_GROUPS, NetworkSpec, parameter_count, seconds_of, seconds_of_a_pass
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
MOST_PARAMETERS: Final = 50_000
"""More would make a step of training too slow to watch."""


def network_problems(network: Network, node: Node) -> Problems:
    """Yield what does not fit in the network that stands at `node`; sizes first, because names hang on them."""
    sizes = list(_sizes(network, node))
    yield from sizes
    if sizes:
        return
    spec = network.spec()
    problems = [*_names(spec, network, node), *_data(spec, network, node)]
    if seconds_of_a_pass(spec) > MOST_SECONDS_OF_A_PASS:
        parameters, examples = parameter_count(spec), spec.size
        problems.append(node.key_problem("network-too-slow", parameters=parameters, examples=examples))
    yield from problems
    for found in spec_problems(spec) if not problems else ():
        yield (node / found.path).problem(found.code, **found.arguments)


def _sizes(network: Network, node: Node) -> Problems:
    counts = [len(layer.units) for layer in network.spec().layers]
    incoming = len(network.spec().inputs)
    parameters = 0
    for index, (layer, units) in enumerate(zip(network.layers, counts, strict=True)):
        here = node / "layers" / index
        if layer.weights is not None:
            yield from _matrix(layer.weights, incoming, units, here / "weights")
        if layer.weight_names is not None:
            yield from _matrix(layer.weight_names, incoming, units, here / "weight_names")
        for key, vector in (("biases", layer.biases), ("bias_names", layer.bias_names)):
            if vector is not None and len(vector) != units:
                yield (here / key).problem("vector-size", key=key, expected=units, given=len(vector))
        parameters += (incoming + 1) * units
        incoming = units
    if parameters > MOST_PARAMETERS:
        yield node.key_problem("network-too-large", given=parameters, most=MOST_PARAMETERS)
    targets = network.targets
    if targets is not None and len(targets) != counts[-1]:
        yield (node / "targets").problem("vector-size", key="targets", expected=counts[-1], given=len(targets))


def _matrix(rows: Sequence[Sequence[object]], height: int, width: int, node: Node) -> Problems:
    if len(rows) != height or any(len(row) != width for row in rows):
        given = f"{len(rows)}x{len(rows[0]) if rows else 0}"
        yield node.problem("matrix-size", key=str(node.path[-1]), rows=height, columns=width, given=given)


def _names(spec: NetworkSpec, network: Network, node: Node) -> Problems:
    parameters = [name for layer in range(len(spec.layers)) for row in spec.weight_names(layer) for name in row]
    parameters += [name for layer in range(len(spec.layers)) for name in spec.bias_names(layer)]
    units = [*spec.inputs, *(unit for layer in spec.layers for unit in layer.units), *spec.targets]
    seen: set[str] = set()
    for name in (*units, *parameters):
        if name in seen:
            yield node.key_problem("name-used-twice", name=name)
        if name in FIXED_WORDS:
            yield node.key_problem("name-is-a-fixed-word", name=name)
        seen.add(name)
    for index, name in enumerate(network.freeze):
        if name not in FROZEN_GROUPS and name not in parameters:
            yield (node / "freeze" / index).problem(
                "unknown-parameter-to-freeze",
                name=name,
                suggestion=nearest(name, (*FROZEN_GROUPS, *parameters)) or FROZEN_GROUPS[0],
            )


def _data(spec: NetworkSpec, network: Network, node: Node) -> Problems:
    if (network.rows is None) == (network.data is None):
        yield node.key_problem("rows-or-data")
    width = len(spec.inputs) + len(spec.outputs)
    for index, row in enumerate(network.rows or ()):
        if len(row) != width:
            sizes = {"inputs": len(spec.inputs), "targets": len(spec.outputs), "given": len(row)}
            yield (node / "rows" / index).problem("row-size", **sizes)


# ---------------------------------------------------------------- runs on a network


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
