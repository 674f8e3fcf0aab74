"""A task's goal tried out with chosen changes, as the check and the judge of a lab task do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from tutor.network.goals import OPEN, Goal, GoalWatch, Moment, Way, parse_goal
from tutor.network.lab import Lab
from tutor.network.spec import NetworkSpec
from tutor.network.timeline import Edit


@dataclass(frozen=True, slots=True)
class Trial:
    """How it went: the first step that met the goal, None if none did, and the losses up to where it stopped."""

    met_at: int | None
    losses: Sequence[float]


def at_start(settings: Mapping[str, float]) -> tuple[Edit, ...]:
    """Return the edits that make `settings`, quantities by name, before the first update."""
    return tuple(Edit(0, name, value) for name, value in settings.items())


def repeated(spec: NetworkSpec, edits: Iterable[Edit]) -> Lab:
    """Return a lab of `spec` in which these edits were made, each at its step. Raises TutorError for what cannot be."""
    lab = Lab(spec)
    for edit in edits:
        lab.run(edit.step - lab.step)
        lab.repeat(edit)
    return lab


def try_goal(spec: NetworkSpec, goal: Goal, by: Way, within: int, edits: Iterable[Edit]) -> Trial:
    """Return how `goal` is met `by` hand after `edits`, or within `within` updates of a run that begins with them.

    Raises TutorError where `edits` name what cannot be changed. A run ends early when it diverges; one that was edited
    on its way meets nothing.
    """
    lab = repeated(spec, edits)
    if lab.edited_midway:
        return Trial(None, lab.loss_history)
    match by:
        case "hand":
            return Trial(0 if met_by_hand(goal, lab) else None, (lab.loss,))
        case "training":
            watch, losses = GoalWatch(goal, within), [lab.loss]
            while OPEN[watch.look(losses)] and lab.run(1):
                losses.append(lab.loss)
            return Trial(watch.met_at, losses)


def met_by_hand(goal: Goal, lab: Lab) -> bool:
    """Return whether what stood in `lab` before any update meets `goal`."""
    return goal.met(Moment((lab.branch_losses[0],), 0, False, partial(_value_at_start, lab)))


def _value_at_start(lab: Lab, name: str) -> float:
    place = lab.trainer.network.layout.index.get(name)
    return lab.hidden_value(name) if place is None else float(lab.parameters_at((0,))[0, place])


def goal_of(text: str, by: Way, spec: NetworkSpec) -> Goal:
    """Return the goal of a task; by hand it may name what can be set, numbers of a single example included.

    Raises GoalError.
    """
    match by:
        case "hand":
            layers = range(len(spec.layers))
            weights = (name for layer in layers for row in spec.weight_names(layer) for name in row)
            biases = (name for layer in layers for name in spec.bias_names(layer))
            given = (*spec.inputs, *spec.targets) if spec.size == 1 else ()
            return parse_goal(text, (*given, *weights, *biases))
        case "training":
            return parse_goal(text)


@lru_cache(maxsize=16)
def untouched_losses(spec: NetworkSpec, steps: int) -> Sequence[float]:
    """Return the losses of an unedited run of `steps` updates, the one before the first update included.

    There are fewer where the run diverges.
    """
    lab = Lab(spec)
    lab.run(steps)
    return tuple(lab.loss_history)
