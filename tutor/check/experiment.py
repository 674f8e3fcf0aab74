"""Do the runs of an experiment work, differ, end in time, and bear out exactly the answer that the lesson gives?"""

from __future__ import annotations

import math

from tutor.activity.experiment import ExperimentActivity, outcome_names, read_outcome
from tutor.check.formulas import formula_problem
from tutor.check.network import Patience, outcome_problems
from tutor.errors import Problems, TutorError
from tutor.formulas.limits import FormulaError
from tutor.lesson.files.document import Node
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import ExperimentStep
from tutor.lesson.references.run_limits import MOST_RUNS
from tutor.network.variation import PLOT_FACTS, applies

MOST_CURVES = 4
"""More in one chart could not be told apart; bars stand below each other, and up to `MOST_RUNS` of them."""


def experiment_problems(step: ExperimentStep, lesson: Lesson, patience: Patience, node: Node) -> Problems:
    """Yield what is wrong with the experiment at `node`; its runs last as long as `patience` does."""
    activity = ExperimentActivity(step, lesson)
    problems = [*_settings(activity, node / "vary"), *_outcomes(activity, node)]
    yield from problems
    if problems:
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


def _settings(activity: ExperimentActivity, node: Node) -> Problems:
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
        if choice.when:
            yield from _condition(choice.when, activity, node / "predict" / "choices" / index / "when")


def _condition(text: str, activity: ExperimentActivity, node: Node) -> Problems:
    try:
        read_outcome(text, outcome_names(activity.step, activity.specs))
    except TutorError as error:
        if isinstance(error, FormulaError):
            yield formula_problem(error, text, node)
        else:
            yield node.problem(error.code, **error.arguments)
