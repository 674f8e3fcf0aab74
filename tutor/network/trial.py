"""A task's goal tried out on one run from chosen start values, as the check and the judge of a lab task do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.network.goals import OPEN, Goal, GoalWatch
from tutor.network.lab import Lab
from tutor.network.spec import NetworkSpec


@dataclass(frozen=True, slots=True)
class Trial:
    """How a run went: the first step that met the goal, None if none did, and the losses up to where it stopped."""

    met_at: int | None
    losses: Sequence[float]


def try_goal(spec: NetworkSpec, goal: Goal, within: int, changes: Mapping[str, float]) -> Trial:
    """Return how an unedited run of `spec` meets `goal` within `within` updates, after `changes` to its start values.

    Raises TutorError where `changes` names what cannot be changed. The run ends early when it diverges.
    """
    lab = Lab(spec)
    for name, value in changes.items():
        lab.edit(name, value)
    watch = GoalWatch(goal, within)
    losses = [lab.loss]
    while OPEN[watch.look(losses)] and lab.run(1):
        losses.append(lab.loss)
    return Trial(watch.met_at, losses)


@lru_cache(maxsize=16)
def untouched_losses(spec: NetworkSpec, steps: int) -> Sequence[float]:
    """Return the losses of an unedited run of `steps` updates, the one before the first update included.

    There are fewer where the run diverges.
    """
    lab = Lab(spec)
    lab.run(steps)
    return tuple(lab.loss_history)
