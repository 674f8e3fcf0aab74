"""How a prediction about a lab comes out: on which step of the unedited run, and seen on whose run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.lesson.format.network_steps import Prediction, Shown
from tutor.network.goals import GoalWatch, parse_goal
from tutor.network.lab import Lab
from tutor.network.spec import NetworkSpec
from tutor.network.trial import untouched_losses

_FIRST_STEPS: Final[Mapping[Shown, int]] = {"forward": 0, "backward": 0, "update": 1}
"""The step at which a lab stands that has shown so much of the first one."""


class Forecast:
    """Watches one run for what `prediction` is about; looks at every step once."""

    def __init__(self, prediction: Prediction) -> None:
        goals = {choice.id: parse_goal(choice.when) for choice in prediction.choices if choice.when}
        self._answer = prediction.answer
        self._watches = {choice: GoalWatch(goal) for choice, goal in goals.items()}
        self.shown: Shown = "forward" if goals else prediction.after
        """What of the first step must have been seen, whatever else."""
        self.latest = max((goal.least_steps for goal in goals.values()), default=_FIRST_STEPS[self.shown])
        """The step at which every loss exists that the choices name: by then one of them has come true."""

    def outcome(self, spec: NetworkSpec) -> str:
        """Return the id of the choice that the author named, or that an unedited run bears out first.

        An empty text where no choice holds.
        """
        if self._answer is not None:
            return self._answer
        losses = untouched_losses(spec, self.latest)
        for watch in self._watches.values():
            watch.look(losses)
        met = {choice: watch.met_at for choice, watch in self._watches.items() if watch.met_at is not None}
        return min(met, key=met.__getitem__, default="")

    def seen(self, lab: Lab) -> str | None:
        """Return the id of the choice that the run of `lab` has borne out by now; None while that is open.

        It is the first that comes true, for `check` sees to it that no other does; an empty text where none has by the
        time that all could be told. A run that was edited by then is another one than was predicted: it leaves it open.
        """
        if not self._has_shown(lab) or any(edit.step <= self.latest for edit in lab.edits):
            return None
        for choice, watch in self._watches.items():
            watch.look(lab.branch_losses, lab.step)
            if watch.met_at is not None:
                return choice if self._answer is None else self._answer
        if lab.step >= self.latest or lab.diverged:
            return self._answer or ""
        return None

    def _has_shown(self, lab: Lab) -> bool:
        match self.shown:
            case "forward":
                return lab.loss_shown
            case "backward":
                return lab.step > 0 or lab.at_end
            case "update":
                return lab.step > 0
