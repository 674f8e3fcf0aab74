"""A learner's own run in a lab, watched for the goal of the open task."""

from __future__ import annotations

import math
import time
from typing import Literal, TypeAlias

from tutor.activity.network import NetworkActivity, Settings, settings_text
from tutor.errors import TutorError
from tutor.network.goals import GoalWatch, parse_goal

RunState: TypeAlias = Literal["free", "edited", "open", "met", "missed"]
"""`free` no task is open · `edited` something was changed after the first update, so nothing is judged · `open` still
undecided · `met` · `missed` not within the steps that the task allows."""


class TaskRun:
    """Works the activity's lab; made anew when another task is open."""

    def __init__(self, activity: NetworkActivity) -> None:
        self._activity = activity
        self._lab = activity.lab
        self._watch = self._fresh_watch()
        self._acts: list[int] = []

    @property
    def state(self) -> RunState:
        """Return what the open task says to the run so far."""
        if self._watch is None:
            return "free"
        return "edited" if self._lab.edited_midway else self._watch.look(self._lab.loss_history)

    @property
    def settings(self) -> str:
        """Return what was changed, as an answer to the task."""
        return settings_text(self._set)

    @property
    def _set(self) -> dict[str, float]:
        return {edit.name: edit.value for edit in self._lab.edits if not edit.freezes}

    def run(self, steps: int, seconds: float = math.inf) -> int:
        """Make up to `steps` updates, fewer if they decide the task, diverge or take longer; return how many were made.

        At least one is made unless the run has diverged already.
        """
        before, made = self.state, 0
        deadline = time.perf_counter() + seconds
        while made < steps and self.state == before and self._lab.run(1):
            made += 1
            if time.perf_counter() >= deadline:
                break
        return made

    def change(self, settings: Settings) -> None:
        """Set quantities of the lab by name. Raises TutorError `network.…` for a value that cannot be; none is set."""
        made = 0
        try:
            for name, value in settings.items():
                self._lab.edit(name, value)
                made += 1
        except TutorError:
            for _ in range(made):
                self._lab.undo()
            raise
        self._begin_anew(made)

    def freeze(self, name: str) -> bool:
        """Freeze a parameter, or thaw it, and return whether it is frozen now; such a run is not judged."""
        frozen = name not in self._lab.frozen
        self._lab.freeze(name, frozen)
        self._begin_anew(1)
        return frozen

    def reset(self) -> None:
        """Go back to the start; what was set stays, so that a run from there is judged with it.

        Whoever stands at the start already takes back what was set as well.
        """
        kept = self._set if self._lab.step else {}
        self._lab.reset()
        self.change(kept)
        self._begin_anew(1 + self._acts.pop())

    def undo(self) -> bool:
        """Take back the last setting, freezing or reset as a whole; return whether there was any."""
        if not self._lab.can_undo:
            return False
        for _ in range(self._acts.pop() if self._acts else 1):
            self._lab.undo()
        self._watch = self._fresh_watch()
        return True

    def _begin_anew(self, changes: int) -> None:
        """Remember that the learner made so many changes at once, and watch the run that follows from them."""
        self._acts.append(changes)
        self._watch = self._fresh_watch()

    def _fresh_watch(self) -> GoalWatch | None:
        task = self._activity.task
        return GoalWatch(parse_goal(task.goal), task.within) if task else None
