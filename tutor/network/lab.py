"""One laboratory without a screen: operations one at a time, updates, runs, edits, and time that can be scrubbed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, TypeAlias

from tutor.network.gradient_check import check_parameter
from tutor.network.mistakes import mistake
from tutor.network.operations import Direction, Operation, Stride, end_of_stride, operation_for, operations_of
from tutor.network.quantities import QuantityNames, changed, value_of
from tutor.network.spec import NetworkSpec
from tutor.network.timeline import Edit, Timeline
from tutor.network.training import TrainingStep, initial_state, trainer_of
from tutor.slopes.check import SlopeCheck

Phase: TypeAlias = Literal["idle", "forward", "forward-done", "backward", "backward-done"]
"""How far the current step is: nothing computed, part of the forward pass, all of it with the loss, part of the
backward pass, everything but the update."""


class Lab(Timeline):
    """A network that is trained by hand or runs, where every number has a name.

    The lab stands before the update number `step`; of that step's operations some are done (`phase`). Reading a number
    that has not been computed gives None. Numbers of units belong to example number `example` of the step. With `bug`,
    the code of a known mistake, every gradient and update is computed wrongly in that way.
    """

    def __init__(self, spec: NetworkSpec, clock: Callable[[], float] = time.perf_counter, bug: str = "") -> None:
        self.spec = spec
        self.example = 0
        self._clock = clock
        self._spoil = mistake(bug).spoil if bug else lambda trainer: trainer
        trainer = self._spoil(trainer_of(spec))
        super().__init__(trainer, initial_state(spec, trainer))
        self._layout = trainer.network.layout
        self._names = QuantityNames(spec, self._layout)
        self._operations = operations_of(spec)
        self._forward_operations = sum(operation.direction == "forward" for operation in self._operations)
        self._position = {(op.computes, op.layer, op.unit): index for index, op in enumerate(self._operations)}
        self._checked: TrainingStep | None = None
        self._checks: dict[int, SlopeCheck] = {}

    # Where the lab stands

    @property
    def at_start(self) -> bool:
        """Whether nothing of the current step was shown yet."""
        return self._done == 0

    @property
    def at_end(self) -> bool:
        """Whether all of the current step was shown but its update."""
        return self._done == len(self._operations)

    @property
    def phase(self) -> Phase:
        """How far the current step is."""
        if self.at_start:
            return "idle"
        if self._done < self._forward_operations:
            return "forward"
        if self._done == self._forward_operations:
            return "forward-done"
        return "backward-done" if self.at_end else "backward"

    @property
    def learning_rate(self) -> float:
        """α, as edited."""
        return self.trainer.training.optimizer.learning_rate

    @property
    def frozen(self) -> frozenset[str]:
        """Names of the parameters that training leaves as they are."""
        return self.trainer.frozen

    @property
    def loss(self) -> float:
        """The loss before the next update, whether it has been shown or not."""
        return self.current.loss

    @property
    def loss_shown(self) -> bool:
        """Whether the loss was shown: that of step 0 once a pass has reached it, that of every later step."""
        return self.step > 0 or self.known("loss")

    @property
    def edited_midway(self) -> bool:
        """Whether something was changed by hand after the first update, or frozen, so that no goal is judged."""
        return any(edit.step > 0 or edit.freezes for edit in self.edits)

    # Numbers

    def known(self, name: str) -> bool:
        """Return whether the number called `name` is given or already computed in this step; raises TutorError."""
        computed = operation_for(self._names.find(name), self._layout)
        return computed is None or self._position[computed] < self._done

    def value(self, name: str) -> float | None:
        """Return the number called `name`, None if this step has not computed it yet; raises TutorError."""
        return self.hidden_value(name) if self.known(name) else None

    def hidden_value(self, name: str) -> float:
        """Return the number called `name` whether or not it has been computed before the learner's eyes."""
        example = min(self.example, len(self.current.trace.targets) - 1)
        return value_of(self._names.find(name), self.trainer, self.current, example)

    def check(self, name: str) -> SlopeCheck:
        """Return the numerical check of the current step's gradient by the parameter called `name`, made once.

        Raises TutorError `network.unknown-quantity`.
        """
        index = self._names.find_parameter(name)
        if self._checked is not self.current:
            self._checked, self._checks = self.current, {}
        if index not in self._checks:
            self._checks[index] = check_parameter(self.trainer, self.current, index)
        return self._checks[index]

    # Moving on

    def forward(self, stride: Stride = "layer") -> tuple[Operation, ...]:
        """Do the next operations of the forward pass and return them; none if it is done."""
        return self._advance("forward", stride)

    def backward(self, stride: Stride = "layer") -> tuple[Operation, ...]:
        """Do the next operations of the backward pass, after the rest of the forward pass, and return them."""
        self._done = max(self._done, self._forward_operations)
        return self._advance("backward", stride)

    def _advance(self, direction: Direction, stride: Stride) -> tuple[Operation, ...]:
        start = self._done
        if start == len(self._operations) or self._operations[start].direction != direction:
            return ()
        self._done = end_of_stride(self._operations, start, stride)
        return self._operations[start : self._done]

    def begin_again(self) -> None:
        """Forget what the current step has shown, so that its operations can be done once more."""
        self._done = 0

    def reveal(self) -> None:
        """Show every number of the current step."""
        self._done = len(self._operations)

    def run(self, steps: int, seconds: float = math.inf) -> int:
        """Make up to `steps` updates, stopping when `seconds` are over or the loss diverges; return how many were made.

        At least one is made unless the run has diverged already.
        """
        deadline = self._clock() + seconds
        made = 0
        while made < steps and not self.diverged:
            self.update()
            made += 1
            if self._clock() >= deadline:
                break
        return made

    def scrub(self, step: int) -> None:
        """Stand before update number `step` of this branch again, all of that step's numbers shown."""
        super().scrub(step)
        self.reveal()

    # Changing things

    def edit(self, name: str, value: float, row: int | None = None) -> None:
        """Set a parameter, input, target or `learning_rate`; later steps start a new branch, `undo` leads back.

        Inputs and targets are those of example number `row` of all, by default of the one that is shown.

        Raises TutorError: `network.unknown-quantity`, `network.not-editable`, `network.not-finite`,
        `network.learning-rate-not-positive`.
        """
        quantity, rows = self._names.find(name), self.current.drawn.rows
        if row is None:
            row = self.example if rows is None else int(rows[min(self.example, len(rows) - 1)])
        trainer, state = changed(self.trainer, self.current.before, quantity, value, row)
        own = name in self.spec.inputs or name in self.spec.targets
        self._branch_off(trainer, state, Edit(self.step, name, value, row=row if own else 0))

    def freeze(self, name: str, frozen: bool = True) -> None:
        """Freeze or thaw a parameter, as a branch like `edit`; raises TutorError `network.unknown-quantity`."""
        own = self._layout.names[self._names.find_parameter(name)]
        names = self.frozen | {own} if frozen else self.frozen - {own}
        trainer = replace(self.trainer, movable=self._layout.movable(names))
        self._branch_off(trainer, self.current.before, Edit(self.step, name, float(frozen), freezes=True))

    def repeat(self, edit: Edit) -> None:
        """Do again what `edit` did, now; raises TutorError as `edit` and `freeze` do."""
        if edit.freezes:
            self.freeze(edit.name, bool(edit.value))
        else:
            self.edit(edit.name, edit.value, edit.row)

    def reset(self) -> None:
        """Go back to the lesson's start values; `undo` leads back."""
        trainer = self._spoil(trainer_of(self.spec))
        self._restart(trainer, initial_state(self.spec, trainer))
