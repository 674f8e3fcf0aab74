"""What a run remembers: checkpoints within a memory budget, from which every earlier step is computed again exactly."""

from __future__ import annotations

from typing import Final

from tutor.network.goals import has_diverged
from tutor.network.training import Trainer, TrainingState, take_step

BUDGET: Final = 8 * 2**20
"""Bytes that the checkpoints of one branch may take."""

_OVERHEAD: Final = 400
"""Bytes that one checkpoint takes besides its numbers: objects, dictionary entry, array headers."""


class Branch:
    """One run without edits: from `start` every step follows by `trainer` alone.

    `losses[k]` is the loss before update k, from step 0 of the whole history on; a branch begins with those of its
    parent up to where it left. When the budget is full, every second checkpoint is given up.
    """

    def __init__(
        self, trainer: Trainer, start: TrainingState, parent: Branch | None = None, budget: int = BUDGET
    ) -> None:
        self.trainer = trainer
        self.start = start
        self.parent = parent
        self.losses: list[float] = parent.losses[: start.step] if parent else []
        self.diverged_at: int | None = parent.diverged_at if parent and parent.diverged_before(start.step) else None
        self._checkpoints: dict[int, TrainingState] = {start.step: start}
        self._stride = 1
        self._budget = budget

    @property
    def last(self) -> int:
        """The number of the newest step whose loss is known."""
        return len(self.losses) - 1

    @property
    def kept(self) -> int:
        """How many states are kept; the others are computed again when they are asked for."""
        return len(self._checkpoints)

    def diverged_before(self, step: int) -> bool:
        """Return whether the run had diverged before step number `step`."""
        return self.diverged_at is not None and self.diverged_at < step

    def remember(self, state: TrainingState, loss: float) -> None:
        """Add the state before step `state.step` and that step's loss, unless they are known already."""
        if state.step <= self.last:
            return
        self.losses.append(loss)
        if self.diverged_at is None and has_diverged(self.losses, state.step):
            self.diverged_at = state.step
        if (state.step - self.start.step) % self._stride == 0:
            self._checkpoints[state.step] = state
            if len(self._checkpoints) > max(2, self._budget // (state.nbytes + _OVERHEAD)):
                self._thin()

    def _thin(self) -> None:
        self._stride *= 2
        self._checkpoints = {
            step: state for step, state in self._checkpoints.items() if (step - self.start.step) % self._stride == 0
        }

    def at(self, step: int) -> tuple[Trainer, TrainingState]:
        """Return what trained and the state before step number `step`, bit for bit what they were."""
        if step < self.start.step and self.parent is not None:
            return self.parent.at(step)
        state = self._checkpoints[step - (step - self.start.step) % self._stride]
        while state.step < step:
            state = take_step(self.trainer, state).after
        return self.trainer, state
