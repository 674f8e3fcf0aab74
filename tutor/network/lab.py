"""One laboratory without a screen: operations one at a time, updates, runs, edits, and time that can be scrubbed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from tutor.errors import TutorError
from tutor.network.datasets import Examples
from tutor.network.functions import Array
from tutor.network.history import Branch
from tutor.network.operations import Direction, Operation, Stride, end_of_stride, operation_for, operations_of
from tutor.network.quantities import Quantity, QuantityNames, value_of
from tutor.network.spec import NetworkSpec
from tutor.network.training import Trainer, TrainingState, TrainingStep, initial_state, take_step, trainer_of

Phase: TypeAlias = Literal["idle", "forward", "forward-done", "backward", "backward-done"]
"""How far the current step is: nothing computed, part of the forward pass, all of it with the loss, part of the
backward pass, everything but the update."""

_EDITABLE: Final = ("parameter", "input", "target", "learning-rate")


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the inspector's table; None where a number has not been computed yet."""

    name: str
    z: float | None
    a: float | None
    delta: float | None


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """One parameter of the inspector's table: `next` is its value after the update."""

    name: str
    value: float
    gradient: float | None
    next: float | None


@dataclass(frozen=True, slots=True)
class Edit:
    """A number that was changed by hand before step number `step`."""

    step: int
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class _Moment:
    """All that undo brings back."""

    branch: Branch
    step: int
    done: int
    edits: tuple[Edit, ...]


class Lab:
    """A network that is trained by hand or runs, where every number has a name.

    The lab stands before the update number `step`; of that step's operations some are done (`phase`). Reading a number
    that has not been computed gives None. Numbers of units belong to example number `example`.
    """

    def __init__(self, spec: NetworkSpec, clock: Callable[[], float] = time.perf_counter) -> None:
        self.spec = spec
        self.example = 0
        self._clock = clock
        trainer = trainer_of(spec)
        self._network = trainer.network
        self._names = QuantityNames(spec, trainer.network.layout)
        self._operations = operations_of(spec)
        self._forward_operations = sum(operation.direction == "forward" for operation in self._operations)
        self._position = {(op.computes, op.layer, op.unit): index for index, op in enumerate(self._operations)}
        self._undo: list[_Moment] = []
        self._edits: tuple[Edit, ...] = ()
        self._done = 0
        self._begin(Branch(trainer, initial_state(spec, trainer)))

    # Where the lab stands

    @property
    def step(self) -> int:
        """How many updates lie before this moment."""
        return self._current.before.step

    @property
    def phase(self) -> Phase:
        """How far the current step is."""
        if self._done == 0:
            return "idle"
        if self._done < self._forward_operations:
            return "forward"
        if self._done == self._forward_operations:
            return "forward-done"
        return "backward-done" if self._done == len(self._operations) else "backward"

    @property
    def current(self) -> TrainingStep:
        """The current step with everything in it, also what has not been shown yet."""
        return self._current

    @property
    def trainer(self) -> Trainer:
        """The network, its examples and its training as they are now, edits included."""
        return self._trainer

    @property
    def learning_rate(self) -> float:
        """α, as edited."""
        return self._trainer.training.optimizer.learning_rate

    @property
    def loss(self) -> float:
        """The loss before the next update, whether it has been shown or not."""
        return self._current.loss

    @property
    def loss_history(self) -> Sequence[float]:
        """The losses of steps 0 to `step`; `loss_history[k]` is the loss after k updates."""
        return self._branch.losses[: self.step + 1]

    @property
    def last_step(self) -> int:
        """The newest step of this branch; greater than `step` after scrubbing back."""
        return self._branch.last

    @property
    def diverged(self) -> bool:
        """Whether a loss up to now is not finite, or over a thousand times the first one."""
        return self._branch.diverged_before(self.step + 1)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What was changed by hand on the way to this moment."""
        return tuple(edit for edit in self._edits if edit.step <= self.step)

    @property
    def edited_midway(self) -> bool:
        """Whether something was changed by hand after the first update, so that goals are not judged."""
        return any(edit.step > 0 for edit in self.edits)

    # Numbers

    def known(self, name: str) -> bool:
        """Return whether the number called `name` is given or already computed in this step; raises TutorError."""
        computed = operation_for(self._names.find(name), self._network.layout)
        return computed is None or self._position[computed] < self._done

    def value(self, name: str) -> float | None:
        """Return the number called `name`, None if this step has not computed it yet; raises TutorError."""
        return self.hidden_value(name) if self.known(name) else None

    def hidden_value(self, name: str) -> float:
        """Return the number called `name` whether or not it has been computed before the learner's eyes."""
        return self._value(self._names.find(name))

    def _value(self, quantity: Quantity) -> float:
        return value_of(quantity, self._network, self._current, self.example, self.learning_rate)

    def units(self) -> tuple[UnitRow, ...]:
        """Return z, a and δ of every unit, layer by layer."""
        return tuple(
            UnitRow(unit, self.value(f"{unit}.z"), self.value(f"{unit}.a"), self.value(f"{unit}.delta"))
            for layer in self.spec.layers
            for unit in layer.units
        )

    def parameters(self) -> tuple[ParameterRow, ...]:
        """Return value, gradient and next value of every parameter, in the order of the vector."""
        return tuple(
            ParameterRow(name, self.hidden_value(name), self.value(f"{name}.gradient"), self.value(f"{name}.next"))
            for name in self._network.layout.names
        )

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

    def update(self) -> None:
        """Finish the step: what is left of it, then every parameter moves to its next value."""
        self._stand(self._trainer, self._current.after)
        self._done = 0

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
        self._stand(*self._branch.at(min(max(step, 0), self.last_step)))
        self._done = len(self._operations)

    # Changing things

    def edit(self, name: str, value: float) -> None:
        """Set a parameter, input, target or `learning_rate`; later steps start a new branch, `undo` leads back.

        Raises TutorError: `network-unknown-quantity`, `network-not-editable`, `network-not-finite`,
        `network-learning-rate-not-positive`.
        """
        quantity = self._names.find(name)
        self._refuse_unless_editable(quantity, value)
        state = self._current.before
        trainer = self._trainer
        match quantity.kind:
            case "parameter":
                state = state._replace(parameters=_with(state.parameters, quantity.index, value))
            case "learning-rate":
                optimizer = replace(trainer.training.optimizer, learning_rate=value)
                trainer = replace(trainer, training=replace(trainer.training, optimizer=optimizer))
            case _:
                trainer = replace(trainer, examples=self._edited_examples(quantity, value))
        self._save()
        self._edits = (*self.edits, Edit(self.step, name, value))
        self._begin(Branch(trainer, state, self._branch))

    def _refuse_unless_editable(self, quantity: Quantity, value: float) -> None:
        if quantity.kind not in _EDITABLE:
            raise TutorError("network-not-editable", name=quantity.name)
        if not math.isfinite(value):
            raise TutorError("network-not-finite", name=quantity.name)
        if quantity.kind == "learning-rate" and value <= 0:
            raise TutorError("network-learning-rate-not-positive")

    def _edited_examples(self, quantity: Quantity, value: float) -> Examples:
        inputs, targets = self._trainer.examples
        at = (self.example, quantity.index)
        if quantity.kind == "input":
            return Examples(_with(inputs, at, value), targets)
        return Examples(inputs, _with(targets, at, value))

    def reset(self) -> None:
        """Go back to the lesson's start values; `undo` leads back."""
        self._save()
        self._edits = ()
        self._done = 0
        trainer = trainer_of(self.spec)
        self._begin(Branch(trainer, initial_state(self.spec, trainer)))

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit or a reset to take back."""
        return bool(self._undo)

    def undo(self) -> None:
        """Take back the last edit or reset: the lab stands again where it stood before it."""
        if self._undo:
            moment = self._undo.pop()
            self._branch, self._edits, self._done = moment.branch, moment.edits, moment.done
            self._stand(*moment.branch.at(moment.step))

    def _save(self) -> None:
        self._undo.append(_Moment(self._branch, self.step, self._done, self._edits))

    def _begin(self, branch: Branch) -> None:
        self._branch = branch
        self._stand(branch.trainer, branch.start)

    def _stand(self, trainer: Trainer, state: TrainingState) -> None:
        self._trainer = trainer
        self._current = take_step(trainer, state)
        self._branch.remember(state, self._current.loss)


def _with(array: Array, index: int | tuple[int, int], value: float) -> Array:
    copy = array.copy()
    copy[index] = value
    return copy
