"""A learner's own run in a lab, watched for the goal of the open task."""

from __future__ import annotations

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

    @property
    def state(self) -> RunState:
        """Return what the open task says to the run so far."""
        if self._watch is None:
            return "free"
        return "edited" if self._lab.edited_midway else self._watch.look(self._lab.loss_history)

    @property
    def settings(self) -> str:
        """Return what was changed, as an answer to the task."""
        return settings_text({edit.name: edit.value for edit in self._lab.edits})

    def run(self, steps: int) -> int:
        """Make up to `steps` updates, fewer if they decide the task or diverge; return how many were made."""
        before, made = self.state, 0
        while made < steps and self.state == before and self._lab.run(1):
            made += 1
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
        self._watch = self._fresh_watch()

    def reset(self) -> None:
        """Go back to the start; what was set stays, so that a run from there is judged with it.

        Whoever stands at the start already takes back what was set as well.
        """
        kept = {edit.name: edit.value for edit in self._lab.edits} if self._lab.step else {}
        self._lab.reset()
        self.change(kept)

    def _fresh_watch(self) -> GoalWatch | None:
        task = self._activity.task
        return GoalWatch(parse_goal(task.goal), task.within) if task else None
