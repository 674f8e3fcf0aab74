"""Where a lab stands in time: forward by updates, back by scrubbing, aside by edits, and all of that undone."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.network.functions import Array
from tutor.network.goals import has_diverged
from tutor.network.training import Trainer, TrainingState, TrainingStep, take_step

BUDGET: Final = 8 * 2**20
"""Bytes that the checkpoints of one branch may take."""

_OVERHEAD: Final = 400
"""Bytes that one checkpoint takes besides its numbers: objects, dictionary entry, array headers."""
UNDO_DEPTH: Final = 100
"""How many edits can be taken back; older ones are forgotten."""


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


@dataclass(frozen=True, slots=True)
class Edit:
    """A number that was changed by hand before step number `step`.

    With `freezes`, the parameter was frozen (value 1) or thawed (value 0) instead. `row` is the number of the example,
    from 0, whose input or target it is.
    """

    step: int
    name: str
    value: float
    freezes: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True)
class _Moment:
    """All that undo brings back."""

    branch: Branch
    step: int
    edits: tuple[Edit, ...]
    done: int


class Timeline:
    """A run with its branches: one of them is current, and one step of it, of whose operations some are done."""

    trainer: Trainer
    """The network, its examples and its training as they are now, edits included."""
    current: TrainingStep
    """The current step with everything in it, also what has not been shown yet."""

    def __init__(self, trainer: Trainer, state: TrainingState) -> None:
        self._undo: deque[_Moment] = deque(maxlen=UNDO_DEPTH)
        self._done = 0
        self._begin(Branch(trainer, state), ())

    @property
    def step(self) -> int:
        """How many updates lie before this moment."""
        return self.current.before.step

    @property
    def last_step(self) -> int:
        """The newest step of this branch; greater than `step` after scrubbing back."""
        return self._branch.last

    @property
    def loss_history(self) -> Sequence[float]:
        """The losses of steps 0 to `step`; `loss_history[k]` is the loss after k updates."""
        return self._branch.losses[: self.step + 1]

    @property
    def branch_losses(self) -> Sequence[float]:
        """The losses of this branch, also those after `step` where it was scrubbed back."""
        return self._branch.losses

    @property
    def diverged(self) -> bool:
        """Whether a loss up to now counts as diverged (`goals.has_diverged`)."""
        return self._branch.diverged_before(self.step + 1)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed by hand on the way to this moment."""
        return tuple(edit for edit in self._edits if edit.step <= self.step)

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit or a reset to take back."""
        return bool(self._undo)

    def update(self) -> None:
        """Finish the step: what is left of it, then every parameter moves to its next value."""
        self._stand(self.trainer, self.current.after)
        self._done = 0

    def scrub(self, step: int) -> None:
        """Go to step number `step` of this branch, or to the nearest that it has."""
        self._stand(*self._branch.at(min(max(step, 0), self.last_step)))

    def parameters_at(self, steps: Sequence[int]) -> Array:
        """Return the parameter vectors before these steps of the branch, (steps, size), without going there."""
        return np.stack([self._branch.at(step)[1].parameters for step in steps])

    def undo(self) -> None:
        """Take back the last edit or reset, if there is one: all stands again where it stood before it."""
        if self._undo:
            moment = self._undo.pop()
            self._branch, self._edits, self._done = moment.branch, moment.edits, moment.done
            self._stand(*moment.branch.at(moment.step))

    def _branch_off(self, trainer: Trainer, state: TrainingState, edit: Edit) -> None:
        """Begin a branch at this step because of `edit`."""
        self._save()
        self._begin(Branch(trainer, state, self._branch), (*self.edits, edit))

    def _restart(self, trainer: Trainer, state: TrainingState) -> None:
        """Begin a new run."""
        self._save()
        self._begin(Branch(trainer, state), ())
        self._done = 0

    def _save(self) -> None:
        self._undo.append(_Moment(self._branch, self.step, self._edits, self._done))

    def _begin(self, branch: Branch, edits: tuple[Edit, ...]) -> None:
        self._branch, self._edits = branch, edits
        self._stand(branch.trainer, branch.start)

    def _stand(self, trainer: Trainer, state: TrainingState) -> None:
        self.trainer = trainer
        self.current = take_step(trainer, state)
        self._branch.remember(state, self.current.loss)
