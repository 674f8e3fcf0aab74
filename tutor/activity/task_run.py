"""A learner's own run in a lab, watched for the goal of the open task and for how the prediction comes out."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal, TypeAlias

from tutor.activity.actions import Settings, actions_text
from tutor.activity.forecast import Forecast
from tutor.activity.network import NetworkActivity
from tutor.errors import TutorError
from tutor.network.goals import GoalWatch
from tutor.network.lab import Lab
from tutor.network.timeline import Edit
from tutor.network.trial import goal_of, met_by_hand

RunState: TypeAlias = Literal["free", "edited", "frozen", "open", "met", "missed", "untried"]
"""`free` no task is open · `edited` something was changed after the first update, or `frozen` or thawed at all, so that
nothing is judged · `open` still undecided · `met` · `missed` not within the steps that the task allows · `untried`
those steps are over on the run that was predicted, and nothing was changed for the task."""


class TaskRun:
    """Works the learner's `lab`; made anew when another task is open, with the `acts` of the one before.

    `acts` counts for each act on the lab the changes that `undo` takes back with it.
    """

    def __init__(self, activity: NetworkActivity, lab: Lab, acts: Sequence[int] = ()) -> None:
        self.activity = activity
        self.lab = lab
        self._begin_watching()
        self.acts = list(acts)
        self.decided = False
        """Whether the last call of `run` ended because the task or the prediction was decided."""

    def _begin_watching(self) -> None:
        task, predict = self.activity.task, self.activity.step.predict
        self._goal = goal_of(task.goal, task.by, self.activity.spec) if task else None
        self._watch = GoalWatch(self._goal, task.within) if task and self._goal else None
        self.forecast = Forecast(predict) if predict else None

    @property
    def state(self) -> RunState:
        """Return what the open task says to the run so far; the run that was predicted is no try and misses nothing."""
        task = self.activity.task
        if task is None or self._watch is None or self._goal is None:
            return "free"
        if self.lab.edited_midway:
            return "frozen" if all(edit.freezes or not edit.step for edit in self.lab.edits) else "edited"
        if not self.lab.loss_shown:
            return "open"
        match task.by:
            case "hand":
                return "met" if self.lab.edits and met_by_hand(self._goal, self.lab) else "open"
            case "training":
                state = self._watch.look(self.lab.branch_losses, self.lab.step)
                if state == "missed" and self.forecast is not None and not self.lab.edits:
                    return "open" if self.awaited else "untried"
                return state

    @property
    def waits_for_forward(self) -> bool:
        """Return whether the open task is by hand, and a forward pass over what was set is yet to judge it."""
        task = self.activity.task
        if task is None or not self.lab.edits or self.lab.edited_midway:
            return False
        match task.by:
            case "hand":
                return not self.lab.loss_shown
            case "training":
                return False

    @property
    def outcome(self) -> str | None:
        """Return the id of the prediction that this run, or one before it, has borne out; None while that is open."""
        if self.activity.settled is not None or self.forecast is None or not self.activity.predicted:
            return self.activity.settled
        return self.forecast.seen(self.lab)

    @property
    def awaited(self) -> Forecast | None:
        """Return what shows how the learner's prediction comes out; None where none is open."""
        return self.forecast if self.activity.predicted and self.outcome is None else None

    @property
    def settings(self) -> str:
        """Return what was changed on the way to here, as an answer to the task."""
        return actions_text(self.lab.edits)

    @property
    def missed_anew(self) -> bool:
        """Return whether the run has missed the open task with something set for it, and that is not on record yet.

        Whoever has set nothing has not tried, but looked.
        """
        task = self.activity.task
        match self.state:
            case "missed" if task is not None and self.lab.edits:
                return self.activity.missed != (task.id, self.settings)
            case "met" | "missed" | "untried" | "free" | "edited" | "frozen" | "open":
                return False

    @property
    def _set(self) -> Sequence[Edit]:
        """What was set, each quantity once, to be set anew from the start."""
        kept = {(edit.name, edit.row): edit for edit in self.lab.edits if not edit.freezes}
        return tuple(kept.values())

    def run(self, steps: int, seconds: float = math.inf, *, past_outcome: bool = False) -> int:
        """Make up to `steps` updates, fewer if they decide something, diverge or take longer; return how many.

        At least one is made unless the run has diverged already. With `past_outcome` it does not stop where the
        prediction is settled.
        """
        before, made = (self.state, self.outcome), 0
        deadline = time.perf_counter() + seconds
        self.decided = False
        while made < steps and not self.decided and self.lab.run(1):
            made += 1
            state, outcome = self.state, self.outcome
            self.decided = state != before[0] or (outcome != before[1] and not past_outcome)
            if time.perf_counter() >= deadline:
                break
        return made

    def change(self, settings: Settings) -> None:
        """Set quantities of the lab by name. Raises TutorError `network.…` for a value that cannot be; none is set.

        To set what was just changed to what it was before is to take that back: then nothing was changed.
        """
        if not self._takes_back(settings):
            self._make([partial(self.lab.edit, name, value) for name, value in settings.items()])

    def _takes_back(self, settings: Settings) -> bool:
        """Take the last change back if `settings` do that; return whether it was so."""
        last = self.lab.edits[-1] if self.lab.edits else None
        if last is None or last.freezes or last.step != self.lab.step or list(settings) != [last.name]:
            return False
        if self.acts[-1:] != [1] or not self.undo():
            return False
        if self.lab.hidden_value(last.name) == settings[last.name]:
            return True
        self._make([partial(self.lab.repeat, last)])
        return False

    def _make(self, changes: Sequence[Callable[[], None]]) -> None:
        made = 0
        try:
            for change in changes:
                change()
                made += 1
        except TutorError:
            for _ in range(made):
                self.lab.undo()
            raise
        self._begin_anew(made)

    def freeze(self, name: str) -> bool:
        """Freeze a parameter, or thaw it, and return whether it is frozen now; such a run is not judged."""
        frozen = name not in self.lab.frozen
        self.lab.freeze(name, frozen)
        self._begin_anew(1)
        return frozen

    def to_predicted(self) -> Forecast | None:
        """Go back to the run that the open prediction is about, if this is another one; return what it waits for."""
        if self.awaited and self.lab.edits:
            self.reset(keep=False)
        return self.awaited

    def reset(self, *, keep: bool = True) -> None:
        """Go back to the start; what was set stays, so that a run from there is judged with it.

        Whoever has not trained yet, with nothing frozen, takes back what was set as well; so does anyone without
        `keep`.
        """
        kept = self._set if keep and (self.lab.last_step or self.lab.edited_midway) else ()
        self.lab.reset()
        self._make([partial(self.lab.repeat, edit) for edit in kept])
        self._begin_anew(1 + self.acts.pop())

    def undo(self) -> bool:
        """Take back the last setting, freezing or reset as a whole; return whether there was any."""
        if not self.lab.can_undo:
            return False
        for _ in range(self.acts.pop() if self.acts else 1):
            self.lab.undo()
        self._begin_watching()
        return True

    def _begin_anew(self, changes: int) -> None:
        """Remember that the learner made so many changes at once, and watch the run that follows from them."""
        self.acts.append(changes)
        self._begin_watching()
